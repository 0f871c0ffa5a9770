internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja attach`: files beside a record, kept by their content and named in it.
struct AttachCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "attach",
      abstract: told(id: "Lampirkan berkas pada sebuah catatan.", en: "Attach files to a record."),
      discussion: told(
        id:
          """
          Berkasnya disalin ke `attachments/` (di luar git), catatannya menyebut sidik, ukuran, nama dan jenisnya. Foto JPEG
          dan PNG disimpan tanpa data kamera: tempat, waktu, nomor kamera. Berkas lain, juga PDF, disimpan apa adanya.
          Contoh:
            koja attach SKS-2603-7K3FQ2X tambal.jpg --kind "foto sesudah"
            koja attach SRT-2603-A9ZG4Y9 surat.pdf lampiran.pdf --kind pindaian
          """,
        en:
          """
          The files are copied to `attachments/` (outside git), the record names their fingerprint, size, name and kind. JPEG
          and PNG pictures are kept without what the camera wrote: place, time, serial number. Other files, PDF too, are kept
          as they are.
          Examples:
            koja attach SKS-2603-7K3FQ2X filled.jpg --kind after
            koja attach SRT-2603-A9ZG4Y9 letter.pdf annex.pdf --kind scan
          """))
  }

  @Argument(
    help: ArgumentHelp(told(id: "Id atau nomor catatan.", en: "The record's id or number."), valueName: "ID"))
  var id: String

  @Argument(help: ArgumentHelp(told(id: "Berkas yang dilampirkan.", en: "The files to attach."), valueName: "FILE"))
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      told(
        id: "Jenis lampirannya; tanpa ini menurut berkasnya (foto, dokumen).",
        en: "What kind they are; else by the file (photo, document)."),
      valueName: told(id: "JENIS", en: "KIND")))
  var kind: String?

  @OptionGroup var options: NoteOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let store = try desk.store()
    let record = try desk.record(id)
    var files: [NewAttachment] = []
    for path in paths { files.append(try read(path, store)) }
    let offer = try PicturePlaceOffer(files, for: record, in: store)
    let isTaken = try takes(offer, desk)
    let session = try desk.session()
    let plan = try ChangeDesk(session).attach(
      files, to: record, kind: kind, place: isTaken ? offer : nil, note: options.message)
    for known in plan.known { desk.console.note(words(known, record.id)) }
    if !options.isDryRun {
      let folder = AttachmentFolder(store.files)
      for file in files where try folder.keep(file).isNew { desk.console.say(Self.kept(file)) }
    }
    guard let change = plan.change else {
      return desk.console.say(Phrase(id: "tidak ada yang berubah", en: "nothing changed"))
    }
    try desk.conclude(change, session, isDryRun: options.isDryRun)
    if !isTaken, let offer { desk.console.note(words(offer, record.id)) }
  }

  /// A file outside of what the store keeps itself.
  private func read(_ path: String, _ store: Store) throws(Failure) -> NewAttachment {
    if let place = StoreLocation.resolved(path),
      StoreFolders.hold(place, of: store, among: ["records", "schemas", ".git"])
    {
      throw Failure(
        .usage,
        Phrase(
          id: "`\(path)` berada di dalam catatan, skema atau data git penyimpanan ini",
          en: "`\(path)` lies among the records, schemas or git data of this store"),
        hint: Phrase(id: "lampirkan berkas dari tempat lain", en: "attach a file from elsewhere"))
    }
    return try NewAttachment(reading: path, limit: store.settings.attachmentLimit)
  }

  /// Whether the person takes the place of a picture for the record; nobody is asked where nobody can answer.
  private func takes(_ offer: PicturePlaceOffer?, _ desk: Desk) throws(Failure) -> Bool {
    guard let offer, case .offer = offer.word, !options.isDryRun, desk.console.canAsk else { return false }
    return desk.console.asks(
      Phrase(
        id: "`\(offer.file.name)` diambil di \(offer.latitude), \(offer.longitude). Isikan sebagai `\(offer.field)`?",
        en: "`\(offer.file.name)` was taken at \(offer.latitude), \(offer.longitude). Enter it as `\(offer.field)`?"))
  }

  // MARK: Words

  private static func kept(_ file: NewAttachment) -> Phrase {
    let size = Phrase.fileSize(file.bytes.count)
    return file.isStripped
      ? Phrase(
        id: "\(file.name): disimpan, \(size.id), tanpa data kamera",
        en: "\(file.name): kept, \(size.en), without what the camera wrote")
      : Phrase(id: "\(file.name): disimpan, \(size.id)", en: "\(file.name): kept, \(size.en)")
  }

  private func words(_ known: PlannedAttachments.Known, _ id: String) -> Phrase {
    let name = known.file.name
    guard let position = known.position else {
      return Phrase(
        id: "\(name): sama dengan berkas lain di perintah ini", en: "\(name): the same as another file here")
    }
    let kind = known.kind.map { Phrase(id: " (\($0.short.id))", en: " (\($0.short.en))") } ?? Phrase("")
    let way =
      known.isOtherKind
      ? Phrase(
        id: "; jenisnya diubah dengan `koja set \(id) attachments.\(position).kind=…`",
        en: "; `koja set \(id) attachments.\(position).kind=…` changes its kind") : Phrase("")
    return Phrase(
      id: "\(name): sudah terlampir di \(id)\(kind.id)\(way.id)",
      en: "\(name): attached to \(id) already\(kind.en)\(way.en)")
  }

  private func words(_ offer: PicturePlaceOffer, _ id: String) -> Phrase {
    let name = offer.file.name
    switch offer.word {
    case .offer:
      let command = "koja set \(id) \(offer.fields.joined(separator: " "))"
      return Phrase(
        id: "\(name) menyebut tempat pengambilannya; bila itu tempatnya: `\(command)`",
        en: "\(name) says where it was taken; if that is the place: `\(command)`")
    case .outside:
      return Phrase(
        id: "\(name) diambil di luar semua wilayah (\(offer.latitude), \(offer.longitude)); tempatnya tidak diusulkan",
        en: "\(name) was taken outside all areas (\(offer.latitude), \(offer.longitude)); its place is not offered")
    case .far(let metres):
      let (whole, tenth) = ((metres + 50) / 1000, (metres + 50) % 1000 / 100)
      return Phrase(
        id: "\(name) diambil \(whole),\(tenth) km dari `\(offer.field)` catatan ini",
        en: "\(name) was taken \(whole).\(tenth) km from the `\(offer.field)` of this record")
    }
  }
}
