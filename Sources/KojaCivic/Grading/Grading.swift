package import KojaModel

/// How measured values become a score and a grade: weights, scales and bands. Pure arithmetic; where the values come
/// from is not its business.
package struct Grading: Sendable {
  /// One thing that is measured.
  package struct Measure: Sendable {
    /// The name.
    package let name: String
    /// What it is, for people.
    package let label: Phrase
    /// What it counts beside the others; above 0.
    package let weight: Double
    /// The values that are worth 0 and 100 points; nil where the value itself is the points.
    package let scale: (least: Double, most: Double)?
    /// Whether there is no grade without it.
    package let isRequired: Bool

    /// A measure. See the properties.
    package init(
      name: String, label: Phrase, weight: Double, scale: (least: Double, most: Double)?, isRequired: Bool
    ) {
      (self.name, self.label, self.weight, self.scale) = (name, label, weight, scale)
      self.isRequired = isRequired
    }

    /// What a value is worth: on a scale 0 to 100, what lies outside counts as its end.
    package func points(_ value: Double) -> Double {
      guard let scale, scale.most != scale.least else { return value }
      return min(max((value - scale.least) / (scale.most - scale.least), 0), 1) * 100
    }
  }

  /// A grade and the least score for it.
  package struct Band: Sendable {
    /// The grade's code.
    package let grade: String
    /// The least score; nil for the last one, which takes everything else.
    package let least: Double?

    /// A band.
    package init(grade: String, least: Double?) { (self.grade, self.least) = (grade, least) }
  }

  /// What there is no score for: the names of required measures without a value.
  package struct Missing: Error, Sendable, Equatable {
    /// Their names.
    package let measures: [String]
  }

  /// The measures.
  package let measures: [Measure]
  /// The bands, the best first.
  package let bands: [Band]
  /// To how many digits behind the point a score is rounded before it is graded: what people read decides.
  package let decimals: Int

  /// A grading.
  package init(measures: [Measure], bands: [Band], decimals: Int) {
    (self.measures, self.bands, self.decimals) = (measures, bands, decimals)
  }

  /// The score of values by the names of their measures: the mean of their points by weight. Measures that are not
  /// required and have no value do not count.
  package func score(_ value: (String) -> Double?) throws(Missing) -> Double {
    var (sum, weights) = (0.0, 0.0)
    var missing: [String] = []
    for measure in measures {
      if let value = value(measure.name) {
        sum += measure.points(value) * measure.weight
        weights += measure.weight
      } else if measure.isRequired {
        missing.append(measure.name)
      }
    }
    guard missing.isEmpty, weights > 0 else {
      throw Missing(measures: missing.isEmpty ? measures.map(\.name) : missing)
    }
    return Self.rounded(sum / weights, decimals)
  }

  /// The grade of a score; nil where no band takes it.
  package func grade(of score: Double) -> String? {
    bands.first { band in band.least.map { score >= $0 } ?? true }?.grade
  }

  /// A number to so many digits behind its point, halves away from zero. What arithmetic in twos adds far behind
  /// does not count.
  package static func rounded(_ number: Double, _ decimals: Int) -> Double {
    let scale = power(decimals)
    return ((number * scale * 1e6).rounded() / 1e6).rounded() / scale
  }

  /// A number as a record spells it: no exponent, no zeros at its end.
  package static func spelled(_ number: Double, _ decimals: Int) -> String {
    let (scale, sign) = (power(decimals), number < 0 ? "-" : "")
    let units = Int((abs(rounded(number, decimals)) * scale).rounded())
    let (whole, rest) = (units / Int(scale), units % Int(scale))
    guard rest > 0 else { return whole == 0 ? "0" : "\(sign)\(whole)" }
    let digits = String(rest)
    let padded = String(repeating: "0", count: decimals - digits.utf8.count) + digits
    return "\(sign)\(whole).\(String(padded.reversed().drop { $0 == "0" }.reversed()))"
  }

  private static func power(_ decimals: Int) -> Double {
    (0..<min(max(decimals, 0), 6)).reduce(1.0) { result, _ in result * 10 }
  }
}
