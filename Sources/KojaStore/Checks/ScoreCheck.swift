internal import KojaCivic
internal import KojaGit
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// A score and a grade are what their scorecard makes of the measured values, not what somebody typed.
///
/// Finding: `workflow/score`. A grade that an action set by itself, with its reason, is a person's judgement. What a card
/// has graded that was changed since stays as it is.
struct ScoreCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    let document = record.document
    return context.reference.scorecards(of: record.collection.name).flatMap { card -> [Finding] in
      func held(_ name: String) -> String? { card.field(of: name).flatMap { document.scalar($0) } }
      guard held("scorecard")?.sameBytes(as: card.name) ?? false, let from = held("version"),
        let version = card.versions.first(where: { $0.from.description.sameBytes(as: from) }),
        isSame(card, held("definition")), record.collection.schema.isValid(document),
        let values = values(card, document),
        values.keys.allSatisfy({ name in version.measures.contains { Key($0.name) == name } }),
        let score = try? version.grading.score({ values[Key($0)] })
      else { return [] }
      let decimals = version.grading.decimals
      var findings: [Finding] = []
      if let told = held("score").flatMap({ Double($0) }), Grading.rounded(told, 6) != Grading.rounded(score, 6) {
        findings.append(finding("score", card, record, Grading.spelled(score, decimals)))
      }
      if let grade = version.grading.grade(of: score), let told = held("grade"), !told.sameBytes(as: grade),
        !isJudged(card, record)
      {
        findings.append(finding("grade", card, record, grade))
      }
      return findings
    }
  }

  /// Whether a card is the one that graded.
  private func isSame(_ card: ScorecardDefinition, _ told: String?) -> Bool {
    guard let told else { return true }
    return (try? Repository.hash(blob: card.definition.bytes).hex.sameBytes(as: told)) ?? false
  }

  /// The measured values by name; nil where one is no number.
  private func values(_ card: ScorecardDefinition, _ document: Document) -> [Key: Double]? {
    let list = card.field(of: "measures").flatMap { document.node(at: $0.split(separator: ".").map(String.init)) }
    guard let list else { return nil }
    var values: [Key: Double] = [:]
    for item in document.items(list) {
      guard let name = document.value("measure", in: item).flatMap({ document.text($0) }),
        let value = document.value("value", in: item).flatMap({ document.text($0) }).flatMap({ Double($0) })
      else { return nil }
      values[Key(name)] = value
    }
    return values
  }

  /// Whether the grade was set last by an action that does not set the score.
  private func isJudged(_ card: ScorecardDefinition, _ record: Record) -> Bool {
    guard let workflow = record.collection.workflow, let grade = card.field(of: "grade"),
      let score = card.field(of: "score")
    else { return false }
    let timeline = Timeline(of: record.document)
    let actions = timeline.counted.compactMap { timeline.entries[$0].action.flatMap { workflow.action($0) } }
    let last = actions.last { action in action.sets.contains { $0.sameBytes(as: grade) } }
    return last.map { action in !action.sets.contains { $0.sameBytes(as: score) } } ?? false
  }

  private func finding(_ name: String, _ card: ScorecardDefinition, _ record: Record, _ right: String) -> Finding {
    let field = card.field(of: name) ?? name
    let node = record.document.node(at: field.split(separator: ".").map(String.init))
    return Finding(
      "workflow/score", at: node.map { record.document.place($0, in: record.path) } ?? Place(file: record.path),
      Phrase(
        id: "`\(field)` bukan hasil hitungan kartu nilai `\(card.name)`; hasilnya \(right)",
        en: "`\(field)` is not what the scorecard `\(card.name)` computes, which is \(right)"),
      hint: Phrase(
        id: "nilai dihitung oleh `koja evaluate \(card.name)`, tidak diketik",
        en: "it is computed by `koja evaluate \(card.name)`, not typed"))
  }
}

extension ScorecardDefinition {
  /// The field of an evaluation that holds nothing but a named value.
  func field(of name: String) -> String? {
    fields.fields.first { $0.template.value.string?.sameBytes(as: "{\(name)}") ?? false }?.name
  }

  /// The cards of a source whose text may be wanted. A faulty one grades nobody.
  static func all(in source: some RecordSource, where isWanted: ([UInt8]) -> Bool) -> [ScorecardDefinition] {
    source.entries(under: "schemas/\(Definition.Kind.scorecard.rawValue)").compactMap { entry in
      guard Definition.Kind(ofPath: entry.path) == .scorecard, let bytes = try? source.bytes(entry.path),
        isWanted(bytes), let document = YAMLReader.read(bytes, path: entry.path).document,
        MetaSchemas.findings(document, as: .scorecard, path: entry.path).isEmpty
      else { return nil }
      return ScorecardDefinition(
        Definition(
          kind: .scorecard, name: Record.id(ofPath: entry.path), path: entry.path, document: document, bytes: bytes))
    }
  }
}
