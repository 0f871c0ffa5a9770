import KojaTestSupport
import Testing

/// What `koja new` says of a new record, by the reports that its collection names.
@Suite struct NoticeTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func complaint(_ more: String...) throws -> Shell.Output {
    try RunKoja.run(
      [
        "new", "complaints", "class=pengaduan", "category=lampu-jalan", "channel=sikesal", "summary=Lampu padam",
        "description=Gelap.", "reporter.anonymous=ya", "reporter.secret=tidak",
      ] + more, in: store.path)
  }

  @Test func theUnitIsSuggestedWithItsReasonAndStandardOutputIsTheId() throws {
    let made = try complaint("location.area=15.71.10.1002")
    #expect(made.lines.count == 1 && made.text.hasPrefix("SKS-"))
    #expect(made.standardError.contains("Dinas Perkim") && made.standardError.contains("categories/lampu-jalan"))
  }

  @Test func theSmallestAreaThatHoldsThePlaceIsStronger() throws {
    try store.edit(
      "records/categories/lampu-jalan.yaml", "\ntargets:\n",
      """

      routes:
        - area: "15.71.10"
          unit: kec-danau-sipin
        - area: "15.71.10.1002"
          unit: kel-legok
      targets:

      """)
    #expect(try store.koja("commit").status == 0)
    func suggested(_ area: String) throws -> [String] {
      let id = try #require(try complaint("location.area=\(area)").lines.first)
      return try store.koja("report", "routing", "id=\(id)", "--format", "jsonl").lines
    }
    let (inside, beside, elsewhere) = (
      try suggested("15.71.10.1002"), try suggested("15.71.10.1001"), try suggested("15.71.01.1001")
    )
    #expect(
      inside.count == 1 && inside[0].contains(#""unit":"kel-legok""#) && inside[0].contains("routes 15.71.10.1002"))
    #expect(beside.count == 1 && beside[0].contains(#""unit":"kec-danau-sipin""#))
    #expect(elsewhere.count == 1 && elsewhere[0].contains(#""unit":"perkim""#))
  }

  @Test func aLikelyDuplicateIsShownWhenItIsNearInPlaceAndTime() throws {
    let place = ["location.latitude=-1.6010", "location.longitude=103.5800", "received_at=2026-07-01T08:00"]
    let first = try #require(try complaint(place[0], place[1], place[2]).lines.first)
    let near = try complaint("location.latitude=-1.6013", place[1], "received_at=2026-07-03T09:00")
    #expect(near.standardError.contains(first) && near.standardError.contains("mungkin ganda"))
    let far = try complaint("location.latitude=-1.6110", place[1], place[2])
    #expect(!far.standardError.contains("mungkin ganda"))
    let late = try complaint(place[0], place[1], "received_at=2026-07-20T08:00")
    #expect(!late.standardError.contains("mungkin ganda"))
  }

  @Test func aNumberOfAnotherSystemThatIsThereAlreadyIsShown() throws {
    let first = try #require(try complaint("refs+=system:sikesal,id:777", "received_at=2026-07-01T08:00").lines.first)
    let again = try complaint("refs+=system:sikesal,id:777", "location.area=15.71.10.1002")
    #expect(again.standardError.contains(first) && again.standardError.contains("sikesal:777"))
    let other = try complaint("refs+=system:lapor,id:777", "location.area=15.71.10.1002")
    #expect(!other.standardError.contains("lapor:777"))
    let id = try #require(other.lines.first)
    let added = try store.koja("set", id, "refs+=system:sikesal,id:777")
    #expect(added.status == 0 && added.standardError.contains(first), "\(added.standardError)")
  }

  @Test func anIncomingLetterThatIsThereAlreadyIsShown() throws {
    func letter(_ number: String) throws -> Shell.Output {
      try store.koja(
        "new", "letters", "direction=incoming", "kind=surat-dinas", "unit=diskominfo", "sender.text=Kominfo Provinsi",
        "number=\(number)", "letter_date=2026-03-02", "received_at=2026-03-03T09:00", "subject=Rapat jaringan",
        "urgency=ordinary", "secrecy=ordinary")
    }
    let first = try letter("005/12/KOMINFO")
    let id = try #require(first.lines.first, "\(first.standardError)")
    #expect(!first.standardError.contains("sudah dicatat"))
    #expect(try letter("005/12/KOMINFO").standardError.contains(id))
    #expect(try !letter("005/13/KOMINFO").standardError.contains(id))
  }

  @Test func whatIsEnteredLateBeginsWhenItHappenedAndSaysWhy() throws {
    let bare = try complaint("--at", "2026-03-14T10:00", "--lang", "en")
    #expect(bare.status == 2 && bare.standardError.contains("add `--note`"), "\(bare.standardError)")
    let ahead = try complaint("--at", "2126-03-14T10:00", "--note", "x", "--lang", "en")
    #expect(ahead.status == 2 && ahead.standardError.contains("future"))
    let made = try complaint("--at", "2026-03-14T10:00", "--note", "Formulir kertas dari hari Sabtu.")
    let id = try #require(made.lines.first, "\(made.standardError)")
    let text = try store.koja("show", id, "--format", "yaml").text
    #expect(text.contains("received_at: \"2026-03-14T10:00:00+07:00\""), "\(text)")
    #expect(text.contains("at: \"2026-03-14T10:00:00+07:00\"") && text.contains("recorded_at:"))
    #expect(text.contains("Formulir kertas"))
    #expect(try store.koja("due", id, "--lang", "en").text.contains("2026-03-1"))
    #expect(try store.koja("check").status == 0)
  }

  @Test func whatTheServiceAsksAndTheListLacksIsShown() throws {
    let made = try store.koja(
      "new", "permits", "service=sktm", "purpose=baru", "subject=Keterangan tidak mampu", "unit=kel-legok",
      "applicant.person=ORG-7K3FQ2XA", "requirements+=code:identity-card,met:tidak")
    let id = try #require(made.lines.first)
    let rows = try store.koja("report", "requirements", "id=\(id)", "--format", "jsonl").text
    #expect(rows.contains(#""code":"rt-rw-letter","state":"missing""#))
    #expect(rows.contains(#""code":"identity-card","state":"not-met""#))
    #expect(made.standardError.contains("Pengantar RT/RW"))
  }

  @Test func aNoticeThatLeadsNowhereIsFound() throws {
    let schema = "schemas/complaints/schema.yaml"
    try store.edit(
      schema, "notices: [same-number, {report: same-number, changed: refs}, routing, questions, duplicates]",
      "notices: [ruting, on-time]")
    let output = try store.koja("schema", "check", "--lang", "en")
    #expect(output.status == 3)
    #expect(output.text.contains("there is no report `ruting`") && output.text.contains("did you mean `routing`?"))
    #expect(output.text.contains("the report `on-time` has no parameter `id`"))
  }
}
