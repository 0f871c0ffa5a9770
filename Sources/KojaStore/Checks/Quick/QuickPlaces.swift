internal import KojaModel
internal import KojaSchema

/// The points of one collection's records, and where they have to lie: what ``PointCheck`` looks at, compiled.
struct QuickPlaces: Sendable {
  /// A field whose point has to lie somewhere.
  private struct Place: Sendable {
    /// The field; where lists lead to it, the first of them.
    let path: [UInt32]
    /// Whether it is the list that leads to the points: those are for the check itself.
    let isList: Bool
    let boxes: AreaBoxes
    /// The ids of the boxes.
    let ids: ByteSet
    let margin: Double
    /// The key beside the point that names a box.
    let area: UInt32?
  }

  private let places: [Place]
  private let latitude, longitude: UInt32

  /// Compiles what is known of a collection.
  init(_ collection: Collection, _ symbols: SymbolTable, _ reference: ReferenceData) {
    latitude = symbols.symbol(of: "latitude")
    longitude = symbols.symbol(of: "longitude")
    places = collection.placeFields.compactMap { way in
      guard let first = way.first, let inside = way.last?.inside else { return nil }
      let boxes = reference.boxes(of: inside.collection)
      guard !boxes.all.isEmpty else { return nil }
      let area = way.last.flatMap { collection.member(beside: $0, namingOneOf: inside.collection) }
      return Place(
        path: first.path.map { symbols.symbol(of: $0) }, isList: way.count > 1, boxes: boxes,
        ids: ByteSet(boxes.all.map(\.id)), margin: inside.margin, area: area.map { symbols.symbol(of: $0) })
    }
  }

  /// Whether every point of a record lies where it has to; no where the check has to look.
  func hold(_ view: DocumentView) -> Bool {
    places.allSatisfy { place in
      guard let node = view.value(at: place.path) else { return true }
      return !place.isList && holds(view, node, place)
    }
  }

  private func holds(_ view: DocumentView, _ node: Int, _ place: Place) -> Bool {
    guard let latitude = view.value(latitude, in: node), let longitude = view.value(longitude, in: node) else {
      return true
    }
    guard let point = Self.point(view.text(latitude), view.text(longitude)) else { return false }
    if let area = place.area.flatMap({ view.value($0, in: node) }), let index = place.ids[view.text(area)] {
      return place.boxes.all[Int(index)].holds(point, margin: place.margin)
    }
    return place.boxes.hold(point, margin: place.margin)
  }

  private static func point(_ latitude: UnsafeBufferPointer<UInt8>, _ longitude: UnsafeBufferPointer<UInt8>) -> Point? {
    guard let latitude = degrees(latitude), let longitude = degrees(longitude) else { return nil }
    return Point(latitude: latitude, longitude: longitude)
  }

  private static let powers = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]

  /// A number of at most fifteen digits, as exact as a double is (both parts of the division are); nil for any other.
  private static func degrees(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var (digits, decimals, hasPoint) = (0, 0, false)
    guard text.count <= 16, let first = text.first else { return nil }
    var number = 0
    for byte in text.dropFirst(first == UInt8(ascii: "-") ? 1 : 0) {
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
        digits += 1
        if hasPoint { decimals += 1 }
      }
    }
    guard (1...15).contains(digits) else { return nil }
    let value = Double(number) / powers[decimals]
    return first == UInt8(ascii: "-") ? -value : value
  }
}
