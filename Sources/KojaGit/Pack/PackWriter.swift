internal import CZlib
internal import Glibc
internal import KojaModel

/// Writes many objects straight into packs, for imports and everything else that makes more than a handful.
///
/// No loose object, nothing read again: a pack is sealed and given its index when it holds so many objects that their
/// names weigh on memory, and a new one begins. The objects count only after ``finish()``. The same objects in the same
/// order make the same packs, byte for byte.
package final class PackWriter {
  /// A kind of object.
  package enum Kind: UInt8, Sendable {
    case commit = 1
    case tree = 2
    case blob = 3

    /// The word in front of an object when it is hashed.
    fileprivate var word: String {
      switch self {
      case .commit: "commit"
      case .tree: "tree"
      case .blob: "blob"
      }
    }
  }

  /// Where an object stands, so that a later one can be told as its difference.
  struct Spot {
    /// Which of the writer's packs.
    let pack: Int
    /// The byte in it.
    let offset: UInt64
    /// How many differences lie between it and a whole object.
    let depth: Int
  }

  private let folder: String
  private let limit: Int
  private var pack: PackFile
  private var known: Set<ObjectID> = []
  private var compressor: Compressor
  /// How many packs have been sealed.
  private(set) var sealed = 0
  /// How many objects have been written.
  package private(set) var count = 0

  /// The longest chain of differences: git's own.
  static let longestChain = 50

  /// A writer into a repository. A pack is sealed when it holds `limit` objects.
  package init(_ repository: Repository, limit: Int = 400_000) throws(GitError) {
    folder = repository.commonDirectory + "/objects/pack"
    self.limit = max(limit, 1)
    compressor = try Compressor()
    pack = try PackFile(in: folder, number: 0)
  }

  /// Adds an object of exactly these bytes and returns its id; an object that the pack holds already costs nothing.
  package func add(_ bytes: [UInt8], as kind: Kind) throws(GitError) -> ObjectID {
    let id = Self.id(of: bytes, as: kind)
    _ = try add(bytes, as: kind, id: id, insteadOf: nil)
    return id
  }

  /// Adds an object whose id is known, as a difference where one is given. Nil for one that is there already.
  func add(
    _ bytes: [UInt8], as kind: Kind, id: ObjectID, insteadOf delta: (bytes: [UInt8], base: Spot)?
  ) throws(GitError) -> Spot? {
    if pack.entries.count >= limit { try seal() }
    guard known.insert(id).inserted else { return nil }
    count += 1
    let offset = pack.offset
    if let delta, delta.base.pack == sealed, delta.base.depth < Self.longestChain {
      try pack.append(
        id, header: Self.header(6, delta.bytes.count) + Self.distance(offset - delta.base.offset),
        body: compressor.compressed(delta.bytes))
      return Spot(pack: sealed, offset: offset, depth: delta.base.depth + 1)
    }
    try pack.append(id, header: Self.header(kind.rawValue, bytes.count), body: compressor.compressed(bytes))
    return Spot(pack: sealed, offset: offset, depth: 0)
  }

  /// Seals the last pack; the writer is used up.
  package consuming func finish() throws(GitError) { try pack.seal() }

  /// The id of an object.
  package static func id(of bytes: [UInt8], as kind: Kind) -> ObjectID {
    var hash = SHA1()
    hash.update(Array("\(kind.word) \(bytes.count)\0".utf8))
    hash.update(bytes)
    return hash.finish()
  }

  private func seal() throws(GitError) {
    try pack.seal()
    sealed += 1
    known.removeAll(keepingCapacity: true)
    pack = try PackFile(in: folder, number: sealed)
  }

  /// Type and size, 4 bits and then 7 a byte, lowest first (gitformat-pack).
  private static func header(_ type: UInt8, _ size: Int) -> [UInt8] {
    var bytes = [type << 4 | UInt8(size & 15)]
    var rest = size >> 4
    while rest > 0 {
      bytes[bytes.count - 1] |= 0x80
      bytes.append(UInt8(rest & 0x7F))
      rest >>= 7
    }
    return bytes
  }

  /// How far back the base lies, 7 bits a byte, highest first, each further byte worth one more.
  private static func distance(_ offset: UInt64) -> [UInt8] {
    var bytes = [UInt8(offset & 0x7F)]
    var rest = offset >> 7
    while rest > 0 {
      rest -= 1
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes.reversed()
  }
}
