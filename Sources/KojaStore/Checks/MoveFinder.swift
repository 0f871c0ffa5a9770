internal import KojaModel
internal import KojaYAML

/// Tells a record that was moved or renamed from one that was removed: another file of its collection has its id
/// afterwards, or is its counterpart among ``RecordPairs``.
struct MoveFinder {
  private var targets: [Key: String] = [:]
  private var sources: [Key: [UInt8]] = [:]
  private var renames: [Key: String] = [:]
  /// The records with another id.
  private(set) var ids = RenamedIDs()

  /// Compares what is gone with what is new.
  init(_ versions: [TransitionCheck.Version], _ catalogue: Catalogue) {
    let placed = versions.compactMap { version in catalogue.collection(ofPath: version.path).map { (version, $0) } }
    let strangers = Self.strangers(placed.map(\.0))
    var gone = placed.filter { $0.0.new == nil } + placed.filter { strangers.contains(Key($0.0.path)) }
    var come = placed.filter { $0.0.old == nil } + placed.filter { strangers.contains(Key($0.0.path)) }
    guard !gone.isEmpty, !come.isEmpty else { return }
    // A file that was moved keeps its id.
    let byID = Dictionary(
      come.indices.filter { come[$0].0.old == nil }.map { index in
        (TextKey(come[index].1.name, Record.id(ofPath: come[index].0.path)), index)
      }, uniquingKeysWith: { first, _ in first })
    var moved: Set<Int> = []
    gone = gone.filter { old, collection in
      guard old.new == nil, let index = byID[TextKey(collection.name, Record.id(ofPath: old.path))],
        moved.insert(index).inserted
      else { return true }
      add(old, come[index].0, collection)
      return false
    }
    come = come.indices.filter { !moved.contains($0) }.map { come[$0] }
    func side(_ bytes: [UInt8]?, _ collection: Collection) -> RecordPairs.Side<Never> {
      RecordPairs.Side(collection: collection.name, content: Key(SHA256.hex(bytes ?? []))) {
        bytes.flatMap { YAMLReader.read($0, path: "").document }.flatMap {
          $0.kind(Document.root) == .mapping ? $0 : nil
        }
      }
    }
    let pairs = RecordPairs.find(
      gone: gone.map { side($0.0.old, $0.1) }, come: come.map { side($0.0.new, $0.1) })
    for (index, place) in pairs.sorted(by: { $0.key < $1.key }) {
      add(gone[place].0, come[index].0, come[index].1)
    }
  }

  /// The paths of changed records of which several may have changed places.
  private static func strangers(_ versions: [TransitionCheck.Version]) -> Set<Key> {
    let changed = versions.filter { $0.old != nil && $0.new != nil }
    guard (2...RecordPairs.mostChanged).contains(changed.count) else { return [] }
    let found = Parallel.map(changed) { version -> Bool in
      guard let old = version.old.flatMap({ YAMLReader.read($0, path: version.path).document }),
        let new = version.new.flatMap({ YAMLReader.read($0, path: version.path).document })
      else { return false }
      return RecordPairs.areStrangers(old, new)
    }
    let strangers = zip(changed, found).filter(\.1).map { Key($0.0.path) }
    return strangers.count > 1 ? Set(strangers) : []
  }

  /// Notes that a file is what another one was.
  private mutating func add(
    _ old: TransitionCheck.Version, _ new: TransitionCheck.Version, _ collection: Collection
  ) {
    let bytes = old.old ?? []
    targets[Key(old.path)] = new.path
    sources[Key(new.path)] = bytes
    let (before, after) = (Record.id(ofPath: old.path), Record.id(ofPath: new.path))
    renames[Key("\(collection.name)/\(before)")] = "\(collection.name)/\(after)"
    guard !before.sameBytes(as: after) else { return }
    ids.add(before, in: collection.name, as: after)
  }

  /// How many files were moved.
  var count: Int { targets.count }

  /// Where the record of a file that is gone is now.
  func target(of path: String) -> String? { targets[Key(path)] }

  /// The bytes of the file that a new one was before.
  func source(of path: String) -> [UInt8]? { sources[Key(path)] }

  /// The reference to a record that was moved, as it is now.
  func newName(of reference: String) -> String? { renames[Key(reference)] }

  /// Whether a reference was rewritten because its record has another id now.
  func isRename(from old: String, to new: String) -> Bool { renames[Key(old)]?.sameBytes(as: new) ?? false }
}
