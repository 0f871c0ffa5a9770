import KojaCivic
import KojaModel
import Testing

/// Values, weights and bands give a score and a grade.
@Suite struct GradingTests {
  private static let use = Grading(
    measures: [
      .init(name: "share", label: Phrase("share"), weight: 70, scale: (0, 100), isRequired: true),
      .init(name: "interview", label: Phrase("interview"), weight: 30, scale: (1, 4), isRequired: false),
    ],
    bands: [.init(grade: "good", least: 75), .init(grade: "fair", least: 50), .init(grade: "poor", least: nil)],
    decimals: 1)

  /// PermenPANRB 59/2020: four domains that weigh 13, 25, 16.5 and 45.5 of 100, values 1 to 5.
  private static let spbe = Grading(
    measures: [("policy", 13.0), ("governance", 25), ("management", 16.5), ("service", 45.5)].map {
      .init(name: $0.0, label: Phrase($0.0), weight: $0.1, scale: nil, isRequired: true)
    },
    bands: [
      .init(grade: "excellent", least: 4.2), .init(grade: "very-good", least: 3.5), .init(grade: "good", least: 2.6),
      .init(grade: "fair", least: 1.8), .init(grade: "poor", least: nil),
    ], decimals: 2)

  private func score(_ grading: Grading, _ values: [String: Double]) throws -> Double {
    try grading.score { values[$0] }
  }

  @Test func whatIsNotRequiredDoesNotCountWhereItIsMissing() throws {
    #expect(try score(Self.use, ["share": 30.5, "interview": 1.67]) == 28.1)
    #expect(try score(Self.use, ["share": 30.5]) == 30.5)
  }

  @Test func thereIsNoScoreWithoutWhatIsRequired() {
    #expect { try score(Self.use, ["interview": 4]) } throws: { ($0 as? Grading.Missing)?.measures == ["share"] }
  }

  @Test func whatLiesOutsideAScaleCountsAsItsEnd() throws {
    #expect(try score(Self.use, ["share": 100, "interview": 9]) == 100)
    #expect(try score(Self.use, ["share": -5, "interview": 0]) == 0)
  }

  @Test(arguments: [(75.0, "good"), (74.9, "fair"), (50.0, "fair"), (49.9, "poor"), (0.0, "poor")])
  func aBandBeginsWithItsLeast(_ score: Double, _ grade: String) { #expect(Self.use.grade(of: score) == grade) }

  /// The published figures of Kota Jambi, from values of domains that are rounded themselves.
  @Test(arguments: [
    ([5.00, 4.00, 2.91, 4.69], 4.26, 4.27), ([5.00, 4.10, 2.91, 4.76], 4.32, 4.32),
  ]) func theIndexOfJambiIsWhatWasPublished(_ domains: [Double], _ index: Double, _ published: Double) throws {
    let values = Dictionary(uniqueKeysWithValues: zip(Self.spbe.measures.map(\.name), domains))
    let score = try score(Self.spbe, values)
    #expect(score == index && abs(score - published) < 0.011)
    #expect(Self.spbe.grade(of: score) == "excellent")
  }

  @Test func thePredicatesOfTheIndexAreThoseOfTheRegulation() {
    let grades = [4.2, 4.19, 3.5, 3.49, 2.79, 2.6, 2.59, 1.8, 1.79].map { Self.spbe.grade(of: $0) ?? "" }
    #expect(
      grades == ["excellent", "very-good", "very-good", "good", "good", "good", "fair", "fair", "poor"])
  }

  @Test func whatPeopleReadDecides() throws {
    let grading = Grading(
      measures: [.init(name: "a", label: Phrase("a"), weight: 1, scale: nil, isRequired: true)],
      bands: [.init(grade: "yes", least: 4.2), .init(grade: "no", least: nil)], decimals: 1)
    let score = try grading.score { _ in 4.15 }
    #expect(Grading.spelled(score, 1) == "4.2" && grading.grade(of: score) == "yes")
  }

  @Test(arguments: [
    (28.05, 1, "28.1"), (1.005, 2, "1.01"), (-0.04, 1, "0"), (-0.25, 1, "-0.3"), (100, 1, "100"), (4.2641, 4, "4.2641"),
    (0.1 + 0.2, 4, "0.3"),
  ]) func numbersAreSpelledWithoutNoise(_ number: Double, _ decimals: Int, _ text: String) {
    #expect(Grading.spelled(number, decimals) == text)
  }
}
