internal import ArgumentParser
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja publish`: the figures of the store as files that other screens read.
struct PublishCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "publish",
      abstract: told(
        id: "Tulis halaman dan data untuk layar lain.", en: "Write a page and data for other screens."),
      discussion: told(
        id:
          "`schemas/publish.yaml` menyebut laporan dan ekspor untuk tiap pihak. Untuk umum hanya kolom bertanda `x-audience: public` dari catatan yang dipublikasikan.\nContoh: koja publish /srv/www/kota --audience public",
        en:
          "`schemas/publish.yaml` names the reports and exports for each audience. The public gets only fields marked `x-audience: public` of records that are published.\nExample: koja publish /srv/www/city --audience public"
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(
        id: "Folder; ditulis utuh atau tidak sama sekali.", en: "The folder; written whole or not at all."),
      valueName: "DIR"))
  var folder: String

  @Option(help: ArgumentHelp(told(id: "Untuk siapa.", en: "For whom."), valueName: "internal|public"))
  var audience: Audience = .internal

  @OptionGroup var reading: ReadingOptions

  @OptionGroup var globals: GlobalOptions

  func run(_ present: Desk) throws {
    let (desk, store, now) = try present.asked(reading)
    // What is published is no record and no schema.
    _ = try OutputPlace(folder, store)
    let output = OutputFolder(
      path: folder.hasSuffix("/") ? String(folder.dropLast()) : folder, list: PublishedPage.list)
    try output.refuseForeign()
    try output.refuseOther(than: audience)
    let indexed = try desk.answering(reading.freshness(), for: audience)
    let publication = try Publication(for: audience, of: indexed, now: now)
    var exports: [(name: String, label: Phrase, text: String)] = []
    for definition in publication.exports {
      let items = try Export(definition, of: indexed).items([], now: now)
      exports.append((definition.fileName, definition.definition.label, text(items, definition, now)))
    }
    let files = try PublishedPage(publication, of: store, now: now).files(exports: exports)
    try output.write(files)
    desk.console.note(
      Phrase(
        id: "\(files.count) berkas di \(output.path), untuk \(audience.label.id)",
        en: "\(files.count == 1 ? "1 file" : "\(files.count) files") in \(output.path), for \(audience.label.en)"))
  }

  private func text(_ items: [Export.Item], _ definition: ExportDefinition, _ now: Timestamp) -> String {
    if let text = definition.text(items) { return text }
    let table = Table(
      columns: definition.columns.map { Table.Column($0, Phrase($0)) },
      rows: items.map { item in Table.Row(definition.columns.map { Table.Cell(item.member($0)) }, id: item.id) })
    return OutputFormat.csv.render(table, OutputOptions(width: nil, now: now, zone: now.offset))
  }
}
