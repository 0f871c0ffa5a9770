internal import KojaModel
internal import KojaYAML

/// Another store that is on this machine and that references lead to, for reading only.
struct OtherStore: Sendable {
  /// What references call it.
  let name: String
  let files: StoreFiles
  let catalogue: Catalogue
  /// Marks that lead to nobody any more because a sweep erased whom they meant, `people/ORG-…`.
  let erased: Set<Key>

  /// Another store, with what it notes of those that it erased.
  init(name: String, files: StoreFiles, catalogue: Catalogue) {
    (self.name, self.files, self.catalogue) = (name, files, catalogue)
    let lines = (try? files.read(Self.erasedPath, limit: 64 << 20)) ?? []
    erased = Set(
      lines.split(separator: 0x0A).map { line in
        Key(String(decoding: line.prefix { $0 != 0x20 }, as: UTF8.self))
      })
  }

  /// The record with an id; nil where there is none, or none that can be read.
  func document(_ id: String, in collection: String) -> (collection: Collection, document: Document)? {
    guard let collection = catalogue.collection(collection), let path = collection.path(of: id),
      let bytes = try? files.read(path, limit: Store.recordLimit),
      let document = YAMLReader.read(bytes, path: path).document
    else { return nil }
    return (collection, document)
  }

  /// Whether there is a record with an id.
  func has(_ id: String, in collection: String) -> Bool {
    catalogue.collection(collection)?.path(of: id).map { files.stamp($0) != nil } ?? false
  }

  /// Whether there was a record with an id that a sweep erased.
  func hasErased(_ id: String, in collection: String) -> Bool { erased.contains(Key("\(collection)/\(id)")) }

  /// How long it keeps people after the last of their matters, in months; nil where it does not say.
  var keptMonths: Int? { catalogue.settings.keptMonths }

  /// Its records of a collection.
  func people(in collection: String) -> [(id: String, path: String)] {
    guard let collection = catalogue.collection(collection) else { return [] }
    return files.walk("records/\(collection.name)", stamps: false).filter { $0.kind == .file }.compactMap { entry in
      collection.idOfPlaced(entry.path).map { (String($0), entry.path) }
    }
  }

  /// The file that notes what was erased: a mark and the day on each line, and nothing of the person.
  private static let erasedPath = "erased.txt"

  /// Notes that marks lead to nobody from a day on.
  func noteErased(_ ids: [String], of collection: String, on day: CalendarDate) throws(FileError) {
    let present = files.stamp(Self.erasedPath) == nil ? [] : try files.read(Self.erasedPath, limit: 64 << 20)
    let lines = ids.map { "\(collection)/\($0) \(day)\n" }.joined()
    try files.write(present + Array(lines.utf8), to: Self.erasedPath)
  }

  /// The ids of a collection.
  func ids(of collection: String) -> ByteSet {
    guard let collection = catalogue.collection(collection) else { return ByteSet() }
    let entries = files.walk("records/\(collection.name)", stamps: false).filter { $0.kind == .file }
    return ByteSet(entries.compactMap { collection.idOfPlaced($0.path).map(String.init) })
  }
}
