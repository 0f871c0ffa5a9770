/// Small damage to a text, of the kinds that tell two readers apart.
struct Mutation {
  private static let pieces = [
    ":", ": ", " :", " ", "  ", "\n", "\n\n", "\n  ", " \n", "-", "- ", "-\n", "--- ", "---\n", "...\n", "? ", "{", "}",
    "[", "]", "[]", "{}", ",", ", ", "\"", "'", "\"\"", "''", "#", " #", " # x", "# x\n", " #x", "&a ", "*a", "!t ",
    "|",
    ">", "|-\n", "|+\n", ">-\n", "|2\n", "|\n", "\t", "\r", "\r\n", "\0", "\u{7}", "\u{7F}", "é", "漢", "e\u{301}",
    "\u{80}", "\u{85}", "\u{A0}", "\u{AD}", "\u{200B}", "\u{200D}", "\u{2028}", "\u{2029}", "\u{202E}", "\u{2066}",
    "\u{2060}", "\u{FE0F}", "\u{FEFF}", "\u{FFFE}", "\u{E0001}", "😀", "<<: ", "<<", "<<<<<<< x\n", "\\", "\\n", "\\x41",
    "\\u00e9", "\\ud83d", "%", "%YAML 1.2\n", "@", "`", "=", "~", "null", "true", "False", "no", "On", "y", "0", "00",
    "01", "1", "1.", ".5", "-1", "+1", "0x1F", "0o17", "1_000", "12:30", "1e3", "1e400", ".inf", ".NaN", "2026-01-05",
    "a: 1\n", "  a: 1\n", "- a\n", "a", "a:", "a :", "a:\n", "\"a\": ", "'a':", "1: ", "é: ", "\"1\": ",
    "key: |\n   x\n",
    "x: [a, b]\n", "x: {a: b, c: 'd'}\n", "x: {a, b}", "x: [a: b]", "x: [- a]", "x: \"a\n  b\"\n", "x: a\n  b\n",
  ]

  /// A text with one to four changes.
  static func mutate(_ text: [UInt8], _ chance: inout Chance) -> [UInt8] {
    var text = text
    for _ in 0...(chance.below(3) == 0 ? chance.below(4) : 0) { change(&text, &chance) }
    return text
  }

  private static func change(_ text: inout [UInt8], _ chance: inout Chance) {
    let at = chance.below(text.count + 1)
    switch chance.below(10) {
    case 0: text.replaceSubrange(at..<min(text.count, at + 1), with: [UInt8(chance.below(256))])
    case 1: text.replaceSubrange(at..<min(text.count, at + 1), with: [UInt8(0x20 + chance.below(0x5F))])
    case 2: text.removeSubrange(at..<min(text.count, at + 1 + chance.below(3) * chance.below(8)))
    case 3, 4, 5:
      text.replaceSubrange(at..<min(text.count, at + chance.below(2) * chance.below(5)), with: chance.pick(pieces).utf8)
    case 6: text.insert(contentsOf: chance.pick(pieces).utf8, at: boundary(text, at, &chance))
    default: changeLines(&text, &chance)
    }
  }

  /// A place where a token begins or ends.
  private static func boundary(_ text: [UInt8], _ start: Int, _ chance: inout Chance) -> Int {
    let found = text[start...].firstIndex { " \n:-\"'#[]{},".utf8.contains($0) } ?? text.count
    return min(text.count, found + chance.below(2))
  }

  /// Lines moved, doubled, dropped, joined, or shifted to another column.
  private static func changeLines(_ text: inout [UInt8], _ chance: inout Chance) {
    var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { Array($0) }
    let (line, other) = (chance.below(lines.count), chance.below(lines.count))
    switch chance.below(6) {
    case 0: lines.swapAt(line, other)
    case 1: lines.insert(lines[line], at: other)
    case 2: lines.remove(at: line)
    case 3: lines[line].insert(contentsOf: [UInt8](repeating: 0x20, count: 1 + chance.below(3)), at: 0)
    case 4: lines[line].removeFirst(min(1 + chance.below(3), lines[line].prefix { $0 == 0x20 }.count))
    default: lines[line] += chance.pick(pieces).utf8
    }
    text = Array(lines.joined(separator: [0x0A]))
  }
}
