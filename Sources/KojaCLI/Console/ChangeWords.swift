internal import KojaCivic
internal import KojaModel
internal import KojaOutput
internal import KojaSchema
internal import KojaStore

/// Changes of fields as people read them: labels, names beside codes, nothing that may not be told.
struct ChangeWords {
  let store: Store
  let language: Language
  /// Cells of a value beyond which only its beginning is shown; nil for the whole.
  let longest: Int?

  /// What stands for a value that may not be told.
  var hidden: String { ChangeSummary.hidden[language] }

  /// One line for each field; of a new record only what it is. Where two would have the same label, it is preceded by that
  /// of the mapping around them.
  func lines(_ changes: [FieldChange], of collection: KojaStore.Collection, isNew: Bool = false) -> [LogEntry.Change] {
    func label(_ name: String) -> Phrase { collection.field(name)?.title ?? Phrase(name) }
    let labels = changes.map { label($0.field) }
    return zip(changes, labels).map { change, own in
      let parent = change.field.split(separator: ".").dropLast().joined(separator: ".")
      let label = parent.isEmpty || labels.count { $0[language] == own[language] } == 1 ? own : label(parent).above(own)
      guard collection.isOpen(change.field) else { return LogEntry.Change(label, hidden) }
      let (old, new) = (words(change.old, change.field, collection), words(change.new, change.field, collection))
      return isNew ? LogEntry.Change(label, new ?? "-") : LogEntry.Change(label, from: old, to: new)
    }
  }

  /// A value in words, with the name of what a code stands for; nil for none.
  func words(_ value: Value?, _ field: String, _ collection: KojaStore.Collection) -> String? {
    guard let value, value != .null else { return nil }
    let (document, facts) = (Document(value), collection.field(field))
    let texts = FieldText(store: store, document: document, language: language)
    let text = texts.text(Document.root, facts)
    let note = texts.note(Document.root, facts).map { Phrase($0).short[language] }
    let whole = text + (note.map { " (\($0))" } ?? "")
    return longest.map { Cells.truncated(whole, to: $0) } ?? whole
  }

  /// A state in words.
  func state(_ code: String?, _ collection: KojaStore.Collection) -> String? {
    code.map { collection.workflow?.state($0)?.label[language] ?? $0 }
  }

  /// The change of a field for a program; where it may not be told, only that it is private.
  static func value(_ change: FieldChange, of collection: KojaStore.Collection) -> Value {
    guard collection.isOpen(change.field) else {
      return .object([.init("field", .string(change.field)), .init("private", .boolean(true))])
    }
    return .object([
      .init("field", .string(change.field)), .init("old", change.old ?? .null), .init("new", change.new ?? .null),
    ])
  }
}
