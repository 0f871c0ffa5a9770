import KojaModel

/// Made-up values with the texts that break writers.
struct MadeValues {
  /// Where the choices come from.
  var chance: Chance

  private static let texts = [
    "", "a", "kode-1", "Jalan Melati No. 5", "no", "Yes", "null", "~", "true", "0123", "12", "1e3", ".5", "2026-01-05",
    "12:30", "x: y", "x #y", "#x", "- x", "-", "? x", "[x", "{x}", "a, b", "it's", "say \"x\"", "back\\slash", " lead",
    "trail ", "tab\there", "line\n", "two\nlines", "two\nlines\n", "end\n\n\n", "\nfront", "  in\nout\n", "a\n  b\n c",
    "a\n \nb", "\n", "\n\n", "a\r\nb", "cr\r", "nul\0", "bell\u{7}", "nel\u{85}x", "ls\u{2028}x", "bidi\u{202E}x",
    "\u{FEFF}bom", "é e\u{301}", "漢字", "👩‍💻 emoji", "<<", "=", "---", "...", "--- x", "%x", "@x", "`x`", "!x", "&x",
    "*x", "|", ">", "x:", ":x", "a: |\n  b", "\u{FFFE}", "\u{7F}", "<<<<<<< x", "# c\n# d\n", "\tx\ny", "a\tb\nc\n",
    "x\n# y\n", "https://x.id/a?b=c#d", "+62 812", "0x1F", "0o17", "off", "y",
  ]
  private static let numbers = [
    "0", "-1", "3171234567890123", "31712345678901234567890", "1.10", "1.0e+3", "-2.5E-7", "0x1F",
  ]
  private static let names = [
    "a", "b-c", "d_e", "é", "q k", "12", "no", "x: y", "漢", "", "#", "long.dotted/name", "\n",
  ]

  /// A text.
  mutating func text() -> String {
    chance.below(8) == 0 ? chance.pick(Self.texts) + chance.pick(Self.texts) : chance.pick(Self.texts)
  }

  /// A value at most so deep.
  mutating func value(_ depth: Int) -> Value {
    switch chance.below(depth > 0 ? 10 : 7) {
    case 0: return .null
    case 1: return .boolean(chance.below(2) == 0)
    case 2: return .number(chance.pick(Self.numbers))
    case 3...6: return .string(text())
    case 7: return .array((0..<chance.below(4)).map { _ in value(depth - 1) })
    default: return object(depth)
    }
  }

  /// An object with names that differ.
  mutating func object(_ depth: Int) -> Value {
    var members: [Value.Member] = []
    for _ in 0..<chance.below(5) {
      let name = chance.pick(Self.names)
      guard !members.contains(where: { $0.name == name }) else { continue }
      members.append(.init(name, value(depth - 1)))
    }
    return .object(members)
  }
}

/// Made-up records as people write them: comments, odd quotes and indents, wide characters.
struct MadeText {
  /// Where the choices come from.
  var chance: Chance
  private var step = 2
  private var isIndentless = false
  private var comments = 0

  /// A maker with a seed.
  init(_ seed: UInt64) { chance = Chance(seed) }

  /// A whole text.
  mutating func text() -> String {
    step = chance.pick([2, 2, 4, 3])
    isIndentless = chance.below(2) == 0
    let lineBreak = chance.pick(["\n", "\n", "\r\n"])
    var lines = chance.below(3) == 0 ? [comment(), ""] : []
    lines += mapping(0, depth: 3)
    let end = chance.pick([lineBreak, lineBreak, "", lineBreak + comment() + lineBreak])
    return chance.pick(["", "", "\u{FEFF}"]) + lines.joined(separator: lineBreak) + end
  }

  /// A whole text in the plain subset, as most people write.
  mutating func plain() -> String {
    step = chance.pick([2, 2, 4])
    isIndentless = chance.below(2) == 0
    let lineBreak = chance.pick(["\n", "\n", "\n", "\r\n"])
    var lines = chance.below(3) == 0 ? [comment()] : []
    lines += plain(0, depth: 4)
    return lines.joined(separator: lineBreak) + chance.pick([lineBreak, lineBreak, ""])
  }

  private mutating func plain(_ column: Int, depth: Int) -> [String] {
    let pad = String(repeating: " ", count: column)
    var names = ["id", "status", "unit", "nama", "x-ref", "a_b", "a", "at", "by", "\"x y\"", "'q'", "number"]
    var lines: [String] = []
    for _ in 0...chance.below(4) {
      let head = pad + names.remove(at: chance.below(names.count)) + ":"
      switch chance.below(depth > 0 ? 10 : 6) {
      case 0...3: lines.append(head + " " + plainScalar() + chance.pick(["", "", "", "  # c", " "]))
      case 4: lines.append(head + chance.pick(["", " # c"]))
      case 5:
        let inner = pad + String(repeating: " ", count: step)
        lines += [
          head + chance.pick([" |", " >", " |-", " >-"]), inner + "satu", inner + plainScalar(), "", inner + "#",
        ]
        if chance.below(2) == 0 { lines.removeLast(chance.below(3)) }
      case 6, 7:
        lines.append(head)
        lines += plain(column + step, depth: depth - 1)
      default:
        lines.append(head)
        let inner = isIndentless ? column : column + step
        for _ in 0...chance.below(2) {
          var item =
            chance.below(2) == 0
            ? [plainScalar()] : plain(inner + 2, depth: depth - 1)
          item[0] = String(repeating: " ", count: inner) + "- " + item[0].drop { $0 == " " }
          lines += item
        }
      }
      if chance.below(8) == 0 { lines.append(chance.pick(["", "# c", pad + "      # c", "  "])) }
    }
    return lines
  }

