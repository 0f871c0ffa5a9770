internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// What an action fills in where nobody gave it (`fills`): days, and fields of the record and of those that it refers to.
struct FilledFields {
  let store: Store
  /// The moment of the entry.
  let at: Timestamp

  /// The fields of a record that are missing, and what they become, in the order of the workflow.
  func edits(_ action: Workflow.Action, _ document: Document, of collection: Collection) -> [YAMLEdit] {
    let followed = FollowedValues(store: store)
    func look(_ name: String) -> Value? {
      DayTemplate(name).map { $0.value(from: at, in: store) } ?? followed.value(name, in: document, of: collection)
    }
    return action.fills.compactMap { fill in
      let path = fill.field.split(separator: ".").map(String.init)
      if let node = document.node(at: path), document.kind(node) != .null { return nil }
      // A part of something that is not there is not filled in: `requires` asks for the whole.
      guard path.count == 1 || document.node(at: path.dropLast()) != nil,
        fill.when.admits({ look($0)?.plainText })
      else { return nil }
      // A text that lacks a part is left out, too.
      return (try? ValueTemplate(value: fill.value).filled(look)).flatMap { value in
        value.map { .set(path: path, value: $0) }
      }
    }
  }
}

extension ChangeDesk {
  /// The text of a record with what an action fills in.
  func filledIn(
    _ action: Workflow.Action, _ text: [UInt8], at moment: Timestamp,
    _ record: (collection: Collection, id: String, path: String)
  ) throws(Failure) -> [UInt8] {
    guard !action.fills.isEmpty else { return text }
    let document = try tree(text, path: record.path)
    let edits = FilledFields(store: store, at: moment).edits(action, document, of: record.collection)
    return edits.isEmpty ? text : try edited(text, edits, path: record.path)
  }
}
