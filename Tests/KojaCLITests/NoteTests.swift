import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let file = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

/// Notes in the timeline: who reads them, and that hand-written entries are completed.
@Suite struct NoteTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  /// Writes at the end of the record's file, which is its timeline.
  private func append(_ text: String) throws {
    try store.folder.write(try store.text(file) + text, to: file)
  }

  @Test(arguments: ["secret", "personal"]) func aClosedNoteIsToldNowhere(_ audience: String) throws {
    #expect(try store.koja("do", lamp, "remark", "--note", "BURUNG HANTU", "--note-for", audience).status == 0)
    let told = try [
      ["show", lamp, "--audience", "internal"], ["show", lamp, "--audience", "public"], ["log", lamp],
      ["search", "hantu"],
    ].map { try RunKoja.run($0, in: store.path).text }
    #expect(told.allSatisfy { !$0.contains("HANTU") })
    #expect(try !store.git(["log", "-1", "--format=%B"]).text.contains("HANTU"))
    #expect(try store.koja("show", lamp).text.contains("HANTU"), "one record is shown whole to who works on it")
  }

  @Test func aNoteForThePublicIsReadByThePublic() throws {
    _ = try store.koja("do", lamp, "remark", "--note", "Petugas sudah di tempat.", "--note-for", "public")
    _ = try store.koja("do", lamp, "remark", "--note", "Hubungi gudang.")
    let text = try store.koja("show", lamp, "--audience", "public").text
    #expect(text.contains("Petugas sudah di tempat.") && !text.contains("gudang"))
    #expect(try store.koja("do", lamp, "remark", "--note-for", "public").status == 2)
  }

  @Test func aClosedNoteOfAHandWrittenEntryStaysOutOfTheCommit() throws {
    try append("  - action: remark\n    note: \"BURUNG HANTU\"\n    audience: secret\n")
    #expect(try store.koja("commit").status == 0)
    #expect(try !store.git(["log", "-1", "--format=%B"]).text.contains("HANTU"))
  }

  @Test func severalHandWrittenEntriesAreCompleted() throws {
    try append(
      "  - action: remark\n    note: \"Satu.\"\n  - action: remark\n    note: \"Dua.\"\n")
    let output = try store.koja("commit")
    #expect(output.status == 0, "\(output.standardError)")
    let entries = try store.text(file).splitting(at: "- action: remark").suffix(2)
    #expect(entries.count == 2 && entries.allSatisfy { $0.contains("at: ") && $0.contains("by: ") })
    #expect(try store.koja("check").status == 0)
  }

  @Test func aNumberMayStandBehindItsCollection() throws {
    #expect(try store.koja("show", "4/2026").status == 1)
    let output = try store.koja("show", "permits/4/2026")
    #expect(output.status == 0 && output.text.contains("IZN-"), "\(output.standardError)")
  }
}
