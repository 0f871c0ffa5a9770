package import KojaModel

extension Pattern {
  /// What a text that fits looks like, in plain words: `` `36`, then 3 digits ``. Nil where the expression is more than
  /// texts, common classes and their counts in a row.
  ///
  /// - Parameter text: What does not fit: where only the beginning can be told, it is told unless the text has it.
  package func form(besides text: String? = nil) -> Phrase? {
    guard source.hasPrefix("^") else { return nil }
    var reader = FormReader(source.dropFirst())
    return reader.phrase(besides: text)
  }
}

/// Reads the common shapes of regular expressions aloud.
private struct FormReader {
  private var rest: Substring

  init(_ rest: Substring) { self.rest = rest }

  /// Classes as schemas write them, and what people call their members.
  private static let classes: [(source: String, members: Phrase)] = [
    ("[0-9]", Phrase(id: "angka", en: "digits")),
    (#"\d"#, Phrase(id: "angka", en: "digits")),
    ("[a-z]", Phrase(id: "huruf kecil", en: "lower-case letters")),
    ("[A-Z]", Phrase(id: "huruf besar", en: "capital letters")),
    ("[A-Za-z]", Phrase(id: "huruf", en: "letters")),
    ("[a-z0-9]", Phrase(id: "huruf kecil atau angka", en: "lower-case letters or digits")),
    ("[A-Z0-9]", Phrase(id: "huruf besar atau angka", en: "capital letters or digits")),
    ("[A-Za-z0-9]", Phrase(id: "huruf atau angka", en: "letters or digits")),
    ("[a-z0-9-]", Phrase(id: "huruf kecil, angka atau `-`", en: "lower-case letters, digits or `-`")),
    ("[a-z0-9_]", Phrase(id: "huruf kecil, angka atau `_`", en: "lower-case letters, digits or `_`")),
    ("[0-9a-f]", Phrase(id: "angka atau huruf a sampai f", en: "digits or letters from a to f")),
    (
      "[0-9A-HJKMNP-TV-Z]",
      Phrase(id: "angka atau huruf besar selain I, L, O, U", en: "digits or capital letters without I, L, O, U")
    ),
    (#"[^/\\]"#, Phrase(id: "tanda selain `/` dan `\\`", en: "characters other than `/` and `\\`")),
    (".", Phrase(id: "tanda apa pun", en: "any characters")),
  ]

  /// The whole in words; where only its beginning can be told, that alone.
  mutating func phrase(besides given: String?) -> Phrase? {
    guard !hasChoice else { return nil }
    var parts: [Phrase] = []
    var beginning: String?
    while rest != "$" {
      if let text = literal() {
        if parts.isEmpty { beginning = text }
        parts.append(Phrase("`\(text)`"))
      } else if let members = members() {
        parts.append(members)
      } else {
        guard let beginning, !(given?.hasPrefix(beginning) ?? false) else { return nil }
        return Phrase(id: "diawali `\(beginning)`", en: "begins with `\(beginning)`")
      }
    }
    guard !parts.isEmpty else { return nil }
    return Phrase(
      id: parts.map(\.id).joined(separator: ", lalu "), en: parts.map(\.en).joined(separator: ", then "))
  }

  /// Whether there are alternatives outside of brackets.
  private var hasChoice: Bool {
    var depth = 0
    var isEscaped = false
    for character in rest {
      switch character {
      case _ where isEscaped: isEscaped = false
      case "\\": isEscaped = true
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      case "|" where depth == 0: return true
      default: break
      }
    }
    return false
  }

  /// Takes characters that stand for themselves.
  private mutating func literal() -> String? {
    var text = ""
    while let (character, length) = ownCharacter(rest) {
      let after = rest.dropFirst(length)
      if let next = after.first, "*+?{".contains(next) { break }
      text.append(character)
      rest = after
    }
    return text.isEmpty ? nil : text
  }

  private func ownCharacter(_ text: Substring) -> (character: Character, length: Int)? {
    guard let first = text.first else { return nil }
    if first == "\\" {
      guard let next = text.dropFirst().first, !next.isLetter, !next.isNumber else { return nil }
      return (next, 2)
    }
    return "^$.[](){}*+?|".contains(first) ? nil : (first, 1)
  }

  /// Takes a class with its count, and its repetition behind a separator.
  private mutating func members() -> Phrase? {
    guard let known = Self.classes.first(where: { rest.hasPrefix($0.source) }) else { return nil }
    let before = rest
    rest = rest.dropFirst(known.source.count)
    guard let counted = counted(known.members) else {
      rest = before
      return nil
    }
    guard rest.hasPrefix("(") else { return counted }
    let group = rest
    rest = rest.dropFirst()
    guard let separator = literal(), rest.hasPrefix(known.source + "+)*") else {
      rest = group
      return counted
    }
    rest = rest.dropFirst(known.source.count + 3)
    return Phrase(
      id: "\(counted.id), boleh dengan `\(separator)` di antaranya", en: "\(counted.en), with `\(separator)` in between"
    )
  }

  /// Takes a count and says it with the members.
  private mutating func counted(_ members: Phrase) -> Phrase? {
    func with(_ count: String, _ english: String? = nil) -> Phrase {
      Phrase(id: "\(count) \(members.id)", en: "\(english ?? count) \(members.en)")
    }
    guard let mark = rest.first else { return with("1") }
    switch mark {
    case "+", "*":
      rest = rest.dropFirst()
      return members
    case "?": return nil
    case "{":
      guard let end = rest.firstIndex(of: "}") else { return nil }
      let bounds = rest[..<end].dropFirst().split(separator: ",", omittingEmptySubsequences: false)
      rest = rest[end...].dropFirst()
      guard bounds.count == 2 else { return bounds.first.map { with(String($0)) } }
      return bounds[1].isEmpty
        ? with("paling sedikit \(bounds[0])", "at least \(bounds[0])")
        : with("\(bounds[0]) sampai \(bounds[1])", "\(bounds[0]) to \(bounds[1])")
    default: return with("1")
    }
  }
}
