internal import KojaGit
internal import KojaIndex
internal import KojaModel
internal import KojaSchema

extension IndexOpener {
  /// So many indexes of the past are kept, one for each set of schemas.
  private static let pastLimit = 3

  /// A blob at a path.
  private struct Blob: Sendable {
    let path: String
    let id: ObjectID
  }

  /// The index of the records at a commit.
  ///
  /// It is kept and moved from one commit to the next by the files that differ between them, so that questions about
  /// the same time, or about times that are near, read next to nothing.
  func past(_ past: CommitSource, about collection: Collection?) throws(IndexError) -> RecordIndex {
    let state = past.commit.hex
    if let path = pastLocation {
      do throws(IndexError) {
        for _ in 0..<3 {
          if freshness != .rebuilt, let index = try RecordIndex.open(path: path, layouts: layouts, version: version) {
            if try index.pin(at: state) { return index }
            if try move(index, to: past), try index.pin(at: state) { return index }
            index.close()
          }
          let index = try build(path, past, nil)
          if try index.pin(at: state) { return index }
        }
      } catch {
        guard error.kind != .bug, error.kind != .source else { throw error }
        if error.kind == .damaged { RecordIndex.discard(path: path) }
      }
    }
    return try build(nil, past, collection)
  }

  /// Where the index of the past for the schemas of that time lies.
  private var pastLocation: String? {
    guard let folder = IndexedStore.folder(of: store) else { return nil }
    let name = RecordIntake.hash(Array(version.utf8)).prefix(6).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
    return "\(folder)/past-\(name).db"
  }

  /// Moves the index to another commit; false where it is better made from nothing.
  private func move(_ index: RecordIndex, to past: CommitSource) throws(IndexError) -> Bool {
    guard let (old, revision) = try index.state(), let from = ObjectID(hex: old),
      let deltas = try? store.changedPaths(between: from, and: past.commit, under: ["records"])
    else { return false }
    if deltas.count > Self.largestUpdate {
      let all = try index.paths().count
      if deltas.count > all / 3 { return false }
    }
    let changed = records(deltas)
    let gone = deltas.filter { $0.new == nil }.map(\.path).filter(Self.isRecord)
    let dependent = try timed(by: changed.map(\.path) + gone, index)
    let left = Set((changed.map(\.path) + gone).map { Key($0) })
    let known = try index.contents(of: dependent.filter { !left.contains(Key($0)) })
    let forced = known.compactMap { path, content in
      ObjectID(bytes: content).map { Blob(path: path.string, id: $0) }
    }.sorted { Key($0.path) < Key($1.path) }
    let update = IndexUpdate(removed: gone, revision: revision, state: past.commit.hex)
    return try index.update(update, readAt: (0, 0)) { take in
      try read(changed + forced, past, index.batch) { try take($0) }
    } != nil
  }

  /// Makes the index from the tree of a commit, of all records or of those that questions about a collection need.
  private func build(_ path: String?, _ past: CommitSource, _ collection: Collection?) throws(IndexError) -> RecordIndex
  {
    if let path { prune(keeping: path) }
    // All records of a commit lie all over the packs; whole packs in memory would be most of what the question takes.
    try? Repository.prepareForLongWalk()
    let folders = collection.map { store.catalogue.reached(from: $0).map { "records/\($0.name)" } } ?? ["records"]
    let blobs = folders.sorted().flatMap { folder in
      past.blobs(under: folder).filter { $0.path.hasSuffix(".yaml") }.map { Blob(path: $0.path, id: $0.id) }
    }
    return try RecordIndex.build(path: path, layouts: layouts, version: version) { filler throws(IndexError) in
      let empty = filler.batch
      try taking { try read(blobs, past, empty) { try filler.add($0) } }
      filler.state = past.commit.hex
    }
  }

  private func read(
    _ blobs: [Blob], _ past: CommitSource, _ empty: RecordBatch, take: (RecordBatch) throws -> Void
  ) throws {
    let intake = RecordIntake(store)
    try Stream.map(blobs, chunk: Self.chunk) { blobs in
      var batch = empty.next(files: blobs.count)
      for blob in blobs { intake.add(blob.path, try? past.blob(blob.id), content: blob.id.bytes, to: &batch) }
      return batch
    } take: {
      try take($0)
    }
    // Neither what is missing nor an answer without it is kept.
    if let damage = past.damage { throw IndexError(unread: damage.phrase, hint: damage.hint) }
  }

  private func records(_ deltas: [PathDelta]) -> [Blob] {
    deltas.compactMap { delta in
      guard let id = delta.new, Self.isRecord(delta.path) else { return nil }
      return Blob(path: delta.path, id: id)
    }
  }

  /// Whether a path below the store is of what may be a record.
  private static func isRecord(_ path: String) -> Bool { path.hasSuffix(".yaml") }

  /// Deletes indexes of other schemas, the oldest first, so that there is a place for one more.
  private func prune(keeping path: String) {
    guard let folder = IndexedStore.folder(of: store) else { return }
    RecordIndex.prune(folder: folder, prefix: "past-", keeping: path, limit: Self.pastLimit)
  }
}

extension Catalogue {
  /// A collection and those whose records its fields lead to, across references of references.
  func reached(from collection: Collection) -> [Collection] {
    var found = [collection]
    var place = 0
    while place < found.count {
      let limits = ClockFace.timing(self).compactMap { self.collection($0.string) }
      let references = found[place].fields.compactMap(\.scalar.reference)
      if references.contains("*") { return collections }
      for next in references.compactMap({ self.collection($0) }) + limits
      where !found.contains(where: { $0 === next }) { found.append(next) }
      place += 1
    }
    return found
  }
}
