internal import KojaCivic
internal import KojaGit
package import KojaModel
internal import KojaYAML

/// Writes evaluations as records: new ones for subjects that have none, other figures for those that are not decided yet.
/// What is decided stays as it is, and what is the same is not written again.
package struct EvaluationRun {
  /// What becomes of a subject.
  package enum Fate: Sendable {
    /// A new record with this id.
    case new(id: String)
    /// The record has other figures and takes these.
    case again(id: String)
    /// The record has the same figures.
    case equal(id: String)
    /// The record has other figures and is past changing them, in this state.
    case kept(id: String, state: Phrase)
    /// There is no grade, for these measures have no value.
    case ungraded([Phrase])
  }

  /// A subject with its figures and what becomes of it.
  package struct Outcome: Sendable {
    /// The figures.
    package let result: Evaluation.Result
    /// What becomes of it.
    package let fate: Fate
    fileprivate let fields: [(name: String, value: Value)]
  }

  /// The session that the change belongs to.
  package var session: WriteSession { desk.session }

  private let desk: ChangeDesk
  private let evaluation: Evaluation
  private let collection: Collection
  private let record: EvaluationRecord

  /// A run in a session. `commit` is the one whose records the evaluation asks.
  package init(_ session: WriteSession, _ evaluation: Evaluation, commit: String?) throws(Failure) {
    desk = ChangeDesk(session)
    self.evaluation = evaluation
    let name = evaluation.card.collection
    guard let collection = session.store.catalogue.collection(name) else {
      throw Failure(.store, Phrase(id: "tidak ada koleksi `\(name)`", en: "there is no collection `\(name)`"))
    }
    self.collection = collection
    record = EvaluationRecord(
      evaluation: evaluation, collection: collection, store: session.store, commit: commit,
      definition: try desk.hash(evaluation.card.definition.bytes), today: session.surroundings.now.date)
  }

  /// Refuses a card that is not the one of the newest commit: what is written names that commit.
  package func refuseUncommittedCard() throws(Failure) {
    let definition = evaluation.card.definition
    guard session.store.commit != nil, try desk.committed(definition.path) != definition.bytes else { return }
    throw Failure(
      .conflict,
      Phrase(
        id: "`\(definition.path)` berubah dan belum dicatat",
        en: "`\(definition.path)` was changed and is not committed"),
      hint: Phrase(
        id: "catat dulu dengan `git commit`, atau kembalikan; `--dry-run` menghitung tanpa menulis",
        en: "commit it by `git commit` first, or put it back; `--dry-run` computes without writing"))
  }

  // MARK: Looking

  /// What becomes of each subject; nothing is written.
  package func outcomes() throws(Failure) -> [Outcome] {
    let present = present()
    var taken: Set<Key> = []
    var outcomes: [Outcome] = []
    for result in try evaluation.results() {
      let fields = try record.fields(result)
      guard result.outcome != nil else {
        outcomes.append(Outcome(result: result, fate: .ungraded(result.missing), fields: fields))
        continue
      }
      let identity = identity(fields)
      if let (id, document) = present[identity] {
        outcomes.append(Outcome(result: result, fate: fate(of: id, document, fields), fields: fields))
      } else {
        outcomes.append(Outcome(result: result, fate: .new(id: try id(identity, &taken)), fields: fields))
      }
    }
    return outcomes
  }

  private func fate(of id: String, _ document: Document, _ fields: [(name: String, value: Value)]) -> Fate {
    let figures = figures(EvaluationRecord.figures)
    let isSame = figures.allSatisfy { name in
      let new = fields.first { $0.name.sameBytes(as: name) }?.value
      let old = document.node(at: name.split(separator: ".").map(String.init)).map { document.value(of: $0) }
      return switch (old, new) {
      case (nil, nil): true
      case (let old?, let new?): old.isSame(as: new)
      default: false
      }
    }
    guard !isSame else { return .equal(id: id) }
    let state = document.string(at: "status") ?? ""
    let workflow = collection.workflow
    let isOpen = evaluation.card.again.map { again in
      workflow?.actions(from: state).contains { $0.name.sameBytes(as: again) && $0.when.admits { document.scalar($0) } }
        ?? false
    }
    return isOpen ?? false
      ? .again(id: id) : .kept(id: id, state: workflow?.state(state)?.label ?? Phrase(state))
  }

  /// The fields that are made from one of these names.
  private func figures(_ names: [String]) -> [String] {
    evaluation.card.fields.fields.filter { field in
      field.template.names.contains { name in names.contains { $0.sameBytes(as: name) } }
    }.map(\.name)
  }

  /// What tells an evaluation from all others.
  private func identity(_ fields: [(name: String, value: Value)]) -> Key {
    identity { name in fields.first { $0.name.sameBytes(as: name) }?.value }
  }

  private func identity(_ value: (String) -> Value?) -> Key {
    Key(Value.array(evaluation.card.identity.map { value($0) ?? .null }).json())
  }

  /// The evaluations that are there, by what tells them apart; those that were withdrawn do not count.
  private func present() -> [Key: (id: String, document: Document)] {
    let files = desk.store.files
    let entries = files.walk("records/\(collection.name)", stamps: false).filter { $0.kind == .file }
    let read = Parallel.map(entries) { entry -> (id: String, document: Document)? in
      guard let bytes = try? files.readFound(entry.path, limit: Store.recordLimit),
        let document = YAMLReader.read(bytes, path: entry.path).document, !Withdrawal.isPresent(in: document)
      else { return nil }
      return (Record.id(ofPath: entry.path), document)
    }
    let known = read.compactMap { $0 }.map { found in
      (
        identity { name in
          let path = name.split(separator: ".").map(String.init)
          return found.document.node(at: path).map { found.document.value(of: $0) }
        }, found
      )
    }
    return Dictionary(known, uniquingKeysWith: { first, _ in first })
  }

  /// An id that follows from what tells the evaluation apart, so that two clones give it the same one.
  private func id(_ identity: Key, _ taken: inout Set<Key>) throws(Failure) -> String {
    guard let prefix = collection.ids.prefix else {
      throw Failure(
        .store,
        Phrase(
          id: "id `\(collection.name)` tidak dibuat oleh koja", en: "ids of `\(collection.name)` are not made by koja"),
        hint: Phrase(
          id: "kartu nilai menulis ke koleksi dengan `id: {prefix: …}`",
          en: "a scorecard writes to a collection with `id: {prefix: …}`"))
    }
    var bits = (UInt32(SHA256.hex(Array(identity.string.utf8)).prefix(8), radix: 16) ?? 0) & 0x3FFF_FFFF
    let (year, month, _) = evaluation.days.last.parts
    while true {
      let id = CaseID(prefix: prefix, year: year, month: month, bits: bits).text
      if !taken.contains(Key(id)), collection.path(of: id).map({ desk.store.files.stamp($0) == nil }) ?? false {
        taken.insert(Key(id))
        return id
      }
      bits = (bits + 1) & 0x3FFF_FFFF
    }
  }

  // MARK: Making

  /// The change that writes what ``outcomes()`` calls new or again; nil where there is nothing to write.
  package func planned(_ outcomes: [Outcome], note: String?) throws(Failure) -> PlannedChange? {
    var batch = JointChange(desk)
    let changing = figures(EvaluationRecord.figures + EvaluationRecord.sources)
    for outcome in outcomes {
      switch outcome.fate {
      case .new(let id): _ = try batch.add(Members(outcome.fields), to: collection, id: id)
      case .again(let id):
        guard let again = evaluation.card.again, let path = collection.path(of: id) else { continue }
        let fields = outcome.fields.filter { field in changing.contains { $0.sameBytes(as: field.name) } }
        try batch.act(again, on: (collection, id, path), fields)
      case .equal, .kept, .ungraded: continue
      }
    }
    return try batch.planned(note: note)
  }
}
