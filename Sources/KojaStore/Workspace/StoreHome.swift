internal import KojaGit
internal import KojaModel

/// The repository that a store lies in, and where in it.
struct StoreHome {
  /// The repository; nil when there is none.
  let repository: Repository?
  /// Why there is no repository, when opening one failed for another reason than its absence.
  let failure: Failure?
  /// The path of the store below the repository's root, with a slash at the end, or empty.
  let prefix: String

  /// No repository at all.
  static var none: StoreHome { StoreHome(repository: nil, failure: nil, prefix: "") }

  private init(repository: Repository?, failure: Failure?, prefix: String) {
    (self.repository, self.failure, self.prefix) = (repository, failure, prefix)
  }

  /// Looks for the repository of a store.
  init(of location: StoreLocation) {
    var opened: Repository?
    var failure: Failure?
    do throws(GitError) {
      opened = try Repository.open(containing: location.root)
    } catch {
      failure = error.kind == .notFound ? nil : error.failure
    }
    self.failure = failure
    guard !location.isBare else {
      (repository, prefix) = (opened, opened.map(Self.folder) ?? "")
      return
    }
    let workTree = opened?.workTree.flatMap { StoreLocation.resolved($0) }
    repository = workTree == nil ? nil : opened
    prefix = workTree.map { Self.path(of: location.root, below: $0) } ?? ""
  }

  /// What a bare repository holds by its newest commit. Throws a failure of kind `store` where there is none.
  func newest() throws(Failure) -> CommitSource {
    var found: ObjectID?
    do throws(GitError) {
      if let commit = try repository?.head().commit,
        try repository?.entry(at: prefix + StoreSettings.path, in: commit) != nil
      {
        found = commit
      }
    } catch {
      throw error.failure
    }
    if let repository, let found { return try CommitSource(found, below: prefix, in: repository) }
    throw Failure(
      .store,
      Phrase(
        id: "commit terbaru repositori tanpa folder kerja ini tidak memuat penyimpanan koja",
        en: "the newest commit of this bare repository holds no koja store"),
      hint: Phrase(
        id: "kirim cabangnya dengan `git push`, atau periksa HEAD repositori itu",
        en: "push the branch to it with `git push`, or look at the repository's HEAD"))
  }

  private static func path(of root: String, below workTree: String) -> String {
    let top = workTree == "/" ? "/" : workTree + "/"
    return root.hasPrefix(top) ? String(root.dropFirst(top.count)) + "/" : ""
  }

  /// The folder of a bare repository's newest commit that holds the store: its root, or the only one there with schemas.
  private static func folder(_ repository: Repository) -> String {
    guard let commit = try? repository.head().commit else { return "" }
    func isStore(_ prefix: String) -> Bool {
      ((try? repository.entry(at: prefix + StoreSettings.path, in: commit)) ?? nil) != nil
    }
    let folders = (try? repository.folders(of: commit))?.map { $0 + "/" }.filter(isStore) ?? []
    return !isStore("") && folders.count == 1 ? folders[0] : ""
  }
}
