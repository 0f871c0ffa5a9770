internal import KojaModel

/// A drawing on a page, with its title and what it shows in words for those who do not see it.
struct Drawing {
  /// What it is: its class, and the end of its id.
  let kind: String
  /// Points.
  let width: Double
  /// Points.
  let height: Double

  /// The drawing as a figure with its caption.
  ///
  /// - Parameter name: The id of the part of the page that it stands in.
  func figure(_ name: String, title: String, about: String, _ shapes: [Markup], caption: [Markup]) -> Markup {
    let id = "\(name)-\(kind)"
    let svg = Markup.element(
      "svg",
      [
        "class": kind, "viewBox": "0 0 \(Decimal.text(width)) \(Decimal.text(height))", "role": "img",
        "aria-labelledby": "\(id) \(id)-about",
      ],
      [.element("title", ["id": id], text: title), .element("desc", ["id": "\(id)-about"], text: about)] + shapes)
    return .element("figure", [:], [svg, .element("figcaption", [:], caption)])
  }

  /// What its colours mean: a small shape and its name for each.
  static func legend(_ items: [(shape: Markup, name: String)]) -> Markup {
    .element(
      "ul", ["class": "legend"],
      items.map { shape, name in
        .element(
          "li", [:],
          [
            .element("svg", ["class": "key", "viewBox": "0 0 16 12", "aria-hidden": "true"], [shape]),
            .text(" " + name),
          ])
      })
  }
}
