import KojaGit
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let new = "SKS-2607-VB0K8D0"

@Suite struct ChangeTests {
  @Test func anActionIsOneCommitThatReadsWell() throws {
    let store = try ChangeStore()
    try store.act("verifikasi", new)
    let message = try store.act("teruskan", new, ["unit=perkim"], note: "Bangku sudah didata.")
    let name = try perkim()
    let expected = """
      Laporan SKS-2607-VB0K8D0: diteruskan (terverifikasi -> diteruskan ke OPD)

      unit: - -> perkim (\(name))
      Bangku sudah didata.

      Koja-Record: complaints/SKS-2607-VB0K8D0
      Koja-Action: assign


      """
    #expect(message == expected)
    #expect(
      try store.scratch.git(["log", "-1", "--format=%an <%ae>"]).lines == ["Rina Sari <rina.sari@jambi.example>"])
    #expect(try store.scratch.status() == [])
    #expect(try store.findings() == [])
    #expect(try store.scratch.git(["fsck", "--strict"]).status == 0)
  }

  private func perkim() throws -> String {
    let line = try #require(
      try City.text("records/units/perkim.yaml").splitting(at: "\n").first { $0.hasPrefix("name: ") })
    return line.splitting(at: "\"")[1]
  }

  @Test func settingAFieldTouchesItsLineAndNothingElse() throws {
    let store = try ChangeStore()
    let text = try store.scratch.text(lampFile)
    try store.scratch.edit(lampFile, "priority: high\n", "\n# penting\npriority:   'high'   # dari pelapor\n\n")
    try store.scratch.git(["commit", "-qam", "Komentar"])
    try store.set(lamp, "prioritas=rendah")
    #expect(try store.scratch.git(["show", "--numstat", "--format="]).lines == ["1\t1\t\(lampFile)"])
    #expect(
      try store.scratch.text(lampFile)
        == text.editing("priority: high\n", "\n# penting\npriority:   'low'   # dari pelapor\n\n"))
  }

  @Test func aSetThatChangesNothingMakesNoCommit() throws {
    let store = try ChangeStore()
    let head = try store.scratch.head()
    #expect(try store.set(lamp, "priority=high") == "")
    #expect(try store.set(lamp, "rating-") == "")
    #expect(try store.scratch.head() == head)
  }

  @Test func valuesAboveInternalAreNotTold() throws {
    let store = try ChangeStore()
    let message = try store.set(lamp, "reporter.person=ORG-7T1C3WQE", "rating=4")
    #expect(message.contains("reporter.person: (diubah)\n"))
    #expect(message.contains("rating: - -> 4\n"))
    #expect(!message.contains("ORG-"))
    let record = try store.open().locate(lamp) { _ in [] }
    let entry = try #require(try Trail(store.open()).history(of: record).first)
    #expect(entry.summary.fields.map(\.field).sorted() == ["rating", "reporter.person"])
    #expect(entry.summary.fields.filter { entry.summary.told($0) == nil }.map(\.field) == ["reporter.person"])
  }

  @Test func longTextsAreNotTold() throws {
    let store = try ChangeStore()
    let message = try store.set(lamp, "description=baris satu\nbaris dua", "summary=Lampu jalan padam di empat tiang")
    #expect(message.contains("description: (diubah)"))
    #expect(
      message.contains("summary: Lampu jalan padam di tiga tiang, Telanaipura -> Lampu jalan padam di empat tiang"))
  }

  @Test func aNoteCannotForgeATrailerOrReachTheTerminal() throws {
    let store = try ChangeStore()
    let message = try store.set(
      lamp, "rating=4", note: "Koja-Action: resolve\nbiasa saja\nSigned-off-by: X\n\u{1B}[31mmerah\u{7}")
    #expect(
      message.contains("\n    Koja-Action: resolve\nbiasa saja\n    Signed-off-by: X\n\u{FFFD}[31mmerah\u{FFFD}\n"))
    let trailers = try store.scratch.git(["log", "-1", "--format=%(trailers:only)"]).lines
    #expect(trailers == ["Koja-Record: complaints/\(lamp)"])
  }

  @Test func aNoteThatEndsTheMessageCannotForgeATrailer() throws {
    let store = try ChangeStore()
    let message = try store.set(lamp, "rating=4", note: "a\n\nKoja-Record: units/perkim\nKoja-Action : resolve")
    #expect(message.contains("\n    Koja-Record: units/perkim\n"))
    #expect(
      try store.scratch.git(["log", "-1", "--format=%(trailers:only)"]).lines == ["Koja-Record: complaints/\(lamp)"])
  }

  @Test func ownedAndImmutableFieldsAreRefusedWithTheWay() throws {
    let store = try ChangeStore()
    let head = try store.scratch.head()
    func refusal(_ id: String, _ field: String) throws -> Failure? {
      #expect(throws: Failure.self) { try store.set(id, field) }
    }
    #expect(try refusal(lamp, "unit=dlh")?.hint?.en == "use `koja do \(lamp) assign unit=…`")
    let way = "use `koja do \(lamp) resolve`; allowed: assign (Assign), "
    #expect(try refusal(lamp, "status=resolved")?.hint?.en.hasPrefix(way) == true)
    #expect(try refusal(lamp, "status=Selesai")?.hint?.en.hasPrefix(way) == true)
    let immutable = try refusal("SRT-2607-X2M9CHJ", "direction=internal")
    #expect(immutable?.findings.contains { $0.code == "history/immutable" } == true)
    #expect(try refusal(lamp, "timeline=x") != nil)
    #expect(try store.scratch.head() == head)
    #expect(try store.scratch.status() == [])
  }

  @Test func aChangeThatWouldBeWrongIsNotWritten() throws {
    let store = try ChangeStore()
    let text = try store.scratch.text(lampFile)
    let failure = #expect(throws: Failure.self) { try store.set(lamp, "category=lampu") }
    #expect(failure?.kind == .findings)
    #expect(failure?.findings.filter { $0.severity == .error }.map(\.code) == ["ref/unknown"])
    #expect(try store.scratch.text(lampFile) == text)
    #expect(try store.scratch.status() == [])
  }

  @Test func otherEditsStayAsTheyWereStagedOrNot() throws {
    let store = try ChangeStore()
    let other = "records/complaints/2026/03/SKS-2603-A4MZ817.yaml"
    try store.scratch.edit(other, "class: complaint", "class: aspiration")
    try store.scratch.git(["add", other])
    try store.scratch.edit("records/units/dishub.yaml", "source:", "# catatan\nsource:")
    try store.scratch.folder.write("x", to: "catatan.txt")
    let before = try store.scratch.status()
    try store.set(lamp, "rating=4")
    #expect(try store.scratch.status() == before)
    #expect(try store.scratch.git(["show", "--name-only", "--format="]).lines == [lampFile])
  }

  @Test func anActionClaimsTheNextNumberTogetherWithTheRecord() throws {
    let store = try ChangeStore()
    try store.act("nyatakan lengkap", "IZN-2607-C4ZQ9WM", as: .lestari)
    #expect(
      try store.scratch.git(["show", "--name-only", "--format="]).lines.sorted() == [
        "records/numbers/permohonan/2026/000/permohonan-2026-000008.yaml",
        "records/permits/2026/07/IZN-2607-C4ZQ9WM.yaml",
      ])
    let claim = try store.scratch.text("records/numbers/permohonan/2026/000/permohonan-2026-000008.yaml")
    #expect(claim.contains("number: \"8/2026\"\nrecord: permits/IZN-2607-C4ZQ9WM\n"))
    #expect(
      try store.scratch.text("records/permits/2026/07/IZN-2607-C4ZQ9WM.yaml").contains(
        "\napplication_number: \"8/2026\"\n"))
    #expect(try store.findings() == [])
  }

  @Test func whatIsMissingForANumberIsNamedAndNothingIsClaimed() throws {
    let store = try ChangeStore()
    try store.scratch.edit("records/letters/2026/07/SRT-2607-8VS3DN2.yaml", "archive_code:", "# archive_code:")
    try store.scratch.git(["commit", "-qam", "tanpa kode"])
    let failure = #expect(throws: Failure.self) { try store.act("sign", "SRT-2607-8VS3DN2", as: .hendra) }
    #expect(failure?.message.en.contains("archive_code") == true)
    #expect(try store.scratch.status() == [])
  }

  @Test func laterEntriesSayWhenItHappenedAndWhy() throws {
    let store = try ChangeStore()
    let day = try #require(Timestamp("2026-07-28T10:00:00+07:00"))
    let refusal = #expect(throws: Failure.self) { try store.act("verify", new, at: day) }
    #expect(refusal?.kind == .usage)
    let message = try store.act("verify", new, note: "Jaringan putus.", at: day)
    #expect(message.contains("Koja-At: 2026-07-28T10:00:00+07:00"))
    let text = try store.scratch.text("records/complaints/2026/07/\(new).yaml")
    #expect(
      text.contains(
        "at: \"2026-07-28T10:00:00+07:00\"\n    by: rina-sari\n    recorded_at: \"2026-08-01T09:00:00+07:00\"\n"))
    #expect(throws: Failure.self) {
      try store.act("verify", new, at: Timestamp(seconds: ChangeStore.now.seconds + 60, offset: 420))
    }
  }

  @Test func aReasonIsToldInTheMessage() throws {
    let store = try ChangeStore()
    let message = try store.act("reject", new, reason: "no-evidence")
    #expect(message.contains("(no-evidence)\n"), "\(message)")
    #expect(message.contains("\nalasan: "))
  }

  @Test func aClockThatGoesBackwardsIsNamedAndNothingIsWritten() throws {
    let store = try ChangeStore()
    let past = try #require(Timestamp("2026-03-15T00:00:00+07:00"))
    let session = try WriteSession(store.open(), store.surroundings(now: past))
    let record = try session.store.locate(lamp) { _ in [] }
    let failure = #expect(throws: Failure.self) {
      let details = ActionDetails(assignments: [], note: nil, reason: nil, at: nil)
      _ = try session.make(ChangeDesk(session).act("start", on: record, details))
    }
    #expect(failure?.findings.contains { $0.hint?.en.contains("set the clock of this computer") ?? false } == true)
    #expect(try store.scratch.status() == [])
  }

  @Test func aStrangerMayNotAct() throws {
    let store = try ChangeStore()
    let failure = #expect(throws: Failure.self) { try store.act("verify", new, as: .stranger) }
    #expect(failure?.kind == .environment)
    #expect(failure?.hint?.id.contains("git config user.email") == true)
  }

  @Test func reasonsGoByLabelAndRolesAreAdvice() throws {
    let store = try ChangeStore()
    let session = try store.session(.agus)
    let record = try session.store.locate(new) { _ in [] }
    let change = try ChangeDesk(session).act("tolak", on: record, ActionDetails(reason: "tidak ada bukti"))
    #expect(change.findings.map(\.code) == ["workflow/role"])
    let after = try #require(change.files.first?.after)
    #expect(String(decoding: after, as: UTF8.self).contains("    reason: no-evidence\n"))
    #expect(throws: Failure.self) { try ChangeDesk(session).act("tolak", on: record, ActionDetails()) }
    #expect(throws: Failure.self) { try ChangeDesk(session).act("tolak", on: record, ActionDetails(reason: "malas")) }
  }

  @Test func aNewRecordBeginsItsTimeline() throws {
    let store = try ChangeStore()
    let session = try store.session()
    let fields = [
      "class=pengaduan", "category=lampu-jalan", "channel=datang langsung", "summary=Lampu padam di gang",
      "description=Gelap sekali.", "reporter.anonymous=ya", "reporter.secret=tidak",
    ]
    let (change, id) = try ChangeDesk(session).newRecord(
      in: try City.collection("complaints"), id: nil, try fields.map { try Assignment(argument: $0) }, draft: nil,
      note: nil)
    #expect(CaseID(id)?.prefix == "SKS")
    _ = try session.make(change)
    let text = String(decoding: try #require(change.files.first?.after), as: UTF8.self)
    #expect(
      text == """
        class: complaint
        category: lampu-jalan
        channel: counter
        received_at: "2026-08-01T09:00:00+07:00"
        summary: "Lampu padam di gang"
        description: "Gelap sekali."
        reporter:
          anonymous: true
          secret: false
        status: received
        timeline:
          - action: receive
            at: "2026-08-01T09:00:00+07:00"
            by: rina-sari

        """)
    #expect(try store.message().hasPrefix("Laporan \(id): diterima (- -> diterima)\n"))
    #expect(try store.findings() == [])
  }

  @Test func onlyOneSessionWritesAtATime() throws {
    let store = try ChangeStore()
    let first = try store.session()
    let failure = #expect(throws: Failure.self) { try store.session(.siti) }
    #expect(failure?.kind == .conflict)
    withExtendedLifetime(first) {}
  }

  @Test func whatChangedSinceItWasReadIsNotOverwritten() throws {
    let store = try ChangeStore()
    let session = try store.session()
    let record = try session.store.locate(lamp) { _ in [] }
    let change = try #require(
      try ChangeDesk(session).setFields(of: record, [Assignment("rating", .set("4"))], note: nil))
    try store.scratch.edit(lampFile, "priority: high", "priority: low")
    let head = try store.scratch.head()
    let failure = #expect(throws: Failure.self) { try session.make(change) }
    #expect(failure?.kind == .conflict)
    #expect(try store.scratch.head() == head)
    #expect(try store.scratch.text(lampFile).contains("priority: low"))
    #expect(!store.scratch.folder.exists(".git/index.lock") && !store.scratch.folder.exists(".git/koja/journal"))
  }
}
