import KojaTestSupport
import Testing

/// The figures of the reports that offices work by, counted by hand from the sample records and from what the tests add.
@Suite struct ReportFigureTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func report(_ arguments: String..., now: String = "2026-08-20T09:00") throws -> [String] {
    let output = try RunKoja.run(["report"] + arguments + ["--format", "jsonl", "--now", now], in: store.path)
    #expect(output.status == 0, "\(output.standardError)")
    return output.lines
  }

  private func done(_ arguments: String..., by person: Person) throws {
    let output = try RunKoja.run(arguments, in: store.path, as: person)
    #expect(output.status == 0, "\(output.standardError)")
  }

  // MARK: Complaints and applications

  /// A case that two units had: the first promise was moved and the next one lapsed with the first unit, the last was kept by
  /// the second; another was over before anybody said anything.
  @Test func aPromiseCountsForTheUnitThatMadeIt() throws {
    func complaint() throws -> String {
      let made = try store.koja(
        "new", "complaints", "class=complaint", "category=parkir", "channel=counter", "summary=Parkir liar",
        "description=Di depan pasar.", "received_at=2026-08-03T08:00", "reporter.anonymous=yes", "reporter.secret=no")
      let id = try #require(made.lines.first, "\(made.standardError)")
      try act(id, "verify", "08-03T09:00")
      return id
    }
    func act(_ id: String, _ action: String, _ at: String, _ more: String...) throws {
      let output = try RunKoja.run(
        ["do", id, action] + more + ["--at", "2026-\(at)", "--note", "Uji"], in: store.path, as: .rina)
      #expect(output.status == 0, "\(output.standardError)")
    }
    let (moved, over) = (try complaint(), try complaint())
    try act(moved, "assign", "08-03T10:00", "unit=dishub")
    try act(moved, "schedule", "08-03T11:00", "promised_at=2026-08-05", "--reason", "no-material")
    try act(moved, "schedule", "08-04T11:00", "promised_at=2026-08-07", "--reason", "no-material")
    try act(moved, "assign", "08-05T08:00", "unit=pupr")
    try act(moved, "schedule", "08-05T09:00", "promised_at=2026-08-06", "--reason", "no-material")
    try act(moved, "resolve", "08-06T16:00", "response=Selesai.")
    try act(over, "assign", "08-03T10:00", "unit=dishub")
    try act(over, "schedule", "08-03T11:00", "promised_at=2026-08-04", "--reason", "no-material")
    try act(over, "schedule", "08-05T00:00", "promised_at=2026-08-25", "--reason", "no-material")
    #expect(
      try report("promises", "period=2026-08") == [
        #"{"unit":"dishub","promises":4,"kept":0,"moved":1,"dropped":1,"broken":1,"waiting":1}"#,
        #"{"unit":"pupr","promises":1,"kept":1,"moved":0,"dropped":0,"broken":0,"waiting":0}"#,
      ])
    let behind = try report("promises", "period=2026-08", "unit=dishub", "broken=1", "--records")
    #expect(behind.count == 1 && behind.allSatisfy { $0.contains(over) }, "\(behind)")
  }

  /// IZN-2512-ST7N9CM of the sample: received 08:20 to 08:30, incomplete to 13:10, received to 13:20, complete to 08:10 of the next
  /// day, approved to 08:30.
  @Test func aStageLastsUntilTheNextOne() throws {
    func row(_ stage: String, _ stays: Int, _ median: Int) -> String {
      "{\"stage\":\"\(stage)\",\"stays\":\(stays),\"there\":0,\"median\":\(median).0,\"p90\":\(median).0}"
    }
    #expect(
      try report("stages", "unit=kel-legok", "period=2025-12") == [
        row("complete", 1, 67_800), row("incomplete", 1, 16_800), row("approved", 1, 1200), row("received", 2, 600),
      ])
    #expect(try report("stages", "unit=kel-legok", "stage=received", "period=2025-12", "--records").count == 2)
  }

  // MARK: Letters

  /// 000.7.1.4 is kept for 3 + 7 years, 500.12.6.4 for 2 + 3; 000.8.3.4 for ever.
  @Test func aLetterMayBeDestroyedOnceItsYearsAreOver() throws {
    #expect(try report("destruction", "by=2031-04-05") == [], "that of the sample is kept 2 + 3 years")
    try done("do", "SRT-2603-3KD8VWE", "archive", "closed_on=2026-03-31", by: .siti)
    try done("do", "SRT-2203-87E5P0N", "archive", "closed_on=2022-04-30", by: .siti)
    try store.edit("records/letters/2026/03/SRT-2603-Q0F6NB8.yaml", "\nstatus:", "\nclosed_on: 2000-01-01\nstatus:")
    let place = "\"place\":null,\"hold\":null"
    let young = "{\"id\":\"SRT-2203-87E5P0N\""
    #expect(try report("destruction", "by=2027-04-29") == [])
    let first = try report("destruction", "by=2027-04-30")
    #expect(first.count == 1 && first.allSatisfy { $0.hasPrefix(young) && $0.contains("\"closed_on\":\"2022-04-30\"") })
    #expect(first.first?.contains("\"may_go\":\"2027-04-30\"") ?? false, "\(first)")
    #expect(try report("destruction", "by=2036-03-30").count == 2)
    let both = try report("destruction", "by=2036-03-31")
    #expect(both.count == 3 && both.last?.contains("\"may_go\":\"2036-03-31\"") ?? false, "\(both)")
    #expect(both.allSatisfy { $0.contains(place) }, "\(both)")
    try done("set", "SRT-2203-87E5P0N", "hold.since=2026-08-01", "hold.reason=Bukti pemeriksaan", by: .siti)
    #expect(try report("destruction", "by=2027-04-30").first?.contains("\"hold\":\"Bukti pemeriksaan\"") ?? false)
  }

  private func counters(_ officer: String) throws -> [String: Int] {
    let row = try #require(try report("counters", "officer=\(officer)").first)
    var figures: [String: Int] = [:]
    for match in row.matches(of: #/"([a-z_]+)":([0-9]+)/#) { figures[String(match.1)] = Int(match.2) }
    return figures.filter { $0.value > 0 }
  }

  /// In the sample the ICT office has one letter with initials, one that is signed and not sent, and one new.
  @Test func whatWaitsForAnOfficerIsCounted() throws {
    #expect(try counters("hendra-wijaya") == ["to_sign": 1, "to_send": 1, "unread": 1])
    #expect(try counters("siti-marlina") == ["to_send": 1, "unread": 1], "a clerk signs nothing")
    #expect(try counters("yuli-astuti") == [:])
    for more in [["officer=yuli-astuti"], []] {
      let made = try RunKoja.run(
        [
          "new", "dispositions", "letter=SRT-2606-7RJ5TEH", "unit=kel-legok", "instructions+=attend",
          "text=Mohon hadir",
        ] + more, in: store.path, as: .hendra)
      #expect(made.status == 0, "\(made.standardError)")
      if !more.isEmpty { try done("do", try #require(made.lines.first), "read", by: .yuli) }
    }
    #expect(try counters("yuli-astuti") == ["unread_dispositions": 1, "open_dispositions": 1])
    #expect(try counters("rudi-kurniawan") == ["unread_dispositions": 1], "the other one is for somebody else")
    try store.edit("records/letters/2026/06/SRT-2606-5TB0QXK.yaml", "\nunit:", "\ncopies:\n  - unit: kel-legok\nunit:")
    #expect(try counters("rudi-kurniawan") == ["unread_dispositions": 1, "unread_copies": 1])
  }

  @Test func initialsCountForTheDraftThatTheyWerePutOn() throws {
    let id = "SRT-2607-Y4CM1JF"
    try done("set", id, "verifiers+=rudi-kurniawan", by: .siti)
    #expect(try counters("rudi-kurniawan") == ["to_verify": 1])
    try done("do", id, "initial", by: .rudi)
    #expect(try counters("rudi-kurniawan") == [:])
    try done("do", id, "send-back", by: .hendra)
    #expect(try counters("rudi-kurniawan") == ["to_verify": 1], "the draft is another one")
    let behind = try report("counters", "officer=rudi-kurniawan", "--records")
    #expect(behind.count == 1 && behind.allSatisfy { $0.contains(id) && $0.contains("to_verify") }, "\(behind)")
  }

  // MARK: Permits

  /// The one permit of the sample that has an end ahead ends on 26 September 2026: 37 days after 20 August.
  @Test func aPermitExpiresWithinSoManyDays() throws {
    #expect(try report("expiring", "days=36") == [])
    let rows = try report("expiring", "days=37")
    #expect(rows.count == 1 && rows.allSatisfy { $0.contains("IZN-2603-B5NS0KJ") && $0.contains("\"left\":37") })
    #expect(try report("expiring", "days=0", now: "2026-09-26T09:00").count == 1, "the last day counts")
    #expect(try report("expiring", "days=400", now: "2026-09-27T09:00") == [], "what is over does not expire")
    try done(
      "do", "IZN-2603-B5NS0KJ", "revoke", "decree.text=Keputusan contoh", "--reason", "false-papers", by: .rudi)
    #expect(try report("expiring", "days=400") == [])
  }

  /// From the complete file to issue or refusal, as the timelines of the sample say; see each record.
  @Test func whatTheStandardPromisesStandsBesideWhatWasMeasured() throws {
    let rows = try report("service-standard")
    func row(_ unit: String, _ service: String) throws -> String {
      try #require(rows.first { $0.contains("\"unit\":\"\(unit)\"") && $0.contains("\"service\":\"\(service)\"") })
    }
    #expect(rows.count == 6)
    // 26 March 08:45 to 27 March 10:00 within three working days; the other has been running since 27 July.
    #expect(
      try row("kel-legok", "domisili").hasSuffix(
        "\"promised\":3,\"counted_in\":\"working-days\",\"cases\":2,\"median\":90900.0,\"p90\":90900.0,\"on_time\":50.0}"
      ))
    // 10 June 08:50 to 12 June 14:00, a refusal, within five working days; the other is open and late.
    #expect(
      try row("kec-telanaipura", "izin-keramaian").contains(
        "\"cases\":2,\"median\":191400.0,\"p90\":191400.0,\"on_time\":50.0"))
    // 80 minutes for one working hour.
    #expect(
      try row("kec-telanaipura", "dispensasi-nikah").contains("\"median\":4800.0,\"p90\":4800.0,\"on_time\":0.0"))
    // Approved and still running since May: late without a duration.
    #expect(
      try row("kec-telanaipura", "surat-keterangan").contains(
        "\"cases\":1,\"median\":null,\"p90\":null,\"on_time\":0.0"))
    // 2025 has no calendar: whether it was late is not known.
    #expect(try row("kel-legok", "surat-usaha-mikro").contains("\"median\":69000.0,\"p90\":69000.0,\"on_time\":null"))
    let june = try report("service-standard", "period=2026-06")
    #expect(june.count == 1 && june.allSatisfy { $0.contains("izin-keramaian") }, "\(june)")
    try done("withdraw", "IZN-2606-M9TC1HD", "--reason", "Tercatat dua kali", by: .yuli)
    #expect(try report("service-standard", "period=2026-06") == [], "what was withdrawn is not counted")
  }

  // MARK: Complaints

  /// From 20 July 08:05 to 21 July 10:20 it lay with the housing office, which returned it.
  @Test func whatAUnitReturnedNoLongerCountsForIt() throws {
    let id = "SKS-2607-4NF1GZ5"
    func behind(_ name: String) throws -> [String] {
      try report(name, "unit=perkim", "--records").filter { $0.contains(id) }
    }
    let lain = try behind("desks")
    #expect(lain.count == 1 && lain.allSatisfy { $0.contains("\"median\":94500") }, "\(lain)")
    #expect(try behind("late") == [] && behind("on-time") == [] && behind("units-on-time") == [])
    #expect(try report("late", "--records").contains { $0.contains(id) && $0.contains("\"unit\":null") })
    try done("do", id, "assign", "unit=perkim", by: .rina)
    #expect(try behind("late").count == 1 && behind("on-time").count == 1)
    #expect(try behind("units-on-time").count == 1)
  }

  // MARK: Apps

  /// The sample has nothing to tell of apps but that their owner is not known; each finding is one day this side of its limit.
  @Test func whatIsToBeSaidOfAppsIsFoundAtItsLimit() throws {
    func findings() throws -> [String] {
      try report("app-findings").filter { !$0.contains("no-owner") }.map { row in
        let parts = row.matches(of: #/"(?:id|finding|about)":"([^"]*)"/#).map { String($0.1) }
        return parts.joined(separator: " ")
      }
    }
    func add(_ lines: String, to app: String) throws {
      try store.edit("records/apps/\(app).yaml", "\nstatus: live", "\n\(lines)\nstatus: live")
    }
    #expect(try findings() == [])
    #expect(try report("app-findings").count == 20, "24 live apps, 4 of them with an owner")
    // Two years before 20 August 2026, and 90 days after it.
    try add("updated_on: 2024-08-20\ncontract_until: 2026-11-19", to: "portal-spbe")
    #expect(try findings() == [])
    try add("updated_on: 2024-08-19\ncontract_until: 2026-11-18", to: "sipaten")
    try add("contract_until: 2026-08-19", to: "sipadek")
    try add("function: \"Pengaduan warga\"\naudience:\n  - citizens", to: "sikesal")
    try add("function: \"pengaduan warga\"\naudience:\n  - business\n  - citizens", to: "sp4n-lapor")
    try add("function: \"Pengaduan warga\"\naudience:\n  - civil-servants", to: "ppid")
    try add("successor: antrean-online", to: "simpan")
    try store.edit("records/units/sekretariat-dprd.yaml", "\nsource:", "\nvalid_to: 2026-08-19\nsource:")
    #expect(
      try findings() == [
        "sipadek contract-ended 2026-08-19", "sipaten contract-ends 2026-11-18", "sikesal overlap sp4n-lapor",
        "sp4n-lapor overlap sikesal", "simpan owner-gone 2026-08-19", "sipaten stale 2024-08-19",
        "simpan successor-off antrean-online",
      ])
    // People read what the question's own codes mean; machines read the codes.
    let read = try RunKoja.run(["report", "app-findings", "--lang", "en", "--now", "2026-08-20T09:00"], in: store.path)
    #expect(read.text.contains("Owner is no more") && !read.text.contains("owner-gone"))
    // Who took over is said instead of the day.
    try store.edit("records/units/sekretariat-dprd.yaml", "\nsource:", "\nsuccessor: diskominfo\nsource:")
    #expect(try findings().contains("simpan owner-gone diskominfo"))
    try store.edit("records/units/sekretariat-dprd.yaml", "\nvalid_to: 2026-08-19", "\nvalid_to: 2026-08-20")
    #expect(try !findings().contains { $0.contains("owner-gone") }, "on its last day the office is still there")
  }

  /// The queue app was registered on 3 March 2025, planned to be merged on 1 September, and switched off on 31 December;
  /// the other 24 were registered on 2 March 2026.
  @Test func theInventoryIsThatOfAnyDay() throws {
    func inventory(_ day: String) throws -> [String] {
      try report("inventory", "day=\(day)").map { row in
        row.matches(of: #/:"?([a-z0-9-]+)/#).map { String($0.1) }.joined(separator: " ")
      }
    }
    #expect(try inventory("2025-03-02") == [])
    #expect(try inventory("2025-03-03") == ["live null 1"])
    #expect(try inventory("2025-08-31") == ["live null 1"])
    #expect(try inventory("2025-09-01") == ["to-merge similar-app 1"])
    #expect(try inventory("2025-12-31") == ["off similar-app 1"])
    #expect(try inventory("2026-03-02") == ["live null 24", "off similar-app 1"])
    try done("withdraw", "ppid", "--reason", "Tercatat dua kali", by: .rina)
    #expect(try inventory("2026-03-02") == ["live null 23", "off similar-app 1"])
    #expect(try report("inventory", "day=2026-03-02", "--records").count == 24)
  }

  // MARK: The agenda

  /// By the day of the office: 23:30 in London is the next morning here.
  @Test func theAgendaBookHasEveryIncomingLetterOnItsDay() throws {
    let days = ["period=2026-07-01..2026-07-31", "period=2026-06-01..2026-06-30", "period=2026-03-01..2026-03-31"]
    #expect(try days.map { try report("agenda", $0).count } == [1, 1, 2])
    try store.edit(
      "records/letters/2026/07/SRT-2607-X2M9CHJ.yaml", "received_at: \"2026-07-28T10:05:00+07:00\"",
      "received_at: \"2026-06-30T23:30:00Z\"")
    let july = try report("agenda", "period=2026-07-01..2026-07-01")
    #expect(july.count == 1 && july.allSatisfy { $0.contains("\"day\":\"2026-07-01\"") }, "\(july)")
    #expect(try report("agenda", "period=2026-07-01..2026-07-01", "--records").count == 1)
    #expect(try report("agenda", "period=2026", "unit=perkim") == [])
  }
}
