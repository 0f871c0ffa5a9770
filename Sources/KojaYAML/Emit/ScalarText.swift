internal import KojaModel

/// One scalar as text.
enum ScalarText {
  /// A string in the house style: codes plain, everything else in double quotes.
  static func house(_ text: String) -> String { isCode(text) ? text : doubleQuoted(text) }

  /// Whether a string is written plain in the house style: a word of small letters, or an id, which has a digit or a head of
  /// three capitals (`ORG-KDVFHRWX`).
  /// A word that begins or ends like a sentence (`Kepala`, `gelap.`) is free text.
  static func isCode(_ text: String) -> Bool {
    let isSmall = !text.utf8.contains { (0x41...0x5A).contains($0) }
    return isName(text) && text.utf8.last != UInt8(ascii: ".")
      && (isSmall || text.utf8.contains { (0x30...0x39).contains($0) } || hasHead(text))
  }

  private static func hasHead(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.count == 2 && parts[0].count == 3 && parts[1].count >= 7
      && parts.allSatisfy { $0.allSatisfy { (0x41...0x5A).contains($0) } }
  }

  /// Letters, digits and `-_/.` from a letter on.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) else { return false }
    return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || "-_/.".utf8.contains($0) }
      && CoreSchema.isPlainString(text)
  }

  /// A value that is no collection, in the house style on one line.
  static func inline(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let spelling): spelling
    case .string(let text): house(text)
    case .array: "[]"
    case .object: "{}"
    }
  }

  /// A string in double quotes; what cannot be seen is escaped.
  static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case "\0": result += "\\0"
      default:
        if isVisible(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          result += (hex.count > 2 ? "\\u" : "\\x") + String(repeating: "0", count: (hex.count > 2 ? 4 : 2) - hex.count)
          result += hex
        }
      }
    }
    return result + "\""
  }

  /// A string in single quotes, or nil when it needs an escape.
  static func singleQuoted(_ text: String) -> String? {
    guard text.unicodeScalars.allSatisfy({ isVisible($0) }) else { return nil }
    var result = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" { result += "'" }
      result.unicodeScalars.append(scalar)
    }
    return result + "'"
  }

  /// Whether a string means itself without quotes, for every tool.
  static func isPlainSafe(_ text: String, inFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, CoreSchema.isPlainString(text),
      !"-?:,[]{}#&*!|>'\"%@` ".utf8.contains(first), last != 0x20, last != UInt8(ascii: ":"),
      !text.hasPrefix("..."), text.unicodeScalars.allSatisfy({ isVisible($0) })
    else { return false }
    if inFlow, bytes.contains(where: { ",[]{}:?".utf8.contains($0) }) { return false }
    return !zip(bytes, bytes.dropFirst()).contains { pair in
      pair == (UInt8(ascii: ":"), 0x20) || pair == (0x20, UInt8(ascii: "#"))
    }
  }

  /// A key.
  static func key(_ name: String) -> String { isName(name) ? name : doubleQuoted(name) }

  /// The lines of a literal block with its header, or nil when the string does not survive in one.
  ///
  /// The last line's own break is not part of the result. With an indentation indicator it may begin with blanks.
  static func literal(_ text: String, hasIndicator: Bool = false) -> (header: String, lines: [String])? {
    guard text.utf8.contains(0x0A), let first = text.utf8.first(where: { $0 != 0x0A }),
      hasIndicator || !first.isBlank, isShowable(text)
    else { return nil }
    return chomped(lines(of: text), "|")
  }

  /// The lines of a folded block with its header, none wider than some bytes where a single space allows it; nil when the
  /// string does not survive in one.
  static func folded(_ text: String, width: Int) -> (header: String, lines: [String])? {
    let paragraphs = lines(of: text)
    guard paragraphs.contains(where: { !$0.isEmpty }), isShowable(text),
      // What begins with a blank is not folded; one at the end would be lost to the eye.
      paragraphs.allSatisfy({ !($0.utf8.first?.isBlank ?? false) && !($0.utf8.last?.isBlank ?? false) })
    else { return nil }
    var body = chomped(paragraphs, ">")
    var lines: [String] = []
    for (index, line) in body.lines.enumerated() {
      lines += wrapped(line, to: width)
      // Between two lines of text a break is a space; a blank line makes it a break.
      if !line.isEmpty, index + 1 < body.lines.count, body.lines[(index + 1)...].contains(where: { !$0.isEmpty }) {
        lines.append("")
      }
    }
    body.lines = lines
    return body
  }

  /// A line parted at single spaces.
  private static func wrapped(_ line: String, to width: Int) -> [String] {
    var lines: [String] = []
    var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)[...]
    while var current = words.popFirst() {
      while let next = words.first {
        let isSingle = !next.isEmpty && !current.hasSuffix(" ") && !current.isEmpty && next.utf8.first != 0x09
        if isSingle, current.utf8.last != 0x09, current.utf8.count + 1 + next.utf8.count > width { break }
        current += " " + next
        words.removeFirst()
      }
      lines.append(current)
    }
    return lines
  }

  /// Whether all of a text can be seen in a block: no control characters, no lines of blanks alone.
  private static func isShowable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || isVisible($0) }
      && !lines(of: text).contains { !$0.isEmpty && $0.utf8.allSatisfy { $0.isBlank } }
  }

  private static func lines(of text: String) -> [String] {
    text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
  }

  /// Lines without the last line's break, with the header that says whether there is one.
  private static func chomped(_ lines: [String], _ style: String) -> (header: String, lines: [String]) {
    guard lines.last == "" else { return (style + "-", lines) }
    let lines = Array(lines.dropLast())
    return (lines.last == "" ? style + "+" : style, lines)
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: false
    default: true
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
