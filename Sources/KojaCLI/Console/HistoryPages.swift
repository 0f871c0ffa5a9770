internal import KojaGit
internal import KojaModel
internal import KojaOutput
internal import KojaSchema
internal import KojaStore

/// The history of a record for people and for machines.
struct HistoryPages {
  let store: Store
  let language: Language

  func text(_ history: [HistoryEntry], _ options: OutputOptions) -> String {
    LogEntry.render(
      history.map { entry in
        let changes = entry.summary.fields.map { change -> LogEntry.Change in
          let field = entry.summary.collection.field(change.field)
          let label = field?.title ?? Phrase(change.field)
          guard let (old, new) = entry.summary.told(change) else { return LogEntry.Change(label, hidden) }
          return LogEntry.Change(label, from: named(old, field, isNew: false), to: named(new, field, isNew: true))
        }
        let note = entry.summary.note.map { [LogEntry.Change(Phrase(id: "Catatan", en: "Note"), $0)] } ?? []
        return LogEntry(
          at: entry.at, who: entry.author.name, title: entry.summary.title(language), changes: changes + note,
          commit: String(entry.commit.hex.prefix(8)))
      }, options)
  }

  private var hidden: String { Phrase(id: "(diubah)", en: "(changed)")[language] }

  /// A code with its label; a reference that was given, with the title of its record.
  private func named(_ text: String, _ field: KojaSchema.Field?, isNew: Bool) -> String {
    guard let field else { return text }
    if field.kinds.contains(.boolean), let flag = ["true": true, "false": false][text] {
      return (flag ? Phrase(id: "ya", en: "yes") : Phrase(id: "tidak", en: "no"))[language]
    }
    let label = field.enumValues.first { $0.value.sameBytes(as: text) }?.label
    let title = isNew ? field.reference.flatMap { store.title(of: text, in: $0) } : nil
    return (label ?? title).map { "\(text) (\($0.short[language]))" } ?? text
  }

  func value(_ entry: HistoryEntry) -> Value {
    .object([
      .init("commit", .string(entry.commit.hex)), .init("at", .string(entry.at.description)),
      .init(
        "author", .object([.init("name", .string(entry.author.name)), .init("email", .string(entry.author.email))])),
      .init("action", .optional(entry.summary.action)),
      .init("from", .optional(entry.summary.states?.from)), .init("to", .optional(entry.summary.states?.to)),
      .init("happenedAt", .optional(entry.summary.happenedAt?.description)),
      .init("note", .optional(entry.summary.note)),
      .init(
        "changes",
        .array(
          entry.summary.fields.map { change in
            let isOpen = entry.summary.isOpen(change.field)
            return .object([
              .init("field", .string(change.field)), .init("old", isOpen ? change.old ?? .null : .string(hidden)),
              .init("new", isOpen ? change.new ?? .null : .string(hidden)),
            ])
          })),
    ])
  }
}
