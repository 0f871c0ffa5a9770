package import KojaModel
internal import KojaYAML

/// A table that another system wrote, with the place of every value: CSV, a JSON array of objects, or JSON lines.
package struct ImportTable: Sendable {
  /// A value and where it stands.
  struct Cell: Sendable {
    /// The text; empty for none.
    let text: String
    /// The bytes in the file.
    let range: Range<Int>
  }

  /// One row.
  struct Row: Sendable {
    /// The values by heading.
    fileprivate let cells: [Key: Cell]
    /// The bytes of its beginning.
    let range: Range<Int>

    /// The value under a heading, without blanks at its ends; nil for none.
    func cell(_ heading: String) -> Cell? { cells[Key(heading)].flatMap { $0.text.isEmpty ? nil : $0 } }
  }

  /// What the file is called.
  package let name: String
  /// The headings, in order.
  package let headings: [String]
  /// The rows.
  let rows: [Row]
  /// Whether numbers are written with a decimal comma: the office's spreadsheet does, with semicolons between values.
  let hasDecimalComma: Bool
  private let lines: LineTable

  /// How many rows there are.
  package var count: Int { rows.count }

  /// Reads a file. Throws a failure with findings at their places where it cannot be read whole.
  package init(_ bytes: [UInt8], name: String) throws(Failure) {
    self.name = name
    lines = LineTable(bytes)
    let first = bytes.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }.first
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      (headings, rows) = try Self.json(bytes, name)
      hasDecimalComma = false
      return
    }
    let lines = lines
    func refuse(_ message: Phrase, at range: Range<Int>, hint: Phrase) -> Failure {
      Self.unreadable(name, [Finding("store/intake", at: lines.place(range, in: name), message, hint: hint)])
    }
    let text: DelimitedText
    do throws(DelimitedText.Fault) { text = try DelimitedText(bytes) } catch {
      throw refuse(error.message, at: error.range, hint: error.hint)
    }
    guard let top = text.rows.first else {
      throw refuse(
        Phrase(id: "tabel ini kosong", en: "this table is empty"), at: 0..<0,
        hint: Phrase(id: "baris pertamanya judul kolom", en: "its first line has the headings"))
    }
    headings = top.map { $0.text.trimmingSpaces }
    for (position, heading) in headings.enumerated() {
      guard !headings[..<position].contains(where: { $0.sameBytes(as: heading) }) || heading.isEmpty else {
        throw refuse(
          Phrase(id: "judul `\(heading)` ada dua kali", en: "the heading `\(heading)` is there twice"),
          at: top[position].range, hint: Phrase(id: "beri nama lain", en: "give one of them another name"))
      }
    }
    for row in text.rows.dropFirst() where row.count > headings.count {
      throw refuse(
        Phrase(
          id: "baris ini punya \(row.count) isi, padahal judulnya \(headings.count)",
          en: "this row has \(row.count) values under \(headings.count) headings"), at: row[headings.count].range,
        hint: Phrase(
          id: "isi yang memuat pemisah harus dalam kutip", en: "a value that holds the separator must be in quotes"))
    }
    rows = text.rows.dropFirst().map { [headings] row in
      let cells = zip(headings, row).map { heading, cell in
        (Key(heading), Cell(text: SpreadsheetText.restored(cell.text).trimmingSpaces, range: cell.range))
      }
      return Row(
        cells: Dictionary(cells, uniquingKeysWith: { first, _ in first }), range: row.first.map(\.range) ?? 0..<0)
    }
    hasDecimalComma = text.separator == UInt8(ascii: ";")
  }

  private static func json(_ bytes: [UInt8], _ name: String) throws(Failure) -> (headings: [String], rows: [Row]) {
    var headings: [Key] = []
    var rows: [Row] = []
    var findings: [Finding] = []
    func take(_ document: Document, _ node: NodeIndex, from offset: Int) {
      guard document.kind(node) == .mapping else {
        let range = document.range(node)
        findings.append(
          Finding(
            "store/intake",
            at: LineTable(bytes).place(range.lowerBound + offset..<range.upperBound + offset, in: name),
            Phrase(id: "ini bukan objek JSON", en: "this is no JSON object")))
        return
      }
      let pairs = document.pairs(node).map { key, value in
        let range = document.range(value)
        let text = document.kind(value) == .null ? "" : document.text(value) ?? document.value(of: value).json()
        return (
          Key(document.text(key) ?? ""),
          Cell(text: text.trimmingSpaces, range: range.lowerBound + offset..<range.upperBound + offset)
        )
      }
      for (key, _) in pairs where !headings.contains(key) { headings.append(key) }
      let start = document.range(node).lowerBound + offset
      rows.append(Row(cells: Dictionary(pairs, uniquingKeysWith: { first, _ in first }), range: start..<start + 1))
    }
    let limits = YAMLLimits(bytes: 1 << 30, nodes: 1 << 26, depth: 64)
    let whole = JSONReader.read(bytes, path: name, limits: limits)
    let lines = IntakeLine.all(bytes, name: name)
    if let document = whole.document, document.kind(Document.root) == .sequence {
      for item in document.items(Document.root) { take(document, item, from: 0) }
    } else if let first = lines.first, first.isObject {
      for line in lines {
        let record = line.record
        findings += record.findings
        if let document = record.document { take(document, Document.root, from: line.offset) }
      }
    } else {
      findings += whole.findings
    }
    guard findings.isEmpty else { throw unreadable(name, findings) }
    return (headings.map(\.string), rows)
  }

  private static func unreadable(_ name: String, _ findings: [Finding]) -> Failure {
    Failure(
      .findings, Phrase(id: "`\(name)` tidak dapat dibaca sebagai tabel", en: "`\(name)` cannot be read as a table"),
      hint: Phrase(id: "CSV, daftar JSON atau JSONL", en: "CSV, a JSON array, or JSON lines"),
      findings: Array(findings.prefix(20)))
  }

  /// The place of some bytes of the file.
  func place(_ range: Range<Int>, hidden: Bool = false) -> Place { lines.place(range, in: name, hidden: hidden) }
}
