internal import KojaModel
internal import KojaYAML

/// Another store that is on this machine and that references lead to, for reading only.
struct OtherStore: Sendable {
  /// What references call it.
  let name: String
  let files: StoreFiles
  let catalogue: Catalogue

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

  /// The ids of a collection.
  func ids(of collection: String) -> ByteSet {
    guard let collection = catalogue.collection(collection) else { return ByteSet() }
    let entries = files.walk("records/\(collection.name)", stamps: false).filter { $0.kind == .file }
    return ByteSet(entries.compactMap { collection.idOfPlaced($0.path).map(String.init) })
  }
}
