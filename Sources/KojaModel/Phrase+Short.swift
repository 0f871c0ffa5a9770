extension Phrase {
  /// The phrase without a remark in brackets at its end, for a place that is in brackets itself.
  package var short: Phrase { Phrase(id: Self.short(id), en: Self.short(en)) }

  private static func short(_ text: String) -> String {
    guard text.hasSuffix(")"), let bracket = text.firstIndex(of: "("), bracket > text.startIndex else { return text }
    return String(text[..<bracket].reversed().drop { $0 == " " }.reversed())
  }
}
