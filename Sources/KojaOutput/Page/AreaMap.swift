package import KojaModel

/// Areas by the middle and the outer bounds of each, coloured by a figure. Real borders are not known: every area is drawn
/// as what lies nearer to its middle than to any other, within its bounds.
package struct AreaMap: Sendable {
  /// One area.
  package struct Area: Sendable {
    /// Its name.
    package var name: String
    /// The name of the larger area that it is part of.
    package var group: String
    /// Degrees, east and north.
    package var middle: (longitude: Double, latitude: Double)
    /// Degrees.
    package var bounds: (west: Double, south: Double, east: Double, north: Double)
    /// The figure; nil where it is not told.
    package var value: Double?
    /// How the figure is read.
    package var display: Phrase

    /// One area. See the properties.
    package init(
      name: String, group: String, middle: (longitude: Double, latitude: Double),
      bounds: (west: Double, south: Double, east: Double, north: Double), value: Double?, display: Phrase
    ) {
      (self.name, self.group, self.middle, self.bounds) = (name, group, middle, bounds)
      (self.value, self.display) = (value, display)
    }
  }

  /// What the figure is.
  package var label: Phrase
  /// The areas.
  package var areas: [Area]
  /// Columns of the table that only the map needs.
  package var hidden: Set<Int>

  /// A map.
  package init(label: Phrase, areas: [Area], hidden: Set<Int>) {
    (self.label, self.areas, self.hidden) = (label, areas, hidden)
  }
}

extension AreaMap {
  private static let width = 720.0
  /// How many shades there are above nothing.
  static let shades = 5

  /// The map as a drawing with its legend.
  func drawing(_ name: String, title: String, _ language: Language) -> Markup {
    let drawn = areas.filter { $0.bounds.east > $0.bounds.west && $0.bounds.north > $0.bounds.south }
    guard let frame = Frame(drawn.map(\.bounds), width: Self.width) else { return .empty }
    let cells = Voronoi.cells(
      drawn.map { frame.point($0.middle.longitude, $0.middle.latitude) },
      within: drawn.map { frame.box($0.bounds) })
    let step = Decimal.step(reaching: max(drawn.compactMap(\.value).max() ?? 0, 1), in: Self.shades)
    let shapes = zip(drawn, cells).filter { $1.count > 2 }.map { area, cell in
      Markup.element(
        "path", ["class": "area \(Self.shade(area.value, step))", "d": Self.outline(cell)],
        [.element("title", text: "\(area.name) (\(area.group)): \(area.display[language])")])
    }
    let labels = Self.apart(Self.groups(drawn, frame)).map { name, place in
      Markup.element(
        "text",
        ["class": "place", "x": Decimal.text(place.x), "y": Decimal.text(place.y), "text-anchor": "middle"],
        text: name)
    }
    let description = Phrase(
      id: "Peta \(drawn.count) wilayah, diwarnai menurut \(label.id). Angkanya ada pada tabel di bawah.",
      en: "Map of \(drawn.count) areas, coloured by \(label.en). The figures are in the table below.")[language]
    return Drawing(kind: "map", width: Self.width, height: frame.height)
      .figure(name, title: title, about: description, shapes + labels, caption: caption(step, language))
  }

  private func caption(_ step: Double, _ language: Language) -> [Markup] {
    let ranges = (0...Self.shades).map { shade -> (style: String, text: String) in
      let (low, high) = (Int(step) * (shade - 1) + 1, Int(step) * shade)
      return ("s\(shade)", shade == 0 ? "0" : low == high ? "\(low)" : "\(low)–\(high)")
    }
    let isWithheld = areas.contains { $0.value == nil }
    let withheld = isWithheld ? [("none", Phrase(id: "tidak ditampilkan", en: "not shown")[language])] : []
    let items = (ranges + withheld).map { style, text in
      (shape: Markup.element("rect", ["class": "area \(style)", "width": "16", "height": "12"]), name: text)
    }
    return [
      .element("span", text: label[language]), Drawing.legend(items),
      .element(
        "small",
        text: Phrase(
          id: "Bentuk wilayah hanya perkiraan dari titik tengahnya, bukan batas resmi.",
          en: "The shapes are estimated from the middle of each area; they are not official borders.")[language]),
    ]
  }

  /// The class of a figure: `s0` for nothing, up to `s5`, `none` for what is not told.
  private static func shade(_ value: Double?, _ step: Double) -> String {
    guard let value else { return "none" }
    return "s\(value <= 0 ? 0 : min(shades, Int((value / step).rounded(.up))))"
  }

  private static func outline(_ cell: [Voronoi.Point]) -> String {
    "M" + cell.map { "\(Decimal.text($0.x)) \(Decimal.text($0.y))" }.joined(separator: "L") + "Z"
  }

  /// Names that would lie over one another on a small screen are moved down until they do not.
  private static func apart(_ names: [(name: String, place: Voronoi.Point)]) -> [(name: String, place: Voronoi.Point)] {
    let (character, line) = (11.0, 20.0)
    var placed: [(name: String, place: Voronoi.Point)] = []
    for (name, place) in names.sorted(by: { ($0.place.y, $0.place.x) < ($1.place.y, $1.place.x) }) {
      var place = place
      while let other = placed.last(where: { other in
        abs(other.place.y - place.y) < line
          && abs(other.place.x - place.x) < character * Double(other.name.count + name.count) / 2
      }) {
        place.y = other.place.y + line
      }
      placed.append((name, place))
    }
    return placed
  }

  /// The names of the larger areas, each in the middle of its parts.
  private static func groups(_ areas: [Area], _ frame: Frame) -> [(name: String, place: Voronoi.Point)] {
    var order: [String] = []
    var places: [Key: [Voronoi.Point]] = [:]
    for area in areas where !area.group.isEmpty {
      if places[Key(area.group)] == nil { order.append(area.group) }
      places[Key(area.group), default: []].append(frame.point(area.middle.longitude, area.middle.latitude))
    }
    return order.map { name in
      let points = places[Key(name)] ?? []
      let count = Double(max(points.count, 1))
      return (
        name,
        Voronoi.Point(x: points.map(\.x).reduce(0, +) / count, y: points.map(\.y).reduce(0, +) / count)
      )
    }
  }
}

/// Degrees to points of a drawing. A degree east is taken for as long as a degree north, which it is near the equator.
private struct Frame {
  private let west: Double
  private let north: Double
  private let scale: Double
  let height: Double
  private static let margin = 8.0

  init?(_ bounds: [(west: Double, south: Double, east: Double, north: Double)], width: Double) {
    guard let west = bounds.map(\.west).min(), let east = bounds.map(\.east).max(),
      let south = bounds.map(\.south).min(), let north = bounds.map(\.north).max()
    else { return nil }
    self.west = west
    self.north = north
    scale = (width - 2 * Self.margin) / (east - west)
    height = (north - south) * scale + 2 * Self.margin
  }

  func point(_ longitude: Double, _ latitude: Double) -> Voronoi.Point {
    Voronoi.Point(x: Self.margin + (longitude - west) * scale, y: Self.margin + (north - latitude) * scale)
  }

  func box(_ bounds: (west: Double, south: Double, east: Double, north: Double)) -> [Voronoi.Point] {
    [
      point(bounds.west, bounds.north), point(bounds.east, bounds.north), point(bounds.east, bounds.south),
      point(bounds.west, bounds.south),
    ]
  }
}
