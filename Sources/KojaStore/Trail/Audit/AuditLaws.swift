internal import KojaCivic
internal import KojaGit
internal import KojaModel

/// The schemas that commits are judged by: those of their first parent, compiled once for as long as they stay the same.
final class AuditLaws {
  private let store: Store
  private let repository: Repository
  private let reference: MemorySource
  private var contexts: [ObjectID: CheckContext?] = [:]
  /// The reference records with the officers of a commit, by the tree that these lie in.
  private var officers: [ObjectID: MemorySource] = [:]
  private lazy var ownReference = ReferenceData(store.catalogue, reference)
  /// How often the schemas of a commit were broken.
  private(set) var broken = 0

  /// Prepares for commits of a store, with the reference records that ``reference(_:_:_:)`` took.
  init(_ store: Store, _ repository: Repository, reference: MemorySource) {
    self.store = store
    self.repository = repository
    self.reference = reference
  }

  /// Prepares for commits of a store up to `newest`.
  convenience init(_ store: Store, _ repository: Repository, newest: ObjectID) throws(GitError) {
    self.init(store, repository, reference: try Self.reference(store, repository, newest))
  }

  /// Calendars, registers and the ids of officers as they are at a commit.
  static func reference(_ store: Store, _ repository: Repository, _ newest: ObjectID) throws(GitError) -> MemorySource {
    var contents: [Key: [UInt8]] = [:]
    for name in [EngineCollections.calendars, EngineCollections.registers, EngineCollections.officers] {
      try store.walkTree(of: newest, under: "records/\(name)") { path, entry throws(GitError) in
        guard entry.isBlob else { return }
        contents[Key(path)] =
          name == EngineCollections.officers ? [] : try repository.blob(entry.id, limit: Store.recordLimit)
      }
    }
    return MemorySource(contents)
  }

  /// What a commit is judged by: its schemas, at a time.
  ///
  /// - Parameter new: The commit whose officers count; nil for those that ``reference(_:_:_:)`` took.
  func context(of commit: ObjectID, officersAt new: ObjectID? = nil, at now: Timestamp) throws(GitError)
    -> CheckContext
  {
    let context = try schemas(of: commit, at: now)
    guard let new else { return context }
    return CheckContext(
      catalogue: context.catalogue, reference: context.reference.reading(try officers(at: new)), now: now)
  }

  private func officers(at commit: ObjectID) throws(GitError) -> MemorySource {
    let folder = "records/\(EngineCollections.officers)"
    guard let tree = try store.entry(at: folder, in: commit), tree.isTree else { return reference }
    if let known = officers[tree.id] { return known }
    var found: [Key: [UInt8]] = [:]
    try store.walkTree(of: commit, under: folder) { path, entry throws(GitError) in
      if entry.isBlob { found[Key(path)] = [] }
    }
    let source = reference.with(found, insteadOf: folder)
    officers[tree.id] = source
    return source
  }

  private func schemas(of commit: ObjectID, at now: Timestamp) throws(GitError) -> CheckContext {
    guard let tree = try store.entry(at: "schemas", in: commit), tree.isTree else { return present(now) }
    if contexts[tree.id] == nil { contexts[tree.id] = .some(try compiled(commit)) }
    guard let known = contexts[tree.id], let context = known else {
      broken += 1
      return present(now)
    }
    return CheckContext(catalogue: context.catalogue, reference: context.reference, now: now)
  }

  /// The store's own schemas, where a commit has none that can be used.
  private func present(_ now: Timestamp) -> CheckContext {
    CheckContext(catalogue: store.catalogue, reference: ownReference, now: now)
  }

  private func compiled(_ commit: ObjectID) throws(GitError) -> CheckContext? {
    // Kept for a few versions of the schemas; a history goes back and forth between them only where it merges.
    if contexts.count >= 16 { contexts.removeAll() }
    var texts: [Key: [UInt8]] = [:]
    try store.walkTree(of: commit, under: "schemas") { path, entry throws(GitError) in
      if entry.isBlob { texts[Key(path)] = try repository.blob(entry.id, limit: Store.recordLimit) }
    }
    let loaded = Catalogue.load(paths: texts.keys.sorted().map(\.string)) { path throws(FileError) in
      texts[Key(path)] ?? []
    }
    guard let catalogue = loaded.catalogue else { return nil }
    return CheckContext(
      catalogue: catalogue, reference: ReferenceData(catalogue, reference), now: Timestamp(seconds: 0, offset: 0))
  }
}
