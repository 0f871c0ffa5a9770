/// Numbers in drawings, always spelled alike.
enum Decimal {
  /// A number with at most one digit behind the point.
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = (abs(tenths) / 10, abs(tenths) % 10)
    return (tenths < 0 ? "-" : "") + String(whole) + (rest == 0 ? "" : ".\(rest)")
  }

  /// The smallest round number, 1, 2 or 5 with noughts, that so many steps of reach a value.
  static func step(reaching value: Double, in steps: Int) -> Double {
    var step = 1.0
    while true {
      for factor in [1.0, 2, 5] where step * factor * Double(steps) >= value { return step * factor }
      step *= 10
      if step > 1e15 { return step }
    }
  }
}
