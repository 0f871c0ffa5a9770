internal import KojaModel
internal import KojaYAML

/// A file below `schemas/` that is read when someone asks for it, judged by its meta-schema.
struct SchemaFile {
  /// The file, relative to the store.
  let path: String
  /// Its bytes; empty where it cannot be read.
  let bytes: [UInt8]
  /// Its text as a tree; nil where it is none.
  let document: Document?
  /// What is wrong with it.
  let findings: [Finding]

  /// Whether it cannot be used.
  var isFaulty: Bool { document == nil || findings.contains { $0.severity == .error } }
}

extension Store {
  /// Reads a file below `schemas/`.
  func readSchemaFile(_ path: String) -> SchemaFile {
    let bytes: [UInt8]
    do throws(FileError) { bytes = try files.read(path, limit: Self.recordLimit) } catch {
      let finding = Finding("store/unreadable", at: Place(file: path), error.phrase)
      return SchemaFile(path: path, bytes: [], document: nil, findings: [finding])
    }
    let reading = YAMLReader.read(bytes, path: path)
    let kind = MetaSchemas.Kind(ofPath: path)
    let faults = reading.document.flatMap { document in
      kind.map { MetaSchemas.findings(document, as: $0, path: path) }
    }
    return SchemaFile(
      path: path, bytes: bytes, document: reading.document,
      findings: faults.map { reading.findings(with: $0) } ?? reading.findings)
  }
}
