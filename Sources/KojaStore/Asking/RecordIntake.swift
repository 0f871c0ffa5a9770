internal import KojaCivic
internal import KojaGit
internal import KojaIndex
internal import KojaModel
internal import KojaYAML

/// Makes of files what the index takes in; shared by the threads that read.
struct RecordIntake: Sendable {
  let catalogue: Catalogue
  let clocks: ClockFace

  /// What reads records of a store, work tree or past.
  init(_ store: Store) {
    catalogue = store.catalogue
    clocks = ClockFace(store)
  }

  /// The hash of a content: the name that git would give it; empty where it could not be read.
  static func hash(_ bytes: [UInt8]?) -> [UInt8] { bytes.flatMap { try? Repository.hash(blob: $0).bytes } ?? [] }

  /// Adds a file to a batch: a record, or what cannot be read as one (nil bytes are those of a file that cannot be read).
  func add(
    _ path: String, _ bytes: [UInt8]?, content: [UInt8]?, stamp: KojaIndex.FileStamp? = nil, to batch: inout RecordBatch
  ) {
    guard let bytes, let collection = catalogue.collection(ofPath: path),
      let document = YAMLReader.read(bytes, path: path).document, document.kind(Document.root) == .mapping
    else { return batch.add(unreadable: path, content: content, stamp: stamp) }
    let replay = collection.workflow.map { Replay(Timeline(of: document), of: $0) }
    let record = IndexedRecord(
      collection: collection.name, id: Record.id(ofPath: path), path: path, document: document,
      states: replay.map { $0.steps.map { ($0.position, $0.state) } },
      clocks: replay.map { clocks.rows(document, of: collection, $0) } ?? [])
    batch.add(record, content: content, stamp: stamp)
  }
}
