/// Collections that the engine itself reads. All others are the city's business.
package enum EngineCollections {
  /// Working days and hours, read by clocks.
  package static let calendars = "calendars"
  /// Books that give out numbers.
  package static let registers = "registers"
  /// Claims of numbers.
  package static let numbers = "numbers"
  /// People who act; found from the e-mail of the git identity.
  package static let officers = "officers"
  /// Findings that are not to be told until a day.
  package static let waivers = "waivers"
}
