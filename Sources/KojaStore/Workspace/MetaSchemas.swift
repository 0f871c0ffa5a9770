internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// The schemas of the schema files themselves, embedded in the tool.
enum MetaSchemas {
  /// A kind of file below `schemas/`.
  enum Kind: String, CaseIterable {
    case schema, workflow, store
  }

  /// Findings of a file against its meta-schema, at their places in the file.
  static func findings(_ document: Document, as kind: Kind, path: String) -> [Finding] {
    set.schema("meta/\(kind.rawValue).yaml")?.findings(document, path: path) ?? []
  }

  private static let set = SchemaSet(
    Kind.allCases.compactMap { kind in
      let bytes =
        switch kind {
        case .schema: PackageResources.schema_yaml
        case .workflow: PackageResources.workflow_yaml
        case .store: PackageResources.store_yaml
        }
      return YAMLReader.read(bytes, path: "meta/\(kind.rawValue).yaml").document
        .map { SchemaSource(uri: "meta/\(kind.rawValue).yaml", document: $0) }
    })
}
