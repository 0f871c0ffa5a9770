internal import KojaModel
internal import KojaSchema
internal import KojaYAML
internal import Synchronization

/// What people call the records of a collection, besides their ids: titles, and values that only one record may have. It
/// finds the record that a reference to nothing was meant for.
///
/// A collection is read when the first reference leads to nothing, and kept.
final class ReferenceNames: Sendable {
  /// The record that was meant.
  struct Meant: Sendable {
    /// The id to ask about.
    let id: String
    /// Whether it can be taken without asking.
    let isSure: Bool
  }

  private struct Known: Sendable {
    var ids: [String] = []
    var names: [(name: String, id: String)] = []
  }

  /// Collections with more records are known by their ids only.
  private static let mostRead = 20_000

  private let source: any RecordSource
  private let catalogue: Catalogue
  private let known = Mutex<[Key: Known]>([:])
  private let answers = Mutex<[Key: Meant?]>([:])

  /// The names of the records of a source.
  init(_ catalogue: Catalogue, _ source: some RecordSource) {
    self.catalogue = catalogue
    self.source = source
  }

  /// The ids of a collection, sorted.
  func ids(of collection: String) -> [String] { known(of: collection).ids }

  /// The only record of a collection that people call so, whatever the case; nil where none is, or several are.
  func called(_ typed: String, in collection: String) -> String? {
    let called = allCalled(typed, in: collection)
    return called.count == 1 ? called.first?.string : nil
  }

  /// The records that people call so, where these are several: who asks has to choose.
  func namesakes(_ typed: String, in collection: String) -> [String] {
    let called = allCalled(typed, in: collection)
    return called.count > 1 ? called.sorted().map(\.string) : []
  }

  private func allCalled(_ typed: String, in collection: String) -> Set<Key> {
    let folded = typed.lowercased()
    return Set(known(of: collection).names.filter { $0.name.lowercased().sameBytes(as: folded) }.map { Key($0.id) })
  }

  /// The record of a collection that was meant by what is no id of it; nil where none comes near.
  func meant(by typed: String, in collection: String) -> Meant? {
    let question = Key("\(collection)/\(typed)")
    if let answer = answers.withLock({ $0[question] }) { return answer }
    let answer = answer(typed, collection)
    answers.withLock { $0[question] = .some(answer) }
    return answer
  }

  private func answer(_ typed: String, _ collection: String) -> Meant? {
    let called = allCalled(typed, in: collection)
    // Of several people of one name nobody knows which.
    if let first = called.first { return called.count == 1 ? Meant(id: first.string, isSure: true) : nil }
    let known = known(of: collection)
    if let near = Suggestion.nearest(to: typed, among: known.ids) {
      return Meant(id: near, isSure: isSlip(typed, of: Suggestion.only(near: typed, among: known.ids), in: collection))
    }
    return Suggestion.name(nearestTo: typed, among: known.names.map { ($0.id, [$0.name]) }).map {
      Meant(id: $0, isSure: false)
    }
  }

  /// Whether an id was surely meant. Ids that koja makes are alike by chance; of those only a single slip counts.
  private func isSlip(_ typed: String, of id: String?, in collection: String) -> Bool {
    guard let id else { return false }
    guard catalogue.collection(collection)?.ids.prefix != nil else { return true }
    return Suggestion.distance(typed.lowercased(), id.lowercased(), limit: 1) != nil
  }

  private func known(of name: String) -> Known {
    known.withLock { cache in
      if let known = cache[Key(name)] { return known }
      let known = read(name)
      cache[Key(name)] = known
      return known
    }
  }

  private func read(_ name: String) -> Known {
    guard let collection = catalogue.collection(name) else { return Known() }
    // A file in the wrong folder is no record that could be meant.
    let entries = source.entries(under: "records/\(name)").filter { entry in
      entry.kind == .file && collection.idOfPlaced(entry.path) != nil
    }
    var known = Known(ids: entries.map { Record.id(ofPath: $0.path) }.sorted())
    guard entries.count <= Self.mostRead else { return known }
    let fields = ([collection.titleField].compactMap { $0 } + collection.uniqueFields.map(\.name)).filter {
      collection.isOpen($0)
    }
    // Items that one member names: former names.
    let lists = collection.namings.filter { $0.names.count == 1 && collection.isOpen($0.name) }
    guard !(fields.isEmpty && lists.isEmpty) else { return known }
    known.names = Parallel.map(entries) { entry -> [(name: String, id: String)] in
      guard let bytes = try? source.bytes(entry.path),
        let document = YAMLReader.read(bytes, path: entry.path).document
      else { return [] }
      let id = Record.id(ofPath: entry.path)
      let others = lists.flatMap { list -> [(name: String, id: String)] in
        let items = document.node(at: list.path).map { document.items($0) } ?? []
        return items.compactMap { document.value(list.names[0], in: $0).flatMap { document.text($0) } }.map { ($0, id) }
      }
      return others
        + fields.flatMap { field -> [(name: String, id: String)] in
          guard
            let name = document.node(at: field.split(separator: ".").map(String.init)).flatMap(document.phraseOrText)
          else { return [] }
          return name.id.sameBytes(as: name.en) ? [(name.id, id)] : [(name.id, id), (name.en, id)]
        }
    }.flatMap { $0 }
    return known
  }
}
