internal import KojaCivic
package import KojaModel
internal import KojaYAML

/// Makes what follows from records by a definition: one new record for each, or for those that belong together. A record
/// that has been followed already is passed over, so that a second run makes nothing.
package struct DraftRun {
  /// Records that are followed by one new record.
  package struct Draft {
    /// Their ids.
    package let sources: [String]
    /// The new record's id.
    package let id: String
  }

  private let desk: ChangeDesk
  private let draft: DraftDefinition
  private let source: Collection
  private let target: Collection
  private let indexed: IndexedStore

  /// A run in a session, over the records as the index has them.
  package init(_ session: WriteSession, _ draft: DraftDefinition, over indexed: IndexedStore) throws(Failure) {
    let catalogue = session.store.catalogue
    guard let source = catalogue.collection(draft.from), let target = catalogue.collection(draft.into) else {
      throw Failure(.store, Phrase(id: "tidak ada koleksi itu", en: "there is no such collection"))
    }
    desk = ChangeDesk(session)
    (self.draft, self.source, self.target, self.indexed) = (draft, source, target, indexed)
  }

  /// The change that makes the drafts, and what it makes; nil where nothing is left to follow.
  ///
  /// - Parameter filter: What a person asks beside the definition's own filter.
  package func planned(_ filter: [String], note: String?) throws(Failure) -> (change: PlannedChange, drafts: [Draft])? {
    var batch = JointChange(desk)
    var drafts: [Draft] = []
    for group in groups(try records(filter)) {
      let fields = try filled(draft.fields, group, new: nil)
      let id = try batch.add(Members(fields), to: target)
      for record in group {
        let link = try filled(draft.link.fields, [record], new: id)
        let place = (collection: source, id: record.id, path: record.path)
        if let action = draft.link.action {
          try batch.act(action, on: place, link)
        } else {
          try batch.set(link, on: place)
        }
      }
      drafts.append(Draft(sources: group.map(\.id), id: id))
    }
    return try batch.planned(note: note).map { ($0, drafts) }
  }

  private struct Source {
    let id: String
    let path: String
    let document: Document
  }

  /// The records that are not followed yet, by their ids.
  private func records(_ filter: [String]) throws(Failure) -> [Source] {
    let question = Question(
      collection: source, filter: SavedView.joined(draft.filter, filter), columns: ["id"], limit: nil, now: desk.now,
      language: desk.store.settings.language)
    let rows = try question.answer(indexed).rows.sorted { Key($0.id ?? "") < Key($1.id ?? "") }
    var found: [Source] = []
    for row in rows {
      guard let id = row.id, let path = row.path else { continue }
      let document = try desk.store.read(path).document
      if !isFollowed(document) { found.append(Source(id: id, path: path, document: document)) }
    }
    return found
  }

  /// Whether a record leads to what follows from it; what was declared void or withdrawn since does not count.
  private func isFollowed(_ document: Document) -> Bool {
    let path = draft.link.field.split(separator: ".").map(String.init)
    guard let node = document.node(at: path), document.kind(node) != .null else { return false }
    guard let place = document.string(node).flatMap({ target.path(of: $0) }),
      let made = try? desk.store.read(place).document
    else { return true }
    let state = made.string(at: "status").flatMap { target.workflow?.state($0) }
    return !Withdrawal.isPresent(in: made) && state?.outcome != "void"
  }

  /// Records that belong together, in the order of their first ones.
  private func groups(_ records: [Source]) -> [[Source]] {
    guard let per = draft.per else { return records.map { [$0] } }
    let followed = FollowedValues(store: desk.store)
    var groups: [(key: Key, records: [Source])] = []
    for record in records {
      let key = Key((followed.value(per, in: record.document, of: source) ?? .null).json())
      if let index = groups.firstIndex(where: { $0.key == key }) {
        groups[index].records.append(record)
      } else {
        groups.append((key, [record]))
      }
    }
    return groups.map(\.records)
  }

  private func filled(_ templates: FieldTemplates, _ group: [Source], new: String?) throws(Failure) -> [(
    name: String, value: Value
  )] {
    do throws(ValueTemplate.Empty) {
      return try templates.filled { value($0, group, new: new) }
    } catch {
      let ids = group.map(\.id).joined(separator: ", ")
      throw Failure(
        .findings,
        Phrase(id: "`{\(error.name)}` tidak diketahui untuk \(ids)", en: "`{\(error.name)}` is not known of \(ids)"),
        hint: Phrase(
          id: "lengkapi catatannya, atau ubah `\(draft.definition.path)`",
          en: "complete the record, or change `\(draft.definition.path)`"))
    }
  }

  /// What a name stands for in records that belong together: their common value, or a list of their values.
  private func value(_ name: String, _ group: [Source], new: String?) -> Value? {
    if name == "new" { return new.map { .string($0) } }
    if name == "collection" { return .string(source.name) }
    if let day = DayTemplate(name) { return day.value(from: desk.now, in: desk.store) }
    let followed = FollowedValues(store: desk.store)
    var values: [Value] = []
    for record in group {
      let value = name == "id" ? .string(record.id) : followed.value(name, in: record.document, of: source)
      if let value, !values.contains(where: { $0.isSame(as: value) }) { values.append(value) }
    }
    return values.count < 2 ? values.first : .array(values)
  }
}
