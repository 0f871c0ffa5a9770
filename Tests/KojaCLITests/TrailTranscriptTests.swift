import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

/// What a reviewer sees of a history that koja and stock git made together.
@Suite struct TrailTranscriptTests {
  /// A field set, an action done, one written by hand with stock git, and an edit that is not committed.
  private func store() throws -> ScratchStore {
    let store = try ScratchStore()
    #expect(try store.koja("set", lamp, "priority=rendah", "reporter.person=ORG-7T1C3WQE").status == 0)
    let note = ["do", lamp, "kerjakan", "--note", "Tiang diperiksa."]
    #expect(try RunKoja.run(note, in: store.path, as: .budi).status == 0)
    try store.edit(lampFile, "unit: perkim\nsample", "unit: pdam\nsample")
    try store.git(["commit", "-qam", "bukan lewat koja"], as: .hendra)
    try store.edit(lampFile, "priority: low", "priority: tinggi")
    return store
  }

  @Test func historyDifferencesAndReviewsReadWellAtEightyColumns() throws {
    let store = try store()
    let commands = [
      ["log", lamp], ["log", lamp, "--field", "prioritas", "--lang", "en"], ["log", "laporan", "--author", "hendra"],
      ["log", "complaints", "--action", "kerjakan", "--format", "jsonl"],
      ["log", "--since", "2020", "--until", "2021"],
      ["diff"], ["diff", lamp, "HEAD~2..HEAD", "--lang", "en"], ["diff", "HEAD~1..HEAD", "--format", "json"],
      ["blame", lamp], ["review", "HEAD~2..HEAD"], ["show", lamp, "--at", "HEAD~3", "--format", "json"],
      ["count", "complaints", "--by", "priority", "--as-of", "HEAD~3"],
      ["list", "complaints", "priority:low", "--as-of", "HEAD", "--format", "ids"],
    ]
    var text = ""
    for command in commands {
      let output = try RunKoja.run(command, in: store.path, environment: ["COLUMNS": "80"])
      // The commit that did not go through koja left an error behind.
      #expect(output.status == (command[0] == "review" ? 1 : 0), "\(command)")
      text += transcript(command, output)
      let isForPeople = !command.contains { $0.hasPrefix("json") }
      #expect(!isForPeople || output.lines.allSatisfy { $0.count <= 80 }, "\(command)")
    }
    #expect(!text.contains("ORG-7T1C3WQE"))
    var steady = text.steady()
    steady.replace(#/"[0-9a-f]{40}"/#, with: "\"COMMIT\"")
    steady.replace(#/\b[0-9a-f]{8}\b/#, with: "COMMIT")
    steady.replace(#/\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b/#, with: "DATE")
    steady.replace(#/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) NOW\b/#, with: "NOW")
    #expect(try goldens.difference(steady, "trail") == nil)
  }

  @Test func whatCannotBeAnsweredNamesTheWayOut() throws {
    let store = try store()
    let commands = [
      ["log", "SKS-2603-7K3FQ2Y"], ["log", lamp, "--field", "prioriti"],
      ["log", "--action", "terusakn", "--lang", "en"],
      ["log", "--since", "lusa"], ["log", "--limit", "0"], ["diff", lamp, "HEAD~99", "--lang", "en"],
      ["diff", "a", "b", "c"], ["blame", "tidak-ada", "--lang", "en"], ["review", "2019-01-01"],
      ["list", "complaints", "--as-of", "1999-01-01"], ["show", lamp, "--at", "bukan-versi", "--lang", "en"],
    ]
    let text = try commands.map { transcript($0, try RunKoja.run($0, in: store.path)) }.joined()
    #expect(try goldens.difference(text.steady(), "trail-refusals") == nil)
  }
}
