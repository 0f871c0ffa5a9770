internal import ArgumentParser
internal import KojaExplain
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// `koja validate`: any YAML or JSON against any JSON Schema, without a store.
struct ValidateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "validate",
      abstract: told(
        id: "Periksa berkas YAML atau JSON apa pun terhadap sebuah skema.",
        en: "Validate any YAML or JSON files against a schema."),
      discussion: told(
        id: """
          Skema: JSON Schema 2020-12 dalam YAML atau JSON. Rujukan dibaca dari
          berkas di sekitarnya, tidak pernah dari jaringan. Tidak perlu penyimpanan.
          Contoh: koja validate skema.yaml data/
                  git ls-files -z data | koja validate skema.yaml -
          Kode keluar 0 bila bersih, 1 bila ada kesalahan (juga dalam skema), 2 bila
          perintah salah atau berkas tidak ada, 5 bila disk atau hak bermasalah.
          """,
        en: """
          The schema: JSON Schema 2020-12 in YAML or JSON. References are read from
          files around it, never from the network. No store is needed.
          Example: koja validate schema.yaml data/
                   git ls-files -z data | koja validate schema.yaml -
          Exit code 0 when clean, 1 for errors (in the schema too), 2 for a wrong
          command or a missing file, 5 for a disk or rights.
          """))
  }

  @Argument(help: ArgumentHelp(told(id: "Berkas skema.", en: "The schema's file."), valueName: "SCHEMA"))
  var schema: String

  @Argument(
    help: ArgumentHelp(
      told(
        id: "Berkas, folder, atau `-` untuk daftar dari masukan (per baris, atau dipisah NUL).",
        en: "Files, folders, or `-` for a list on standard input (one a line, or ended by NUL)."),
      valueName: "PATH"))
  var paths: [String]

  @Option(
    name: .customLong("schema"),
    help: ArgumentHelp(
      told(
        id: "Berkas skema lain yang boleh dirujuk lewat `$id`; dapat diulang.",
        en: "Another schema that may be referred to by its `$id`; may be repeated."),
      valueName: told(id: "BERKAS", en: "FILE")))
  var others: [String] = []

  @Flag(
    name: .customLong("assert-format"),
    help: ArgumentHelp(told(id: "Periksa `format` juga.", en: "Check `format` too."))
  )
  var assertsFormats = false

  @Flag(
    name: .customLong("as-record"),
    help: ArgumentHelp(
      told(id: "Berlakukan aturan untuk catatan koja.", en: "Apply the rules for koja's records.")))
  var asRecord = false

  @OptionGroup var output: FindingOptions

  @OptionGroup var globals: GlobalOptions

  mutating func run() throws {
    _ = try output.limit()  // before the files are read
    let desk = Desk(globals)
    Spoken.settle(desk.console.language)
    let validator = try FileValidator(schema, with: others, assertsFormats: assertsFormats, asRecord: asRecord)
    guard validator.isUsable else {
      try desk.conclude(validator.findings, checked: nil, output)
      throw ExitCode(Failure.Kind.findings.exitCode)
    }
    let files = try AnyFile.files(
      at: try paths.flatMap { $0 == "-" ? AnyFile.list(try InputFile.bytes($0)) : [$0] })
    let findings = validator.findings + validator.findings(in: files)
    try desk.conclude(findings, checked: files.count, output)
    if findings.contains(where: FileValidator.isUnread) { throw ExitCode(Failure.Kind.environment.exitCode) }
    if findings.contains(where: { $0.severity == .error }) { throw ExitCode(Failure.Kind.findings.exitCode) }
  }
}

extension Desk {
  /// Prints findings, at most so many, for people with a summary.
  fileprivate func conclude(_ findings: [Finding], checked: Int?, _ output: FindingOptions) throws {
    console.conclude(findings, checked: checked, output.format, most: try output.limit(), now: present(nil))
  }
}
