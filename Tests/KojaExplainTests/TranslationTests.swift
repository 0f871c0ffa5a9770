import KojaTestSupport
import Testing

@Suite struct TranslationTests {
  /// `Phrase("…")` is for a code, a name or a value, which read the same in both languages; words would hide a missing
  /// translation.
  @Test func aTextInOneLanguageHoldsNoWords() throws {
    let suspects = try Codes.sources("Sources").flatMap { path -> [String] in
      let text = try Checkout.text(path)
      return text.splitting(at: "Phrase(\"").dropFirst().compactMap { rest in
        let literal = String(rest.prefix { $0 != "\"" && $0 != "\n" })
        return Self.hasWords(literal) ? "\(path): \(literal)" : nil
      }
    }
    #expect(suspects == [])
  }

  @Test func bothTextsOfAPhraseAreWritten() throws {
    let suspects = try Codes.sources("Sources").flatMap { path -> [String] in
      let text = try Checkout.text(path)
      return text.splitting(at: "Phrase(id: \"").dropFirst().compactMap { rest in
        let parts = rest.splitting(at: "\", en: \"")
        guard parts.count > 1 else { return nil }
        let (id, en) = (parts[0], String(parts[1].prefix { $0 != "\"" && $0 != "\n" }))
        let isSame = id == en && Self.hasWords(id)
        return isSame || id.isEmpty != en.isEmpty ? "\(path): \(id)" : nil
      }
    }
    #expect(suspects == [])
  }

  /// Two words beside each other, outside of what is filled in and of what stands between backticks.
  private static func hasWords(_ literal: String) -> Bool {
    let words = literal.split(separator: " ").filter { word in
      word.allSatisfy { $0.isLetter || $0 == "," || $0 == "." } && word.contains(where: \.isLetter)
    }
    return words.count > 1
  }
}
