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
          let told = entry.summary.told(change)
          let label = entry.summary.collection.field(change.field)?.title ?? Phrase(change.field)
          return LogEntry.Change(
            label, from: told?.old ?? hidden, to: told.map { named($0.new, change, entry) } ?? hidden)
        }
        let note =
          entry.summary.note.map { [LogEntry.Change(Phrase(id: "Catatan", en: "Note"), from: nil, to: $0)] } ?? []
        return LogEntry(
          at: entry.at, who: entry.author.name, title: entry.summary.title(language), changes: changes + note,
          commit: String(entry.commit.hex.prefix(8)))
      }, options)
  }

  private var hidden: String { Phrase(id: "(diubah)", en: "(changed)")[language] }

  private func named(_ text: String?, _ change: FieldChange, _ entry: HistoryEntry) -> String? {
    guard let text, let collection = entry.summary.collection.field(change.field)?.reference,
      let name = store.title(of: text, in: collection)
    else { return text }
    return "\(text) (\(name[language]))"
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
