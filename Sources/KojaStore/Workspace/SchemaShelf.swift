internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// The files below `schemas/`, each made a tree when somebody asks for it.
struct SchemaShelf: Sendable {
  /// A file.
  struct File: Sendable {
    /// Where it lies, relative to the store.
    let path: String
    /// What came of reading it.
    let reading: Late<YAMLReading>
    /// What its meta-schema is; nil where koja has none for it.
    var kind: MetaSchemas.Kind? { MetaSchemas.Kind(ofPath: path) }
    /// Whether other schemas may refer to it.
    var isSchema: Bool { kind == .schema || kind == .common }
  }

  /// The files in the order in which they were taken.
  private(set) var files: [File] = []

  /// Takes a file.
  mutating func add(_ path: String, _ bytes: [UInt8]) {
    files.append(File(path: path, reading: Late { YAMLReader.read(bytes, path: path) }))
  }

  /// The tree of a file; nil where there is no such file, or it is none.
  subscript(path: String) -> Document? {
    files.first { $0.path.sameBytes(as: path) }?.reading.value.document
  }

  /// The files to which schemas may refer, as far as they are trees.
  var schemas: [SchemaSource] {
    files.filter(\.isSchema).compactMap { file in
      file.reading.value.document.map { SchemaSource(uri: file.path, document: $0) }
    }
  }

  /// The tree of a file to which schemas may refer.
  func schema(_ path: String) -> Document? {
    files.first { $0.isSchema && $0.path.sameBytes(as: path) }?.reading.value.document
  }
}
