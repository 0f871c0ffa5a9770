internal import ArgumentParser
internal import KojaCivic
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// How `show` prints a record.
enum RecordFormat: String, ExpressibleByArgument, CaseIterable {
  case sheet, yaml, json
}

/// `koja show`: one record, with labels and computed times.
struct ShowCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show", abstract: told(id: "Tampilkan sebuah catatan.", en: "Show a record."),
      discussion: told(
        id: "Contoh: koja show SKS-2603-7K3FQ2X --as-of HEAD~1",
        en: "Example: koja show SKS-2603-7K3FQ2X --as-of HEAD~1"))
  }

  @Argument(help: ArgumentHelp(told(id: "Id atau nomor catatan.", en: "The record's id or number."), valueName: "ID"))
  var id: String

  @Option(
    name: [.customLong("as-of"), .customLong("at")],
    help: ArgumentHelp(
      told(id: "Seperti pada versi git atau waktu ini.", en: "As of a git revision or a time."), valueName: "REV"))
  var asOf: String?

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: RecordFormat = .sheet

  @Option(
    help: ArgumentHelp(
      told(
        id: "Hanya yang boleh dibaca pihak ini; nama disamarkan.", en: "Only what these may read; names are masked."),
      valueName: "internal|public"))
  var audience: Audience?

  @OptionGroup var privacy: PrivacyOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let then = try desk.asOf(asOf)
    let store = try then.store()
    let now = try then.readingTime(store)
    let record = try asOf.map { try desk.record(id, as: then, of: $0) } ?? desk.record(id)
    let (bytes, document) = try store.read(record.path)
    if let audience { return try show(record, document, to: audience, then) }
    if format != .sheet { try then.refuseUnasked(privacy) }
    switch format {
    case .yaml:
      desk.console.write(
        desk.console.isTerminal
          ? safeLines(String(decoding: bytes, as: UTF8.self)) : String(decoding: bytes, as: UTF8.self))
    case .json: desk.console.write(document.value(of: Document.root).json(indented: true) + "\n")
    case .sheet:
      let sheet = RecordSheet(
        store: store, record: record, document: document, language: desk.console.language, now: now,
        names: try then.personNames(privacy), referring: asOf == nil ? referring(to: record, desk, now) : [])
      desk.console.write(sheet.sheet.render(desk.console.options(now: now)))
    }
  }

  /// Which records refer to a case. Without an index nothing is told of it, and the record is shown all the same.
  private func referring(
    to record: (collection: KojaStore.Collection, id: String, path: String), _ desk: Desk, _ now: Timestamp
  ) -> [Referring] {
    guard record.collection.workflow != nil else { return [] }
    return (try? desk.indexed().referring(to: record, most: RecordSheet.mostReferring + 1, now: now)) ?? []
  }

  /// The record as others may read it, such as an applicant at the counter.
  private func show(
    _ record: (collection: KojaStore.Collection, id: String, path: String), _ document: Document,
    to audience: Audience, _ desk: Desk
  ) throws {
    guard !privacy.isClear, format != .yaml else {
      let option = privacy.isClear ? "--private" : "--format yaml"
      throw Failure(
        .usage,
        Phrase(
          id: "`--audience` tidak dapat dipakai dengan `\(option)`", en: "`--audience` cannot be used with `\(option)`")
      )
    }
    let store = try desk.store()
    let now = try desk.readingTime(store)
    guard record.collection.isOpen(to: audience, { document.scalar($0) }),
      try audience != .public || !store.isFaulty(record.path, now: now), desk.isOpenNow(record, to: audience)
    else {
      throw Failure(
        .findings,
        Phrase(id: "catatan `\(record.id)` tidak dipublikasikan", en: "the record `\(record.id)` is not published"))
    }
    guard format == .sheet else {
      let value = record.collection.openPart(of: document.value(of: Document.root), for: audience)
      return desk.console.write(value.json(indented: true) + "\n")
    }
    let sheet = RecordSheet(
      store: store, record: record, document: document, language: desk.console.language, now: now,
      names: try desk.personNames(privacy), audience: audience)
    desk.console.write(sheet.sheet.render(desk.console.options(now: now)))
  }
}
