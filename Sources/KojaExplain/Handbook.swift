package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// All pages, embedded in the tool: `koja explain` works without a store.
package enum Handbook {
  /// Codes of one kind.
  package struct Family: Sendable {
    /// The part of the codes before the slash.
    package let name: String
    /// What they are about.
    package let title: Phrase
    /// Its pages, in the order of the file.
    package let pages: [Page]
  }

  /// Every family, in the order in which a person meets them.
  package static let families: [Family] = readings.compactMap { reading in
    reading.document.flatMap(PageReader.family)
  }.reduce(into: []) { families, part in
    if let index = families.firstIndex(where: { $0.name.sameBytes(as: part.name) }) {
      let first = families[index]
      families[index] = Family(name: first.name, title: first.title, pages: first.pages + part.pages)
    } else {
      families.append(part)
    }
  }

  /// Every page.
  package static let pages: [Page] = families.flatMap(\.pages)

  /// The page of a code.
  package static func page(_ code: String) -> Page? { pages.first { $0.code.sameBytes(as: code) } }

  /// What is wrong with the files of pages, which koja reads and judges like any others.
  package static var findings: [Finding] {
    let set = SchemaSet(
      YAMLReader.read(PackageResources.page_yaml, path: "page.yaml").document.map {
        [SchemaSource(uri: "page.yaml", document: $0)]
      } ?? [])
    return set.findings
      + zip(files, readings).flatMap { file, reading in
        reading.findings
          + (reading.document.flatMap { set.schema("page.yaml")?.findings($0, path: file.name) } ?? [])
      }
  }

  private static let readings = files.map { YAMLReader.read($0.bytes, path: $0.name) }

  private static let files: [(name: String, bytes: [UInt8])] = [
    ("yaml.yaml", PackageResources.yaml_yaml), ("json.yaml", PackageResources.json_yaml),
    ("schema.yaml", PackageResources.schema_yaml), ("schema-files.yaml", PackageResources.schema_files_yaml),
    ("store.yaml", PackageResources.store_yaml), ("ref.yaml", PackageResources.ref_yaml),
    ("unique.yaml", PackageResources.unique_yaml), ("workflow.yaml", PackageResources.workflow_yaml),
    ("workflow-files.yaml", PackageResources.workflow_files_yaml),
    ("workflow-actions.yaml", PackageResources.workflow_actions_yaml),
    ("workflow-calendars.yaml", PackageResources.workflow_calendars_yaml),
    ("number.yaml", PackageResources.number_yaml), ("privacy.yaml", PackageResources.privacy_yaml),
    ("history.yaml", PackageResources.history_yaml), ("attachment.yaml", PackageResources.attachment_yaml),
  ]
}
