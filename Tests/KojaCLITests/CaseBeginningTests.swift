import KojaTestSupport
import Testing

/// A case begins when it says that it came in, and not when somebody typed it.
@Suite struct CaseBeginningTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private let complaint = [
    "new", "complaints", "class=complaint", "category=drainase", "channel=letter", "summary=Got mampet",
    "description=Air meluap.",
  ]

  @Test func itsClocksCountFromThere() throws {
    let made = try RunKoja.run(complaint + ["received_at=2026-03-02T08:00:00+07:00"], in: store.path)
    let id = try #require(made.lines.first, "\(made.standardError)")
    let text = try store.koja("show", id, "--format", "yaml").text
    #expect(text.contains("at: \"2026-03-02T08:00:00+07:00\"") && text.contains("recorded_at:"), "\(text)")
    #expect(try store.koja("due", id, "--lang", "en").text.contains("2026-03-03 08:00"))
    #expect(try store.git(["log", "-1", "--format=%B"]).text.contains("Koja-At: 2026-03-02T08:00:00+07:00"))
    #expect(try store.koja("check").status == 0)
    let audit = try store.koja("audit", "HEAD~1..HEAD")
    #expect(audit.status == 0, "\(audit.text)\(audit.standardError)")
  }

  @Test func whoSaysWhenItHappenedIsBelievedFirst() throws {
    let made = try RunKoja.run(
      complaint + ["received_at=2026-03-02T08:00:00+07:00", "--at", "2026-03-04T09:00", "--note", "Kotak surat"],
      in: store.path)
    let id = try #require(made.lines.first, "\(made.standardError)")
    #expect(try store.koja("show", id, "--format", "yaml").text.contains("at: \"2026-03-04T09:00:00+07:00\""))
  }

  @Test func manyFromAFileBeginEachAtItsTime() throws {
    let line =
      #"{"class":"complaint","category":"drainase","channel":"letter","summary":"Got mampet","description":"Air.","reporter":{"anonymous":true,"secret":true},"received_at":"2026-03-02T08:00:00+07:00"}"#
    let beside = try ScratchDirectory()
    try beside.write(line + "\n", to: "masuk.jsonl")
    let made = try store.koja("new", "complaints", "--from", beside.path("masuk.jsonl"))
    #expect(made.status == 0, "\(made.standardError)")
    let id = try #require(made.lines.first)
    #expect(
      try store.koja("show", id, "--format", "yaml").text.contains("- action: receive\n    at: \"2026-03-02T08:00"))
  }

  @Test func aRecordThatWasWrittenByHandDoesTheSame() throws {
    let path = "records/complaints/2026/03/SKS-2603-4DK7QHT.yaml"
    try store.folder.write(
      """
      class: complaint
      category: drainase
      channel: letter
      received_at: "2026-03-02T08:00:00+07:00"
      summary: Got mampet
      description: Air meluap.
      reporter:
        anonymous: true
        secret: true
      status: received

      """, to: path)
    let made = try store.koja("commit", "--lang", "en")
    #expect(made.status == 0, "\(made.text)\(made.standardError)")
    let text = try store.text(path)
    #expect(text.contains("- action: receive\n    at: \"2026-03-02T08:00:00+07:00\"") && text.contains("recorded_at:"))
    let audit = try store.koja("audit", "HEAD~1..HEAD")
    #expect(audit.status == 0, "\(audit.text)\(audit.standardError)")
  }
}
