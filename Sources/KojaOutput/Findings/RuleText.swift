package import KojaModel

/// What a machine format says about a code, whatever the file.
package struct RuleText: Sendable {
  /// A few words.
  package let title: Phrase
  /// What it means and why it matters.
  package let meaning: Phrase
  /// The way out.
  package let remedy: Phrase

  /// What is said about a code. See the properties.
  package init(title: Phrase, meaning: Phrase, remedy: Phrase) {
    self.title = title
    self.meaning = meaning
    self.remedy = remedy
  }
}
