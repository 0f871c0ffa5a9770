/// The one safe way out of a finding, for `koja check --fix`.
///
/// Only what a person would do without thinking: there is exactly one candidate, and nothing is lost.
package enum Fix: Sendable, Hashable {
  /// Puts text in the place of some bytes of the finding's file.
  case replace(Range<Int>, with: String)
  /// Moves the file to another path, relative to the store.
  case move(to: String)
}
