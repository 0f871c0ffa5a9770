package import KojaModel
internal import KojaYAML

/// A table that another system wrote, with the place of every value: CSV, a JSON array of objects, or JSON lines. A value inside
/// an object of an object stands under both keys, `location.text`.
package struct ImportTable: Sendable {
  /// A value and where it stands.
  struct Cell: Sendable {
    /// The text without blanks at its ends; empty for none.
    let text: String
    /// The text with them.
    let written: String
    /// The bytes in the file.
    let range: Range<Int>

    init(_ written: String, _ range: Range<Int>) {
      (text, self.written, self.range) = (written.trimmingSpaces, written, range)
    }
  }

  /// One row.
  struct Row: Sendable {
    /// The values by heading.
    fileprivate var cells: [Key: Cell] = [:]
    /// The bytes of its beginning.
    let range: Range<Int>
    /// What stands between separators, one by one; for a line that cannot be read the whole of it. Empty for an object.
    fileprivate(set) var pieces: [String] = []
    /// Why the row cannot be read: its values are not to be believed. Empty for a good one.
    fileprivate(set) var flaws: [Finding] = []

    /// The value under a heading; nil for none.
    func cell(_ heading: String) -> Cell? { cells[Key(heading)].flatMap { $0.text.isEmpty ? nil : $0 } }

    /// What stands under a heading, blanks at its ends and all; nil where the row does not reach that far.
    func written(_ heading: String) -> String? { cells[Key(heading)]?.written }

    /// Where the value under a heading stands, or would stand; the row's beginning where it does not reach that far.
    func range(of heading: String) -> Range<Int> { cells[Key(heading)]?.range ?? range }
  }

  /// What the file is called.
  package let name: String
  /// The headings, in order.
  package let headings: [String]
  /// The rows.
  let rows: [Row]
  /// Whether numbers are written with a decimal comma: the office's spreadsheet does, with semicolons between values.
  let hasDecimalComma: Bool
  /// How the values of a line are told apart; nil for JSON.
  package let separator: UInt8?
  /// Whether a byte order mark stands at the beginning.
  package let hasMark: Bool
  private let lines: LineTable

  /// How many rows there are.
  package var count: Int { rows.count }

  /// Reads a file. Throws a failure with findings at their places where it cannot be read whole.
  package init(_ bytes: [UInt8], name: String) throws(Failure) {
    self.name = name
    lines = LineTable(bytes)
    hasMark = bytes.starts(with: IntakeLine.byteOrderMark)
    let first = bytes.drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }.first
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      (headings, rows) = try Self.json(bytes, name)
      (hasDecimalComma, separator) = (false, nil)
      return
    }
    let lines = lines
    func refuse(_ message: Phrase, at range: Range<Int>, hint: Phrase) -> Failure {
      Self.unreadable(name, [Finding("store/intake", at: lines.place(range, in: name).alone, message, hint: hint)])
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
    rows = text.rows.dropFirst().map { [headings] row in
      let cells = zip(headings, row).map { heading, cell in
        (Key(heading), Cell(SpreadsheetText.restored(cell.text), cell.range))
      }
      return Row(
        cells: Dictionary(cells, uniquingKeysWith: { first, _ in first }), range: row.first.map(\.range) ?? 0..<0,
        pieces: row.map(\.text),
        flaws: Self.ragged(row, headings).map {
          [Finding("store/intake", at: lines.place($0.range, in: name).alone, $0.message, hint: $0.hint)]
        } ?? [])
    }
    separator = text.separator
    hasDecimalComma = text.separator == UInt8(ascii: ";")
  }

  /// What is wrong with a row that has more or fewer values than there are headings: nobody knows which value belongs
  /// where.
  private static func ragged(_ row: [DelimitedText.Cell], _ headings: [String]) -> DelimitedText.Fault? {
    guard row.count != headings.count, let last = row.last else { return nil }
    return DelimitedText.Fault(
      range: row.count > headings.count ? row[headings.count].range : last.range,
      message: Phrase(
        id: "baris ini punya \(row.count) isi, padahal judulnya \(headings.count)",
        en: "this row has \(row.count) values under \(headings.count) headings"),
      hint: row.count > headings.count
        ? Phrase(
          id: "isi yang memuat pemisah harus dalam kutip", en: "a value that holds the separator must be in quotes")
        : Phrase(
          id: "isi yang kosong pun memerlukan pemisahnya", en: "an empty value needs its separator, too"))
  }

  private static func json(_ bytes: [UInt8], _ name: String) throws(Failure) -> (headings: [String], rows: [Row]) {
    let places = LineTable(bytes)
    var headings: [Key] = []
    var seen: Set<Key> = []
    var rows: [Row] = []
    func take(_ document: Document, _ node: NodeIndex, from offset: Int, _ faults: [Finding] = []) {
      func range(_ node: NodeIndex) -> Range<Int> {
        let range = document.range(node)
        return range.lowerBound + offset..<range.upperBound + offset
      }
      let start = range(node).lowerBound
      guard document.kind(node) == .mapping else {
        let flaw = Finding(
          "store/intake", at: places.place(range(node), in: name, hidden: true),
          Phrase(id: "ini bukan objek JSON", en: "this is no JSON object"))
        return rows.append(
          Row(range: start..<start + 1, pieces: [document.value(of: node).json()], flaws: [flaw]))
      }
      var row = Row(range: start..<start + 1)
      row.flaws = faults
      func cells(of object: NodeIndex, under prefix: String) {
        for (key, value) in document.pairs(object) {
          let heading = prefix + (document.text(key) ?? "")
          guard document.kind(value) != .mapping else {
            cells(of: value, under: heading + ".")
            continue
          }
          let text = document.kind(value) == .null ? "" : document.text(value) ?? document.value(of: value).json()
          if seen.insert(Key(heading)).inserted { headings.append(Key(heading)) }
          if row.cells.updateValue(Cell(text, range(value)), forKey: Key(heading)) != nil {
            row.flaws.append(
              Finding(
                "store/intake", at: places.place(range(key), in: name).alone,
                Phrase(id: "`\(heading)` ada dua kali", en: "`\(heading)` is there twice"),
                hint: Phrase(id: "hapus salah satunya", en: "delete one of them")))
          }
        }
      }
      cells(of: node, under: "")
      if !row.flaws.isEmpty { row.pieces = [document.value(of: node).json()] }
      rows.append(row)
    }
    let limits = YAMLLimits(bytes: 1 << 30, nodes: 1 << 26, depth: 64)
    let whole = JSONReader.read(bytes, path: name, limits: limits)
    if let document = whole.document, document.kind(Document.root) == .sequence {
      let faults = whole.findings.filter { $0.severity == .error }.map(\.alone)
      for item in document.items(Document.root) {
        let range = document.range(item)
        take(document, item, from: 0, faults.filter { range.contains($0.place.bytes.lowerBound) })
      }
      return (headings.map(\.string), rows)
    }
    let lines = IntakeLine.all(bytes, name: name)
    guard lines.contains(where: \.isObject) else { throw unreadable(name, whole.findings.map(\.alone)) }
    for line in lines {
      let (document, findings) = line.record
      if let document {
        take(document, Document.root, from: line.offset)
      } else {
        rows.append(
          Row(
            range: line.offset..<line.offset + 1, pieces: [String(decoding: line.bytes, as: UTF8.self)],
            flaws: findings.map(\.alone)))
      }
    }
    return (headings.map(\.string), rows)
  }

  private static func unreadable(_ name: String, _ findings: [Finding]) -> Failure {
    Failure(
      .findings, Phrase(id: "`\(name)` tidak dapat dibaca sebagai tabel", en: "`\(name)` cannot be read as a table"),
      hint: Phrase(id: "CSV, daftar JSON atau JSONL", en: "CSV, a JSON array, or JSON lines"),
      findings: Array(findings.prefix(20)))
  }

  /// The place of some bytes of the file, without what stands beside them: columns that are not taken in hold names and
  /// telephone numbers.
  func place(_ range: Range<Int>, hidden: Bool = false) -> Place { lines.place(range, in: name, hidden: hidden).alone }
}

extension Finding {
  /// The same finding without what stands beside its place.
  fileprivate var alone: Finding {
    var finding = self
    finding.place = place.alone
    return finding
  }
}
