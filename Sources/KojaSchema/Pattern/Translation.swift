internal import KojaModel

/// Rewrites a regular expression of ECMA-262 with the `u` flag for PCRE2, and refuses what that language does not have.
///
/// The differences that matter: escapes (`\u`, `\x`, `\c`, `\p{Letter}`, `\/`), what `\s` and `.` stand for, `[` in a
/// class, and PCRE2's own syntax (possessive quantifiers, `(?>`, verbs, POSIX classes).
/// Spec: ECMA-262 2024, 22.2.1, productions with [+UnicodeMode].
struct Translation {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var out = ""
  /// Whether a quantifier may follow.
  private var hasAtom = false
  /// Whether each open group only looks around, which cannot be repeated.
  private var isLook: [Bool] = []

  /// White space and line ends (ECMA-262, 12.2 and 12.3), and everything else.
  private static let space =
    #"\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}"#
  private static let noSpace =
    #"\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}"#
    + #"\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff}"#

  private init(_ source: String) { scalars = Array(source.unicodeScalars) }

  /// The expression as PCRE2 wants it.
  static func pcre(_ source: String) throws(PatternError) -> String {
    var translation = Translation(source)
    try translation.run()
    return translation.out
  }

  private mutating func run() throws(PatternError) {
    while let scalar = next() {
      switch scalar {
      case "\\": try escape()
      case "[": try characterClass()
      case "(": try open()
      case ")":
        guard let wasLook = isLook.popLast() else {
          throw error(Phrase(id: "`)` tanpa `(`", en: "`)` without `(`"))
        }
        atom(")")
        hasAtom = !wasLook
      case "*", "+", "?": try quantifier(String(Character(scalar)))
      case "{": try counted()
      case "]", "}":
        throw error(
          Phrase(id: "`\(scalar)` tanpa pasangannya", en: "`\(scalar)` without its partner"),
          Phrase(id: "tulis `\\\(scalar)`", en: "write `\\\(scalar)`"))
      case ".": atom(#"[^\n\r\x{2028}\x{2029}]"#)
      case "^", "$", "|":
        out.unicodeScalars.append(scalar)
        hasAtom = false
      default: atom(String(Character(scalar)))
      }
    }
    guard isLook.isEmpty else { throw error(Phrase(id: "`(` tidak ditutup", en: "`(` is not closed")) }
  }

  private mutating func open() throws(PatternError) {
    hasAtom = false
    guard peek() == "?" else {
      out += "("
      isLook.append(false)
      return
    }
    for prefix in ["?:", "?=", "?!", "?<=", "?<!"] where starts(with: prefix) {
      index += prefix.unicodeScalars.count
      out += "(" + prefix
      isLook.append(prefix != "?:")
      return
    }
    guard starts(with: "?<") else {
      throw error(
        Phrase(
          id: "`(?` hanya untuk `(?:`, `(?=`, `(?!`, `(?<=`, `(?<!`, `(?<nama>`",
          en: "`(?` is only for `(?:`, `(?=`, `(?!`, `(?<=`, `(?<!`, `(?<name>`"))
    }
    index += 2
    out += "(?<" + (try name()) + ">"
    isLook.append(false)
  }

  private mutating func name() throws(PatternError) -> String {
    var name = ""
    while let scalar = next(), scalar != ">" { name.unicodeScalars.append(scalar) }
    let isPlain = name.utf8.allSatisfy { ASCII.isAlphanumeric($0) || $0 == UInt8(ascii: "_") }
    guard isPlain, !name.isEmpty, scalars[index - 1] == ">" else {
      throw error(
        Phrase(id: "nama kelompok hanya huruf, angka dan `_`", en: "a group's name is letters, digits and `_`"))
    }
    return name
  }

  private mutating func quantifier(_ text: String) throws(PatternError) {
    guard hasAtom else { throw error(Phrase(id: "`\(text)` tidak mengulang apa pun", en: "`\(text)` repeats nothing")) }
    out += text
    if peek() == "?" {
      index += 1
      out += "?"
    }
    hasAtom = false
  }

  private mutating func counted() throws(PatternError) {
    var body = ""
    while let scalar = next(), scalar != "}" { body.unicodeScalars.append(scalar) }
    let parts = body.split(separator: ",", omittingEmptySubsequences: false)
    let isNumber = { (part: Substring) in !part.isEmpty && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard scalars[index - 1] == "}", (1...2).contains(parts.count), isNumber(parts[0]),
      parts.count == 1 || parts[1].isEmpty || isNumber(parts[1])
    else {
      throw error(
        Phrase(id: "`{` harus `{2}`, `{2,}` atau `{2,5}`", en: "`{` must be `{2}`, `{2,}` or `{2,5}`"),
        Phrase(id: #"untuk kurungnya sendiri tulis `\{`"#, en: #"for the brace itself write `\{`"#))
    }
    try quantifier("{" + body + "}")
  }

  private mutating func escape() throws(PatternError) {
    guard let scalar = next() else { throw unknownEscape("") }
    switch scalar {
    case "b", "B":
      out += "\\" + String(Character(scalar))
      hasAtom = false
    case "s": atom("[\(Self.space)]")
    case "S": atom("[^\(Self.space)]")
    case "k":
      guard next() == "<" else { throw unknownEscape("k") }
      atom("\\k<" + (try name()) + ">")
    case "1"..."9":
      var number = String(Character(scalar))
      while let digit = peek(), ("0"..."9").contains(digit) {
        number.unicodeScalars.append(digit)
        index += 1
      }
      atom("\\g{\(number)}")
    default: atom(try shared(scalar))
    }
  }

  private mutating func characterClass() throws(PatternError) {
    // PCRE2 takes no quantifier behind an empty class.
    for (empty, written) in [("]", #"[^\x{0}-\x{10ffff}]"#), ("^]", #"[\x{0}-\x{10ffff}]"#)] where starts(with: empty) {
      index += empty.unicodeScalars.count
      atom(written)
      return
    }
    out += "["
    if peek() == "^" {
      index += 1
      out += "^"
    }
    while let scalar = next() {
      switch scalar {
      case "]":
        atom("]")
        return
      case "[": out += "\\["
      case "\\":
        guard let escaped = next() else { throw unknownEscape("") }
        switch escaped {
        case "s": out += Self.space
        case "S": out += Self.noSpace
        case "b": out += "\\x{8}"
        case "-": out += "\\-"
        default: out += try shared(escaped)
        }
      default: out.unicodeScalars.append(scalar)
      }
    }
    throw error(Phrase(id: "`[` tidak ditutup", en: "`[` is not closed"))
  }

  /// Escapes that mean the same in a class and outside.
  private mutating func shared(_ scalar: Unicode.Scalar) throws(PatternError) -> String {
    switch scalar {
    case "d", "D", "w", "W": return "\\" + String(Character(scalar))
    case "t": return "\\x{9}"
    case "n": return "\\x{a}"
    case "v": return "\\x{b}"
    case "f": return "\\x{c}"
    case "r": return "\\x{d}"
    case "0":
      guard !(peek().map { ("0"..."9").contains($0) } ?? false) else { throw unknownEscape("0") }
      return "\\x{0}"
    case "c":
      guard let letter = next(), letter.isASCII, letter.properties.isAlphabetic else { throw unknownEscape("c") }
      return "\\x{\(String(letter.value % 32, radix: 16))}"
    case "x": return literal(try hexadecimal(2))
    case "u": return literal(try codePoint())
    case "p", "P": return try property(scalar)
    case "^", "$", "\\", ".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "/":
      return scalar == "/" ? "/" : "\\" + String(Character(scalar))
    default: throw unknownEscape(String(Character(scalar)))
    }
  }

  private func literal(_ value: UInt32) -> String { "\\x{\(String(value, radix: 16))}" }

  /// Behind `\u`: four digits, a pair of surrogates, or any number in braces.
  private mutating func codePoint() throws(PatternError) -> UInt32 {
    if peek() == "{" {
      index += 1
      var digits = ""
      while let scalar = next(), scalar != "}" { digits.unicodeScalars.append(scalar) }
      guard scalars[index - 1] == "}", let value = UInt32(digits, radix: 16), Unicode.Scalar(value) != nil else {
        throw unknownEscape("u{\(digits)}")
      }
      return value
    }
    let first = try hexadecimal(4)
    guard (0xD800...0xDBFF).contains(first), starts(with: "\\u") else {
      guard Unicode.Scalar(first) != nil else { throw unknownEscape("u" + String(first, radix: 16)) }
      return first
    }
    index += 2
    let second = try hexadecimal(4)
    guard (0xDC00...0xDFFF).contains(second) else { throw unknownEscape("u" + String(first, radix: 16)) }
    return 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
  }

  private mutating func hexadecimal(_ count: Int) throws(PatternError) -> UInt32 {
    var digits = ""
    for _ in 0..<count { if let scalar = next() { digits.unicodeScalars.append(scalar) } }
    guard digits.utf8.count == count, digits.utf8.allSatisfy({ ASCII.isHexadecimal($0) }),
      let value = UInt32(digits, radix: 16)
    else { throw unknownEscape(count == 2 ? "x" : "u") }
    return value
  }

  private mutating func property(_ letter: Unicode.Scalar) throws(PatternError) -> String {
    guard next() == "{" else { throw unknownEscape(String(Character(letter))) }
    var name = ""
    while let scalar = next(), scalar != "}" { name.unicodeScalars.append(scalar) }
    guard let written = UnicodeProperty.pcre(name) else { throw unknownEscape("\(letter){\(name)}") }
    return "\\\(letter){\(written)}"
  }

  private mutating func atom(_ text: String) {
    out += text
    hasAtom = true
  }

  private mutating func next() -> Unicode.Scalar? {
    guard index < scalars.count else { return nil }
    defer { index += 1 }
    return scalars[index]
  }

  private func peek() -> Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private func starts(with prefix: String) -> Bool { scalars[index...].starts(with: prefix.unicodeScalars) }

  private func unknownEscape(_ text: String) -> PatternError {
    error(Phrase(id: "`\\\(text)` tidak dikenal", en: "`\\\(text)` is unknown"))
  }

  private func error(_ message: Phrase, _ hint: Phrase? = nil) -> PatternError {
    let offset = scalars[..<min(index, scalars.count)].reduce(0) { $0 + UTF8.width($1) }
    return PatternError(message, hint: hint, offset: offset)
  }
}
