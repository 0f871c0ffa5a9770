internal import KojaCivic
internal import KojaModel

/// Files that make a text editor understand the records: settings, and schemas with titles and choices in the store's
/// language.
package struct EditorSettings {
  private let catalogue: Catalogue

  /// The settings for a store with these collections.
  package init(_ catalogue: Catalogue) { self.catalogue = catalogue }

  /// Where the generated schemas lie.
  static let folder = ".editor"

  /// The files by path, relative to the store.
  package var files: [(path: String, bytes: [UInt8])] {
    [
      (".gitignore", text("attachments/\n.koja/\n")),
      (".gitattributes", text("records/** text=auto\nschemas/** text=auto\n")),
      (
        ".editorconfig",
        text(
          "root = true\n\n[*.yaml]\ncharset = utf-8\nindent_style = space\nindent_size = 2\ninsert_final_newline = true\n"
        )
      ),
      (".vscode/settings.json", text(settings.json(indented: true) + "\n")),
    ]
      + catalogue.collections.map { collection in
        (
          "\(Self.folder)/\(collection.name).json",
          text(EditorSchema(collection, catalogue.settings.language).value.json(indented: true) + "\n")
        )
      }
  }

  private func text(_ string: String) -> [UInt8] { Array(string.utf8) }

  /// For yaml-language-server: which schema belongs to which files.
  private var settings: Value {
    .object([
      .init(
        "yaml.schemas",
        .object(
          catalogue.collections.map { collection in
            .init("./\(Self.folder)/\(collection.name).json", .string("records/\(collection.name)/**/*.yaml"))
          })),
      .init("yaml.schemaStore.enable", .boolean(false)),
      .init("files.insertFinalNewline", .boolean(true)),
    ])
  }
}
