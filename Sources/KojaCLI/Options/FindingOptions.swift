internal import ArgumentParser
internal import KojaOutput

extension FindingFormat: ExpressibleByArgument {}

/// Options of everything that ends in a list of findings: their form, and how many.
struct FindingOptions: ParsableArguments {
  @Option(help: ArgumentHelp(told(id: "Bentuk keluaran.", en: "Form of the output."), valueName: "F"))
  var format: FindingFormat = .text

  @Option(
    name: .customLong("max-findings"), parsing: .unconditional,
    help: ArgumentHelp(
      told(
        id: "Tampilkan paling banyak N (untuk orang 100, untuk mesin semua).",
        en: "Show at most N (100 for people, all for machines)."), valueName: "N"))
  private var most: Int?

  /// How many findings are wanted; nil for what a person can read, and for all in a format for machines. Throws a usage
  /// failure for a number below 0.
  func limit() throws -> Int? {
    try Amount.require(most ?? 0, atLeast: 0, of: "--max-findings")
    return most
  }
}
