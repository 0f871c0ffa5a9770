internal import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Everything that `schemas/` says: settings, collections, workflows, compiled schemas.
package struct Catalogue: Sendable {
  /// The settings of the store.
  package let settings: StoreSettings
  /// The collections by name, sorted.
  package let collections: [Collection]
  /// A hash over all schema files: answers derived from records are kept only while it stays the same.
  package let fingerprint: String

  /// The collection with a name.
  package func collection(_ name: String) -> Collection? { collections.first { $0.name.sameBytes(as: name) } }

  /// The collection whose minted ids have this id's prefix.
  package func collection(ofID id: String) -> Collection? {
    guard let dash = id.firstIndex(of: "-") else { return nil }
    return collections.first { $0.ids.prefix?.sameBytes(as: String(id[..<dash])) ?? false }
  }

  /// The collection in whose folder a path lies.
  package func collection(ofPath path: String) -> Collection? {
    let parts = path.split(separator: "/", maxSplits: 2)
    return parts.count == 3 && parts[0] == "records" ? collection(String(parts[1])) : nil
  }

  /// Reads and checks all files below `schemas/`.
  ///
  /// - Parameters:
  ///   - paths: The files below `schemas/`, sorted.
  ///   - read: Gives the bytes of one.
  /// - Returns: The catalogue, nil when errors make it unusable, and all findings.
  package static func load(paths: [String], read: (String) throws(FileError) -> [UInt8])
    -> (catalogue: Catalogue?, findings: [Finding])
  {
    var loader = CatalogueLoader()
    for path in paths where path.hasSuffix(".yaml") {
      do throws(FileError) {
        loader.add(path, try read(path))
      } catch {
        loader.findings.append(Finding("store/unreadable", at: Place(file: path), error.phrase))
      }
    }
    let catalogue = loader.finish()
    let findings = loader.findings.sorted()
    return (findings.contains { $0.severity == .error } ? nil : catalogue, findings)
  }
}

private struct CatalogueLoader {
  var findings: [Finding] = []
  private var documents: [(path: String, document: Document)] = []
  private var hash = FNV64()

  mutating func add(_ path: String, _ bytes: [UInt8]) {
    hash.combine(Array(path.utf8))
    hash.combine(bytes)
    let reading = YAMLReader.read(bytes, path: path)
    findings += reading.findings
    guard let document = reading.document else { return }
    documents.append((path, document))
    switch StoreFiles.name(of: path) {
    case "schema.yaml": findings += MetaSchemas.findings(document, as: .schema, path: path)
    case "common.yaml": findings += MetaSchemas.findings(document, as: .common, path: path)
    case "workflow.yaml": findings += MetaSchemas.findings(document, as: .workflow, path: path)
    case "store.yaml": findings += MetaSchemas.findings(document, as: .store, path: path)
    default: break
    }
  }

  mutating func finish() -> Catalogue? {
    guard let settings = document(StoreSettings.path) else {
      findings.append(
        Finding(
          "store/no-settings", at: Place(file: StoreSettings.path),
          Phrase(id: "berkas pengaturan ini tidak ada", en: "there is no settings file"),
          hint: Phrase(id: "`koja init DIR` membuat yang lengkap", en: "`koja init DIR` makes a complete one")))
      return nil
    }
    let workflows = workflows()
    let sources = documents.filter { ["schema.yaml", "common.yaml"].contains(StoreFiles.name(of: $0.path)) }
      .map { SchemaSource(uri: $0.path, document: $0.document) }
    let set = SchemaSet(sources, enumLabels: stateLabels(workflows))
    findings += set.findings
    let collections = documents.filter { $0.path.hasSuffix("/schema.yaml") }.compactMap { path, document in
      collection(path: path, document, set: set, workflow: workflows[path.split(separator: "/")[1]])
    }
    return Catalogue(
      settings: StoreSettings(settings), collections: collections.sorted { Key($0.name) < Key($1.name) },
      fingerprint: hash.text)
  }

  private func document(_ path: String) -> Document? { documents.first { $0.path.sameBytes(as: path) }?.document }

  private mutating func workflows() -> [Substring: Workflow] {
    var result: [Substring: Workflow] = [:]
    for (path, document) in documents where path.hasSuffix("/workflow.yaml") {
      let (workflow, faults) = Workflow.read(document, path: path)
      findings += faults
      result[path.split(separator: "/")[1]] = workflow
    }
    return result
  }

  /// The labels of states stand in the workflow; the schema's `enum` of `status` borrows them.
  private func stateLabels(_ workflows: [Substring: Workflow]) -> [String: [String: Phrase]] {
    Dictionary(
      uniqueKeysWithValues: workflows.map { name, workflow in
        (
          "schemas/\(name)/schema.yaml#/properties/status",
          Dictionary(workflow.states.map { ($0.name, $0.label) }, uniquingKeysWith: { first, _ in first })
        )
      })
  }

  private mutating func collection(path: String, _ document: Document, set: SchemaSet, workflow: Workflow?)
    -> Collection?
  {
    let name = String(path.split(separator: "/")[1])
    guard let facts = document.value("x-collection"), let schema = set.schema(path) else { return nil }
    checkStates(of: workflow, in: document, path: path)
    func text(_ key: String) -> String? { document.value(key, in: facts).flatMap { document.text($0) } }
    let folder = text("path") ?? ""
    let ids: IDRule
    let id = document.value("id", in: facts)
    if let prefix = id.flatMap({ document.value("prefix", in: $0) }).flatMap({ document.text($0) }) {
      ids = IDRule(prefix: prefix, path: folder)
    } else if let node = id.flatMap({ document.value("pattern", in: $0) }), let pattern = document.text(node) {
      do throws(PatternError) {
        ids = try IDRule(pattern: pattern, path: folder)
      } catch {
        findings.append(Finding("schema/pattern", at: document.place(node, in: path), error.message, hint: error.hint))
        return nil
      }
    } else {
      return nil
    }
    return Collection(
      name: name, label: document.phrase(document.value("label", in: facts), default: name),
      kind: text("kind").flatMap(Collection.Kind.init(rawValue:)) ?? .reference, ids: ids, titleField: text("title"),
      dateField: text("date"), schema: schema, fields: set.fields(of: path), workflow: workflow)
  }

  /// The schema's list of states and the workflow's must be the same: other tools read the one, koja the other.
  private mutating func checkStates(of workflow: Workflow?, in document: Document, path: String) {
    guard let workflow, let node = document.node(at: ["properties", "status", "enum"]) else { return }
    let listed = Set(document.texts(node).map { Key($0) })
    let states = Set(workflow.states.map { Key($0.name) })
    guard listed != states else { return }
    let differing = listed.symmetricDifference(states).sorted().map(\.string).joined(separator: ", ")
    findings.append(
      Finding(
        "store/states-differ", at: document.place(node, in: path),
        Phrase(
          id: "daftar keadaan ini berbeda dengan alurnya: \(differing)",
          en: "this list of states differs from the workflow: \(differing)"),
        hint: Phrase(id: "samakan dengan `workflow.yaml`", en: "make it the same as in `workflow.yaml`")))
  }
}

/// Fowler, Noll and Vo's hash of 64 bits (FNV-1a): tells versions of files apart, nothing more.
struct FNV64 {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ bytes: [UInt8]) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    state = (state ^ 0xFF) &* 0x100_0000_01b3
  }

  var text: String { String(state, radix: 16) }
}
