internal import KojaModel
internal import KojaYAML

/// Tells a record that was moved or renamed from one that was removed: another file of its collection has its id, its
/// bytes, or most of its fields afterwards.
struct MoveFinder {
  private var targets: [Key: String] = [:]
  private var sources: [Key: [UInt8]] = [:]
  private var renames: [Key: String] = [:]
  /// The records with another id and the same content; over several commits the content may have changed, too.
  private(set) var ids = RenamedIDs()

  /// A search through all fields is made among so few files only.
  private static let mostCompared = 20

  /// Compares what is gone with what is new.
  ///
  /// - Parameter isOneStep: Whether nothing else lies between the two states than one commit.
  init(_ versions: [TransitionCheck.Version], _ catalogue: Catalogue, isOneStep: Bool) {
    let gone = versions.filter { $0.new == nil }
    var made: [Int: TransitionCheck.Version] = [:]
    for (index, version) in versions.enumerated() where version.old == nil { made[index] = version }
    guard !gone.isEmpty, !made.isEmpty else { return }
    func key(_ version: TransitionCheck.Version, _ rest: String) -> TextKey? {
      catalogue.collection(ofPath: version.path).map { TextKey($0.name, rest) }
    }
    var (byID, byBytes): ([TextKey: Int], [[UInt8]: Int]) = ([:], [:])
    for (index, version) in made {
      if let key = key(version, Record.id(ofPath: version.path)) { byID[key] = index }
      if let bytes = version.new { byBytes[bytes] = index }
    }
    let isFew = gone.count <= Self.mostCompared && made.count <= Self.mostCompared
    for old in gone {
      guard let bytes = old.old, let name = catalogue.collection(ofPath: old.path)?.name else { continue }
      let known = key(old, Record.id(ofPath: old.path)).flatMap { byID[$0] } ?? byBytes[bytes]
      let others = isFew ? made.keys.sorted() : []
      let index = ([known].compactMap { $0 } + others).first { index in
        guard let new = made[index], catalogue.collection(ofPath: new.path)?.name.sameBytes(as: name) ?? false else {
          return false
        }
        return index == known || Self.isSimilar(bytes, new.new ?? [])
      }
      guard let index, let new = made.removeValue(forKey: index) else { continue }
      targets[Key(old.path)] = new.path
      sources[Key(new.path)] = bytes
      let (before, after) = (Record.id(ofPath: old.path), Record.id(ofPath: new.path))
      renames[Key("\(name)/\(before)")] = "\(name)/\(after)"
      guard !before.sameBytes(as: after), let collection = catalogue.collection(ofPath: new.path) else { continue }
      var own = RenamedIDs()
      own.add(before, in: name, as: after)
      if !isOneStep || Self.isSame(bytes, new.new ?? [], old.path, collection, own) {
        ids.add(before, in: name, as: after)
      }
    }
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

  /// Whether two texts say the same, apart from where the record names itself.
  private static func isSame(
    _ old: [UInt8], _ new: [UInt8], _ path: String, _ collection: Collection, _ ids: RenamedIDs
  ) -> Bool {
    if old == new { return true }
    guard let before = YAMLReader.read(old, path: path).document, let after = YAMLReader.read(new, path: path).document
    else { return false }
    let moved = ids.applied(to: before, old, path: path, collection, as: after)
    return after.isSame(Document.root, as: Document.root, in: moved)
  }

  private static func isSimilar(_ old: [UInt8], _ new: [UInt8]) -> Bool {
    guard let before = YAMLReader.read(old, path: "").document, before.kind(Document.root) == .mapping,
      let after = YAMLReader.read(new, path: "").document, after.kind(Document.root) == .mapping
    else { return false }
    let fields = before.pairs(Document.root)
    let kept = fields.count { key, value in
      guard let name = before.text(key), let other = after.value(name) else { return false }
      return after.isSame(other, as: value, in: before)
    }
    return kept * 4 > fields.count * 3
  }
}
