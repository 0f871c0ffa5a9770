package import KojaModel

/// Why a regular expression cannot be used.
package struct PatternError: Error, Sendable, Hashable {
  /// What is wrong with it.
  package let message: Phrase
  /// The way out.
  package let hint: Phrase?
  /// Byte in the pattern as it was written, at or behind the trouble; nil when it is not known.
  package let offset: Int?

  /// A reason.
  init(_ message: Phrase, hint: Phrase? = nil, offset: Int? = nil) {
    self.message = message
    self.hint = hint
    self.offset = offset
  }
}
