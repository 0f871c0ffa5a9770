internal import KojaModel

/// A regular expression that no text fits: something must stand before its `^` or behind its `$`. Finding:
/// `schema/dead-pattern`.
struct DeadPatternRule: LintRule {
  func findings(_ schema: LintedSchema) -> [Finding] {
    let patterns = [schema.value(PatternKeyword.name)].compactMap { $0 } + schema.keys(PatternProperties.name)
    return patterns.compactMap { node in
      guard let text = schema.document.string(node), Self.fitsNothing(text) else { return nil }
      return schema.finding(
        "schema/dead-pattern", at: node,
        Phrase(
          id: "tidak ada teks yang cocok: ada tanda sebelum `^` atau sesudah `$`",
          en: "no text fits: something stands before `^` or behind `$`"),
        hint: Phrase(
          id: "untuk tanda itu sendiri tulis `\\^` atau `\\$`", en: "for the sign itself write `\\^` or `\\$`"))
    }
  }

  /// Whether every alternative asks for a character before the beginning or behind the end. Brackets are taken to ask
  /// for nothing, so that only what is plain to see is told.
  static func fitsNothing(_ pattern: String) -> Bool {
    var scan = Scan(pattern)
    return scan.isDead()
  }

  /// Reads a pattern from left to right, outside of brackets.
  private struct Scan {
    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ pattern: String) { scalars = Array(pattern.unicodeScalars) }

    mutating func isDead() -> Bool {
      var isDead = false
      var (hasText, hasEnded) = (false, false)
      while index < scalars.count {
        let scalar = scalars[index]
        index += 1
        switch scalar {
        case "|":
          guard isDead else { return false }
          (isDead, hasText, hasEnded) = (false, false, false)
        case "^":
          if isOptional() { break }
          if hasText { isDead = true }
        case "$":
          if isOptional() { break }
          hasEnded = true
        case "(":
          skipGroup()
          _ = isOptional()
        case "[":
          skipClass()
          take()
        case "\\":
          guard index < scalars.count else { return false }
          let escaped = scalars[index]
          skipEscape()
          // Boundaries and references ask for no character.
          if "bB".unicodeScalars.contains(escaped) || ("1"..."9").contains(escaped) || escaped == "k" {
            _ = isOptional()
          } else {
            take()
          }
        default: take()
        }
      }
      return isDead

      func take() {
        guard !isOptional() else { return }
        if hasEnded { isDead = true }
        hasText = true
      }
    }

    /// Passes the quantifier behind an atom; whether the atom may be absent.
    private mutating func isOptional() -> Bool {
      guard index < scalars.count else { return false }
      var isOptional = false
      switch scalars[index] {
      case "?", "*":
        isOptional = true
        index += 1
      case "+": index += 1
      case "{":
        isOptional = index + 1 < scalars.count && scalars[index + 1] == "0"
        while index < scalars.count, scalars[index] != "}" { index += 1 }
        index += 1
      default: return false
      }
      if index < scalars.count, scalars[index] == "?" { index += 1 }
      return isOptional
    }

    private mutating func skipEscape() {
      let escaped = scalars[index]
      index += 1
      guard "pPuxk".unicodeScalars.contains(escaped), index < scalars.count else { return }
      let closing: Unicode.Scalar
      switch scalars[index] {
      case "{": closing = "}"
      case "<": closing = ">"
      default:
        index = min(scalars.count, index + (escaped == "u" ? 4 : escaped == "x" ? 2 : 0))
        return
      }
      while index < scalars.count, scalars[index] != closing { index += 1 }
      index += 1
    }

    private mutating func skipClass() {
      while index < scalars.count, scalars[index] != "]" { index += scalars[index] == "\\" ? 2 : 1 }
      index += 1
    }

    private mutating func skipGroup() {
      var depth = 1
      while index < scalars.count, depth > 0 {
        let scalar = scalars[index]
        index += 1
        switch scalar {
        case "\\": index += 1
        case "[": skipClass()
        case "(": depth += 1
        case ")": depth -= 1
        default: break
        }
      }
    }
  }
}
