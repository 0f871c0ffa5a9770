internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// The schemas of the schema files themselves, embedded in the tool.
enum MetaSchemas {
  /// A kind of file below `schemas/`.
  enum Kind: String {
    /// The schema of a collection.
    case schema = "meta/schema.yaml"
    /// A schema of parts that others refer to.
    case common = "meta/schema.yaml#/$defs/part"
    case workflow = "meta/workflow.yaml"
    case store = "meta/store.yaml"
    case pools = "meta/pools.yaml"
    case migration = "meta/migration.yaml"
    case export = "meta/export.yaml"
    case `import` = "meta/import.yaml"
    case report = "meta/report.yaml"
    case scorecard = "meta/scorecard.yaml"
    case draft = "meta/draft.yaml"
    case views = "meta/views.yaml"
    case overview = "meta/overview.yaml"
    case publication = "meta/publish.yaml"

    /// The kind of a file; nil where koja has no meta-schema for it.
    init?(ofPath path: String) {
      let parts = path.split(separator: "/")
      if let definition = Definition.Kind(ofPath: path) {
        self =
          switch definition {
          case .report: .report
          case .import: .import
          case .export: .export
          case .scorecard: .scorecard
          case .draft: .draft
          }
        return
      }
      switch (parts.count, parts.last) {
      case (2, "store.yaml"): self = .store
      case (2, "overview.yaml"): self = .overview
      case (2, "publish.yaml"): self = .publication
      case (_, "common.yaml"): self = .common
      case (3, "schema.yaml"): self = .schema
      case (3, "workflow.yaml"): self = .workflow
      case (3, "pools.yaml"): self = .pools
      case (3, "views.yaml"): self = .views
      case (4, _) where parts[2] == "migrations": self = .migration
      default: return nil
      }
    }
  }

  /// Findings of a file against its meta-schema, at their places in the file; the rules lie in the tool, where nobody
  /// can look at them.
  static func findings(_ document: Document, as kind: Kind, path: String) -> [Finding] {
    (set.schema(kind.rawValue)?.findings(document, path: path) ?? []).map(\.withoutRule)
  }

  private static let set = SchemaSet(
    [
      ("meta/schema.yaml", PackageResources.schema_yaml), ("meta/workflow.yaml", PackageResources.workflow_yaml),
      ("meta/store.yaml", PackageResources.store_yaml), ("meta/pools.yaml", PackageResources.pools_yaml),
      ("meta/migration.yaml", PackageResources.migration_yaml), ("meta/export.yaml", PackageResources.export_yaml),
      ("meta/import.yaml", PackageResources.import_yaml), ("meta/report.yaml", PackageResources.report_yaml),
      ("meta/scorecard.yaml", PackageResources.scorecard_yaml), ("meta/draft.yaml", PackageResources.draft_yaml),
      ("meta/views.yaml", PackageResources.views_yaml), ("meta/overview.yaml", PackageResources.overview_yaml),
      ("meta/publish.yaml", PackageResources.publish_yaml),
    ].compactMap { uri, bytes in
      YAMLReader.read(bytes, path: uri).document.map { SchemaSource(uri: uri, document: $0) }
    })
}
