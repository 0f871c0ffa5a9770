internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// The field of a collection that says where something is: a mapping with `latitude` and `longitude`.
struct PlaceField {
  /// The keys that lead to the mapping.
  let path: [String]
  /// Where its point has to lie; nil where that is free.
  let inside: Field.Inside?

  /// Its name with dots.
  var name: String { path.joined(separator: ".") }

  /// The place of a collection's records; nil where they have none, or several, of which nobody knows which is meant.
  ///
  /// Those that may not be told, and those that an action owns, are none.
  init?(of collection: Collection) {
    let all = collection.fields.filter { $0.path.last == "latitude" && Self.isOpenNumber($0) }.compactMap {
      latitude -> PlaceField? in
      let path = Array(latitude.path.dropLast())
      let longitude = collection.fields.first { $0.isAt(path + ["longitude"]) }
      guard !path.isEmpty, let longitude, Self.isOpenNumber(longitude), !Self.isOwned(path, in: collection) else {
        return nil
      }
      return PlaceField(path: path, inside: collection.fields.first { $0.isAt(path) }?.inside)
    }
    let bound = all.filter { $0.inside != nil }
    guard let only = bound.count == 1 ? bound[0] : all.count == 1 ? all[0] : nil else { return nil }
    self = only
  }

  private init(path: [String], inside: Field.Inside?) { (self.path, self.inside) = (path, inside) }

  private static func isOpenNumber(_ field: Field) -> Bool { field.kinds.contains(.number) && !field.isClosed }

  private static func isOwned(_ path: [String], in collection: Collection) -> Bool {
    let name = path.joined(separator: ".")
    return collection.workflow?.actions.contains { action in
      action.sets.contains { ChangeDesk.meet($0, name) }
    } ?? false
  }
}
