internal import KojaIndex
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

extension IndexedStore {
  /// Takes the records of a commit into an empty, temporary index; returns the files that cannot be read as records.
  ///
  /// - Parameter collection: The one that questions will be about: with it come those that its fields lead to. Nil is all.
  static func fill(
    _ index: RecordIndex, from past: CommitSource, _ catalogue: Catalogue, about collection: Collection?
  ) throws(IndexError) -> [String] {
    let folders = collection.map { catalogue.reached(from: $0).map { "records/\($0.name)" } } ?? ["records"]
    let entries = folders.flatMap { past.entries(under: $0) }
    let files = entries.filter { $0.kind == .file && $0.path.hasSuffix(".yaml") }
    let unreadable = Unreadable(entries.filter { $0.kind != .file }.map(\.path))
    let batches = stride(from: 0, to: files.count, by: 2048).lazy.map { files[$0..<min($0 + 2048, files.count)] }
    let records = batches.flatMap { batch in
      let read = Parallel.map(Array(batch)) { record($0.path, past, catalogue) }
      for (entry, record) in zip(batch, read) where record == nil { unreadable.paths.append(entry.path) }
      return read.compactMap { $0 }
    }
    try index.update(changed: records, readAt: (0, 0))
    return unreadable.paths
  }

  /// Files that turned out to be no records while others were taken in.
  private final class Unreadable {
    var paths: [String]
    init(_ paths: [String]) { self.paths = paths }
  }

  private static func record(_ path: String, _ past: CommitSource, _ catalogue: Catalogue) -> IndexedRecord? {
    guard let collection = catalogue.collection(ofPath: path), let bytes = try? past.bytes(path),
      let document = YAMLReader.read(bytes, path: path).document, document.kind(Document.root) == .mapping
    else { return nil }
    let stamp = KojaIndex.FileStamp(
      size: bytes.count, mtimeSeconds: 0, mtimeNanoseconds: 0, ctimeSeconds: 0, ctimeNanoseconds: 0, inode: 0)
    return IndexedRecord(
      collection: collection.name, id: Record.id(ofPath: path), path: path, stamp: stamp,
      value: document.value(of: Document.root))
  }
}

extension Catalogue {
  /// A collection and those whose records its fields lead to, across references of references.
  func reached(from collection: Collection) -> [Collection] {
    var found = [collection]
    var place = 0
    while place < found.count {
      for reference in found[place].fields.compactMap(\.scalar.reference) {
        if reference == "*" { return collections }
        guard let next = self.collection(reference), !found.contains(where: { $0 === next }) else { continue }
        found.append(next)
      }
      place += 1
    }
    return found
  }
}
