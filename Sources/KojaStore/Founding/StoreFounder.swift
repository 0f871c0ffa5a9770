internal import Foundation
internal import Glibc
internal import KojaGit
package import KojaModel

/// Makes a new store: schemas, reference records, editor settings, the pre-commit hook and the first commit.
package struct StoreFounder {
  /// What was made.
  package struct Founded: Sendable {
    /// The store's folder.
    package let root: String
    /// How many files were committed.
    package let files: Int
    /// The first commit.
    package let commit: String
    /// Whether nobody with the git identity's e-mail is an officer yet.
    package let needsOfficer: Bool
    /// The git identity's e-mail.
    package let email: String
    /// Why the pre-commit hook could not be installed; nil when it is.
    package let hookObstacle: Failure?
  }

  let template: StoreLocation
  let isEmpty: Bool
  let surroundings: Surroundings

  /// A founder who takes schemas and reference records from a store that comes with the tool.
  package init(template: StoreLocation, isEmpty: Bool, surroundings: Surroundings) {
    self.template = template
    self.isEmpty = isEmpty
    self.surroundings = surroundings
  }

  /// Founds a store in a folder, which is made when missing. Nothing is written before everything that can be known
  /// beforehand is known: the folder, the identity, the template.
  package func found(at folder: String) throws(Failure) -> Founded {
    let source = try Store.open(template)
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST, let root = StoreLocation.resolved(folder) else {
      throw FileError.last(folder).failure
    }
    guard access(root + "/" + StoreSettings.path, F_OK) != 0 else {
      throw Failure(
        .usage, Phrase(id: "`\(folder)` sudah berisi penyimpanan koja", en: "`\(folder)` is a koja store already"),
        hint: Phrase(
          id: "periksa dengan `koja --store \(folder) check`", en: "check it with `koja --store \(folder) check`"))
    }
    let hadRepository = access(root + "/.git", F_OK) == 0
    var written: [String] = []
    do throws(GitError) {
      let repository = try openOrCreate(root)
      let identity = try repository.identity(environment: surroundings.environment, now: surroundings.now)
      let target = StoreFiles(root: root)
      let files = try contents(source)
      for (path, _) in files where target.stamp(path) != nil { throw Self.taken(path) }
      for (path, bytes) in files {
        written.append(path)
        try write(bytes, path, target)
      }
      let store: Store
      do throws(Failure) { store = try Store.open(.exactly(root)) } catch { throw Self.internalError(error) }
      let commit = try firstCommit(files, store, repository, identity)
      var obstacle: Failure?
      do throws(Failure) { _ = try Self.installHook(repository, of: store) } catch { obstacle = error }
      return Founded(
        root: root, files: files.count, commit: commit.hex,
        needsOfficer: store.officer(email: identity.author.email, now: surroundings.now) == nil,
        email: identity.author.email,
        hookObstacle: obstacle)
    } catch {
      // Nothing is left of a store that could not be founded; what was there before stays.
      for path in written.reversed() {
        try? StoreFiles(root: root).remove(path)
        var folder = StoreFiles.folder(of: path)
        while !folder.isEmpty, rmdir(root + "/" + folder) == 0 { folder = StoreFiles.folder(of: folder) }
      }
      if !hadRepository { try? FileManager.default.removeItem(atPath: root + "/.git") }
      rmdir(root)
      throw error.failure
    }
  }

  private func openOrCreate(_ root: String) throws(GitError) -> Repository {
    do throws(GitError) {
      return try Repository.open(containing: root)
    } catch  where error.kind == .notFound {
      return try Repository.create(at: root)
    }
  }

  /// Everything that the first commit holds, by path.
  private func contents(_ source: Store) throws(GitError) -> [(path: String, bytes: [UInt8])] {
    var files: [(path: String, bytes: [UInt8])] = []
    for entry in source.files.walk("schemas", stamps: false) where entry.kind == .file {
      files.append((entry.path, try read(entry.path, source.files)))
    }
    // Schemas and settings name calendars and registers: an empty store has these and nothing else.
    let kept = [EngineCollections.calendars, EngineCollections.registers]
    for entry in source.files.walk("records", stamps: false) where entry.kind == .file {
      guard !isEmpty || kept.contains(where: { entry.path.hasPrefix("records/\($0)/") }),
        let collection = source.catalogue.collection(ofPath: entry.path), collection.kind == .reference,
        collection.name != EngineCollections.numbers, let document = try? source.read(entry.path).document,
        document.value("sample").flatMap({ document.boolean($0) }) != true
      else { continue }
      files.append((entry.path, try read(entry.path, source.files)))
    }
    return files + EditorSettings(source.catalogue).files
  }

  private func read(_ path: String, _ files: StoreFiles) throws(GitError) -> [UInt8] {
    do throws(FileError) { return try files.read(path, limit: Store.recordLimit) } catch {
      throw Transaction.wrapped(error)
    }
  }

  private func write(_ bytes: [UInt8], _ path: String, _ files: StoreFiles) throws(GitError) {
    do throws(FileError) { try files.write(bytes, to: path) } catch { throw Transaction.wrapped(error) }
  }

  private func firstCommit(
    _ files: [(path: String, bytes: [UInt8])], _ store: Store, _ repository: Repository,
    _ identity: (author: Signature, committer: Signature)
  ) throws(GitError) -> ObjectID {
    let head = try repository.head()
    guard let branch = head.branch else { throw Transaction.detached }
    let lock = try repository.lockIndex(waitingUpTo: 10) { surroundings.pause($0) }
    var changes: [(path: String, change: TreeChange)] = []
    var entries: [(path: String, entry: IndexEntry?)] = []
    for (path, bytes) in files {
      let gitPath = store.gitPath(path)
      let id = try repository.writeBlob(try repository.filteredForStorage(bytes, path: gitPath))
      changes.append((gitPath, .put(id, mode: 0o100644)))
      entries.append(
        (gitPath, Transaction.entry(stored: id, written: try Repository.hash(blob: bytes), at: path, store)))
    }
    let tree = try repository.editTree(base: head.commit, changes: changes)
    let commit = try repository.writeCommit(
      CommitDraft(
        tree: tree, parents: head.commit.map { [$0] } ?? [], author: identity.author, committer: identity.committer,
        message: Self.message(store.settings, files: files.count)))
    try repository.moveBranch(branch, from: head.commit, to: commit, logMessage: "koja: init", as: identity.committer)
    // The commit stands: an index that could not be written only makes `git status` ask for `git reset`.
    try? repository.updateIndex(entries, holding: lock)
    return commit
  }

  /// The message of the first commit of a store.
  package static func message(_ settings: StoreSettings, files: Int) -> String {
    let title = Phrase(
      id: "\(settings.name.id): penyimpanan dimulai, \(files) berkas",
      en: "\(settings.name.en): store begun, \(files) files")[settings.language]
    return "\(title)\n\nKoja-Count: \(files)\n"
  }

  private static func taken(_ path: String) -> GitError {
    GitError(
      .conflict, operation: "init", message: path,
      Phrase(id: "`\(path)` sudah ada di folder itu", en: "`\(path)` is in that folder already"),
      hint: Phrase(
        id: "pilih folder lain atau pindahkan berkas itu", en: "choose another folder, or move that file away"))
  }

  private static func internalError(_ failure: Failure) -> GitError {
    GitError(.other, operation: "init", failure.message, hint: failure.hint)
  }
}
