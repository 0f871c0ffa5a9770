extension Phrase {
  /// Whether a person who typed this text meant this label, whatever its case, with spaces or dashes.
  package func matches(_ typed: String) -> Bool {
    let wanted = Self.folded(typed)
    return Language.allCases.contains { Self.folded(self[$0]).sameBytes(as: wanted) }
  }

  private static func folded(_ text: String) -> String {
    String(text.lowercased().map { $0 == "-" || $0 == "_" ? " " : $0 })
  }
}
