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
    withheld = Set(
      paths.compactMap { path in
        store.catalogue.collection(ofPath: path).map { Key("\($0.name)/\(Record.id(ofPath: path))") }
      })
    return withheld.count
  }
}
