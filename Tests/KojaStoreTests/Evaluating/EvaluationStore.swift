import KojaModel
import KojaTestSupport

@testable import KojaStore

/// A scratch store that is evaluated at a fixed moment.
struct EvaluationStore {
  let store: ChangeStore
  private let bits = Counter()

  init() throws { store = try ChangeStore() }

  /// Bits for ids that are all different.
  private final class Counter: @unchecked Sendable {
    private var value: UInt32 = 0x0135_7913
    func next() -> UInt32 {
      value += 1
      return value
    }
  }

  private func session() throws -> WriteSession {
    let (around, bits) = (store.surroundings(.indah), bits)
    return try WriteSession(
      try store.open(),
      Surroundings(now: around.now, environment: around.environment, randomBits: { bits.next() }, pause: { _ in }))
  }

  /// Commits a file as a person with an editor and git would.
  func commit(_ text: String, at path: String) throws {
    try store.scratch.folder.write(text, to: path)
    try store.scratch.git(["add", "-A"])
    try store.scratch.git(["commit", "-q", "-m", path])
  }

  /// Commits a count of a unit and month, as Indah Permata or another one counted it.
  func count(
    _ month: String, _ app: String, _ unit: String, digital: Int?, manual: Int, by officer: String = "indah-permata"
  ) throws {
    var fields = [
      "app=\(app)", "unit=\(unit)", "month=\(month)", "manual=\(manual)", "counted_by=\(officer)",
      "counted_at=2026-07-20", "by_unit_itself=tidak", "source=contoh",
    ]
    if let digital { fields.append("digital=\(digital)") }
    _ = try make("usage", id: "\(month)-\(app)-\(unit)", fields)
  }

  /// Makes a record; returns its id.
  func make(_ collection: String, id: String? = nil, _ fields: [String]) throws -> String {
    let session = try session()
    let collection = try session.store.catalogue.collection(collection).orThrow()
    let made = try ChangeDesk(session).newRecord(
      in: collection, id: id, try fields.map { try Assignment(argument: $0) }, draft: nil, note: nil)
    _ = try session.make(made.change)
    return made.id
  }

  /// Evaluates and writes; returns what became of each subject.
  @discardableResult
  func evaluate(_ period: String, by card: String = "sipadek-sipaten") throws -> [EvaluationRun.Outcome] {
    let session = try session()
    let now = ChangeStore.now
    let definition = ScorecardDefinition(try session.store.definition(.scorecard, card))
    let indexed = try IndexedStore(session.store) { (now.seconds, 0) }
    let evaluation = try Evaluation(
      definition, try AskedPeriod(period, now: now).orThrow(), of: indexed, now: try session.store.moment("HEAD"))
    let run = try EvaluationRun(session, evaluation, commit: session.store.commit)
    let outcomes = try run.outcomes()
    if let change = try run.planned(outcomes, note: nil) { _ = try session.make(change) }
    return outcomes
  }

  /// Makes drafts; returns their sources and ids.
  @discardableResult
  func draft(_ name: String = "teguran", _ filter: [String] = []) throws -> [DraftRun.Draft] {
    let session = try session()
    let definition = DraftDefinition(try session.store.definition(.draft, name))
    let indexed = try IndexedStore(session.store) { (ChangeStore.now.seconds, 0) }
    guard let planned = try DraftRun(session, definition, over: indexed).planned(filter, note: nil) else { return [] }
    _ = try session.make(planned.change)
    return planned.drafts
  }

  /// Enters the unit's answer to an evaluation, and reports it by a letter that was signed since.
  func report(_ id: String) throws {
    try store.act("answer", id, ["answer=Angkanya sesuai."], as: .indah)
    let letter = try make(
      "letters",
      [
        "direction=outgoing", "kind=report", "subject=Hasil evaluasi", "recipients+=unit:setda", "unit=diskominfo",
        "archive_code=700.1.2.7", "urgency=ordinary", "secrecy=ordinary",
      ])
    try store.act("initial", letter, as: .hendra)
    try store.act("sign", letter, ["signer.officer=hendra-wijaya"], as: .hendra)
    try store.act("report", id, ["report=\(letter)"], as: .indah)
  }

  /// Reports an evaluation and decides it.
  func decide(_ id: String) throws {
    try report(id)
    try store.act("decide", id, as: .ratna)
  }

  /// A record as a tree.
  func document(_ id: String) throws -> Document {
    let opened = try store.open()
    return try opened.read(try opened.locate(id) { _ in [] }.path).document
  }

  /// The bytes of a record.
  func text(_ id: String) throws -> [UInt8] {
    let opened = try store.open()
    return try opened.read(try opened.locate(id) { _ in [] }.path).bytes
  }
}

extension Optional {
  struct Absent: Error {}

  fileprivate func orThrow() throws -> Wrapped {
    guard let self else { throw Absent() }
    return self
  }
}

extension EvaluationRun.Outcome {
  /// What becomes of it, in a word, and the record.
  var word: String {
    switch fate {
    case .new: "new"
    case .again: "again"
    case .equal: "equal"
    case .kept: "kept"
    case .ungraded: "ungraded"
    }
  }

  var id: String {
    switch fate {
    case .new(let id), .again(let id), .equal(let id), .kept(let id, _): id
    case .ungraded: ""
    }
  }
}
