package import KojaModel

extension Finding {
  /// The finding without any text of the file. What is wrong with YAML is worded with what stands there, for no schema is
  /// known then: of such a finding quoted words are left out, too.
  package var withoutTexts: Finding {
    var finding = self
    finding.place.excerpt = nil
    for index in finding.related.indices { finding.related[index].place.excerpt = nil }
    guard code.hasPrefix("yaml/") else { return finding }
    finding.message = Self.unquoted(message)
    finding.hint = hint.map(Self.unquoted)
    finding.details = details.map(Self.unquoted)
    finding.fix = nil
    return finding
  }

  private static func unquoted(_ phrase: Phrase) -> Phrase {
    Phrase(id: unquoted(phrase.id), en: unquoted(phrase.en))
  }

  /// Whatever stands between two like quotes or accents, as a sign that something is left out.
  private static func unquoted(_ text: String) -> String {
    var parts: [String] = []
    var (word, quote): (String, Character?) = ("", nil)
    for character in text {
      if character == quote {
        parts.append("\(character)…\(character)")
        (word, quote) = ("", nil)
      } else if quote == nil, "`\"".contains(character) {
        parts.append(word)
        (word, quote) = ("", character)
      } else {
        word.append(character)
      }
    }
    return (parts + [quote == nil ? word : "…"]).joined()
  }
}
