/// What people write for true and false, in both languages.
package enum YesNo {
  private static let words: [(value: Bool, words: Set<String>)] = [
    (true, ["true", "ya", "y", "benar", "yes", "on"]),
    (false, ["false", "tidak", "salah", "no", "n", "off"]),
  ]

  /// The value that a word stands for; nil for any other word.
  package static func value(of typed: String) -> Bool? {
    let folded = typed.lowercased()
    return words.first { $0.words.contains(folded) }?.value
  }
}
