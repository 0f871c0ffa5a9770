internal import ArgumentParser
internal import KojaModel
internal import KojaStore

/// `koja number`: numbers of registers.
struct NumberCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "number", abstract: told(id: "Nomor dari buku agenda.", en: "Numbers of registers."),
      discussion: told(
        id: "Contoh:\n  koja number reassign SRT-2603-A9ZG4Y9\n  koja number void 5/2026 --reason \"Salah ambil\"",
        en:
          "Examples:\n  koja number reassign SRT-2603-A9ZG4Y9\n  koja number void 5/2026 --reason \"Taken by mistake\""),
      subcommands: [NumberReassignCommand.self, NumberVoidCommand.self])
  }
}

/// `koja number reassign`: the loser of a double number takes the next one.
struct NumberReassignCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "reassign",
      abstract: told(
        id: "Beri nomor berikutnya kepada catatan yang nomornya ganda.",
        en: "Give a record whose number is double the next one."),
      discussion: told(
        id:
          "Sebutkan catatan yang harus mengalah; kedua pengambilan nomor diberi catatan.\nContoh: koja number reassign SRT-2603-A9ZG4Y9 --dry-run",
        en:
          "Name the record that gives way; both claims get a note.\nExample: koja number reassign SRT-2603-A9ZG4Y9 --dry-run"
      ))
  }

  @Argument(
    help: ArgumentHelp(told(id: "Id catatan yang mengalah.", en: "The record that gives way."), valueName: "ID"))
  var id: String

  @Option(
    help: ArgumentHelp(
      told(
        id: "Buku, bila catatan itu bernomor di beberapa.", en: "The register, where the record has several numbers."),
      valueName: "REGISTER"))
  var register: String?

  @OptionGroup var options: NoteOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let record = try desk.store().locate(id) { _ in [] }
    let session = try desk.session()
    let change = try ChangeDesk(session).reassignNumber(of: record, register: register, note: options.message)
    try desk.conclude(change, session, isDryRun: options.isDryRun)
  }
}

/// `koja number void`: a number that is not used stays in its register, with its reason.
struct NumberVoidCommand: StoreCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "void",
      abstract: told(id: "Nyatakan sebuah nomor batal.", en: "Declare a number void."),
      discussion: told(
        id:
          "Nomor yang batal tetap tercatat dengan alasannya dan tidak diberikan lagi.\nContoh: koja number void 5/2026 --reason \"Salah ambil\"",
        en:
          "A void number stays on record with its reason and is not given again.\nExample: koja number void 5/2026 --reason \"Taken by mistake\""
      ))
  }

  @Argument(
    help: ArgumentHelp(
      told(id: "Nomor, atau id pengambilannya.", en: "The number, or the id of its claim."),
      valueName: told(id: "NOMOR", en: "NUMBER")))
  var number: String

  @OptionGroup var options: ReasonOptions
  @OptionGroup var globals: GlobalOptions

  func run(_ desk: Desk) throws {
    let claim = try claim(desk)
    let session = try desk.session()
    try desk.conclude(
      try ChangeDesk(session).voidNumber(claim, reason: options.reason), session, isDryRun: options.isDryRun)
  }

  /// The claim that a person means: by its id, or by the number that it is of.
  private func claim(_ desk: Desk) throws -> (collection: KojaStore.Collection, id: String, path: String) {
    let (store, numbers) = (try desk.store(), try desk.collection(EngineCollections.numbers))
    if let path = numbers.path(of: number), store.records.has(path) { return (numbers, number, path) }
    let question = Question(
      collection: numbers, filter: ["number:=\(number)"], columns: ["id"], limit: nil,
      now: try desk.readingTime(store), language: desk.console.language)
    let found = try question.answer(desk.indexed(about: numbers)).rows.compactMap(\.id)
    if found.count == 1, let path = numbers.path(of: found[0]) { return (numbers, found[0], path) }
    throw Failure(
      found.isEmpty ? .findings : .usage,
      found.isEmpty
        ? Phrase(id: "nomor `\(number)` tidak pernah diambil", en: "the number `\(number)` was never claimed")
        : Phrase(id: "nomor `\(number)` ada di beberapa buku", en: "several registers have the number `\(number)`"),
      hint: found.isEmpty
        ? Phrase(id: "lihat `koja list numbers`", en: "see `koja list numbers`")
        : Phrase(
          id: "sebutkan pengambilannya: \(found.joined(separator: ", "))",
          en: "name the claim: \(found.joined(separator: ", "))"))
  }
}
