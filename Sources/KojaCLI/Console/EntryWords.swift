internal import KojaCivic
internal import KojaModel
internal import KojaStore

/// An entry of a timeline as people read it.
struct EntryWords {
  let store: Store
  let collection: KojaStore.Collection
  let language: Language

  /// `2026-03-16 08:20 diteruskan; Lampu di tiga tiang mati. (Rina Sari, rina-sari)`.
  func line(_ entry: Value) -> String { "\(when(entry["at"])) \(what(entry))\(who(entry))" }

  /// Who did it, by name and id, in brackets behind a blank; empty where the entry does not say.
  func who(_ entry: Value) -> String {
    guard let id = entry["by"]?.string else { return "" }
    let name = store.title(of: id, in: EngineCollections.officers)?[language]
    return " (" + [name, id].compactMap { $0 }.joined(separator: ", ") + ")"
  }

  /// The action, its reason and its note.
  func what(_ entry: Value) -> String {
    let workflow = collection.workflow
    let action = entry["action"]?.string ?? "?"
    func words(_ name: String) -> String { workflow?.action(name)?.done[language] ?? name }
    let done = words(action) + (entry["annuls"]?.string.map { " (\(words($0)))" } ?? "")
    let reason = entry["reason"]?.string.map { code in
      workflow?.reasons.first { $0.code.sameBytes(as: code) }?.label[language] ?? code
    }
    return [done, reason, entry["note"]?.string].compactMap { $0 }.joined(separator: "; ")
  }

  /// A moment to the minute, in the store's zone; `?` for none.
  func when(_ moment: Value?) -> String { moment?.string.flatMap { Timestamp($0) }.map { time($0) } ?? "?" }

  /// The same of a moment at hand.
  func time(_ moment: Timestamp) -> String {
    FieldText(store: store, document: Document(.null), language: language).moment(moment)
  }
}
