internal import KojaModel
internal import KojaYAML

/// What is wrong with the rest of a text that cannot be read because of a slip: who made six mistakes sees six findings.
///
/// Each line with a slip is read as its repair would have it, or without its value where there is none. Of such lines
/// nothing more is said, and of the rest only what is wrong with a value or a key by itself: whether something is missing,
/// or goes together, nobody knows before the slip is mended.
struct PatchedReading {
  /// What can be said of a value or a key alone.
  private static let local: Set<String> = [
    "schema/type", "schema/enum", "schema/const", "schema/pattern", "schema/format", "schema/minimum", "schema/maximum",
    "schema/exclusiveMinimum", "schema/exclusiveMaximum", "schema/multipleOf", "schema/minLength", "schema/maxLength",
    "schema/minItems", "schema/maxItems", "schema/uniqueItems", "schema/additionalProperties",
    "schema/unevaluatedProperties", "ref/unknown",
    "ref/not-in-force", "ref/coordinates", "ref/outside", "workflow/unknown-action", "workflow/reason",
    "workflow/officer", "workflow/entry",
  ]
  private static let mostSlips = 20
  /// How much is read again in all: a large text full of slips must not hold up the others.
  private static let mostBytes = 1 << 20

  private let path: String
  private let content: [UInt8]
  private let table: LineTable
  private var bytes: [UInt8]
  /// Every replacement, in the bytes that were there when it was made.
  private var steps: [(range: Range<Int>, count: Int)] = []
  /// The lines with a slip.
  private var lines: Set<Int> = []
  private var slips: [Finding] = []
  private var reading: YAMLReading

  /// Everything that is wrong with a text that cannot be read, with its places in that text; nil where nothing more can be
  /// said than what its reader says. `judge` tells what is wrong with the tree of a text.
  static func findings(
    _ content: [UInt8], _ reading: YAMLReading, path: String, symbols: SymbolTable? = nil,
    judge: (Document) -> [Finding]
  ) -> [Finding]? {
    var patched = PatchedReading(path, content, reading)
    while patched.reading.document == nil, patched.slips.count < mostSlips,
      (patched.slips.count + 1) * content.count <= mostBytes
    {
      guard patched.stepOver(symbols) else { break }
    }
    guard !patched.steps.isEmpty else { return nil }
    return patched.findings(judge)
  }

  private init(_ path: String, _ content: [UInt8], _ reading: YAMLReading) {
    (self.path, self.content, bytes, self.reading) = (path, content, content, reading)
    table = LineTable(content)
  }

  /// Takes the one slip that stops the reader, and reads on; false where that cannot be.
  private mutating func stepOver(_ symbols: SymbolTable?) -> Bool {
    guard let slip = reading.findings.first(where: { $0.code == "yaml/syntax" }) else { return false }
    let line = slip.place.start.line
    guard !lines.contains(line), let (range, text) = mended(slip) ?? emptied(line) else { return false }
    slips += [original(slip)]
    lines.insert(line)
    bytes.replaceSubrange(range, with: text)
    steps.append((range, text.count))
    reading = YAMLReader.read(bytes, path: path, symbols: symbols)
    return true
  }

  /// The repair of a slip, where it stays on its line.
  private func mended(_ slip: Finding) -> (Range<Int>, [UInt8])? {
    guard case .replace(let range, let text)? = slip.fix, !bytes[range].contains(0x0A), !text.utf8.contains(0x0A) else {
      return nil
    }
    return (range, Array(text.utf8))
  }

  /// The value of the key that a line begins with, and nothing in its place; nil where the line begins with none.
  private func emptied(_ number: Int) -> (Range<Int>, [UInt8])? {
    let line = LineTable(bytes).line(number)
    let key = bytes[line].drop { $0 == 0x20 || $0 == UInt8(ascii: "-") }
    let name = key.prefix { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
    let value = name.endIndex + 1
    guard !name.isEmpty, value < line.upperBound, bytes[name.endIndex] == UInt8(ascii: ":"), bytes[value] == 0x20 else {
      return nil
    }
    return (value..<line.upperBound, [])
  }

  private func findings(_ judge: (Document) -> [Finding]) -> [Finding] {
    let rest: [Finding]
    if let document = reading.document {
      rest = reading.findings(with: judge(document)).filter { finding in
        Self.local.contains(finding.code) || finding.code.hasPrefix("privacy/")
          || finding.code.hasPrefix("yaml/") && finding.code != "yaml/final-newline"
      }
    } else {
      rest = reading.findings
    }
    return slips + rest.filter { !lines.contains($0.place.start.line) }.map(original)
  }

  // MARK: Places in the text as it is

  private func original(_ finding: Finding) -> Finding {
    guard !steps.isEmpty else { return finding }
    var told = finding
    told.place = original(finding.place)
    told.related = finding.related.map { related in
      related.place.path.sameBytes(as: path)
        ? Finding.Related(related.message, at: original(related.place)) : related
    }
    if case .replace(let range, let text)? = finding.fix {
      told.fix = .replace(original(range), with: text)
    }
    return told
  }

  private func original(_ place: Place) -> Place {
    table.place(original(place.bytes), in: place.path, hidden: place.excerpt == nil)
  }

  private func original(_ range: Range<Int>) -> Range<Int> {
    let lower = original(range.lowerBound)
    return lower..<max(lower, original(range.upperBound))
  }

  /// Where a byte was before all replacements; one that came with a replacement, where that began.
  private func original(_ offset: Int) -> Int {
    steps.reversed().reduce(offset) { offset, step in
      if offset < step.range.lowerBound { return offset }
      return offset < step.range.lowerBound + step.count
        ? step.range.lowerBound : offset - step.count + step.range.count
    }
  }
}