  private mutating func plainScalar() -> String {
    chance.pick([
      "kode-1", "teks biasa", "12", "-1.50", "0", "true", "null", "\"Jalan Melati: No. 5 # 6\"", "'it''s'", "\"\"",
      "''",
      "\"a \\\"b\\\" c\"", "\"2026-01-05T10:00:00+07:00\"", "[]", "{}", "[a, 'b c', -1]", "{p: 1, q: [r, {s: t}]}",
      "Déwi", "漢字 x", "http://x.id/#a", "a:b", "(x)", "/y", "\"😀\"",
    ])
  }

  private mutating func comment() -> String {
    comments += 1
    return "# komentar \(comments)"
  }

  private mutating func mapping(_ column: Int, depth: Int) -> [String] {
    var names = ["id", "status", "é漢", "'k q'", "\"x y\"", "unit", "b"]
    return (0..<1 + chance.below(4)).flatMap { _ in
      entry(names.remove(at: chance.below(names.count)) + ":", column, under: step, depth: depth)
    }
  }

  private mutating func entry(_ head: String, _ column: Int, under: Int, depth: Int) -> [String] {
    let pad = String(repeating: " ", count: column)
    var lines: [String] = []
    if chance.below(6) == 0 { lines.append("") }
    if chance.below(5) == 0 { lines.append(pad + comment()) }
    let tail = chance.below(4) == 0 ? "  " + comment() : ""
    switch chance.below(depth > 0 ? 13 : 7) {
    case 0...3: lines.append(pad + head + chance.pick([" ", " ", "   "]) + scalar() + tail)
    case 6:
      lines.append(
        pad + head + " " + chance.pick(["\"satu\n\(pad)    dua\"", "'satu\n\(pad)  dua'", "satu\n\(pad)   dua"]))
      lines = lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    case 11, 12: lines += brackets(pad + head + " ", column + 2, depth: 2, tail: tail)
    case 4: lines.append(pad + head + tail)
    case 5:
      let inner = pad + String(repeating: " ", count: step)
      lines.append(pad + head + " " + chance.pick(["|", "|-", ">", "|+"]) + tail)
      lines += [inner + "baris satu 👩‍💻", "", inner + "# bukan komentar"] + (chance.below(3) == 0 ? ["", ""] : [])
    case 10:
      lines.append(pad + head + " " + chance.pick(["[]", "{}", "[x, 'y z', \"é\"]", "{p: 1, 'q': [2, 3]}"]) + tail)
    case 7, 8:
      lines.append(pad + head + tail)
      lines += mapping(column + under, depth: depth - 1)
    default:
      let isCompact = head == "-"
      let inner = isCompact ? column + 2 : isIndentless ? column : column + step
      var items = (0..<1 + chance.below(3)).flatMap { _ in item(inner, depth: depth - 1) }
      if isCompact, chance.below(2) == 0, items[0].hasPrefix(String(repeating: " ", count: inner)) {
        items[0] = pad + "- " + items[0].dropFirst(inner)
        lines += items
      } else {
        lines.append(pad + head + tail)
        lines += items
      }
    }
    if chance.below(9) == 0 { lines.append(pad + "    " + comment()) }
    return lines
  }

  /// A collection in brackets over several lines.
  private mutating func brackets(_ head: String, _ column: Int, depth: Int, tail: String) -> [String] {
    let isList = chance.below(2) == 0
    let pad = String(repeating: " ", count: column)
    var names = ["p", "q", "'r s'", "\"t\"", "u-v"]
    let count = 1 + chance.below(3)
    let (isOpen, isClosed, hasComma) = (chance.below(3) > 0, chance.below(3) > 0, chance.below(2) == 0)
    var lines = [head + (isList ? "[" : "{")]
    for index in 0..<count {
      if isOpen || index > 0, chance.below(6) == 0 { lines.append(pad + comment()) }
      var entry = isList ? "" : names.remove(at: chance.below(names.count)) + ": "
      var rest: [String] = []
      if depth > 0, chance.below(4) == 0 {
        let inner = brackets(entry, column + 2, depth: depth - 1, tail: "")
        entry = inner[0]
        rest = Array(inner.dropFirst())
      } else {
        entry += chance.pick(["1", "'x, y'", "\"é\"", "kode-2", "[]", "{a: 1}", "[b, c]"])
      }
      if index == 0, !isOpen { lines[lines.count - 1] += entry } else { lines.append(pad + entry) }
      lines += rest
      if index + 1 < count || isClosed && hasComma { lines[lines.count - 1] += "," }
      if index + 1 < count || isClosed, chance.below(5) == 0 { lines[lines.count - 1] += " " + comment() }
    }
    let end = isList ? "]" : "}"
    if isClosed { lines.append(String(pad.dropLast(chance.below(2))) + end) } else { lines[lines.count - 1] += end }
    lines[lines.count - 1] += tail
    return lines
  }

  private mutating func item(_ column: Int, depth: Int) -> [String] {
    guard depth > 0, chance.below(2) == 0 else { return entry("-", column, under: 2, depth: depth) }
    var lines = mapping(column + 2, depth: depth - 1)
    let pad = String(repeating: " ", count: column)
    guard let first = lines.first, first.hasPrefix(pad + "  "), !first.contains("#") else { return [pad + "-"] + lines }
    lines[0] = pad + "- " + first.dropFirst(column + 2)
    return lines
  }

  private mutating func scalar() -> String {
    chance.pick([
      "kode-1", "12", "1.50", "true", "~", "'kutip ''dua'''", "\"ganda \\\" \\u00e9\"", "teks biasa é", "漢字",
      "👩‍💻 emoji", "\"\"", "2026-01-05", "http://x.id/#a", "''",
    ])
  }
}
