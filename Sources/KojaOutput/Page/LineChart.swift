internal import KojaModel

/// Figures over time as lines.
struct LineChart {
  /// A line.
  struct Series {
    /// What it is.
    var label: Phrase
    /// Its values; nil where there is none.
    var values: [Double?]
  }

  /// What the figures are of, from left to right.
  var ticks: [String]
  /// The lines.
  var series: [Series]
  /// The moment at which they were counted: the last name may be of a time that is not over.
  var present: String?

  private static let (width, height) = (720.0, 240.0)
  private static let (right, top, bottom) = (48.0, 12.0, 34.0)
  private static let steps = 4
  /// As wide as a character may become on a small screen.
  private static let character = 13.5

  /// The lines as a drawing with its legend; what is drawn stands in a table, too.
  func drawing(_ name: String, title: String, _ language: Language) -> Markup {
    guard ticks.count > 1 else { return .empty }
    let step = step
    // What is not over yet would look like a fall.
    let over = isUnfinished ? ticks.count - 1 : ticks.count
    let lines = series.enumerated().flatMap { number, series in
      [
        Markup.element("path", ["class": "line l\(number)", "d": path(series.values, from: 0, to: over, step)]),
        isUnfinished
          ? .element(
            "path", ["class": "line l\(number) open", "d": path(series.values, from: over - 1, to: ticks.count, step)])
          : .empty,
      ]
    }
    let dots = series.enumerated().flatMap { number, series in
      series.values.enumerated().compactMap { place, value -> Markup? in
        value.map { value in
          .element(
            "circle",
            [
              "class": "dot l\(number)" + (place >= over ? " open" : ""), "cx": Decimal.text(x(place)),
              "cy": Decimal.text(y(value, step)), "r": "3",
            ],
            [
              .element(
                "title",
                text: "\(ticks[place]), \(series.label[language]): \(Digits.grouped("\(Int(value))", language))")
            ])
        }
      }
    }
    let about = Phrase(
      id: "Grafik garis dari \(ticks[0]) sampai \(ticks[ticks.count - 1]). Angkanya ada pada tabel di bawah.",
      en: "Line chart from \(ticks[0]) to \(ticks[ticks.count - 1]). The figures are in the table below.")[language]
    var legend = series.enumerated().map { number, series in
      (
        shape: Markup.element("path", ["class": "line l\(number)", "d": "M0 6L16 6"]), name: series.label[language]
      )
    }
    if isUnfinished {
      legend.append(
        (
          shape: .element("path", ["class": "line l0 open", "d": "M0 6L16 6"]),
          name: Phrase(
            id: "\(ticks[ticks.count - 1]) belum selesai", en: "\(ticks[ticks.count - 1]) is not over")[language]
        ))
    }
    return Drawing(kind: "chart", width: Self.width, height: Self.height)
      .figure(
        name, title: title, about: about, grid(step, language) + marks + lines + dots,
        caption: [Drawing.legend(legend)])
  }

  /// Whether the last name, a month or a year, is that of the present.
  private var isUnfinished: Bool {
    guard let last = ticks.last, [4, 7].contains(last.utf8.count), let present else { return false }
    return present.hasPrefix(last + "-")
  }

  /// The step from one line of the grid to the next.
  private var step: Double {
    Decimal.step(reaching: max(series.flatMap(\.values).compactMap { $0 }.max() ?? 0, 1), in: Self.steps)
  }

  /// Room for the longest number beside the grid, and for half a name below it.
  private var left: Double {
    let longest = Digits.grouped("\(Int(step) * Self.steps)", .id).count
    return max(Self.right, 10 + Self.character * Double(longest))
  }

  private func x(_ place: Int) -> Double {
    left + (Self.width - left - Self.right) * Double(place) / Double(max(ticks.count - 1, 1))
  }

  private func y(_ value: Double, _ step: Double) -> Double {
    Self.top + (Self.height - Self.top - Self.bottom) * (1 - value / (step * Double(Self.steps)))
  }

  private func path(_ values: [Double?], from first: Int, to end: Int, _ step: Double) -> String {
    var path = ""
    var isDown = false
    for (place, value) in values.enumerated() where place >= first && place < end {
      guard let value else {
        isDown = false
        continue
      }
      path += "\(isDown ? "L" : "M")\(Decimal.text(x(place))) \(Decimal.text(y(value, step)))"
      isDown = true
    }
    return path
  }

  private func grid(_ step: Double, _ language: Language) -> [Markup] {
    (0...Self.steps).flatMap { number -> [Markup] in
      let value = step * Double(number)
      let y = Decimal.text(y(value, step))
      return [
        .element(
          "path", ["class": "grid", "d": "M\(Decimal.text(left)) \(y)H\(Decimal.text(Self.width - Self.right))"]),
        .element(
          "text", ["class": "tick", "x": Decimal.text(left - 6), "y": y, "dy": "4", "text-anchor": "end"],
          text: Digits.grouped("\(Int(value))", language)),
      ]
    }
  }

  /// At most five names below, the last one always.
  private var marks: [Markup] {
    let every = max(1, (ticks.count + 3) / 4)
    return ticks.indices.filter { (ticks.count - 1 - $0) % every == 0 }.map { place in
      .element(
        "text",
        [
          "class": "tick", "x": Decimal.text(x(place)), "y": Decimal.text(Self.height - 8),
          "text-anchor": "middle",
        ], text: ticks[place])
    }
  }
}
