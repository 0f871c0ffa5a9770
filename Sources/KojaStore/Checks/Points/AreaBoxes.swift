internal import KojaCivic
internal import KojaModel

/// The boxes of a collection's records, in degrees: `bounds: {south, north, west, east}`.
struct AreaBoxes: Sendable {
  /// The box of one record.
  struct Box: Sendable {
    /// The record.
    let id: String
    let south, north, west, east: Double

    /// The box of a record; nil where it has none.
    init?(_ id: String, _ document: Document) {
      func degrees(_ side: String) -> Double? { document.scalar("bounds.\(side)").flatMap { Double($0) } }
      guard let south = degrees("south"), let north = degrees("north"), let west = degrees("west"),
        let east = degrees("east")
      else { return nil }
      self.id = id
      (self.south, self.north, self.west, self.east) = (south, north, west, east)
    }

    /// How large it is, to compare it with others.
    var size: Double { (north - south) * (east - west) }

    /// Whether a point lies in it, or so near.
    func holds(_ point: Point, margin: Double) -> Bool {
      south - margin <= point.latitude && point.latitude <= north + margin && west - margin <= point.longitude
        && point.longitude <= east + margin
    }
  }

  /// The boxes in the order of the records.
  let all: [Box]

  /// Whether a point lies in any of them.
  func hold(_ point: Point, margin: Double) -> Bool { all.contains { $0.holds(point, margin: margin) } }

  /// The box of a record; nil where it has none.
  func box(of id: String) -> Box? { all.first { $0.id.sameBytes(as: id) } }
}

/// A point on the earth, in degrees.
struct Point: Sendable {
  let latitude: Double
  let longitude: Double
}
