internal import KojaCivic
package import KojaModel

extension IndexedStore {
  /// Keeps every record in which a check finds errors from the public: what does not fit its schema may hold anything.
  /// Whether something lies in the future is no question here: it is asked as of the year 2100, but for waivers, which hold
  /// when they are in force.
  ///
  /// - Returns: How many there are.
  package func withholdFaulty(now: Timestamp) -> Int {
    let late = Timestamp(seconds: 4_102_444_800, offset: 0)
    func run(_ source: some RecordSource) -> CheckRun { CheckRun(store.catalogue, source, now: late, waiving: now) }
    let paths = run(store.records).all().findings.filter { $0.severity == .error }.map(\.place.path)
    let faulty = Set(
      paths.compactMap { path in
        store.catalogue.collection(ofPath: path).map { Key("\($0.name)/\(Record.id(ofPath: path))") }
      })
    withheld.formUnion(faulty)
    return faulty.count
  }

  /// Keeps what was open to the public then, and is not any more, out of an answer about the past: secrecy that came later
  /// holds for what was written before, too. So do withdrawals, and what is gone.
  ///
  /// - Parameter present: The store as it is now.
  /// - Returns: How many records there are.
  package func withholdClosed(since present: Store) -> Int {
    let (then, now) = (store.records, present.records)
    let (catalogue, presentCatalogue) = (store.catalogue, present.catalogue)
    let closed = Parallel.map(then.entries(under: "records").map(\.path)) { path -> Key? in
      guard let collection = catalogue.collection(ofPath: path), collection.isOpen(to: .public),
        let document = then.document(path), collection.isOpenToPublic(document)
      else { return nil }
      let current = presentCatalogue.collection(collection.name) ?? collection
      if let document = now.document(path), current.isOpenToPublic(document) { return nil }
      return Key("\(collection.name)/\(Record.id(ofPath: path))")
    }.compactMap(\.self)
    withheld.formUnion(closed)
    return closed.count
  }
}

extension Collection {
  /// Whether the public may know of a record of these: it is published, and not withdrawn.
  func isOpenToPublic(_ document: Document) -> Bool {
    isOpen(to: .public) { document.scalar($0) } && !Withdrawal.isPresent(in: document)
  }
}

extension Store {
  /// Whether the public may know of a record as it is in this store.
  package func isOpenToPublic(_ path: String, _ collection: Collection) -> Bool {
    guard let document = records.document(path) else { return false }
    return (catalogue.collection(collection.name) ?? collection).isOpenToPublic(document)
  }

  /// Whether a check of a record finds errors, so that it does not go out to the public.
  package func isFaulty(_ path: String, now: Timestamp) throws(Failure) -> Bool {
    try CheckRun(catalogue, records, now: now).only([path]).findings.contains { $0.severity == .error }
  }
}
