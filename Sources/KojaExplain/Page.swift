package import KojaModel

/// The page of one code: what a finding means, why it matters, how to get out, with an example that fails and the same
/// corrected.
package struct Page: Sendable {
  /// `yaml/leading-zero`.
  package let code: String
  /// A few words.
  package let title: Phrase
  /// What the finding says about a file.
  package let meaning: Phrase
  /// Why it matters to the office.
  package let why: Phrase
  /// What to do.
  package let remedy: Phrase
  /// What fails, and how it reads corrected.
  package let example: Example

  /// The part of the code before the slash.
  package var family: String { String(code.prefix { $0 != "/" }) }
  /// The part of the code behind the slash.
  package var name: String { String(code.drop { $0 != "/" }.dropFirst()) }
}
