internal import KojaCivic
internal import KojaGit
internal import KojaModel
internal import Synchronization

/// Which records refer to which in the newest of some commits: so an audit need not read all of them at each of its commits
/// to learn what referred to a record there. A reference that was taken back in between is not found by it.
final class Referrers: Sendable {
  private let state: Mutex<State>

  /// Records of their own: libgit2 shares no repository between threads.
  private struct State {
    let newest: AuditRecords
    var paths: [TextKey: [Key: [String]]] = [:]
  }

  /// The records of a commit; read when they are asked for.
  init(_ newest: CommitFolder, in repository: Repository) throws(GitError) {
    let records = AuditRecords(try Repository.open(containing: repository.gitDirectory))
    records.move(to: newest)
    state = Mutex(State(newest: records))
  }

  /// The files of a collection whose records refer to one by a field, as they are at the newest commit.
  func paths(of collection: String, field: String, to id: String) -> [String] {
    state.withLock { state in
      let question = TextKey(collection, field)
      let all = state.paths[question] ?? Self.paths(of: collection, field, state.newest)
      state.paths[question] = all
      return all[Key(id)] ?? []
    }
  }

  private static func paths(of collection: String, _ field: String, _ newest: AuditRecords) -> [Key: [String]] {
    let keys = field.split(separator: ".").map(String.init)
    var found: [Key: [String]] = [:]
    for entry in newest.entries(under: "records/\(collection)") {
      guard let document = newest.document(entry.path) else { continue }
      for target in document.texts(document.node(at: keys)) {
        let id = target.lastIndex(of: "/").map { String(target[target.index(after: $0)...]) } ?? target
        found[Key(id), default: []].append(entry.path)
      }
    }
    return found
  }
}
