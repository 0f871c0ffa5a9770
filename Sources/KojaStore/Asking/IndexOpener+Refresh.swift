internal import KojaIndex
internal import KojaModel

extension IndexOpener {
  /// A file that may have changed.
  private struct Suspect: Sendable {
    let path: String
    /// What `stat` said; nil for a file that is as it was and must be taken in again all the same.
    let stamp: KojaIndex.FileStamp?
    /// The hash of the content that the index has; nil where any content is news.
    let known: [UInt8]?
  }

  /// Takes in what changed; returns what is no file among the records, or nil where so much changed that it is better
  /// made from nothing.
  func refresh(_ index: RecordIndex) throws(IndexError) -> [String]? {
    // Again when another process was faster: then its work is found done.
    for _ in 0..<5 {
      let ledger = try index.ledger()
      guard !ledger.isEmpty else { return nil }
      let isBlind = freshness == .contents || ledger.table == nil
      let readAt = clock()
      let scan = scan(isBlind ? nil : ledger)
      let gone = isBlind ? try missing(from: scan, index) : scan.gone
      if scan.found.isEmpty, gone.isEmpty { return scan.strange }
      let count = scan.found.count + gone.count
      if !isBlind, count > Self.largestUpdate, count > (ledger.table?.count ?? 0) / 3 { return nil }
      let suspects = try suspects(scan.found, gone: gone, index)
      let update = IndexUpdate(removed: gone, revision: ledger.revision)
      guard let revision = try index.update(update, readAt: readAt, fill: { try read(suspects, index.batch, into: $0) })
      else { continue }
      if isBlind {
        var stamps = StampTable.Maker()
        for case (let path, let stamp?) in scan.found { stamps.add(path: path, stamp, readAt: readAt) }
        try index.replaceStamps(stamps, at: revision)
      } else if ledger.newer.count + count > RecordIndex.newerLimit {
        let ledger = try index.ledger()
        try index.replaceStamps(ledger.merged(), at: ledger.revision)
      }
      return scan.strange
    }
    return nil
  }

  private func scan(_ ledger: StampLedger?) -> WorkTreeScan {
    if case .only(let paths) = freshness, ledger != nil { return WorkTreeScan(store.files, only: paths) }
    return WorkTreeScan(store.files, ledger)
  }

  /// What the index knows and a scan of everything did not find.
  private func missing(from scan: WorkTreeScan, _ index: RecordIndex) throws(IndexError) -> [String] {
    let present = Set(scan.found.map { Key($0.path) })
    return try index.paths().filter { !present.contains(Key($0)) }
  }

  /// What must be read: what has another stamp, and the records whose due times depend on a record that changed.
  private func suspects(
    _ found: [(path: String, stamp: KojaIndex.FileStamp?)], gone: [String], _ index: RecordIndex
  ) throws(IndexError) -> [Suspect] {
    let known = try index.contents(of: found.map(\.path))
    let changed = found.map(\.path).filter { path in
      guard isTiming(path), let old = known[Key(path)] else { return isTiming(path) }
      return (try? store.files.readFound(path, limit: Store.recordLimit)).map(RecordIntake.hash) != old
    }
    let dependent = try timed(by: changed + gone.filter(isTiming), index)
    let left = Set(found.map { Key($0.path) } + gone.map { Key($0) })
    let forced = Set(dependent.map { Key($0) })
    return found.map { path, stamp in
      Suspect(path: path, stamp: stamp, known: forced.contains(Key(path)) ? nil : known[Key(path)])
    } + dependent.filter { !left.contains(Key($0)) }.map { Suspect(path: $0, stamp: nil, known: nil) }
  }

  /// Whether due times may depend on the record at a path.
  private func isTiming(_ path: String) -> Bool {
    store.catalogue.collection(ofPath: path).map { timing.contains(Key($0.name)) } ?? false
  }

  private func read(_ suspects: [Suspect], _ empty: RecordBatch, into take: RecordIndex.Sink) throws {
    let (intake, files) = (RecordIntake(store), store.files)
    try Stream.map(suspects, chunk: Self.chunk) { suspects in
      var batch = empty.next(files: suspects.count)
      for suspect in suspects {
        let bytes = try? files.readFound(suspect.path, limit: Store.recordLimit)
        let content = RecordIntake.hash(bytes)
        if let known = suspect.known, known == content, let stamp = suspect.stamp {
          batch.add(unchanged: suspect.path, stamp: stamp)
        } else {
          intake.add(suspect.path, bytes, content: content, stamp: suspect.stamp, to: &batch)
        }
      }
      return batch
    } take: {
      try take($0)
    }
  }
}

extension IndexOpener {
  /// The collections whose records decide about due times.
  var timing: Set<Key> { ClockFace.timing(store.catalogue) }

  /// The records with clocks that depend on the records at some paths.
  func timed(by paths: [String], _ index: RecordIndex) throws(IndexError) -> [String] {
    let records = paths.compactMap { path in
      store.catalogue.collection(ofPath: path).map { "\($0.name)/\(Record.id(ofPath: path))" }
    }
    return try index.paths(timedBy: records)
  }
}
