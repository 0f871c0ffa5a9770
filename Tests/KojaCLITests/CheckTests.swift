import KojaTestSupport
import Testing

/// `koja check` through the built tool, where its answer is for other tools, or a person must be able to read it.
@Suite struct CheckTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func check(_ arguments: String...) throws -> Shell.Output {
    try RunKoja.run(["check", "--lang", "en"] + arguments, in: store.path)
  }

  @Test(arguments: ["json", "sarif"]) func brokenSchemasAreAnAnswerForTools(format: String) throws {
    try store.edit("schemas/units/schema.yaml", "\ntype: object", "\ntype: objek")
    let output = try check("--format", format)
    #expect(output.status == 3)
    #expect(output.text.contains("schema/"), "\(output.text)")
    #expect(output.text.hasPrefix(format == "json" ? "[" : "{"))
    #expect(output.standardError.contains("koja: ") && !output.standardError.contains("meta/"))
    #expect(try check().standardError.contains("schemas/units/schema.yaml:"), "a person reads it where errors stand")
  }

  @Test func aSpaceThatIsNoneIsNamedInTheDifference() throws {
    try store.edit("records/units/perkim.yaml", "kind: department", "kind:\u{A0}department")
    let text = try check("--fix", "--dry-run").text
    #expect(text.contains("-kind:\\u00a0department") && text.contains("+kind: department"), "\(text)")
  }

  @Test func repairsAreCountedOnce() throws {
    let lamp = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
    let text = try store.text(lamp)
    try store.folder.write(text, to: "records/complaints/SKS-2603-7K3FQ2X.yaml")
    #expect(try !check().text.contains("can be mended"), "a copy beside the record is a person's to judge")
    store.folder.delete(lamp)
    try store.folder.write(text, to: "records/complaints/2026/SKS-2603-7K3FQ2X.yaml")
    #expect(try check().text.contains("1 of them can be mended"), "one place for two files")
  }
}
