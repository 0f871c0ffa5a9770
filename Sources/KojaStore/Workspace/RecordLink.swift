package import KojaModel

/// A place below `schemas/` that names a record.
struct RecordLink: Sendable {
  /// What kind of record.
  enum Kind: Sendable {
    case calendar, register
  }

  /// What kind of record.
  let kind: Kind
  /// The file that names it.
  let path: String
  /// The text of that file.
  let document: Document
  /// Where its id stands.
  let node: NodeIndex

  /// The collection that must have it.
  var collection: String {
    switch kind {
    case .calendar: EngineCollections.calendars
    case .register: EngineCollections.registers
    }
  }

  /// That there is no such record.
  func finding(_ id: String, among ids: [String]) -> Finding {
    let (code, message) =
      switch kind {
      case .calendar:
        ("store/unknown-calendar", Phrase(id: "tidak ada kalender `\(id)`", en: "there is no calendar `\(id)`"))
      case .register:
        ("store/unknown-register", Phrase(id: "tidak ada buku nomor `\(id)`", en: "there is no register `\(id)`"))
      }
    return Finding(
      code, at: document.place(node, in: path), message,
      hint: Suggestion.hint(for: id, among: ids)
        ?? Phrase(
          id: "buat `\(id)` di `records/\(collection)/`, atau sebut yang ada",
          en: "make `\(id)` in `records/\(collection)/`, or name one that is there"))
  }
}

extension Catalogue {
  /// Records that files below `schemas/` name and that are not there, sorted: `store/unknown-calendar`,
  /// `store/unknown-register`.
  ///
  /// - Parameters:
  ///   - exists: Whether a collection, by its name, has a record with an id.
  ///   - ids: The ids of a collection, for did-you-mean; asked only when something is missing.
  package func recordReferences(
    exists: (_ collection: String, _ id: String) -> Bool, ids: (_ collection: String) -> [String] = { _ in [] }
  ) -> [Finding] {
    links.compactMap { link in
      guard let id = link.document.text(link.node), !exists(link.collection, id) else { return nil }
      return link.finding(id, among: ids(link.collection))
    }.sorted()
  }
}
