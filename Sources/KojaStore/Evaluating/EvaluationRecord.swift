internal import KojaCivic
internal import KojaModel

/// The record of an evaluation: what the card's fields hold for a subject.
struct EvaluationRecord {
  let evaluation: Evaluation
  let collection: Collection
  let store: Store
  /// The commit whose records were counted.
  let commit: String?
  /// The blob id of the card.
  let definition: String
  /// The day on which it is made.
  let today: CalendarDate

  /// Names of what is measured; fields made from these are the figures of an evaluation.
  static let figures = ["score", "grade", "measures", "marks", "version"]
  /// Names of what tells where the figures come from; they may differ where the figures do not.
  static let sources = ["commit", "definition"]
  /// All names beside those of the subject.
  static let names =
    figures + sources + ["period", "period.first", "period.last", "today", "scorecard", "scorecard.title"]

  /// The fields of a subject's evaluation. Throws a failure that names what is missing.
  func fields(_ result: Evaluation.Result) throws(Failure) -> [(name: String, value: Value)] {
    let subject = Document(Value.object(result.subject.map { Value.Member($0.name, $0.value) }))
    let followed = FollowedValues(store: store)
    do throws(ValueTemplate.Empty) {
      return try evaluation.card.fields.filled { name in
        Self.names.contains { $0.sameBytes(as: name) }
          ? value(name, result) : followed.value(name, in: subject, of: collection)
      }
    } catch {
      throw Failure(
        .findings,
        Phrase(
          id: "`{\(error.name)}` tidak diketahui untuk \(Self.told(result))",
          en: "`{\(error.name)}` is not known of \(Self.told(result))"),
        hint: Phrase(
          id: "lengkapi catatannya, atau ubah `\(evaluation.card.definition.path)`",
          en: "complete the record, or change `\(evaluation.card.definition.path)`"))
    }
  }

  /// Who is graded, in one line.
  static func told(_ result: Evaluation.Result) -> String {
    result.subject.compactMap(\.value.plainText).joined(separator: ", ")
  }

  private func value(_ name: String, _ result: Evaluation.Result) -> Value? {
    switch name {
    case "period": .string(evaluation.period.text)
    case "period.first": .string(evaluation.days.first.description)
    case "period.last": .string(evaluation.days.last.description)
    case "today": .string(today.description)
    case "scorecard": .string(evaluation.card.name)
    case "scorecard.title": .string(evaluation.card.title[store.settings.language])
    case "version": .string(evaluation.version.from.description)
    case "commit": commit.map { .string($0) }
    case "definition": .string(definition)
    case "score": result.outcome.map { .number($0.score) }
    case "grade": result.outcome.map { .string($0.grade) }
    case "measures": .array(result.measured.compactMap { $0.written(in: store.settings.language) })
    case "marks": result.marked.isEmpty ? nil : .array(result.marked.map(mark))
    default: nil
    }
  }

  private func mark(_ marked: Evaluation.Marked) -> Value {
    var members = [
      Value.Member("mark", .string(marked.name)), Value.Member("text", .string(marked.label[store.settings.language])),
      Value.Member("record", .string(marked.record)),
    ]
    if let note = marked.note { members.append(Value.Member("note", .string(note))) }
    return .object(members)
  }
}
