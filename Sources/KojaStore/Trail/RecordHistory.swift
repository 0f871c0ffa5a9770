internal import KojaCivic
package import KojaIndex
package import KojaModel

/// One change of a record in a commit, told from the trees: stock git's commits too.
package struct HistoryEntry: Sendable {
  /// The commit's name, in hex.
  package let commit: String
  /// When it was made.
  package let at: Timestamp
  /// Who made it, name and e-mail.
  package let author: (name: String, email: String)
  /// Whether the commit joined several lines of history.
  package let isMerge: Bool
  /// Orders commits: later ones have the greater number, and none that of an ancestor.
  let position: Int
  /// What happened.
  package let event: RecordEvent
  /// The record's collection.
  package let collection: Collection
  /// What happened, in words.
  package let summary: ChangeSummary

  /// A change that the history index or a walk gave; nil when its collection is none of the store's.
  init?(_ row: HistoryRow, _ catalogue: Catalogue) {
    guard let collection = catalogue.collection(row.event.collection) else { return nil }
    commit = row.commit
    at = row.at
    author = row.author
    isMerge = row.isMerge
    position = row.position
    event = row.event
    self.collection = collection
    summary = ChangeSummary(row.event, of: collection, isMerge: row.isMerge)
  }
}

extension ChangeSummary {
  /// What an event of the history says, in words.
  package init(_ event: RecordEvent, of collection: Collection, isMerge: Bool = false) {
    let plain: Phrase =
      switch event.kind {
      case .created: event.renamed.map { Self.renamed($0, in: collection) } ?? Plain.created
      case .removed: event.renamed.map { Self.renaming($0, in: collection) } ?? Plain.removed
      case .changed where event.fields.contains(where: Self.withdraws): Plain.withdrawn
      case .changed: isMerge && event.fields.isEmpty ? Plain.merged : Plain.changed
      case .rewritten: isMerge ? Plain.merged : Plain.rewritten
      case .broken: Plain.broken
      }
    let last = event.entries.last
    self.init(
      collection: collection, id: event.id, action: event.action,
      verb: event.action.map { Self.done($0, annulling: last?["annuls"]?.string, in: collection) } ?? plain,
      states: event.to.map { (event.from, $0) }, fields: event.fields, note: last?["note"]?.string,
      happenedAt: last?["at"]?.string.flatMap { Timestamp($0) })
    reason = last?["reason"]?.string
  }

  /// What was done, by its code; of an annulment what it took back.
  private static func done(_ action: String, annulling: String?, in collection: Collection) -> Phrase {
    func done(_ code: String) -> Phrase { collection.workflow?.action(code)?.done ?? Phrase(code) }
    let (verb, taken) = (done(action), annulling.map(done))
    return taken.map { Phrase(id: "\(verb.id), yaitu \($0.id)", en: "\(verb.en): \($0.en)") } ?? verb
  }

  private static func withdraws(_ change: FieldChange) -> Bool {
    change.field.hasPrefix(Withdrawal.key + ".") && change.old == nil
  }

  private static func renamed(_ old: String, in collection: Collection) -> Phrase {
    let name = brief(old, collection)
    return Phrase(id: "berganti id, dahulu \(name)", en: "given a new id, formerly \(name)")
  }

  private static func renaming(_ new: String, in collection: Collection) -> Phrase {
    let name = brief(new, collection)
    return Phrase(id: "berganti id menjadi \(name)", en: "given the new id \(name)")
  }

  /// `collection/id` without the collection where that is the same.
  private static func brief(_ reference: String, _ collection: Collection) -> String {
    reference.hasPrefix(collection.name + "/") ? String(reference.dropFirst(collection.name.utf8.count + 1)) : reference
  }
}
