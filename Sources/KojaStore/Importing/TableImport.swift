internal import KojaCivic
internal import KojaGit
package import KojaModel
internal import KojaYAML

/// Takes the rows of another system's table in: those that are new and sound become records in one change; those that
/// were taken in before stay as they are; those with faults are left for a person.
///
/// The same table twice changes nothing: every row is told by what its mapping calls its identity.
package final class TableImport {
  /// What becomes of a row.
  package enum Fate: Sendable {
    /// A record with this id, which is not there yet.
    case new(id: String)
    /// It is in already, as this record; what its source says has happened since, and nobody entered here, is advice.
    case present(id: String, untold: Finding?)
    /// The mapping does not want it.
    case passedOver
    /// It cannot be taken in.
    case faulty([Finding])
  }

  /// A row and what becomes of it.
  package struct Outcome: Sendable {
    /// Which row, from 0.
    package let row: Int
    /// Its line in the file, from 1.
    package let line: Int
    /// What tells it from all others.
    package let identity: String?
    /// What becomes of it.
    package var fate: Fate
  }

  private let desk: ChangeDesk
  private let mapping: ImportMapping
  private let table: ImportTable
  private let collection: Collection
  private let reader: RowReader
  private let claims: SerialClaims
  private var arrivals: [Made] = []

  /// A row that becomes a record.
  private struct Made {
    let row: Int
    let draft: RowReader.Draft
    let id: String
    let path: String
    var text: [UInt8] = []
    var claims: [PlannedChange.FileEdit] = []
  }

  /// An import of a table. Throws a usage failure where the table lacks a column that the mapping needs.
  package init(_ session: WriteSession, _ mapping: ImportMapping, _ table: ImportTable) throws(Failure) {
    desk = ChangeDesk(session)
    (self.mapping, self.table) = (mapping, table)
    guard let collection = session.store.catalogue.collection(mapping.collection) else {
      throw Failure(.store, Phrase(id: "tidak ada koleksi itu", en: "there is no such collection"))
    }
    self.collection = collection
    // An object of JSON leaves out what it has no value for.
    let needed =
      table.separator == nil
      ? mapping.identity.columns
      : mapping.headings { event in table.rows.contains { event.holds($0) } }
    let absent = needed.filter { heading in !table.headings.contains { $0.sameBytes(as: heading) } }
    guard absent.isEmpty else {
      let names = absent.map { "`\($0)`" }.joined(separator: ", ")
      throw Failure(
        .usage, Phrase(id: "`\(table.name)` tidak punya kolom \(names)", en: "`\(table.name)` has no column \(names)"),
        hint: Suggestion.hint(for: absent[0], among: table.headings)
          ?? Phrase(
            id: "yang ada: \(table.headings.joined(separator: ", "))",
            en: "there are: \(table.headings.joined(separator: ", "))"))
    }
    let settings = session.store.settings
    reader = RowReader(
      mapping: mapping, table: table, collection: collection,
      lent: { session.store.lentFields(in: $0, of: collection) },
      composer: try desk.composer(for: collection),
      cells: CellReader(collection, session.store, hasDecimalComma: table.hasDecimalComma),
      offset: settings.offset, language: settings.language)
    claims = SerialClaims(desk, collection)
  }

  // MARK: Looking

  /// What becomes of each row, in their order; nothing is written.
  package func outcomes() throws(Failure) -> [Outcome] {
    let present = identities()
    var seen: [Key: Int] = [:]
    var outcomes: [Outcome] = []
    var drafts: [(row: Int, draft: RowReader.Draft)] = []
    for (index, row) in table.rows.enumerated() {
      let line = table.place(row.range).start.line
      let identity = reader.identity(row)
      var outcome = Outcome(row: index, line: line, identity: identity, fate: .passedOver)
      defer { outcomes.append(outcome) }
      guard row.flaws.isEmpty else {
        outcome.fate = .faulty(row.flaws)
        continue
      }
      guard reader.passes(row) else { continue }
      if let identity, let id = present[Key(identity)] {
        outcome.fate = .present(id: id, untold: untold(row, of: id))
        continue
      }
      if let identity, let first = seen[Key(identity)] {
        let range = mapping.identity.columns.first.map { row.range(of: $0) } ?? row.range
        outcome.fate = .faulty([
          reader.flaw(
            Phrase(id: "`\(identity)` sudah ada di baris \(first)", en: "`\(identity)` is in line \(first) already"),
            Phrase(id: "setiap baris harus berbeda", en: "every row must be another one"), range)
        ])
        continue
      }
      if let identity { seen[Key(identity)] = line }
      do throws(RowReader.Flaws) {
        drafts.append((index, try reader.draft(row)))
      } catch {
        outcome.fate = .faulty(error.findings)
      }
    }
    for (row, fate) in try judged(drafts) { outcomes[row].fate = fate }
    return outcomes
  }

  /// What a row says happened to a record that is there and not closed, where its timeline knows nothing of that.
  private func untold(_ row: ImportTable.Row, of id: String) -> Finding? {
    guard let workflow = collection.workflow, let path = collection.path(of: id),
      let document = try? desk.store.read(path).document,
      let state = document.string(at: "status").flatMap({ workflow.state($0) }), state.family != .closed,
      let draft = try? reader.draft(row), let last = draft.entries.dropFirst().last
    else { return nil }
    let known = TimelineEntry.all(in: document).compactMap(\.action)
    guard !known.contains(where: { $0.sameBytes(as: last.action.name) }) else { return nil }
    let (label, day) = (last.action.label, last.at.date)
    // What the source calls done is done here by another action once an office works on it.
    let ways = workflow.actions(from: state.name)
    let way =
      ways.first { $0.name.sameBytes(as: last.action.name) } ?? ways.first { $0.to == last.action.to } ?? last.action
    return Finding(
      "store/intake", .warning, at: table.place(row.range),
      Phrase(
        id: "`\(id)` sudah ada; menurut sumbernya: \(label.id), \(day), yang belum tercatat di sini",
        en: "`\(id)` is there already; by its source: \(label.en), \(day), which nobody entered here"),
      hint: Phrase(
        id: "bila benar, catat: `koja do \(id) \(way.name) … --at \(day) --note …`",
        en: "if that is so, enter it: `koja do \(id) \(way.name) … --at \(day) --note …`"))
  }

  /// Drafts as records that the store takes, those that it does not with what is wrong.
  private func judged(_ drafts: [(row: Int, draft: RowReader.Draft)]) throws(Failure) -> [(row: Int, fate: Fate)] {
    var fates: [(row: Int, fate: Fate)] = []
    var taken: Set<Key> = []
    var made: [Made] = []
    for (row, draft) in drafts {
      do throws(Failure) {
        let id = try desk.identifier(collection, draft.id, taken: taken)
        guard let path = collection.path(of: id) else { throw ChangeDesk.wrongID(id, collection) }
        guard !taken.contains(Key(id)), desk.store.files.stamp(path) == nil else {
          throw Failure(.findings, Phrase(id: "`\(id)` sudah ada", en: "`\(id)` exists already"))
        }
        taken.insert(Key(id))
        made.append(Made(row: row, draft: draft, id: id, path: path))
      } catch {
        guard [.findings, .usage].contains(error.kind) else { throw error }
        fates.append((row, .faulty([reader.flaw(error.message, error.hint, table.rows[row].range)])))
      }
    }
    // Until the rest is sound as a whole: what one row needs may be in another.
    while true {
      claims.reset()
      for index in made.indices { try write(&made[index]) }
      let judge = ArrivalJudge(desk.store, collection, now: desk.now)
      let verdict = judge.judge(
        made.enumerated().map { Arrival(index: $0, path: $1.path, text: $1.text, claims: $1.claims) })
      let flaws = Dictionary(grouping: verdict.flaws.filter { made.indices.contains($0.index) }) { $0.index }
      let faulty = made.indices.filter { flaws[$0] != nil || !made[$0].draft.findings.isEmpty }
      guard !faulty.isEmpty else { break }
      for index in faulty {
        let (row, own) = (made[index].row, made[index].draft.findings)
        let found = (flaws[index] ?? []).map { ($0.finding, $0.text) }
        let told = table.told(found, of: table.rows[row], made[index].draft.headings)
        let others = told.filter { finding in !own.contains { $0.place.bytes == finding.place.bytes } }
        fates.append((row, .faulty((own + others).sorted())))
      }
      made = made.enumerated().filter { !faulty.contains($0.offset) }.map(\.element)
    }
    arrivals = made
    return fates + made.map { ($0.row, .new(id: $0.id)) }
  }

  /// Puts the text of a record together, with the number that it takes.
  private func write(_ made: inout Made) throws(Failure) {
    let draft = made.draft
    var members = draft.begun.members
    var entries = draft.entries
    for (path, value) in draft.later { members.set(path[...], value) }
    made.claims = []
    for index in entries.indices where !entries[index].action.claims.isEmpty {
      let action = entries[index].action
      let carrier = index == 0 ? draft.begun.draft : Document(members.value)
      guard let claim = try claims.next(action, made.id, carrier, at: entries[index].at) else { continue }
      made.claims.append(claim.file)
      members.set(claim.field.split(separator: ".").map(String.init)[...], .string(claim.number))
      if action.sets.contains(where: { $0.sameBytes(as: claim.field) }) {
        entries[index].fields.append((claim.field, .string(claim.number)))
      }
    }
    if let state = draft.state {
      members.set(["status"], .string(state))
      members.set([TimelineEntry.key], .array(entries.map(\.value)))
    }
    made.text = Array(YAMLWriter.text(of: members.ordered(as: collection.fields)).utf8)
  }

  /// The records that are there, by what tells their rows from all others.
  private func identities() -> [Key: String] {
    let store = desk.store
    let entries = store.files.walk("records/\(collection.name)", stamps: false).filter { $0.kind == .file }
    let (files, identity) = (store.files, mapping.identity)
    let steps = identity.field.split(separator: ".").map(String.init)
    let isOwn = collection.field(identity.field) != nil
    let found = Parallel.map(entries) { entry -> [(String, String)] in
      guard let bytes = try? files.readFound(entry.path, limit: Store.recordLimit),
        let document = YAMLReader.read(bytes, path: entry.path).document
      else { return [] }
      let id = Record.id(ofPath: entry.path)
      if isOwn { return document.node(at: steps).flatMap { document.text($0) }.map { [($0, id)] } ?? [] }
      guard let list = document.node(at: Array(steps.dropLast())), let key = steps.last else { return [] }
      return document.items(list).compactMap { item in
        func text(_ key: String) -> String? { document.value(key, in: item).flatMap { document.text($0) } }
        guard identity.companions.allSatisfy({ text($0.key).map($0.value.sameBytes) ?? false }) else { return nil }
        return text(key).map { ($0, id) }
      }
    }
    return Dictionary(found.flatMap { $0 }.map { (Key($0.0), $0.1) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Making

  /// Makes the records that ``outcomes()`` called new, in one commit; returns its hash, nil where there are none.
  package func make(note: String?) throws(Failure) -> String? {
    guard !arrivals.isEmpty else { return nil }
    let files = arrivals.flatMap { made in
      [PlannedChange.FileEdit(path: made.path, before: nil, after: made.text)] + made.claims
    }
    let language = desk.store.settings.language
    var batch = BatchSummary(
      collection,
      Phrase(id: "diambil dari \(mapping.definition.label.id)", en: "taken from \(mapping.definition.label.en)"),
      records: arrivals.map { "\(collection.name)/\($0.id)" })
    batch.note = note
    return try desk.session.make([(files, CommitMessage.text(batch, language: language))])?.hex
  }
}
