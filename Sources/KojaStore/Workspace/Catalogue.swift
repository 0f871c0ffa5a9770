package import KojaModel
internal import KojaSchema

/// Everything that `schemas/` says: settings, collections, workflows, compiled schemas.
package struct Catalogue: Sendable {
  /// The settings of the store.
  package let settings: StoreSettings
  /// The collections by name, sorted.
  package let collections: [Collection]
  /// A hash over all schema files: answers derived from records are kept only while it stays the same.
  package let fingerprint: String
  /// The schema files, taken apart when a record is judged.
  private let lateSchemas: Late<SchemaSet>
  private let fieldSchemas = Memo<Key, Schema?>()
  /// Records that the settings name.
  private let settingsLinks: [RecordLink]

  /// Puts together what was read; see the properties.
  init(
    settings: StoreSettings, collections: [Collection], fingerprint: String, schemas: Late<SchemaSet>,
    settingsLinks: [RecordLink]
  ) {
    self.settings = settings
    self.collections = collections
    self.fingerprint = fingerprint
    lateSchemas = schemas
    self.settingsLinks = settingsLinks
  }

  /// The names of keys in schemas and workflows: readers mark keys with their symbols.
  var symbols: SymbolTable { lateSchemas.value.symbols }
  /// Records that the files below `schemas/` name.
  var links: [RecordLink] { collections.flatMap { $0.workflowReferences?.links ?? [] } + settingsLinks }

  /// The collection with a name.
  package func collection(_ name: String) -> Collection? { collections.first { $0.name.sameBytes(as: name) } }

  /// The collection whose minted ids have this id's prefix.
  package func collection(ofID id: String) -> Collection? {
    guard let dash = id.firstIndex(of: "-") else { return nil }
    return collections.first { $0.ids.prefix?.sameBytes(as: String(id[..<dash])) ?? false }
  }

  /// What the schema of a collection says at a dotted field, where it says so at that very place.
  func schema(of dotted: String, in collection: Collection) -> Schema? {
    fieldSchemas.answer(Key("\(collection.name).\(dotted)")) {
      let keys = dotted.split(separator: ".").map { key in
        key.replacing("~", with: "~0").replacing("/", with: "~1")
      }
      return lateSchemas.value.schema(
        collection.schemaPath + "#" + keys.map { "/properties/\($0)" }.joined())
    }
  }

  /// The collection in whose folder a path lies.
  package func collection(ofPath path: String) -> Collection? {
    guard path.hasPrefix("records/") else { return nil }
    let inside = path.utf8.dropFirst("records/".utf8.count)
    guard let slash = inside.firstIndex(of: UInt8(ascii: "/")), inside.index(after: slash) < inside.endIndex else {
      return nil
    }
    return collection(String(path[inside.startIndex..<slash]))
  }

  /// Reads and checks all files below `schemas/` of a store.
  ///
  /// - Parameter verdict: What is known of schemas that were judged before.
  /// - Returns: The catalogue, nil when errors make it unusable, and all findings.
  package static func load(_ files: StoreFiles, verdict: SchemaVerdict? = nil) -> (
    catalogue: Catalogue?, findings: [Finding]
  ) {
    let folder = SchemaFolder(files)
    return load(paths: folder.paths, findings: folder.findings, verdict: verdict) { path throws(FileError) in
      try files.read(path, limit: Store.recordLimit)
    }
  }

  /// Reads and checks all files below `schemas/`.
  ///
  /// - Parameters:
  ///   - paths: The files below `schemas/`, sorted.
  ///   - findings: What is already known to be wrong with the folder.
  ///   - verdict: What is known of schemas that were judged before.
  ///   - read: Gives the bytes of one.
  /// - Returns: The catalogue, nil when errors make it unusable, and all findings.
  package static func load(
    paths: [String], findings: [Finding] = [], verdict: SchemaVerdict? = nil,
    read: (String) throws(FileError) -> [UInt8]
  ) -> (catalogue: Catalogue?, findings: [Finding]) {
    var loader = CatalogueLoader(findings: findings)
    for path in paths where path.hasSuffix(".yaml") && !Definition.isOne(path) {
      do throws(FileError) {
        loader.add(path, try read(path))
      } catch {
        loader.findings.append(Finding("store/unreadable", at: Place(file: path), error.phrase))
      }
    }
    let isSound = loader.findings.isEmpty
    let isKnownClean = isSound && verdict?.isClean(loader.fingerprint) ?? false
    let (catalogue, found) = loader.finish(isKnownClean: isKnownClean)
    if !isKnownClean, found.isEmpty, let catalogue { verdict?.keep(catalogue.fingerprint) }
    return (found.contains { $0.severity == .error } ? nil : catalogue, found.sorted())
  }
}
