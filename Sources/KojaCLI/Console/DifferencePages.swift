internal import KojaIndex
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// Differences of records for people and for machines.
struct DifferencePages {
  let store: Store
  let language: Language
  private var words: ChangeWords { ChangeWords(store: store, language: language, longest: nil) }

  /// One paragraph for each record.
  func text(_ differences: [RecordDifference], _ options: OutputOptions) -> String {
    ChangeSheet.render(differences.map { sheet($0) }, options)
  }

  private func sheet(_ difference: RecordDifference) -> ChangeSheet {
    let event = difference.event
    let isNew = event.kind == .created && event.renamed == nil
    let entries = event.entries.map { LogEntry.Change(Phrase(id: "Kejadian", en: "Event"), happening($0, difference)) }
    return ChangeSheet(
      title: difference.summary.title(language),
      changes: words.lines(event.fields, of: difference.collection, isNew: isNew) + entries)
  }

  /// One entry of the timeline in a line.
  private func happening(_ entry: Value, _ difference: RecordDifference) -> String {
    EntryWords(store: store, collection: difference.collection, language: language).line(entry)
  }

  /// A difference for a program.
  func value(_ difference: RecordDifference) -> Value {
    let event = difference.event
    var members: [Value.Member] = [
      .init("record", .string("\(event.collection)/\(event.id)")), .init("path", .string(difference.path)),
      .init("kind", .string(event.kind.rawValue)), .init("action", .optional(event.action)),
      .init("from", .optional(event.from)), .init("to", .optional(event.to)),
    ]
    if let renamed = event.renamed { members.append(.init("renamed", .string(renamed))) }
    members.append(.init("entries", .array(event.entries)))
    members.append(.init("changes", .array(event.fields.map { ChangeWords.value($0, of: difference.collection) })))
    return .object(members)
  }
}
