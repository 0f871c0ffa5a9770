internal import KojaModel
internal import KojaYAML

/// A file of new records: one JSON object on each line.
package struct IntakeSource: Sendable {
  /// What the file is called.
  package let name: String
  private let bytes: [UInt8]
  /// Where the lines that are not blank stand, with their numbers from 1.
  private let lines: [(number: Int, range: Range<Int>)]

  /// How many records there are.
  package var count: Int { lines.count }

  /// A file. Nil where it does not begin with a JSON object on a line of its own.
  package init?(_ bytes: [UInt8], name: String) {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lines: [(number: Int, range: Range<Int>)] = []
    var (number, from) = (1, start)
    bytes.withUnsafeBufferPointer { bytes in
      var offset = start
      while offset <= bytes.count {
        if offset == bytes.count || bytes[offset] == 0x0A {
          let end = offset > from && bytes[offset - 1] == 0x0D ? offset - 1 : offset
          if bytes[from..<end].contains(where: { $0 != 0x20 && $0 != 0x09 }) { lines.append((number, from..<end)) }
          (number, from) = (number + 1, offset + 1)
        }
        offset += 1
      }
    }
    guard let first = lines.first,
      let document = JSONReader.read(Array(bytes[first.range]), path: name, limits: .record).document,
      document.kind(Document.root) == .mapping
    else { return nil }
    self.bytes = bytes
    self.name = name
    self.lines = lines
  }

  /// Where a record's line begins, in bytes.
  func offset(_ index: Int) -> Int { lines[index].range.lowerBound }

  /// The number of a record's line.
  func number(_ index: Int) -> Int { lines[index].number }

  /// What the first records are known by: lines that come later, or are mended, do not change it.
  struct Mark {
    /// How many records it is about.
    private(set) var count = 0
    /// A hash of their lines, in order.
    private(set) var hash = ""

    /// Goes on to more records of a file.
    mutating func extend(to count: Int, of source: IntakeSource) {
      while self.count < count {
        hash = SHA256.hex(Array(hash.utf8) + source.bytes[source.lines[self.count].range])
        self.count += 1
      }
    }
  }

  /// What the first so many records are known by.
  func mark(_ count: Int) -> Mark {
    var mark = Mark()
    mark.extend(to: min(count, lines.count), of: self)
    return mark
  }

  /// One record: its line, and the tree or what is wrong with it.
  func record(_ index: Int) -> (number: Int, document: Document?, findings: [Finding]) {
    let (number, range) = lines[index]
    let reading = JSONReader.read(Array(bytes[range]), path: name, limits: .record)
    guard let document = reading.document, document.kind(Document.root) == .mapping else {
      let findings = reading.findings.isEmpty ? [notAnObject(number)] : reading.findings
      return (number, nil, findings.map { moved($0, to: number) })
    }
    return (number, document, [])
  }

  /// A finding about a made record, told at the value's place in this file. `made` is the text that it was found in.
  func finding(_ finding: Finding, at index: Int, in made: Document? = nil) -> Finding {
    let (number, range) = lines[index]
    let line = Array(bytes[range])
    let document = JSONReader.read(line, path: name, limits: .record).document
    let steps = made?.path(to: finding.place.bytes) ?? []
    let node = (0...steps.count).lazy.reversed().compactMap { count in
      document?.node(at: Array(steps.prefix(count)))
    }.first
    var stretch = node.flatMap { node in document.map { $0.range(node) } } ?? 0..<0
    if node == Document.root { stretch = stretch.lowerBound..<min(stretch.lowerBound + 1, stretch.upperBound) }
    var result = finding
    result.place = LineTable(line).place(stretch, in: name, hidden: finding.place.excerpt == nil && made != nil)
    result.fix = nil
    result.related.removeAll { $0.place.path.hasPrefix("records/") && $0.place.path.sameBytes(as: finding.place.path) }
    return moved(result, to: number)
  }

  /// A failure of one record as a finding.
  func finding(_ failure: Failure, at index: Int) -> Finding {
    finding(Finding("store/intake", at: Place(file: name), failure.message, hint: failure.hint), at: index)
  }

  private func moved(_ finding: Finding, to line: Int) -> Finding {
    var finding = finding
    finding.place.start.line = line
    finding.place.end.line = line
    return finding
  }

  private func notAnObject(_ line: Int) -> Finding {
    Finding(
      "store/intake", at: Place(file: name),
      Phrase(id: "baris ini bukan objek JSON", en: "this line is no JSON object"),
      hint: Phrase(
        id: "tulis satu catatan per baris: `{\"kolom\": …}`", en: "write one record a line: `{\"field\": …}`"))
  }
}

extension Document {
  /// The keys and positions that lead to the value, or the key, that is a stretch of the text; nil for none.
  func path(to bytes: Range<Int>, from node: NodeIndex = Document.root) -> [String]? {
    for (key, value) in pairs(node) {
      if range(key) == bytes || range(value) == bytes { return [text(key) ?? ""] }
      if let rest = path(to: bytes, from: value) { return [text(key) ?? ""] + rest }
    }
    for (index, item) in items(node).enumerated() {
      if range(item) == bytes { return [String(index)] }
      if let rest = path(to: bytes, from: item) { return [String(index)] + rest }
    }
    return nil
  }
}
