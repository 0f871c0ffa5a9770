internal import KojaIndex
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// Changes of records for people and for machines.
struct HistoryPages {
  let store: Store
  let language: Language
  /// The one field that is shown of each change; nil for all.
  var field: String?
  private var words: ChangeWords { ChangeWords(store: store, language: language, longest: 160) }
  /// A commit that touched more records is told in one line for each thing that it did.
  private static let mostRecords = 3

  /// The changes of one record, all fields of each.
  func text(_ history: [HistoryEntry], _ options: OutputOptions) -> String {
    LogEntry.render(history.map { logEntry($0, isBrief: false) }, options)
  }

  /// The changes of many records, by commit, in brief.
  func brief(_ history: [HistoryEntry], _ options: OutputOptions) -> String {
    var commits: [[HistoryEntry]] = []
    for entry in history {
      if commits.last?.first?.commit == entry.commit {
        commits[commits.count - 1].append(entry)
      } else {
        commits.append([entry])
      }
    }
    return LogEntry.render(
      commits.flatMap { entries in
        entries.count > Self.mostRecords ? [bulk(entries)] : entries.map { logEntry($0, isBrief: true) }
      }, options)
  }

  private func logEntry(_ entry: HistoryEntry, isBrief: Bool) -> LogEntry {
    let isNew = entry.event.kind == .created && entry.event.renamed == nil
    let wanted = entry.summary.fields.filter { change in
      field.map { TrailQuery.isPart(change.field, of: $0) } ?? !(isBrief && isNew)
    }
    let fields = words.lines(wanted, of: entry.collection, isNew: isNew)
    return LogEntry(
      at: entry.at, who: entry.author.name, title: entry.summary.title(language),
      changes: fields + happenings(entry) + note(entry), commit: String(entry.commit.prefix(8)))
  }

  /// What the timeline gained, where that is not what the title says: several entries, or one of another time.
  private func happenings(_ entry: HistoryEntry) -> [LogEntry.Change] {
    let entries = entry.event.entries
    let happened = entry.summary.happenedAt
    let isLate = happened.map { abs($0.seconds - entry.at.seconds) >= 60 } ?? false
    guard entries.count > 1 || isLate else { return [] }
    let words = EntryWords(store: store, collection: entry.collection, language: language)
    return entries.map { LogEntry.Change(Phrase(id: "Kejadian", en: "Event"), words.line($0)) }
  }

  private func note(_ entry: HistoryEntry) -> [LogEntry.Change] {
    let recognised =
      entry.event.isRecognised
      ? [
        LogEntry.Change(
          Phrase(id: "Tindakan", en: "Action"),
          Phrase(
            id: "dikenali dari perubahannya, tidak tertulis di riwayat kejadian",
            en: "recognised from the change, not written in the timeline")[language])
      ] : []
    let said = store.commitNote(entry)
    let undone = said?.undoes.map { LogEntry.Change(Phrase(id: "Membatalkan", en: "Undoes"), String($0.prefix(8))) }
    let reason = entry.summary.reasonText.map { LogEntry.Change(Phrase(id: "Alasan", en: "Reason"), $0[language]) }
    let note = (entry.summary.note ?? said?.text).map { LogEntry.Change(Phrase(id: "Catatan", en: "Note"), $0) }
    return recognised + [undone].compactMap { $0 }
      + (happenings(entry).isEmpty ? [reason, note].compactMap { $0 } : [])
  }

  /// `Laporan: diteruskan, 412 catatan`, a line for each thing done.
  private func bulk(_ entries: [HistoryEntry]) -> LogEntry {
    let kinds = Dictionary(grouping: entries) { Key("\($0.collection.label[language]): \($0.summary.verb[language])") }
    let counts = kinds.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { kind, entries in
      "\(kind.string), " + Digits.counted(entries.count, id: "catatan", one: "record", many: "records")[language]
    }
    let total = Digits.counted(entries.count, id: "catatan sekaligus", one: "record", many: "records at once")
    return LogEntry(
      at: entries[0].at, who: entries[0].author.name, title: counts.count == 1 ? counts[0] : total[language],
      changes: counts.count == 1
        ? [] : counts.map { LogEntry.Change(Phrase(id: "Terdiri dari", en: "Among them"), $0) },
      commit: String(entries[0].commit.prefix(8)))
  }

  /// A change for a program.
  func value(_ entry: HistoryEntry) -> Value {
    let event = entry.event
    let said = store.commitNote(entry)
    var members: [Value.Member] = [
      .init("commit", .string(entry.commit)), .init("at", .string(entry.at.description)),
      .init(
        "author", .object([.init("name", .string(entry.author.name)), .init("email", .string(entry.author.email))])),
      .init("record", .string("\(event.collection)/\(event.id)")), .init("kind", .string(event.kind.rawValue)),
      .init("action", .optional(event.action)), .init("recognised", .boolean(event.isRecognised)),
      .init("from", .optional(event.from)), .init("to", .optional(event.to)),
      .init("happenedAt", .optional(entry.summary.happenedAt?.description)),
      .init("reason", .optional(entry.summary.reason)), .init("note", .optional(entry.summary.note ?? said?.text)),
      .init("merge", .boolean(entry.isMerge)),
    ]
    if let undone = said?.undoes { members.append(.init("undoes", .string(undone))) }
    if let renamed = event.renamed { members.append(.init("renamed", .string(renamed))) }
    members.append(.init("entries", .array(event.entries)))
    members.append(.init("changes", .array(event.fields.map { ChangeWords.value($0, of: entry.collection) })))
    return .object(members)
  }
}
