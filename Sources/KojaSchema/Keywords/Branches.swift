internal import KojaModel

/// The alternatives of `anyOf` and `oneOf` for one value, and the choice of the one that a person meant.
///
/// The ladder: the kind of value; a key whose values tell those of this kind apart; the most keys in common; the fewest
/// and deepest findings. Where even that is a tie, one finding names the alternatives.
struct Branches {
  private let node: NodeIndex
  private let schemas: [SchemaIndex]
  private let reports: [Report]

  /// Judges a value by all alternatives. What one of them hides stays hidden.
  init(_ node: NodeIndex, _ schemas: [SchemaIndex], _ report: inout Report) {
    self.node = node
    self.schemas = schemas
    reports = schemas.map { report.branch(node, $0) }
    for branch in reports { report.hide(branch) }
  }

  /// Whether the value satisfies none.
  var isNoneRight: Bool { !reports.contains { $0.issues.isEmpty } }

  /// Takes over the labels of the alternatives that are satisfied.
  func takeRight(_ report: inout Report) {
    for branch in reports where branch.issues.isEmpty { report.take(branch) }
  }

  /// Adds the findings of the alternative that was meant, or one that names them all.
  func explain(_ report: inout Report) {
    let run = report.run
    var left = schemas.indices.filter { index in
      !reports[index].issues.contains { $0.node == node && $0.code == TypeKeyword.name }
    }
    if left.allSatisfy({ !run.program.facets(of: schemas[$0]).choices.isEmpty }), let index = wantingText(run) {
      return report.take(reports[index])
    }
    if left.isEmpty, Tag(schemas, run.program) != nil {
      // All want a mapping.
      report.take(reports[0])
      return
    }
    if run.kind(node) == .mapping, let tag = Tag(left.map { schemas[$0] }, run.program) {
      explain(tag, of: left, &report)
      return
    }
    if left.count > 1, run.kind(node) == .mapping {
      let keys = Set(Members(run.document, node).map { Key(run.document.text($0.key) ?? "") })
      left = best(of: left) { run.program.properties(of: schemas[$0]).keys.count { keys.contains($0) } }
    }
    if let text = run.document.string(node) {
      left = best(of: left) { index in
        let choices = run.program.facets(of: schemas[index]).choices
        return Suggestion.nearest(to: text, among: choices) == nil ? 0 : 1
      }
    }
    left = best(of: left) { -reports[$0].issues.count }
    left = best(of: left) { index in
      reports[index].issues.reduce(0) { $0 + run.document.trail(to: $1.node).count }
    }
    if left.count == 1 {
      report.take(reports[left[0]])
    } else if let constants = constants(run) {
      report.add(node) { EnumKeyword.wording(node, $0, constants, constants.all.map(\.value)) }
    } else if let missing = missing() {
      report.add(node, at: .parent) { scene in
        let name = scene.name(node)
        return Wording(
          Phrase(id: "\(name.id) harus memuat \(missing.id)", en: "\(name.en) must have \(missing.en)"))
      }
    } else {
      report.add(node) { scene in
        let (name, value) = (scene.name(node), scene.shown(node))
        let titles = schemas.map { scene.run.program.title($0) }
        return Wording(
          Phrase(
            id: "\(name.id) tidak boleh berisi \(value.id): tidak cocok dengan satu pun bentuk yang boleh",
            en: "\(name.en) cannot be \(value.en): it fits none of the forms that are allowed"),
          details: [
            Phrase(
              id: "boleh: " + titles.map(\.id).joined(separator: ", "),
              en: "allowed: " + titles.map(\.en).joined(separator: ", "))
          ])
      }
    }
  }

  /// The alternative that the value satisfies as the text which it would be in quotes; nil where there is none.
  private func wantingText(_ run: Run) -> Int? {
    let facts = run.document.nodes[node]
    guard facts.style == .plain, ![.string, .mapping, .sequence, .null].contains(facts.kind),
      let text = run.document.text(node)
    else { return nil }
    let quoted = Document(.string(text))
    return schemas.indices.first { index in
      reports[index].issues.allSatisfy { $0.node == node }
        && Schema(program: run.program, index: schemas[index]).isValid(quoted)
    }
  }

  /// The texts that the alternatives are, with their titles; nil where one is something else.
  private func constants(_ run: Run) -> Choices? {
    let texts = schemas.map { run.program.facets(of: $0).choices }
    guard texts.allSatisfy({ !$0.isEmpty }) else { return nil }
    return Choices(
      all: zip(schemas, texts).flatMap { schema, texts in
        let title = texts.count == 1 ? run.program.ownTitle(schema) : nil
        return texts.map { Choices.Choice(value: $0, label: title) }
      })
  }

  /// The keys that the alternatives want: `` `a`, or `b` and `c` ``; nil where they want anything else.
  private func missing() -> Phrase? {
    var wanted: [Phrase] = []
    for report in reports {
      let keys = report.issues.compactMap { $0.missing.flatMap { $0.node == node ? "`\($0.key.string)`" : nil } }
      guard !keys.isEmpty, keys.count == report.issues.count else { return nil }
      wanted.append(Phrase(id: keys.joined(separator: " dan "), en: keys.joined(separator: " and ")))
    }
    return Phrase(id: wanted.map(\.id).joined(separator: ", atau "), en: wanted.map(\.en).joined(separator: ", or "))
  }

  private func explain(_ tag: Tag, of left: [Int], _ report: inout Report) {
    let document = report.run.document
    let choices = Choices(
      all: zip(tag.values, left).flatMap { values, index in
        values.map {
          Choices.Choice(
            value: $0.text, label: report.run.program.schemas[schemas[index]].annotations.label,
            isText: $0.document.kind($0.node) == .string)
        }
      })
    guard let value = document.value(tag.key, in: node) else {
      report.add(node, at: .parent) { scene in
        var wording = Required.wording(tag.key, label: nil, node, scene)
        wording.details = [Phrase(id: "boleh: \(choices.listed().id)", en: "allowed: \(choices.listed().en)")]
        return wording
      }
      return
    }
    if let index = tag.values.firstIndex(where: {
      $0.contains { document.isEqual(value, to: $0.node, in: $0.document) }
    }) {
      report.take(reports[left[index]])
    } else {
      let texts = tag.values.joined().filter { $0.document.kind($0.node) == .string }.map(\.text)
      report.add(value) { EnumKeyword.wording(value, $0, choices, texts) }
    }
  }

  private func best(of indexes: [Int], by score: (Int) -> Int) -> [Int] {
    let scores = indexes.map(score)
    guard let best = scores.max() else { return indexes }
    return zip(indexes, scores).filter { $0.1 == best }.map(\.0)
  }
}

/// A key whose values tell alternatives apart: every alternative has a `const` or `enum` of scalars for it, none in
/// common.
private struct Tag {
  /// The key.
  let key: String
  /// Its values in each alternative.
  let values: [[Facets.Constant]]

  init?(_ schemas: [SchemaIndex], _ program: Program) {
    guard schemas.count > 1 else { return nil }
    let all = schemas.map { program.properties(of: $0) }
    for key in all[0].keys.sorted() {
      let values = all.map { properties in properties[key].map { program.facets(of: $0).constants } ?? [] }
      let flat = values.joined().map { Key("\($0.document.kind($0.node) == .string) \($0.text)") }
      if values.allSatisfy({ !$0.isEmpty }), Set(flat).count == flat.count {
        self.key = key.string
        self.values = values
        return
      }
    }
    return nil
  }
}
