internal import KojaGit
internal import KojaModel
internal import KojaYAML

/// Knows where a store lay in any commit that is asked for.
///
/// A commit that has a store of the same name where the store lies now has it there: that is one look into its trees.
/// The first one that has not makes it follow the store through all of the history of HEAD.
///
/// Not shared between threads, like the store that it belongs to.
final class PlaceBook {
  /// Where the store lies now.
  private let home: String
  /// The places in a history that nothing outside is asked of.
  private var settled: StorePlaces?
  private var followed: (head: ObjectID, places: StorePlaces)?
  private var memory: [ObjectID: String?] = [:]
  private var names: [ObjectID: Key?] = [:]

  /// For a store that lies at a place now, as a path with a slash at its end, or empty.
  init(home: String) { self.home = home }

  /// Says where the store lay in the only history that it is going to be asked of.
  func settle(_ places: StorePlaces) { settled = places }

  /// Where the store lay in a commit; nil for nowhere.
  func place(in commit: ObjectID, _ repository: Repository) throws(GitError) -> String? {
    if let settled { return settled.place(in: commit) }
    if let known = memory[commit] { return known }
    let found = try find(in: commit, repository)
    memory[commit] = .some(found)
    return found
  }

  /// Where the store lay in a history that ends with a commit.
  func places(upTo newest: ObjectID, _ repository: Repository) throws(GitError) -> StorePlaces? {
    guard let place = try place(in: newest, repository) else { return nil }
    return try StorePlaces(home: place, of: newest, repository)
  }

  private func find(in commit: ObjectID, _ repository: Repository) throws(GitError) -> String? {
    guard let head = try repository.head().commit, head != commit else { return home }
    // A folder that is being moved is not committed at its new place yet.
    guard let name = try name(of: CommitFolder(head, home), repository) else { return home }
    if try self.name(of: CommitFolder(commit, home), repository) == name { return home }
    let base = try repository.mergeBase(commit, head)
    let places = try follow(head, repository)
    guard base != commit else { return places.place(in: commit) }
    guard let base, let there = places.place(in: base) else { return nil }
    // On another branch: the store that came from where this one was when they parted.
    let stores = try repository.landmarks(
      StoreSettings.path, of: commit, unlike: nil, skipping: StoreOrigin.insides)
    var found: [String] = []
    for store in stores {
      let line = try StorePlaces(home: store.folder, of: commit, repository)
      if line.place(in: base)?.sameBytes(as: there) ?? false { found.append(store.folder) }
    }
    return found.count == 1 ? found[0] : nil
  }

  private func follow(_ head: ObjectID, _ repository: Repository) throws(GitError) -> StorePlaces {
    if let followed, followed.head == head { return followed.places }
    let places = try StorePlaces(home: home, of: head, repository)
    followed = (head, places)
    return places
  }

  /// What a store is called in both languages; nil where there is none, or none that can be read.
  private func name(of folder: CommitFolder, _ repository: Repository) throws(GitError) -> Key? {
    guard let entry = try repository.entry(at: StoreSettings.path, in: folder), entry.isBlob else { return nil }
    if let known = names[entry.id] { return known }
    let bytes = try repository.blob(entry.id, limit: Store.recordLimit)
    let document = bytes.flatMap { YAMLReader.read($0, path: StoreSettings.path).document }
    let found = document.map { document in
      Key(document.value("name").map { document.value(of: $0).json() } ?? "")
    }
    names[entry.id] = .some(found)
    return found
  }
}
