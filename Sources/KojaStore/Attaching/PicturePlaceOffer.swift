internal import Glibc
package import KojaModel
internal import KojaPicture
internal import KojaSchema

/// What the place of a picture says of the record that it is attached to.
package struct PicturePlaceOffer: Sendable {
  /// What there is to say.
  package enum Word: Sendable {
    /// The record has no place, and this one may be it.
    case offer
    /// The record has no place, and the picture was taken outside of all that its places may lie in.
    case outside
    /// The picture was taken so many metres away from the record's place.
    case far(metres: Int)
  }

  /// The picture.
  package let file: NewAttachment
  /// What there is to say.
  package let word: Word
  /// The field of the record.
  package let field: String
  /// The place, in decimal degrees as they are written into the record: about one metre.
  package let latitude, longitude: String

  /// How far away a picture may be taken without a word, in metres.
  private static let near = 1000

  /// What the first picture with a place says of a record; nil where there is nothing to say.
  package init?(
    _ files: [NewAttachment], for record: (collection: Collection, id: String, path: String), in store: Store
  ) throws(Failure) {
    guard let field = PlaceField(of: record.collection), let file = files.first(where: { $0.place != nil }),
      let place = file.place
    else { return nil }
    let document = try store.read(record.path).document
    self.file = file
    self.field = field.name
    (latitude, longitude) = (Self.degrees(place.latitude), Self.degrees(place.longitude))
    func present(_ key: String) -> Double? {
      document.node(at: field.path + [key]).flatMap { document.text($0) }.flatMap { Double($0) }
    }
    if let latitude = present("latitude"), let longitude = present("longitude") {
      let metres = Self.metres(
        from: Point(latitude: place.latitude, longitude: place.longitude),
        to: Point(latitude: latitude, longitude: longitude))
      guard metres.isFinite, metres > Double(Self.near) else { return nil }
      word = .far(metres: Int(metres))
    } else {
      word = Self.lies(place, field, store) ? .offer : .outside
    }
  }

  /// What a person would type behind `koja set ID` to take it.
  package var fields: [String] { ["\(field).latitude=\(latitude)", "\(field).longitude=\(longitude)"] }

  /// The same as assignments.
  var assignments: [Assignment] {
    [Assignment("\(field).latitude", .set(latitude)), Assignment("\(field).longitude", .set(longitude))]
  }

  private static func lies(_ place: PicturePlace, _ field: PlaceField, _ store: Store) -> Bool {
    guard let inside = field.inside else { return true }
    func boxes(_ source: some RecordSource) -> AreaBoxes {
      ReferenceData(store.catalogue, source).boxes(of: inside.collection)
    }
    let all = boxes(store.records)
    return all.all.isEmpty
      || all.hold(Point(latitude: place.latitude, longitude: place.longitude), margin: inside.margin)
  }

  /// Degrees with five digits behind the point.
  private static func degrees(_ value: Double) -> String {
    let parts = Int((value * 100_000).rounded())
    let rest = String(abs(parts) % 100_000)
    return (parts < 0 ? "-" : "") + "\(abs(parts) / 100_000)." + String(repeating: "0", count: 5 - rest.utf8.count)
      + rest
  }

  /// The way along the globe (haversine, mean radius of the earth), in metres.
  private static func metres(from one: Point, to other: Point) -> Double {
    func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
    let height = sin(radians(other.latitude - one.latitude) / 2)
    let width = sin(radians(other.longitude - one.longitude) / 2)
    let part = height * height + cos(radians(one.latitude)) * cos(radians(other.latitude)) * width * width
    return 2 * 6_371_009 * asin(min(1, part.squareRoot()))
  }
}
