import KojaTestSupport
import Testing

/// An option counts, or it is refused; and nobody is asked whether they meant what they typed.
@Suite struct OptionTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  @Test(arguments: [
    ["list", "complaints"], ["sql", "SELECT id, received_at FROM complaints"], ["report", "cases"], ["report"],
  ]) func forTheSpreadsheetMeansCSV(_ command: [String]) throws {
    let command = command + ["--now", "2026-08-15T09:00"]
    let alone = try RunKoja.run(command + ["--excel"], in: store.path)
    #expect(alone.status == 0 && alone.text.hasPrefix("\u{FEFF}") && alone.text.contains(";"), "\(alone.text)")
    #expect(try RunKoja.run(command + ["--excel", "--format", "csv"], in: store.path).text == alone.text)
    let other = try RunKoja.run(command + ["--excel", "--format", "json", "--lang", "en"], in: store.path)
    #expect(other.status == 2 && other.standardError.contains("`--excel` does not apply to `--format json`"))
  }

  @Test(arguments: [
    ["jsonl", "complaints", "--columns", "id"], ["jsonl", "complaints", "--excel"], ["geojson", "--excel"],
    ["geojson", "--columns", "id"], ["sqlite", "complaints", "--out", "x.db"], ["sqlite", "--excel", "--out", "x.db"],
  ]) func whatAFormOfExportKnowsNothingOfIsRefused(_ arguments: [String]) throws {
    let output = try RunKoja.run(["export"] + arguments + ["--lang", "en"], in: store.path)
    #expect(output.status == 2 && output.text.isEmpty, "\(output.standardError)")
    #expect(output.standardError.contains("does not apply to") || output.standardError.contains("the whole store"))
    #expect(!store.folder.exists("x.db"))
  }

  @Test func nobodyIsAskedWhetherTheyMeantWhatTheyTyped() throws {
    let format = try store.koja("export", "csv", "units", "--format", "csv", "--lang", "en")
    #expect(format.status == 2 && !format.standardError.contains("did you mean"), "\(format.standardError)")
    let age = try store.koja("count", "complaints", "--by", "age", "--lang", "en")
    #expect(age.status == 2 && age.standardError.contains("did you mean `received_at`?"), "\(age.standardError)")
    let slip = try store.koja("list", "complaints", "--exel", "--lang", "en")
    #expect(slip.status == 2 && slip.standardError.contains("did you mean `--excel`?"), "\(slip.standardError)")
  }

  @Test func theRecordStandsInFrontOfTheVersions() throws {
    let id = "SKS-2603-7K3FQ2X"
    let output = try store.koja("diff", "HEAD..HEAD", id, "--lang", "en")
    #expect(output.status == 2 && output.standardError.contains("write `koja diff \(id) HEAD..HEAD`"))
    #expect(try store.koja("diff", id, "HEAD..HEAD", "--lang", "en").status == 0)
  }

  @Test func oneFileDiffers() throws {
    try store.edit("records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml", "class: complaint", "class: \"complaint\"")
    let output = try store.koja("diff", "--lang", "en")
    #expect(output.standardError.contains("1 file differs in its writing only"), "\(output.standardError)")
  }
}
