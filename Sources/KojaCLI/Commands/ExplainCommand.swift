internal import ArgumentParser
internal import KojaExplain
internal import KojaModel

/// How a page is written.
enum PageFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// `koja explain`: what a code means and how to get out.
struct ExplainCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "explain",
      abstract: told(
        id: "Jelaskan kode kesalahan, dengan contoh.", en: "Explain the code of an error, with an example."),
      discussion: told(
        id: "Contoh: koja explain yaml/leading-zero\nTanpa kode: daftar semua kode.",
        en: "Example: koja explain yaml/leading-zero\nWithout a code: the list of all codes."))
  }

  @Argument(
    help: ArgumentHelp(
      told(
        id: "Kode seperti `schema/enum`, atau kelompok seperti `yaml`.",
        en: "A code such as `schema/enum`, or a family such as `yaml`."), valueName: "CODE"))
  var code: String?

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: PageFormat = .text

  @OptionGroup var globals: GlobalOptions

  mutating func run() throws {
    let desk = Desk(globals)
    let sheet = HandbookSheet(language: desk.console.language, width: min(desk.console.width, 80))
    let (text, value) = try answer(sheet)
    desk.console.write(format == .text ? text : value.json(indented: true) + "\n")
  }

  private func answer(_ sheet: HandbookSheet) throws(Failure) -> (String, Value) {
    guard let code else { return (sheet.list(Handbook.families), sheet.value(Handbook.pages)) }
    switch Handbook.look(code) {
    case .page(let page): return (sheet.page(page), sheet.value(page))
    case .family(let family): return (sheet.list([family]), sheet.value(family.pages))
    case .nothing(let nearest, let endings):
      throw Failure(
        .findings, Phrase(id: "tidak ada kode `\(code)`", en: "there is no code `\(code)`"),
        hint: hint(nearest, endings))
    }
  }

  private func hint(_ nearest: String?, _ endings: [String]) -> Phrase {
    if !endings.isEmpty {
      let list = endings.map { "`\($0)`" }
      return Phrase(
        id: "pilih \(list.joined(separator: " atau "))", en: "choose \(list.joined(separator: " or "))")
    }
    return nearest.map { Phrase(id: "maksudnya `\($0)`?", en: "did you mean `\($0)`?") }
      ?? Phrase(id: "`koja explain` menampilkan semua kode", en: "`koja explain` lists all codes")
  }
}
