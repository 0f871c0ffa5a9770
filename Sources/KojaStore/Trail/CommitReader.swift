internal import KojaGit
internal import KojaIndex
internal import KojaModel

/// What happened to a record in a commit, and where its file was.
struct CommitEvent: Sendable {
  /// What happened.
  let event: RecordEvent
  /// The file afterwards, below the store; where there is none, the file before.
  let path: String
  /// The file before, where that is another one.
  let oldPath: String?
}

/// Tells what commits did to records, from the trees alone.
///
/// A record is what its file's name says, wherever below its collection it lies. A record that went away in the same
/// commit in which another one with its content came was renamed.
struct CommitReader {
  let repository: Repository
  let catalogue: Catalogue
  /// The store's folder in a commit, wherever it lay then; nil where it was not there.
  let folder: (ObjectID) throws(GitError) -> CommitFolder?
  /// Files that are no objects of the repository: those of the work tree, by what their names as objects would be.
  var loose: [ObjectID: [UInt8]] = [:]

  /// Tells what commits did to the records of a store, whose catalogue says what they are.
  init(
    _ repository: Repository, _ catalogue: Catalogue, in folder: @escaping (ObjectID) throws(GitError) -> CommitFolder?
  ) {
    (self.repository, self.catalogue, self.folder) = (repository, catalogue, folder)
  }

  /// The same for a store that is open.
  init(of store: Store, _ repository: Repository) {
    self.init(repository, store.catalogue) { commit throws(GitError) in try store.folder(in: commit) }
  }

  /// What a commit did, ordered by path.
  func events(of commit: CommitInfo) throws(GitError) -> [CommitEvent] {
    try events(try deltas(of: commit, under: "records"))
  }

  /// What a commit did to one file.
  func event(of commit: CommitInfo, at path: String) throws(GitError) -> CommitEvent? {
    try events(try deltas(of: commit, under: path)).first
  }

  private func deltas(of commit: CommitInfo, under path: String) throws(GitError) -> [CommitDelta] {
    var parents: [CommitFolder?] = []
    for parent in commit.parents { parents.append(try folder(parent)) }
    return try repository.deltas(of: try folder(commit.id), since: parents, under: [path])
  }

  /// What such differences mean for records, ordered by path.
  func events(_ deltas: [CommitDelta]) throws(GitError) -> [CommitEvent] {
    var changes: [RecordFiles] = []
    var places: [Key: Int] = [:]
    for delta in deltas where delta.path.path.hasSuffix(".yaml") && delta.path.old != delta.path.new {
      let path = delta.path.path
      guard let collection = catalogue.collection(ofPath: path) else { continue }
      let id = Record.id(ofPath: path)
      let key = Key("\(collection.name)/\(id)")
      // The same id at two paths is a file that was moved.
      if let place = places[key], changes[place].moved(with: delta, at: path) { continue }
      places[key] = changes.count
      changes.append(RecordFiles(collection: collection, id: id, delta, at: path))
    }
    let renames = try renames(changes)
    let sources = Dictionary(renames.map { ($1, $0) }) { first, _ in first }
    var found: [CommitEvent] = []
    for (index, change) in changes.enumerated() {
      let (source, target) = (renames[index].map { changes[$0] }, sources[index].map { changes[$0] })
      found.append(try event(change, renamedFrom: source, to: target))
    }
    return found
  }

  /// The positions of renamed records: of the one that came, and of the one that went.
  private func renames(_ changes: [RecordFiles]) throws(GitError) -> [Int: Int] {
    var (gone, come) = (
      changes.indices.filter { changes[$0].new == nil }, changes.indices.filter { changes[$0].old == nil }
    )
    let swapped = try strangers(changes.indices.filter { changes[$0].old != nil && changes[$0].new != nil }, changes)
    gone += swapped
    come += swapped
    guard !gone.isEmpty, !come.isEmpty else { return [:] }
    func side(_ blob: ObjectID?, _ change: RecordFiles) -> RecordPairs.Side<GitError> {
      RecordPairs.Side(collection: change.collection.name, content: Key(blob?.hex ?? "")) { () throws(GitError) in
        try version(blob, at: change.path).document
      }
    }
    let pairs = try RecordPairs.find(
      gone: gone.map { side(changes[$0].old, changes[$0]) }, come: come.map { side(changes[$0].new, changes[$0]) })
    return Dictionary(uniqueKeysWithValues: pairs.map { (come[$0], gone[$1]) })
  }

  /// Those of several changed records that may have changed places.
  private func strangers(_ changed: [Int], _ changes: [RecordFiles]) throws(GitError) -> [Int] {
    guard (2...RecordPairs.mostChanged).contains(changed.count) else { return [] }
    var found: [Int] = []
    for index in changed {
      guard changes[index].others.isEmpty, let old = try version(changes[index].old, at: changes[index].path).document,
        let new = try version(changes[index].new, at: changes[index].path).document
      else { continue }
      if RecordPairs.areStrangers(old, new) { found.append(index) }
    }
    return found.count > 1 ? found : []
  }

  private func event(_ change: RecordFiles, renamedFrom source: RecordFiles?, to target: RecordFiles?) throws(GitError)
    -> CommitEvent
  {
    let old = source ?? change
    var others: [RecordVersion] = []
    for other in change.others { others.append(try version(other, at: change.path)) }
    let before = try version(old.old, at: old.oldPath ?? old.path)
    let event = RecordEvent(
      of: change.collection, id: change.id, old: target != nil && source == nil ? .none : before,
      new: try version(change.new, at: change.path), others: others,
      renamed: (source ?? target).map { "\($0.collection.name)/\($0.id)" })
    return CommitEvent(
      event: source == nil ? event : event.created, path: change.path,
      oldPath: source.map { $0.oldPath ?? $0.path } ?? change.oldPath)
  }

  /// The version of a file that a blob holds.
  func version(_ blob: ObjectID?, at path: String) throws(GitError) -> RecordVersion {
    guard let blob else { return .none }
    if let bytes = loose[blob] { return RecordVersion(bytes, path: path) }
    return RecordVersion(try repository.blob(blob), path: path)
  }
}

/// The files of one record that a commit touched.
struct RecordFiles {
  let collection: Collection
  let id: String
  private(set) var path: String
  /// The place of the file before, where it was moved.
  private(set) var oldPath: String?
  private(set) var old: ObjectID?
  private(set) var new: ObjectID?
  private(set) var others: [ObjectID?]

  init(collection: Collection, id: String, _ delta: CommitDelta, at path: String) {
    (self.collection, self.id, self.path) = (collection, id, path)
    (old, new, others) = (delta.path.old, delta.path.new, delta.others)
  }

  /// Joins the file that goes with the one that comes; false when they are not those two.
  mutating func moved(with delta: CommitDelta, at path: String) -> Bool {
    if new == nil, delta.path.old == nil {
      (oldPath, self.path, new) = (self.path, path, delta.path.new)
    } else if old == nil, delta.path.new == nil {
      (oldPath, old) = (path, delta.path.old)
    } else {
      return false
    }
    others = []
    return true
  }
}

extension RecordEvent {
  /// The same as what made a record: a renamed one is new under its name.
  fileprivate var created: RecordEvent {
    RecordEvent(
      collection: collection, id: id, kind: kind == .broken ? kind : .created, action: action, from: from, to: to,
      renamed: renamed, entries: entries, fields: fields)
  }
}
