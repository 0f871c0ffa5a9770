internal import ArgumentParser
internal import KojaOutput

/// How a table is printed.
struct TableOptions: ParsableArguments {
  @Flag(help: ArgumentHelp(told(id: "CSV untuk lembar kerja kantor.", en: "CSV as the office's spreadsheet reads it.")))
  var excel = false

  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: OutputFormat = .table
}
