internal import KojaCivic
internal import KojaModel
internal import KojaOutput
internal import KojaSchema
internal import KojaStore

/// What a person may fill in and do in a collection, on one page.
struct CollectionSheet {
  let collection: KojaStore.Collection
  let language: Language

  var sheet: Sheet {
    var groups = [
      Sheet.Group(
        collection.fields.filter { $0.path.first != "timeline" }.map { field($0) },
        title: Phrase(id: "Kolom", en: "Fields"))
    ]
    if let workflow = collection.workflow {
      groups.append(
        Sheet.Group(
          workflow.states.map { Sheet.Line(Phrase($0.name), $0.label[language], note: $0.family.rawValue) },
          title: Phrase(id: "Keadaan", en: "States")))
      groups.append(
        Sheet.Group(
          (workflow.initial + workflow.actions).map { action($0) }, title: Phrase(id: "Tindakan", en: "Actions")))
      groups.append(
        Sheet.Group(
          workflow.clocks.map {
            Sheet.Line(
              Phrase($0.name), $0.label[language],
              note: "\($0.start.joined(separator: ", ")) … \($0.stop.joined(separator: ", "))")
          },
          title: Phrase(id: "Standar waktu", en: "Clocks")))
    }
    return Sheet(groups.filter { !$0.lines.isEmpty })
  }

  private func field(_ field: KojaSchema.Field) -> Sheet.Line {
    let facts = field.scalar
    var notes: [String] = []
    if field.isRequired { notes.append(Phrase(id: "wajib", en: "required")[language]) }
    if let reference = facts.reference { notes.append("→ \(reference)") }
    if !facts.enumValues.isEmpty { notes.append(facts.enumValues.map(\.value).joined(separator: ", ")) }
    if let format = facts.format { notes.append(format) }
    return Sheet.Line(
      Phrase(field.name), field.title[language], note: notes.isEmpty ? nil : notes.joined(separator: "; "))
  }

  private func action(_ action: Workflow.Action) -> Sheet.Line {
    var notes = [
      action.from.isEmpty ? Phrase(id: "awal", en: "initial")[language] : action.from.joined(separator: ", ")
    ]
    if let to = action.to { notes.append("→ \(to)") }
    if !action.requires.isEmpty {
      notes.append(Phrase(id: "perlu", en: "needs")[language] + " " + action.requires.joined(separator: ", "))
    }
    return Sheet.Line(Phrase(action.name), action.label[language], note: notes.joined(separator: " "))
  }
}
