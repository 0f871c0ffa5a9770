import KojaModel
import KojaStore
import KojaTestSupport

/// A store, and what an audit finds in the commits since the first.
struct AuditTrail {
  static let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

  let store: ChangeStore
  let first: String

  init() throws {
    store = try ChangeStore()
    first = try store.scratch.head()
  }

  /// Stock git, after all sample records.
  @discardableResult
  func git(_ arguments: String..., allowingFailure: Bool = false) throws -> Shell.Output {
    let dates = ["GIT_AUTHOR_DATE": "2026-08-01T08:00:00+07:00", "GIT_COMMITTER_DATE": "2026-08-01T08:00:00+07:00"]
    return try Shell.git(
      arguments, in: store.scratch.path, environment: Person.siti.environment.merging(dates) { $1 },
      allowingFailure: allowingFailure)
  }

  func commit(_ message: String = "Dengan git") throws {
    try git("add", "-A")
    try git("commit", "-q", "-m", message)
  }

  /// Entries for the end of the lamp's file.
  func append(_ entries: String, to file: String = AuditTrail.lampFile) throws {
    try store.scratch.folder.write(try store.scratch.text(file) + entries, to: file)
  }

  func audit(_ range: String? = nil) throws -> AuditReport { try store.open().audit(range ?? "\(first)..") }

  /// Codes of a range, with the first letters of commits' subjects: `Dengan git: history/timeline`.
  ///
  /// - Parameter withRoles: Whether that somebody else usually acts is among them: most stories do not choose who acts.
  func found(_ range: String? = nil, withRoles: Bool = false) throws -> [String] {
    try audit(range).entries.flatMap { entry in
      entry.findings.filter { withRoles || $0.code != Self.role }.map { "\(entry.subject): \($0.code)" }
    }
  }

  private static let role = "workflow/role"

  /// Codes of what a review of a range says was introduced, apart from what the schemas have against it.
  func review(_ range: String) throws -> [String] {
    let store = try store.open()
    let moments = try store.range(range) ?? store.step(range)
    let found = try Review(store, moments, now: ChangeStore.now).sheets().flatMap { $0.introduced.map(\.code) }
    return found.filter { !$0.hasPrefix("schema/") }
  }

  /// Codes of what a check of the work tree finds against a revision.
  func against(_ revision: String, under paths: [String] = []) throws -> [String] {
    let store = try store.open()
    let run = CheckRun(store.catalogue, WorkTreeSource(store.files), now: ChangeStore.now)
    let found = try store.findings(of: run, against: revision, under: paths, isStaged: false).map(\.code)
    return found.filter { $0 != Self.role }
  }
}
