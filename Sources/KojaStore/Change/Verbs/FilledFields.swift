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
    var filled: [Key: Value] = [:]
    func field(_ name: String) -> Value? { filled[Key(name)] ?? followed.value(name, in: document, of: collection) }
    func look(_ name: String) -> Value? {
      guard let day = DayTemplate(name) else { return field(name) }
      return day.value(from: at, in: store, field)
    }
    var edits: [YAMLEdit] = []
    for fill in action.fills {
      let path = fill.field.split(separator: ".").map(String.init)
      if let node = document.node(at: path), document.kind(node) != .null { continue }
      // A part of something that is not there is not filled in: `requires` asks for the whole.
      guard path.count == 1 || document.node(at: path.dropLast()) != nil,
        fill.when.admits({ look($0)?.plainText })
      else { continue }
      // A text that lacks a part is left out, too.
      guard let value = (try? ValueTemplate(value: fill.value).filled(look)).flatMap({ $0 }) else { continue }
      filled[Key(fill.field)] = value
      edits.append(.set(path: path, value: value))
    }
    return edits
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
