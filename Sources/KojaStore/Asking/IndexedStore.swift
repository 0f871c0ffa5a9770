internal import KojaGit
package import KojaIndex
package import KojaModel
internal import KojaYAML

/// A store with its index brought up to date: what queries are asked of.
///
/// The index is `koja/work.db` in the git folder; where that cannot be written it is a temporary one. Deleting it loses
/// nothing.
package struct IndexedStore {
  /// The store.
  package let store: Store
  /// The index.
  package let index: RecordIndex
  /// The layouts by collection.
  package let layouts: [String: CollectionLayout]
  /// Files below `records/` that could not be read as records, sorted.
  package let unreadable: [String]

  /// Opens the index and takes in what changed since the last time.
  ///
  /// - Parameters:
  ///   - refreshes: Whether the files are compared; without that the index answers as it was left. A store of the past
  ///     gets an index of its own, which is gone with this value.
  ///   - clock: The system's time in seconds and nanoseconds, for telling racy files apart.
  ///   - collection: What will be asked about; a store of the past takes in no more than that needs. Nil is everything.
  package init(
    _ store: Store, refreshes: Bool, about collection: Collection? = nil,
    clock: () -> (seconds: Int, nanoseconds: Int)
  ) throws(Failure) {
    self.store = store
    let layouts = store.catalogue.collections.map { $0.layout(in: store.settings.language) }
    self.layouts = Dictionary(layouts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    do throws(IndexError) {
      if let past = store.past {
        index = try RecordIndex(path: nil, layouts: layouts, version: "")
        unreadable = try Self.fill(index, from: past, store.catalogue, about: collection).sorted { Key($0) < Key($1) }
        return
      }
      index = try Self.open(store, layouts)
      let isNew = try index.isEmpty()
      let strange = refreshes || isNew ? try Self.refresh(index, store, readAt: clock()) : []
      unreadable = (try index.unreadablePaths() + strange).sorted { Key($0) < Key($1) }
    } catch {
      throw error.failure
    }
  }

  private static func open(_ store: Store, _ layouts: [CollectionLayout]) throws(IndexError) -> RecordIndex {
    let version = "\(engineVersion) \(store.catalogue.fingerprint)"
    guard let path = location(of: store) else {
      return try RecordIndex(path: nil, layouts: layouts, version: version)
    }
    do throws(IndexError) {
      return try RecordIndex(path: path, layouts: layouts, version: version)
    } catch {
      guard error.kind == .disk else { throw error }
      return try RecordIndex(path: nil, layouts: layouts, version: version)
    }
  }

  /// Raised when the same record would be stored differently than before.
  private static let engineVersion = "1"

  /// Where the index of a store lies; nil when its folder cannot be made, or when git refuses the repository: then
  /// nothing is left in the work tree.
  package static func location(of store: Store) -> String? {
    guard store.repositoryFailure == nil else { return nil }
    let folder = store.repository.map { $0.gitDirectory + "/koja" } ?? store.files.absolute(".koja")
    return StoreFiles.ensureFolder(folder) ? folder + "/work.db" : nil
  }

  /// Takes in what changed; returns what is below `records/` and cannot be read as files.
  private static func refresh(_ index: RecordIndex, _ store: Store, readAt: (seconds: Int, nanoseconds: Int))
    throws(IndexError) -> [String]
  {
    let known = try index.stamps()
    let found = store.files.walk("records", stamps: true)
    let strange = found.filter { $0.kind != .file }.map(\.path)
    let entries = found.filter { $0.kind == .file && $0.path.hasSuffix(".yaml") }
    let present = Set(entries.map { Key($0.path) })
    let removed = known.keys.filter { !present.contains($0) }.map(\.string).sorted()
    let stale = entries.filter { entry in entry.stamp.map { known[Key(entry.path)] != $0 } ?? false }
    guard !stale.isEmpty || !removed.isEmpty else { return strange }
    let (files, catalogue) = (store.files, store.catalogue)
    // Parsed some thousands at a time while the index takes them in: memory does not grow with the store.
    let unreadable = Unreadable()
    let batches = stride(from: 0, to: stale.count, by: 2048).lazy.map { stale[$0..<min($0 + 2048, stale.count)] }
    let records = batches.flatMap { batch in
      let read = Parallel.map(Array(batch)) { Self.record($0, files, catalogue) }
      for (entry, record) in zip(batch, read) where record == nil {
        if let stamp = entry.stamp { unreadable.files.append((entry.path, stamp)) }
      }
      return read.compactMap { $0 }
    }
    try index.update(changed: records, removed: removed, readAt: readAt)
    if !unreadable.files.isEmpty {
      try index.update(changed: [], unreadable: unreadable.files, readAt: readAt)
    }
    return strange
  }

  /// Files that turned out to be no records while others were taken in.
  private final class Unreadable {
    var files: [(path: String, stamp: KojaIndex.FileStamp)] = []
  }

  private static func record(_ entry: StoreFiles.Entry, _ files: StoreFiles, _ catalogue: Catalogue) -> IndexedRecord? {
    guard let stamp = entry.stamp, let collection = catalogue.collection(ofPath: entry.path),
      let bytes = try? files.read(entry.path, limit: Store.recordLimit),
      let document = YAMLReader.read(bytes, path: entry.path).document, document.kind(Document.root) == .mapping
    else { return nil }
    return IndexedRecord(
      collection: collection.name, id: Record.id(ofPath: entry.path), path: entry.path, stamp: stamp,
      value: document.value(of: Document.root))
  }

  /// Which records have a number, as `collection/id`: one that is unique by itself, or one that a register gave.
  package func look(_ number: String) -> [String] {
    let unique = ((try? index.find(anyNumber: number)) ?? []).map { "\($0.collection)/\($0.id)" }
    guard unique.isEmpty, let numbers = layouts[EngineCollections.numbers] else { return unique }
    let now = Timestamp(seconds: 0, offset: 0)
    guard let filter = try? Filter.parse(["number:=\(number)"], layout: numbers, layouts: layouts, now: now),
      let field = try? KojaIndex.Field.named("record", layout: numbers, layouts: layouts)
    else { return [] }
    let query = RecordQuery(EngineCollections.numbers, filter: filter, columns: [field], now: now)
    return ((try? index.query(query)) ?? []).compactMap { $0.values.first?.string }
  }
}

extension IndexError {
  /// The error as one that a person can act upon.
  package var failure: Failure {
    Failure(kind == .bug ? .bug : kind == .busy ? .conflict : .environment, message, hint: hint)
  }
}
