internal import KojaCivic
package import KojaGit
package import KojaModel

/// An opened store: its files, its catalogue, and its repository when it has one.
///
/// Not shared between threads: the repository belongs to whoever opened the store.
package final class Store {
  /// The files.
  package let files: StoreFiles
  /// What `schemas/` says.
  package let catalogue: Catalogue
  /// The repository; nil when there is none.
  package let repository: Repository?
  /// Why there is no repository, when opening one failed for another reason than its absence.
  package let repositoryFailure: Failure?
  /// The path of the store below the repository's work tree, with a slash at the end, or empty.
  package let prefix: String

  /// The commit that everything is read from; nil for the files as they are now.
  package let past: CommitSource?

  /// The largest record in bytes, `design.md` section 4.
  package static let recordLimit = 1 << 20

  /// Opens a store. Throws a failure of kind `store` with findings when its schemas are broken.
  package static func open(_ location: StoreLocation) throws(Failure) -> Store {
    let files = StoreFiles(root: location.root)
    let (catalogue, findings) = Catalogue.load(files)
    guard let catalogue else {
      throw Failure(
        .store, Phrase(id: "skema penyimpanan ini bermasalah", en: "the schemas of this store are broken"),
        hint: Phrase(
          id: "perbaiki kesalahan di atas lalu jalankan `koja schema check`",
          en: "mend the errors above, then run `koja schema check`"),
        findings: findings)
    }
    return Store(files: files, catalogue: catalogue)
  }

  /// All findings of the schema files of a store, whether it can be opened or not.
  package static func schemaFindings(_ location: StoreLocation) -> [Finding] {
    let files = StoreFiles(root: location.root)
    let (catalogue, findings) = Catalogue.load(files)
    guard let catalogue else { return findings }
    let store = Store(files: files, catalogue: catalogue)
    return (findings + catalogue.recordReferences(in: WorkTreeSource(files)) + store.definitionFindings).sorted()
  }

  /// A store as it was at a commit; only for reading.
  init(_ present: Store, as past: CommitSource, catalogue: Catalogue) {
    (files, prefix, repository) = (present.files, present.prefix, present.repository)
    repositoryFailure = present.repositoryFailure
    self.catalogue = catalogue
    self.past = past
  }

  private init(files: StoreFiles, catalogue: Catalogue) {
    self.files = files
    self.catalogue = catalogue
    past = nil
    var opened: Repository?
    var failure: Failure?
    do throws(GitError) {
      opened = try Repository.open(containing: files.root)
    } catch {
      failure = error.kind == .notFound ? nil : error.failure
    }
    let workTree = opened?.workTree.flatMap { StoreLocation.resolved($0) }
    if let workTree, files.root.sameBytes(as: workTree) {
      prefix = ""
    } else if let workTree, files.root.hasPrefix(workTree == "/" ? "/" : workTree + "/") {
      prefix = String(files.root.dropFirst(workTree == "/" ? 1 : workTree.count + 1)) + "/"
    } else {
      prefix = ""
      if opened?.workTree == nil { opened = nil }
    }
    repository = opened
    repositoryFailure = failure
  }

  /// The store's settings.
  package var settings: StoreSettings { catalogue.settings }

  /// The records: those in the work tree, or in the commit that the store is read from.
  package var records: any RecordSource {
    if let past { past } else { WorkTreeSource(files) }
  }

  /// The repository, for what cannot be done without one.
  package func requiredRepository() throws(Failure) -> Repository {
    if let repository { return repository }
    if let repositoryFailure { throw repositoryFailure }
    throw Failure(
      .store, Phrase(id: "penyimpanan ini tidak berada di repositori git", en: "this store is not in a git repository"),
      hint: Phrase(
        id: "jalankan `git init` di `\(files.root)` lalu catat isinya",
        en: "run `git init` in `\(files.root)` and commit"))
  }

  /// The path of a store file as git knows it.
  package func gitPath(_ path: String) -> String { prefix + path }

  /// The path below the store of a path as git knows it; nil when it lies outside.
  package func storePath(ofGitPath path: String) -> String? {
    path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : nil
  }
}

extension GitError {
  /// The error as one that a person can act upon.
  package var failure: Failure {
    let failureKind: Failure.Kind =
      switch kind {
      case .locked, .conflict: .conflict
      default: .environment
      }
    return Failure(failureKind, phrase, hint: hint)
  }
}
