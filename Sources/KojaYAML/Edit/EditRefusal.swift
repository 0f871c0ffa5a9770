package import KojaModel

/// Why a text was not edited; nothing was changed.
package struct EditRefusal: Error, Sendable {
  /// What stands in the way, one sentence.
  package let message: Phrase
  /// Where, when there is one place.
  package let place: Place?

  /// A refusal.
  package init(_ message: Phrase, at place: Place? = nil) {
    self.message = message
    self.place = place
  }
}
