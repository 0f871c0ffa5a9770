internal import KojaCivic
package import KojaModel

extension ScorecardDefinition {
  /// The cards of a store; a faulty one is left out.
  package static func all(of store: Store) -> [ScorecardDefinition] { all(in: store.records) { _ in true } }

  /// The fields of an evaluation that are the card's alone where nothing is known but its measured values.
  package var figures: [String] {
    ["scorecard", "version", "measures", "score", "grade"].compactMap { field(of: $0) }
  }

  /// What an evaluation holds whose measured values are given instead of asked of records: the fields that are the
  /// card's alone. Nil where no version grades the day, or a required value is missing.
  ///
  /// - Parameter value: The value of a measure, as it is spelled; nil where there is none.
  package func graded(
    on day: CalendarDate, in language: Language, value: (_ measure: String) -> String?
  ) -> [(field: String, value: Value)]? {
    guard let version = version(from: day, to: day) else { return nil }
    let measured = zip(version.grading.measures, version.measures).map { measure, asked in
      Evaluation.Measured(
        measure: measure, formula: asked.formula, value: value(measure.name), inputs: [], records: [])
    }
    let score = try? version.grading.score { name in
      measured.first { $0.measure.name.sameBytes(as: name) }?.value.flatMap { Double($0) }
    }
    guard let score, let grade = version.grading.grade(of: score) else { return nil }
    let values: [(String, Value)] = [
      ("scorecard", .string(name)), ("version", .string(version.from.description)),
      ("measures", .array(measured.compactMap { $0.written(in: language) })),
      ("score", .number(Grading.spelled(score, version.grading.decimals))), ("grade", .string(grade)),
    ]
    return values.compactMap { name, value in field(of: name).map { ($0, value) } }
  }
}

extension Evaluation.Measured {
  /// As an evaluation holds it; nil without a value.
  func written(in language: Language) -> Value? {
    guard let value else { return nil }
    let points = Double(value).map { measure.points($0) } ?? 0
    var members = [
      Value.Member("measure", .string(measure.name)), Value.Member("formula", .string(formula[language])),
      Value.Member("value", .number(value)), Value.Member("points", .number(Grading.spelled(points, 2))),
      Value.Member("weight", .number(Grading.spelled(measure.weight, 4))),
    ]
    if !inputs.isEmpty {
      let items = inputs.map {
        Value.object([Value.Member("name", .string($0.name)), Value.Member("value", $0.value)])
      }
      members.append(Value.Member("inputs", .array(items)))
    }
    if !records.isEmpty { members.append(Value.Member("records", .array(records.map { .string($0) }))) }
    return .object(members)
  }
}
