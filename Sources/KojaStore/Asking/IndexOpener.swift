internal import KojaIndex
internal import KojaModel

/// Opens the index of a store and brings it up to date, or makes it.
struct IndexOpener {
  let store: Store
  let freshness: Freshness
  let clock: () -> (seconds: Int, nanoseconds: Int)
  let layouts: Layouts

  /// Raised when the same record would be stored differently than before.
  private static let engineVersion = "2"
  /// So many files are read and parsed at a time by one thread.
  static let chunk = 256
  /// More changed files than these, and more than a third of all, are better taken in from nothing.
  static let largestUpdate = 5000

  init(_ store: Store, _ freshness: Freshness, _ clock: @escaping () -> (seconds: Int, nanoseconds: Int)) {
    self.store = store
    self.freshness = freshness
    self.clock = clock
    layouts = store.catalogue.layouts(in: store.settings.language)
  }

  /// Whatever decides how records are stored, and whose records they are: a copy of another store's index is none of
  /// this one.
  var version: String {
    "\(Self.engineVersion) \(store.catalogue.fingerprint) \(IndexedStore.folder(of: store).flatMap(StoreFiles.inode) ?? 0)"
  }

  /// The same, distrusting the index that is there.
  var madeAnew: IndexOpener { IndexOpener(store, .rebuilt, clock) }

  /// The index of the store, and what lies among its files and is no file.
  ///
  /// - Parameter collection: What will be asked about; nil is everything.
  func open(about collection: Collection?) throws(IndexError) -> (RecordIndex, strange: [String]) {
    if let past = store.past { return (try self.past(past, about: collection), []) }
    return try present()
  }

  /// The index of the files as they are now, and what lies among them and is no file.
  func present() throws(IndexError) -> (RecordIndex, strange: [String]) {
    guard let path = IndexedStore.location(of: store) else { return try build(nil) }
    do throws(IndexError) {
      if freshness != .rebuilt, let index = try RecordIndex.open(path: path, layouts: layouts, version: version) {
        guard freshness != .none else { return (index, []) }
        do throws(IndexError) {
          if let strange = try refresh(index) { return (index, strange) }
        } catch {
          guard error.kind == .damaged else { throw error }
        }
        index.close()
      }
      return try build(path)
    } catch {
      guard error.kind == .disk else { throw error }
      return try build(nil)
    }
  }

  /// Makes the index from all files.
  func build(_ path: String?) throws(IndexError) -> (RecordIndex, strange: [String]) {
    let readAt = clock()
    let scan = WorkTreeScan(store.files, nil, stamps: false)
    let (intake, files) = (RecordIntake(store), store.files)
    // Hashes are a fifth of the readers' work, and most files are never looked at again. They are made where the next look
    // is near, or where much else hangs on what a file says.
    let (catalogue, timing, isExact) = (store.catalogue, timing, freshness == .contents)
    let wantsHash = { @Sendable (path: String) in
      isExact || (catalogue.collection(ofPath: path).map { timing.contains(Key($0.name)) } ?? false)
    }
    let index = try RecordIndex.build(
      path: path, layouts: layouts, version: version, staysInMemory: !store.settings.hasHistory
    ) { filler throws(IndexError) in
      let empty = filler.batch
      filler.keepStamps(readAt: readAt)
      try taking {
        try Stream.map(scan.found.map(\.path), chunk: Self.chunk) { paths in
          let reader = FolderReader(files)
          var batch = empty.next(files: paths.count)
          for path in paths {
            let file = try? reader.read(path, limit: Store.recordLimit)
            // A file that went while the others were read is none.
            guard let stamp = file?.stamp ?? files.stamp(path) else { continue }
            let content = wantsHash(path) || stamp.isRacy(readAt: readAt) ? RecordIntake.hash(file?.bytes) : nil
            intake.add(path, file?.bytes, content: content, stamp: stamp, to: &batch)
          }
          return batch
        } take: {
          try filler.add($0)
        }
      }
    }
    return (index, scan.strange)
  }

  /// Runs what throws nothing but errors of the index.
  func taking(_ work: () throws -> Void) throws(IndexError) {
    do { try work() } catch { throw error as? IndexError ?? IndexError(error) }
  }
}
