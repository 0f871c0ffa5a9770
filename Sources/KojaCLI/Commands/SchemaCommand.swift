internal import ArgumentParser
internal import KojaCivic
internal import KojaExplain
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja schema`: what the schema files say, and whether they are sound.
struct SchemaCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "schema",
      abstract: told(
        id: "Skema dan alur: periksa, daftar, tampilkan.", en: "Schemas and workflows: check, list, show."),
      discussion: told(id: "Contoh: koja schema show complaints", en: "Example: koja schema show complaints"),
      subcommands: [SchemaCheckCommand.self, SchemaListCommand.self, SchemaShowCommand.self])
  }
}

/// `koja schema check`: all files below `schemas/`, also when they are too broken to open the store.
struct SchemaCheckCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: told(id: "Periksa skema, alur dan pengaturan.", en: "Check schemas, workflows and settings."),
      discussion: told(id: "Contoh: koja schema check", en: "Example: koja schema check"))
  }

  @OptionGroup var output: FindingOptions
  @OptionGroup var globals: GlobalOptions

  mutating func run() throws {
    let desk = Desk(globals)
    let limit = try output.limit()
    let findings = Store.schemaFindings(try Desk.location(globals))
    desk.console.conclude(findings, checked: nil, output.format, most: limit, now: desk.present(nil))
    if findings.contains(where: { $0.severity == .error }) { throw ExitCode(Failure.Kind.store.exitCode) }
  }
}

/// `koja schema list`: the collections.
struct SchemaListCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: told(id: "Daftar koleksi.", en: "List the collections."),
      discussion: told(id: "Contoh: koja schema list", en: "Example: koja schema list"))
  }

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: OutputFormat = .table

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let table = Table(
      columns: [
        Table.Column("name", Phrase(id: "Koleksi", en: "Collection"), .code),
        Table.Column("label", Phrase(id: "Sebutan", en: "Label"), .text),
        Table.Column("kind", Phrase(id: "Jenis", en: "Kind"), .code),
        Table.Column("fields", Phrase(id: "Kolom", en: "Fields"), .number),
        Table.Column("states", Phrase(id: "Keadaan", en: "States"), .number),
      ],
      rows: try desk.store().catalogue.collections.map { collection in
        Table.Row(
          [
            Table.Cell(.string(collection.name)),
            Table.Cell(.string(collection.label[desk.console.language]), display: collection.label),
            Table.Cell(.string(collection.kind.rawValue)), Table.Cell(.integer(collection.fields.count)),
            Table.Cell(.integer(collection.workflow?.states.count ?? 0)),
          ], id: collection.name, path: collection.schemaPath)
      })
    desk.console.show(table, format, desk.console.options(now: desk.present(nil)))
  }
}

/// `koja schema show`: fields, states and actions of a collection.
struct SchemaShowCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show",
      abstract: told(
        id: "Tampilkan kolom, keadaan dan tindakan sebuah koleksi.",
        en: "Show the fields, states and actions of a collection."),
      discussion: told(id: "Contoh: koja schema show complaints", en: "Example: koja schema show complaints"))
  }

  @Argument(help: ArgumentHelp(told(id: "Koleksi.", en: "The collection."), valueName: "COLLECTION"))
  var collection: String

  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let collection = try desk.collection(self.collection)
    let sheet = CollectionSheet(collection: collection, language: desk.console.language).sheet
    desk.console.write(sheet.render(desk.console.options(now: desk.present(nil))))
  }
}
