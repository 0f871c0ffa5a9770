package import KojaModel
package import KojaSchema

extension KojaSchema.Field {
  /// The dotted name: `location.area`.
  package var name: String { path.joined(separator: ".") }

  /// Its name for people; the dotted name where the schema gives none.
  package var title: Phrase { label ?? Phrase(name) }

  /// What holds for its value, or for each item of a list.
  package var scalar: Facts { items ?? facts }

  /// Whether the value is told in the timeline entry of the action that sets it: codes, references, dates and numbers
  /// are, free text is not.
  package var isToldInTimeline: Bool {
    if isList || kinds.contains(.object) { return false }
    if reference != nil || !enumValues.isEmpty || pattern != nil { return true }
    if ["date", "date-time"].contains(format) { return true }
    return !kinds.contains(.string)
  }
}
