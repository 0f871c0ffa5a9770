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
  /// The repository that it lies in.
  private let home: StoreHome
  /// Where it lay in the commits of the repository.
  let places: PlaceBook

  /// The commit that everything is read from; nil for the files as they are now.
  package let past: CommitSource?

  /// The largest record in bytes, `design.md` section 4.
  package static let recordLimit = 1 << 20

  /// Opens a store. Throws a failure of kind `store` with findings when its schemas are broken.
  ///
  /// That of a bare repository is read from its newest commit.
  package static func open(_ location: StoreLocation) throws(Failure) -> Store {
    let files = StoreFiles(root: location.root)
    let home = StoreHome(of: location)
    if !location.isBare, home.repository?.isSparse ?? false {
      throw GitError.unsupported(clone: "core.sparseCheckout").failure
    }
    let verdict = home.repository.flatMap { repository in
      SchemaVerdict(in: OwnFolder(repository, prefix: home.prefix, root: location.root))
    }
    let past = location.isBare ? try home.newest() : nil
    let (catalogue, findings) = past?.catalogue(verdict) ?? Catalogue.load(files, verdict: verdict)
    guard let catalogue else {
      throw Failure(
        .store, Phrase(id: "skema penyimpanan ini bermasalah", en: "the schemas of this store are broken"),
        hint: Phrase(
          id: "perbaiki kesalahan di atas lalu jalankan `koja schema check`",
          en: "mend the errors above, then run `koja schema check`"),
        findings: findings)
    }
    // A store without history has nothing to do with the repository that it may lie in.
    return Store(
      files: files, home: catalogue.settings.hasHistory ? home : .none, catalogue: catalogue, past: past)
  }

  /// All findings of the schema files of a store, whether it can be opened or not.
  package static func schemaFindings(_ location: StoreLocation) -> [Finding] {
    let files = StoreFiles(root: location.root)
    let home = StoreHome(of: location)
    let past = location.isBare ? try? home.newest() : nil
    let (catalogue, findings) = past?.catalogue() ?? Catalogue.load(files)
    guard let catalogue else { return findings }
    let store = Store(files: files, home: home, catalogue: catalogue, past: past)
    return (findings + store.recordReferences + store.definitionFindings).sorted()
  }

  private var recordReferences: [Finding] {
    past.map { catalogue.recordReferences(in: $0) } ?? catalogue.recordReferences(in: WorkTreeSource(files))
  }

  /// A store as it was at a commit; only for reading.
  init(_ present: Store, as past: CommitSource, catalogue: Catalogue) {
    (files, home, places) = (present.files, present.home, present.places)
    self.catalogue = catalogue
    self.past = past
  }

  /// The same store with a repository of its own, for another thread: libgit2 shares none.
  func another() -> Store {
    let location = StoreLocation(root: files.root, isBare: repository?.isBare ?? false)
    return Store(
      files: files, home: settings.hasHistory ? StoreHome(of: location) : .none, catalogue: catalogue, past: past)
  }

  private init(files: StoreFiles, home: StoreHome, catalogue: Catalogue, past: CommitSource?) {
    self.files = files
    self.home = home
    places = PlaceBook(home: home.prefix)
    self.catalogue = catalogue
    self.past = past
  }

  /// The repository; nil when there is none.
  package var repository: Repository? { home.repository }

  /// Why there is no repository, when opening one failed for another reason than its absence.
  package var repositoryFailure: Failure? { home.failure }

  /// The path of the store below the repository's work tree, with a slash at the end, or empty.
  package var prefix: String { home.prefix }

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
