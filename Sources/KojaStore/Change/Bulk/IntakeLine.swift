internal import KojaModel
internal import KojaYAML

/// A line of a file of new records: one JSON object.
package struct IntakeLine: Sendable {
  /// What the file is called.
  let name: String
  /// Its number, from 1.
  package let number: Int
  /// Where it begins in the file.
  package let offset: Int
  /// What it holds.
  package let bytes: [UInt8]

  /// How long a line may be, in bytes.
  static let mostBytes = limits.bytes
  private static let limits = YAMLLimits.record

  /// A line, without a carriage return at its end. Nil for a blank one.
  init?(_ bytes: some BidirectionalCollection<UInt8>, number: Int, offset: Int, of name: String) {
    let bytes = bytes.last == 0x0D ? bytes.dropLast() : bytes[...]
    guard bytes.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { return nil }
    (self.name, self.number, self.offset, self.bytes) = (name, number, offset, Array(bytes))
  }

  /// The lines of a text that are not blank.
  static func all(_ text: some RandomAccessCollection<UInt8>, name: String) -> [IntakeLine] {
    var lines: [IntakeLine] = []
    var (number, offset) = (0, 0)
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let mark = offset == 0 && line.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
      if let line = IntakeLine(line.dropFirst(mark), number: number, offset: offset + mark, of: name) {
        lines.append(line)
      }
      offset += line.count + 1
    }
    return lines
  }

  /// What may stand at the beginning of a file, and means nothing.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Whether it is a JSON object.
  var isObject: Bool { record.document != nil }

  /// The tree, or what is wrong with it.
  var record: (document: Document?, findings: [Finding]) {
    let reading = JSONReader.read(bytes, path: name, limits: Self.limits)
    let isFaulty = reading.findings.contains { $0.severity == .error }
    guard let document = reading.document, document.kind(Document.root) == .mapping, !isFaulty else {
      let findings = reading.findings.isEmpty ? [notAnObject] : reading.findings
      return (nil, findings.map(moved))
    }
    return (document, [])
  }

  /// A finding about a made record, told at the value's place in this file. `made` is the text that it was found in.
  func finding(_ finding: Finding, in made: Document? = nil) -> Finding {
    let document = JSONReader.read(bytes, path: name, limits: Self.limits).document
    let steps = made?.path(to: finding.place.bytes) ?? []
    let node = (0...steps.count).lazy.reversed().compactMap { count in
      document?.node(at: Array(steps.prefix(count)))
    }.first
    var stretch = node.flatMap { node in document.map { $0.range(node) } } ?? 0..<0
    if node == Document.root { stretch = stretch.lowerBound..<min(stretch.lowerBound + 1, stretch.upperBound) }
    var result = finding
    result.place = LineTable(bytes).place(stretch, in: name, hidden: finding.place.excerpt == nil && made != nil)
    result.fix = nil
    result.related.removeAll { $0.place.path.hasPrefix("records/") && $0.place.path.sameBytes(as: finding.place.path) }
    return moved(result)
  }

  /// A failure of its record as a finding.
  func finding(_ failure: Failure) -> Finding {
    finding(Finding("store/intake", at: Place(file: name), failure.message, hint: failure.hint))
  }

  private func moved(_ finding: Finding) -> Finding {
    var finding = finding
    finding.place.start.line = number
    finding.place.end.line = number
    return finding
  }

  private var notAnObject: Finding {
    Finding(
      "store/intake", at: Place(file: name),
      Phrase(id: "baris ini bukan objek JSON", en: "this line is no JSON object"),
      hint: Phrase(
        id: "tulis satu catatan per baris: `{\"kolom\": …}`", en: "write one record a line: `{\"field\": …}`"))
  }
}

extension Document {
  /// The keys and positions that lead to the innermost value, or key, that holds a stretch of the text; nil for none.
  func path(to bytes: Range<Int>, from node: NodeIndex = Document.root) -> [String]? {
    func holds(_ node: NodeIndex) -> Bool {
      let range = range(node)
      return range == bytes
        || !bytes.isEmpty && range.lowerBound <= bytes.lowerBound && bytes.upperBound <= range.upperBound
    }
    for (key, value) in pairs(node) {
      if holds(key) { return [text(key) ?? ""] }
      if holds(value) { return [text(key) ?? ""] + (path(to: bytes, from: value) ?? []) }
    }
    for (index, item) in items(node).enumerated() where holds(item) {
      return [String(index)] + (path(to: bytes, from: item) ?? [])
    }
    return nil
  }
}
