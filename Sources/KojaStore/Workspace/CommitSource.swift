package import KojaGit
package import KojaModel
internal import Synchronization

/// The files of a store as a commit has them; nothing is read before it is asked for.
package final class CommitSource: RecordSource {
  /// The commit.
  package let commit: ObjectID
  /// The path of the store below the root of the commit, with a slash at its end, or empty.
  private let prefix: String
  private let state: Mutex<State>

  /// A repository of its own: libgit2 shares none between threads.
  private struct State {
    let repository: Repository
    var blobs: [Key: ObjectID] = [:]
    var damage: GitError?
  }

  /// Why something could not be read, the first time; nil as long as everything could. Answers without it would be of a part.
  var damage: GitError? { state.withLock(\.damage) }

  /// The files of a store at a commit of its repository.
  package convenience init(_ commit: ObjectID, of store: Store) throws(Failure) {
    let repository = try store.requiredRepository()
    let folder: CommitFolder?
    do throws(GitError) { folder = try store.folder(in: commit) } catch { throw error.failure }
    try self.init(commit, below: folder?.path ?? store.prefix, in: repository)
  }

  /// The files below a prefix at a commit.
  init(_ commit: ObjectID, below prefix: String, in repository: Repository) throws(Failure) {
    self.commit = commit
    self.prefix = prefix
    let folder = repository.gitDirectory
    do throws(GitError) {
      state = Mutex(State(repository: try Repository.open(containing: folder)))
    } catch {
      throw error.failure
    }
  }

  /// The catalogue of the commit's schemas, nil when they cannot be used, with what is wrong with them.
  func catalogue(_ verdict: SchemaVerdict? = nil) -> (catalogue: Catalogue?, findings: [Finding]) {
    let paths = entries(under: "schemas").filter { $0.kind == .file }.map(\.path)
    return Catalogue.load(paths: paths, verdict: verdict) { path throws(FileError) in
      guard let bytes = try self.bytes(path) else { throw FileError(.missing, path) }
      return bytes
    }
  }

  package func entries(under path: String) -> [StoreFiles.Entry] {
    state.withLock { state in
      var found: [StoreFiles.Entry] = []
      var blobs = state.blobs
      walk(path, &state) { full, entry in
        let path = String(full.dropFirst(prefix.count))
        let kind: StoreFiles.Entry.Kind = entry.isBlob ? .file : entry.isLink ? .link : .other
        if entry.isBlob { blobs[Key(path)] = entry.id }
        found.append(StoreFiles.Entry(path: path, kind: kind, stamp: nil))
      }
      state.blobs = blobs
      return found
    }
  }

  package func has(_ path: String) -> Bool {
    state.withLock { state in (try? blob(path, state)) != nil }
  }

  package func bytes(_ path: String) throws(FileError) -> [UInt8]? {
    let bytes: [UInt8]?
    do {
      bytes = try state.withLock { state in
        do throws(GitError) {
          return try blob(path, state).map { id throws(GitError) in try state.repository.blob(id) }
        } catch {
          state.damage = state.damage ?? error
          throw error
        }
      }
    } catch {
      let told = (error as? GitError).map { ($0.phrase, $0.hint) }
      throw FileError(.unread(told?.0 ?? Phrase("git"), hint: told?.1), path)
    }
    guard let bytes else { return nil }
    guard bytes.count <= Store.recordLimit else { throw FileError(.tooLarge(limit: Store.recordLimit), path) }
    return bytes
  }

  /// The files and links below a folder with their blobs, sorted by path bytes.
  func blobs(under path: String) -> [(path: String, id: ObjectID)] {
    state.withLock { state in
      var found: [(path: String, id: ObjectID)] = []
      walk(path, &state) { full, entry in
        if !entry.isSubmodule { found.append((String(full.dropFirst(prefix.count)), entry.id)) }
      }
      return found
    }
  }

  private func walk(_ path: String, _ state: inout State, _ body: (String, TreeEntry) -> Void) {
    do throws(GitError) {
      try state.repository.walkTree(of: commit, under: prefix + path) { path, entry throws(GitError) in
        body(path, entry)
      }
    } catch {
      state.damage = state.damage ?? error
    }
  }

  /// The bytes of a blob, whatever its path; nil where it is larger than a record may be.
  func blob(_ id: ObjectID) throws(GitError) -> [UInt8]? {
    try state.withLock { state throws(GitError) in
      do throws(GitError) { return try state.repository.blob(id, limit: Store.recordLimit) } catch {
        state.damage = state.damage ?? error
        throw error
      }
    }
  }

  private func blob(_ path: String, _ state: State) throws(GitError) -> ObjectID? {
    if let known = state.blobs[Key(path)] { return known }
    guard let entry = try state.repository.entry(at: prefix + path, in: commit), entry.isBlob else { return nil }
    return entry.id
  }
}
