import KojaTestSupport
import Testing

/// One rule for every answer about many records: what a schema marks above `internal` is told of one record that a person
/// asks for by its id, and nowhere else.
@Suite struct AudienceTests {
  /// Two values that stand nowhere else.
  private static let person = "ORG-CANARY77"
  private static let note = "kenari di catatan linimasa"
  private static let id = "IZN-2603-2GQ7XD8"
  private static let file = "records/permits/2026/03/\(id).yaml"
  private let store: ScratchStore

  init() throws {
    store = try ScratchStore()
    try store.edit(Self.file, "ORG-2K8M4RTX", Self.person)
    try store.edit(
      Self.file, "  - action: submit\n", "  - action: submit\n    audience: personal\n    note: \"\(Self.note)\"\n")
  }

  private func tells(_ output: Shell.Output) -> Bool {
    [output.text, output.standardError].contains { $0.contains(Self.person) || $0.contains(Self.note) }
  }

  @Test(arguments: [
    ["list", "permits", "--format", "json"], ["list", "permits", "kenari"], ["count", "permits", "--by", "status"],
    ["search", "kenari"], ["search", "CANARY77"], ["report", "cases", "--records"], ["overview", "--format", "json"],
    ["today", "--as", "rina", "--format", "json"], ["export", "csv", "permits"], ["export", "jsonl", "permits"],
    ["log", id], ["log", id, "--format", "json"], ["blame", id],
    ["sql", "SELECT * FROM permits"], ["sql", "SELECT * FROM records"], ["sql", "SELECT * FROM timeline"],
    ["sql", "SELECT * FROM told"], ["sql", "SELECT * FROM refs"], ["sql", "SELECT * FROM list_items"],
    ["sql", "SELECT * FROM held"],
  ])
  func answersAboutManyDoNotTellIt(_ command: [String]) throws {
    let output = try RunKoja.run(command, in: store.path)
    #expect(!tells(output), "\(command)")
  }

  @Test(arguments: [
    ["count", "permits", "--by", "applicant.person"],
    ["export", "csv", "permits", "--columns", "id,applicant.person"],
    ["sql", "SELECT \"applicant.person\" FROM permits"], ["sql", "SELECT * FROM \"typed:permits\""],
    ["sql", "SELECT * FROM (SELECT json FROM \"data:body\")"],
    ["sql", "WITH x AS (SELECT * FROM \"typed:permits\") SELECT * FROM x"],
    ["sql", "WITH permits AS (SELECT * FROM [Typed:Permits]) SELECT * FROM permits"],
    ["sql", "SELECT * FROM permits WHERE id IN (WITH a AS (SELECT * FROM 'text:permits') SELECT record FROM a)"],
    ["sql", "WITH a(b) AS (SELECT value FROM `data:item`) SELECT b FROM a"],
    ["sql", "SELECT (WITH a AS (SELECT block FROM \"words:permits_data\") SELECT max(block) FROM a)"],
  ])
  func whoAsksForItIsRefused(_ command: [String]) throws {
    let output = try RunKoja.run(command + ["--lang", "en"], in: store.path)
    #expect(output.status == 2 && !tells(output), "\(command): \(output.text)\(output.standardError)")
    #expect(
      output.standardError.contains("not marked for internal") || output.standardError.contains("applicant.person")
        || output.standardError.contains("tables behind the views"))
  }

  @Test(arguments: ["table", "csv", "tsv", "json", "jsonl", "yaml"])
  func aListTellsNoMarkOfAPerson(_ form: String) throws {
    let command = ["list", "permits", "--columns", "id,applicant.person", "--format", form]
    let output = try RunKoja.run(command, in: store.path)
    #expect(output.status == 0 && output.text.contains("***") && !output.text.contains("ORG-"), "\(output.text)")
    #expect(try RunKoja.run(command + ["--private"], in: store.path).text.contains(Self.person))
  }

  @Test func aSavedViewThatNamesItIsAFinding() throws {
    try store.folder.write(
      "siapa:\n  label: {id: Siapa, en: Who}\n  columns: [id, applicant.person]\n", to: "schemas/permits/views.yaml")
    let output = try store.koja("schema", "check", "--lang", "en")
    #expect(output.status != 0 && output.text.contains("schemas/permits/views.yaml:3:17: error[store/audience]"))
  }

  @Test func itIsFoundByItsValueAndShownByItsID() throws {
    #expect(try store.koja("list", "permits", "applicant.person:\(Self.person)", "--format", "ids").lines == [Self.id])
    #expect(try tells(store.koja("show", Self.id)))
    #expect(try tells(store.koja("show", Self.id, "--format", "json")))
  }
}
