import KojaTestSupport
import Testing

/// Recorded conversations; `KOJA_RECORD=1 swift test --filter TranscriptTests` writes them anew.
@Suite struct TranscriptTests {
  private func expect(
    _ name: String, _ commands: [[String]], in folder: String = Checkout.root,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let text = try commands.map { transcript($0, try RunKoja.run($0, in: folder)) }.joined()
    let steady = text.normalized([(folder, "STORE")])
    #expect(try goldens.difference(steady, name) == nil, sourceLocation: location)
  }

  @Test func helpIsThereInBothLanguages() throws {
    try expect(
      "help",
      [
        ["--lang", "id", "--help"], ["--lang", "en", "--help"], ["do", "--help", "--lang", "id"],
        ["do", "--help", "--lang", "en"],
      ])
  }

  @Test func questionsAreAnsweredAsOfTheGivenTime() throws {
    let scratch = try ScratchStore()
    let now = ["--now", "2026-07-30T10:00"]
    try expect(
      "questions",
      [
        ["list", "complaints", "status:assigned"] + now,
        ["list", "complaints", "status:selesai", "--format", "csv"] + now,
        [
          "list", "complaints", "overdue:resolve", "not", "family:closed", "--columns", "id,unit,due.resolve", "--lang",
          "en",
        ] + now,
        ["count", "complaints", "--by", "status"] + now, ["count", "permits", "--format", "json"] + now,
        ["show", "SKS-2603-7K3FQ2X"] + now, ["show", "SKS-2605-5HN2XK6", "--lang", "en"] + now,
        ["show", "SKS-2607-VB0K8D0", "--format", "json"] + now, ["list", "categories", "--lang", "en"],
        ["show", "lampu-jalan", "--lang", "en"],
      ], in: scratch.path)
  }

  @Test func dueTimesAreExplainedStepByStep() throws {
    try expect(
      "due",
      [
        ["due", "SKS-2603-7K3FQ2X", "--now", "2026-03-28"],
        ["due", "SKS-2603-7K3FQ2X", "--explain", "--now", "2026-03-28"],
        ["due", "SKS-2605-M1YS944", "--explain", "--lang", "en", "--now", "2026-07-30"],
        ["due", "SKS-2605-M1YS944", "--format", "json", "--now", "2026-07-30"], ["due", "perkim"],
        ["due", "SKS-2603-7K3FQ2Y", "--lang", "en"],
      ])
  }

  @Test func checksSayWhatWhereAndTheWayOut() throws {
    let scratch = try ScratchStore()
    try expect(
      "check-clean", [["check"], ["check", "--lang", "en"], ["check", "--format", "json"]], in: scratch.path)
    let lamp = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
    try scratch.edit(lamp, "priority: high", "priority: tinggi")
    try scratch.edit(lamp, "status: assigned", "status: scheduled")
    try scratch.edit("records/complaints/2026/06/SKS-2606-E3PD5NJ.yaml", "reason: no-evidence", "reason: no-evidance")
    try expect(
      "check-errors",
      [["check"], ["check", "--lang", "en"], ["check", "--format", "json"], ["check", "records/units"]],
      in: scratch.path)
  }

  @Test func aCodeIsExplainedWithoutAStore() throws {
    let folder = try ScratchDirectory()
    try expect(
      "explain",
      [
        ["explain", "yaml/leading-zero", "--lang", "id"], ["explain", "leading-zero", "--lang", "en"],
        ["explain", "schema/oneOf", "--lang", "id"], ["explain", "yaml/too-large", "--lang", "en"],
        ["explain", "number", "--lang", "id"], ["explain", "ref/unknown", "--format", "json", "--lang", "id"],
        ["explain", "yaml/leading-zeros", "--lang", "id"], ["explain", "syntax", "--lang", "en"],
        ["explain", "\u{1B}[31m", "--lang", "en"],
      ], in: folder.path)
  }

  @Test func whatIsSafeIsShownAndThenMended() throws {
    let scratch = try ScratchStore()
    let refused = "records/complaints/2026/06/SKS-2606-E3PD5NJ.yaml"
    try scratch.edit(refused, "reason: no-evidence", "resaon: no-evidance")
    let unit = "records/units/perkim.yaml"
    try scratch.folder.write(String(try scratch.text(unit).dropLast()), to: "records/units/salah/perkim.yaml")
    scratch.folder.delete(unit)
    let dirty = try scratch.status()
    try expect(
      "check-fix-shown", [["check", "--fix", "--dry-run"], ["check", refused, "--fix", "--dry-run", "--lang", "en"]],
      in: scratch.path)
    #expect(try scratch.status() == dirty, "nothing was written")
    try expect(
      "check-fix",
      [
        ["check", "--fix"], ["check", "--fix", "--lang", "en"], ["check", "--fix"], ["check", "--fix", "--staged"],
        ["check", "--dry-run", "--lang", "en"],
      ], in: scratch.path)
    #expect(try scratch.status() == [], "everything is as it was committed")
    // The first line of a finding is never broken.
    for name in ["check-fix", "check-fix-shown"] {
      let lines = try Checkout.text("Tests/KojaCLITests/Goldens/\(name).txt").split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 100 || $0.contains("]: ") })
    }
  }

  @Test func whatIsNotPossibleNamesTheWayOut() throws {
    let scratch = try ScratchStore()
    try expect(
      "refusals",
      [
        ["do", "SKS-2607-VB0K8D0", "selesaikan"], ["do", "SKS-2607-VB0K8D0", "selesai-kan", "--lang", "en"],
        ["set", "SKS-2603-7K3FQ2X", "unit=dlh"], ["set", "SKS-2603-7K3FQ2X", "prioriti=high", "--lang", "en"],
        ["show", "SKS-2603-7K3FQ2Y"], ["show", "tidak-ada"], ["hapus"], ["list", "complaint", "status:assigned"],
        ["list", "complaints", "statsu:assigned"], ["list", "complaints", "status:asigned"],
        ["--now", "besok", "list", "complaints"], ["--store", "/", "check"],
        ["list", "complaints", "--limit", "-1"], ["check", "--max-findings", "-1", "--lang", "en"],
      ], in: scratch.path)
    #expect(try scratch.status() == [])
  }
}
