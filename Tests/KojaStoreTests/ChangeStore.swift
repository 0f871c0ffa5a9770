import KojaGit
import KojaModel
import KojaStore
import KojaTestSupport

/// A scratch store with the verbs of the desk, at a fixed moment, by a fixed officer.
struct ChangeStore {
  let scratch: ScratchStore

  /// Nothing of the machine's configuration reaches libgit2.
  private static let isolated: Bool = {
    (try? Repository.configure(environment: ["HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1"])) != nil
  }()

  /// The 1st of August 2026, after every sample record.
  static let now = Timestamp(seconds: 1_785_549_600, offset: 7 * 60)

  init() throws {
    guard Self.isolated else { throw Shell.Unsuccessful("libgit2 does not start") }
    scratch = try ScratchStore()
  }

  /// A store as a new process would open it.
  func open() throws -> Store { try Store.open(.exactly(scratch.path)) }

  func surroundings(_ person: Person = .rina, now: Timestamp = ChangeStore.now) -> Surroundings {
    Surroundings(
      now: now, environment: person.environment.merging(["HOME": "/nonexistent"]) { $1 },
      randomBits: { 0x2A2A_2A2A & 0x3FFF_FFFF }, pause: { _ in })
  }

  func session(_ person: Person = .rina) throws -> WriteSession { try WriteSession(open(), surroundings(person)) }

  /// Plans and makes a change in a session of its own. Returns the commit's message.
  @discardableResult
  func change(
    _ id: String, as person: Person = .rina,
    _ plan: (ChangeDesk, (collection: Collection, id: String, path: String)) throws -> PlannedChange?
  ) throws -> String {
    let session = try session(person)
    let record = try session.store.locate(id) { _ in [] }
    guard let change = try plan(ChangeDesk(session), record) else { return "" }
    _ = try session.make(change)
    return try message()
  }

  /// Does an action; fields as a person types them.
  @discardableResult
  func act(
    _ action: String, _ id: String, _ fields: [String] = [], note: String? = nil, reason: String? = nil,
    at: Timestamp? = nil, as person: Person = .rina
  ) throws -> String {
    let details = ActionDetails(
      assignments: try fields.map { try Assignment(argument: $0) }, note: note, reason: reason, at: at)
    return try change(id, as: person) { desk, record in try desk.act(action, on: record, details) }
  }

  /// Sets fields.
  @discardableResult
  func set(_ id: String, _ fields: String..., note: String? = nil, as person: Person = .rina) throws -> String {
    let assignments = try fields.map { try Assignment(argument: $0) }
    return try change(id, as: person) { desk, record in try desk.setFields(of: record, assignments, note: note) }
  }

  /// The message of the newest commit.
  func message() throws -> String { try scratch.git(["log", "-1", "--format=%B"]).text }

  /// What is wrong with the store as it lies there.
  func findings() throws -> [String] {
    CheckRun(try City.catalogue(), WorkTreeSource(StoreFiles(root: scratch.path)), now: Self.now).all().findings
      .map(\.short)
  }
}
