internal import KojaModel
internal import KojaYAML

/// A record that is about to be made, one of many.
struct Arrival: Sendable {
  /// Which one of those that were given.
  let index: Int
  /// Where it will lie.
  let path: String
  /// Its text.
  let text: [UInt8]
  /// The number that it takes, as another file.
  let claims: [PlannedChange.FileEdit]

  /// The files that come with it.
  fileprivate var files: [(path: String, text: [UInt8])] {
    [(path, text)] + claims.map { ($0.path, $0.after ?? []) }
  }
}

/// Judges records that are about to be made, many at a time, among those that are there.
///
/// What was accepted counts as there for those that come after.
final class ArrivalJudge {
  /// One thing that is wrong.
  struct Flaw {
    /// The record that it is about.
    let index: Int
    /// What is wrong.
    let finding: Finding
    /// The text in which it was found; nil where it is about something else.
    let text: [UInt8]?
  }

  /// What was found, and what is to be remembered of those that are accepted.
  struct Verdict {
    /// Errors, in the order of the records.
    let flaws: [Flaw]
    fileprivate let ids: PresentIDs
    fileprivate let unique: [TextKey: String]
  }

  private let store: Store
  private let collection: Collection
  private let now: Timestamp
  private let names: ByteSet
  private lazy var ids = present()
  private lazy var unique = presentUnique()

  /// A judge of what comes into a collection.
  init(_ store: Store, _ collection: Collection, now: Timestamp) {
    (self.store, self.collection, self.now) = (store, collection, now)
    names = ByteSet(store.catalogue.collections.map(\.name))
  }

  /// Judges records as they will lie in the store, together.
  func judge(_ arrivals: [Arrival]) -> Verdict {
    var changes: [Key: [UInt8]?] = [:]
    var indices: [Key: Int] = [:]
    var new: [PlacedFile] = []
    for arrival in arrivals {
      for (path, text) in arrival.files {
        changes[Key(path)] = text
        indices[Key(path)] = arrival.index
        new.append(PlacedFile(StoreFiles.Entry(path: path, kind: .file, stamp: nil), store.catalogue, names))
      }
    }
    func flaw(_ finding: Finding) -> Flaw {
      let path = Key(finding.place.path)
      return Flaw(index: indices[path] ?? .max, finding: finding, text: changes[path] ?? nil)
    }
    let overlay = OverlaySource(WorkTreeSource(store.files), changes: changes)
    var ids = self.ids
    for file in new { ids.insert(file) }
    let (findings, facts) = CheckRun(store.catalogue, overlay, now: now).fresh(new, among: ids, names: names)
    var flaws = findings.filter { $0.severity == .error }.map(flaw)
    flaws += asked(arrivals, overlay).filter { $0.severity == .error }.map(flaw)
    var seen: [TextKey: String] = [:]
    for (field, mark) in facts.flatMap(\.unique) {
      let key = TextKey(field, mark.value)
      if let other = seen[key] ?? unique[key] {
        let name = field.split(separator: ".", maxSplits: 1).last.map(String.init) ?? field
        var place = Place(file: mark.path)
        place.bytes = mark.bytes
        flaws.append(
          flaw(
            Finding(
              "unique/double", at: place,
              Phrase(
                id: "`\(name)` bernilai sama dengan di `\(other)`", en: "`\(name)` has the same value as in `\(other)`"),
              hint: Phrase(id: "nilai ini hanya boleh dipakai sekali", en: "only one record may have this value"))))
      } else {
        seen[key] = mark.record
      }
    }
    return Verdict(
      flaws: flaws.enumerated().sorted { ($0.1.index, $0.0) < ($1.1.index, $1.0) }.map(\.1), ids: ids, unique: seen)
  }

  /// What is asked of their first entries, by the records that they will lie among; see ``NewEntryCheck``.
  private func asked(_ arrivals: [Arrival], _ overlay: OverlaySource<WorkTreeSource>) -> [Finding] {
    guard NewEntryCheck.asks(of: collection) else { return [] }
    let (catalogue, collection) = (store.catalogue, collection)
    let source = KnownRecords(overlay)
    let context = CheckContext(catalogue: catalogue, reference: ReferenceData(catalogue, source), now: now)
    let check = NewEntryCheck(context: context, asksOfArrivals: false)
    return arrivals.flatMap { arrival -> [Finding] in
      guard let document = YAMLReader.read(arrival.text, path: arrival.path, symbols: catalogue.symbols).document else {
        return []
      }
      let id = Record.id(ofPath: arrival.path)
      return check.findings(
        Record(collection: collection, id: id, path: arrival.path, document: document), since: nil)
    }
  }

  /// Counts judged records as there.
  func accept(_ verdict: Verdict) {
    ids = verdict.ids
    unique.merge(verdict.unique) { first, _ in first }
  }

  /// The ids that are there.
  private func present() -> PresentIDs {
    let (catalogue, names) = (store.catalogue, names)
    return PresentIDs(
      Parallel.map(store.files.walk("records", stamps: false)) { PlacedFile($0, catalogue, names) }, catalogue)
  }

  /// Values that only one record may have, with the records that have them.
  private func presentUnique() -> [TextKey: String] {
    guard !collection.uniqueFields.isEmpty else { return [:] }
    let own = store.files.walk("records/\(collection.name)", stamps: false)
    let context = CheckContext(
      catalogue: store.catalogue, reference: ReferenceData(store.catalogue, WorkTreeSource(store.files)), now: now)
    let (files, collection) = (store.files, collection)
    let facts = Parallel.map(own) { entry -> JoinedFacts? in
      guard let bytes = try? files.readFound(entry.path, limit: Store.recordLimit),
        let document = YAMLReader.read(bytes, path: entry.path).document
      else { return nil }
      let record = Record(
        collection: collection, id: Record.id(ofPath: entry.path), path: entry.path, document: document)
      return JoinedFacts(record, context)
    }
    var unique: [TextKey: String] = [:]
    for (field, mark) in facts.compactMap({ $0 }).flatMap(\.unique) { unique[TextKey(field, mark.value)] = mark.record }
    return unique
  }
}
