internal import KojaCivic
internal import KojaGit
internal import KojaIndex
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// What lies on one officer's desk.
///
/// A case is on a desk when the field that the collection calls its `desk` names the officer's unit, or when it names none
/// yet and the next step is one of the officer's roles. Where cases go from role to role (`desk: {by: roles}`), the next step
/// alone decides. A closed case lies there while one of its clocks runs on.
package struct Today {
  /// Why a case is shown, the most pressing first; each case is shown once.
  package enum Reason: String, Sendable, CaseIterable {
    /// A clock was overrun.
    case overdue
    /// A clock runs out within a day.
    case soon
    /// It came since the last look.
    case new
    /// Nobody has opened it yet, as its state says.
    case unread
    /// Something happened to it since the last look.
    case changed
    /// It waits for somebody else.
    case waiting
    /// Everything else that is open.
    case open

    /// The reason for people.
    package var label: Phrase {
      switch self {
      case .overdue: Phrase(id: "Lewat tenggat", en: "Overdue")
      case .soon: Phrase(id: "Tenggat dalam sehari", en: "Due within a day")
      case .new: Phrase(id: "Baru", en: "New")
      case .unread: Phrase(id: "Belum dibaca", en: "Unread")
      case .changed: Phrase(id: "Berubah sejak terakhir dilihat", en: "Changed since the last look")
      case .waiting: Phrase(id: "Menunggu", en: "Waiting")
      case .open: Phrase(id: "Lainnya yang terbuka", en: "Others that are open")
      }
    }
  }

  /// A case on the desk.
  package struct Item: Sendable {
    /// Why it is shown.
    package let reason: Reason
    /// The collection.
    package let collection: String
    /// The id.
    package let id: String
    /// Its file.
    package let path: String
    /// What it is about.
    package let title: String?
    /// Its state.
    package let status: String?
    /// When its next clock runs out, in seconds since 1970.
    package let due: Int?
  }

  /// The officer.
  package let officer: String
  /// The unit, nil where the officer has none.
  package let unit: String?
  /// What the unit is called.
  package var unitName: Phrase? {
    let reference = store.catalogue.collection(EngineCollections.officers)?.field("unit")?.reference
    return unit.flatMap { unit in reference.flatMap { store.title(of: unit, in: $0) } }
  }

  /// When the officer last looked; nil for never.
  package let lastLook: Timestamp?
  /// The cases, by reason, the most urgent first.
  package let items: [Item]

  private let store: Store

  /// The desk of an officer. Throws a failure of kind `findings` where there is no such officer.
  package init(of officer: String, in indexed: IndexedStore, now: Timestamp) throws(Failure) {
    let store = indexed.store
    guard let path = store.catalogue.collection(EngineCollections.officers)?.path(of: officer), store.records.has(path)
    else {
      throw Failure(
        .findings, Phrase(id: "tidak ada petugas `\(officer)`", en: "there is no officer `\(officer)`"),
        hint: Phrase(id: "lihat `koja list officers`", en: "see `koja list officers`"))
    }
    let document = try store.read(path).document
    let roles = document.texts(document.value("roles"))
    (self.store, self.officer) = (store, officer)
    unit = document.string(at: "unit")
    let last = Self.noted(officer, store)
    lastLook = last?.at
    let seen = Changes(since: last?.commit, in: store)
    var items: [Item] = []
    for collection in store.catalogue.collections {
      guard let workflow = collection.workflow, let desk = collection.desk else { continue }
      let lying = Lying(desk, workflow, roles: roles)
      items += try Self.items(collection, workflow, lying, unit, lastLook, seen, indexed, now)
    }
    self.items = items.sorted { one, other in
      func rank(_ item: Item) -> (Int, Int, Key) {
        (Reason.allCases.firstIndex(of: item.reason) ?? 0, item.due ?? .max, Key(item.id))
      }
      return rank(one) < rank(other)
    }
  }

  /// Which cases of a collection lie on a desk: as a field of theirs says, or by the state and whose turn it is then.
  private struct Lying {
    /// The field that names the desk.
    var field: String?
    /// States in which a case is somebody's of these roles; with `of` only where that field names the unit.
    var turns: [Value] = []

    init(_ desk: Desk, _ workflow: Workflow, roles: [String]) {
      for state in workflow.states {
        let actions = workflow.actions(from: state.name)
        switch desk {
        case .field(let name):
          field = name
          // What is on no desk is for whoever may put it on one; where nobody may from that state, for whoever may act.
          let handing = actions.filter { $0.sets.contains { $0.sameBytes(as: name) } && $0.to != nil }
          let isTurn = (handing.isEmpty ? actions : handing).contains { Self.isFor(roles, $0) }
          if isTurn { turns.append(Self.turn(state, of: nil)) }
        case .roles:
          turns += actions.filter { $0.to != nil && Self.isFor(roles, $0) }.map { Self.turn(state, of: $0.of) }
        }
      }
    }

    private static func isFor(_ roles: [String], _ action: Workflow.Action) -> Bool {
      action.roles.contains { role in roles.contains { $0.sameBytes(as: role) } }
    }

    private static func turn(_ state: Workflow.State, of field: String?) -> Value {
      .object([.init("state", .string(state.name)), .init("of", .optional(field.map { "$." + $0 }))])
    }
  }

  private static func items(
    _ collection: Collection, _ workflow: Workflow, _ lying: Lying, _ unit: String?, _ lastLook: Timestamp?,
    _ seen: Changes, _ indexed: IndexedStore, _ now: Timestamp
  ) throws(Failure) -> [Item] {
    let sql = """
      SELECT r.id, r.path, r.title, r.status, r.family,
        (SELECT min(k.due_seconds) FROM clocks k WHERE k.collection = r.collection AND k.id = r.id AND k.state <> 'stopped')
          AS due,
        (SELECT min(t.at_seconds) FROM timeline t WHERE t.collection = r.collection AND t.id = r.id) AS began,
        (SELECT max(coalesce(unixepoch(t.recorded_at), t.at_seconds)) FROM timeline t
          WHERE t.collection = r.collection AND t.id = r.id) AS touched
      FROM records r WHERE r.collection = :collection
        AND (r.family IN ('open', 'waiting')
          OR r.id IN (SELECT k.id FROM clocks k WHERE k.collection = :collection AND k.state <> 'stopped'))
        AND json_extract(r.json, '$.withdrawn') IS NULL
        AND (json_extract(r.json, :desk) = :unit
          OR (:desk IS NULL OR json_extract(r.json, :desk) IS NULL)
            AND EXISTS (SELECT 1 FROM json_each(:turns) t WHERE t.value ->> 'state' = r.status
              AND (t.value ->> 'of' IS NULL OR json_extract(r.json, t.value ->> 'of') = :unit)))
      """
    let question = SQLQuestion(
      sql,
      parameters: [
        "desk": .optional(lying.field.map { "$." + $0 }), "collection": .string(collection.name),
        "unit": .optional(unit), "turns": .string(Value.array(lying.turns).json()),
      ], now: now)
    let answer: SQLAnswer
    do throws(SQLFault) { answer = try indexed.ask(question) } catch {
      throw error.failure?.failure ?? Failure(.bug, error.message, hint: error.hint)
    }
    return answer.rows.map { row in
      func number(_ position: Int) -> Int? { if case .number(let text) = row[position] { Int(text) } else { nil } }
      let due = number(5)
      let reason: Reason =
        if let due, due < now.seconds {
          .overdue
        } else if let due, due < now.seconds + 86_400 {
          .soon
        } else if let lastLook, let began = number(6), began > lastLook.seconds || seen.isNew(row[1].string) {
          .new
        } else if row[3].string.flatMap({ workflow.state($0) })?.isUnread == true {
          .unread
        } else if let lastLook, let touched = number(7), touched > lastLook.seconds || seen.isChanged(row[1].string) {
          .changed
        } else {
          row[4].string == "open" ? .open : .waiting
        }
      return Item(
        reason: reason, collection: collection.name, id: row[0].string ?? "", path: row[1].string ?? "",
        title: row[2].string, status: row[3].string, due: due)
    }
  }

  // MARK: The last look

  private static func name(_ officer: String) -> String { "looked/\(officer).json" }

  private static func noted(_ officer: String, _ store: Store) -> (at: Timestamp, commit: ObjectID?)? {
    guard let bytes = try? store.own.read(name(officer), limit: 4096),
      let document = JSONReader.read(bytes, path: name(officer), limits: .record).document,
      let at = document.string(at: "at").flatMap({ Timestamp($0) })
    else { return nil }
    return (at, document.string(at: "commit").flatMap { ObjectID(hex: $0) })
  }

  /// The files that the history has changed since a commit that somebody saw: also what was fetched from elsewhere, and what
  /// the timeline does not tell.
  private struct Changes {
    private var new: Set<Key> = []
    private var changed: Set<Key> = []

    init(since seen: ObjectID?, in store: Store) {
      guard let seen, let head = store.commit.flatMap({ ObjectID(hex: $0) }), head != seen,
        let deltas = try? store.changedPaths(between: seen, and: head, under: ["records"])
      else { return }
      for delta in deltas {
        if delta.old == nil { new.insert(Key(delta.path)) } else { changed.insert(Key(delta.path)) }
      }
    }

    func isNew(_ path: String?) -> Bool { path.map { new.contains(Key($0)) } ?? false }
    func isChanged(_ path: String?) -> Bool { path.map { changed.contains(Key($0)) } ?? false }
  }

  /// Notes that the officer looked; where that is not possible nothing happens.
  package func look(at now: Timestamp) {
    let value = Value.object([.init("at", .string(now.description)), .init("commit", .optional(store.commit))])
    try? store.own.write(Array((value.json() + "\n").utf8), to: Self.name(officer))
  }

  /// The officer who asks: the one whose e-mail the git identity has; nil for nobody.
  package static func asking(_ store: Store, _ surroundings: Surroundings) -> String? {
    guard let repository = store.repository,
      let identity = try? repository.identity(environment: surroundings.environment, now: surroundings.now)
    else { return nil }
    return store.officer(email: identity.author.email, now: surroundings.now)
  }
}
