internal import ArgumentParser
internal import KojaModel
internal import KojaOutput

/// How a table is printed.
struct TableOptions: ParsableArguments {
  @Flag(help: ArgumentHelp(told(id: "CSV untuk lembar kerja kantor.", en: "CSV as the office's spreadsheet reads it.")))
  var excel = false

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var asked: OutputFormat?

  /// The form: a table unless said; `--excel` alone asks for csv. Throws a usage failure where another one is asked for
  /// beside it.
  func format() throws(Failure) -> OutputFormat {
    guard excel else { return asked ?? .table }
    if let asked, asked != .csv { throw Self.refusal("--excel", with: "--format \(asked.rawValue)", only: "csv") }
    return .csv
  }

  /// The option that asked for a form, as it is typed; nil for none.
  var given: String? { asked.map { "--format \($0.rawValue)" } ?? (excel ? "--excel" : nil) }

  /// An option that a form knows nothing of.
  static func refusal(_ option: String, with form: String, only: String) -> Failure {
    Failure(
      .usage, Phrase(id: "`\(option)` tidak berlaku untuk `\(form)`", en: "`\(option)` does not apply to `\(form)`"),
      hint: Phrase(id: "pilihan ini hanya untuk \(only)", en: "this option is for \(only) only"))
  }

  /// Their names, for did-you-mean.
  static let names = ["excel", "format"]
}
