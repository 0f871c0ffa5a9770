import KojaCivic
import KojaModel
import KojaTestSupport
import Testing

@testable import KojaStore

/// A scorecard grades units as records, and grades again without writing what is there.
@Suite struct EvaluationTests {
  @Test func theShippedEvaluationsAreWhatTheCardGives() throws {
    let store = try EvaluationStore()
    let outcomes = try store.evaluate("2022-01..2022-02") + store.evaluate("2022-05..2022-06")
    #expect(outcomes.map(\.word) == ["equal", "equal", "equal", "equal"])
    #expect(outcomes.compactMap(\.result.outcome).map(\.grade) == ["poor", "fair", "good", "fair"])
  }

  @Test func anEvaluationHoldsItsInputsFormulasCommitAndRecords() throws {
    let store = try EvaluationStore()
    try store.count("2026-05", "sipaten", "kel-legok", digital: 21, manual: 9)
    try store.count("2026-06", "sipaten", "kel-legok", digital: 19, manual: 11)
    let commit = try store.store.scratch.head()
    let outcome = try #require(try store.evaluate("2026-05..2026-06").first)
    let record = try store.document(outcome.id)
    let measure = try #require(record.value("measures").flatMap { record.items($0).first })
    #expect(record.scalar("score") == "66.7" && record.scalar("grade") == "fair" && record.scalar("status") == "draft")
    #expect(record.scalar("scorecard.commit") == commit && record.scalar("scorecard.version") == "2022-01-01")
    #expect(
      record.value(of: measure).json()
        == #"{"measure":"digital_share","formula":"100 x digital / (digital + manual) dari semua bulan. Bulan tanpa angka dasbor dihitung dari surat atau permohonan OPD itu di penyimpanan ini.","value":66.7,"points":66.7,"weight":70,"inputs":[{"name":"digital","value":40},{"name":"manual","value":20},{"name":"months","value":2}],"records":["usage/2026-05-sipaten-kel-legok","usage/2026-06-sipaten-kel-legok"]}"#
    )
  }

  @Test func theSameRecordsGiveTheSameBytesInEveryClone() throws {
    let stores = try (0..<2).map { _ in try EvaluationStore() }
    var texts: [[UInt8]] = []
    for store in stores {
      try store.count("2026-06", "sipadek", "kel-legok", digital: 10, manual: 90)
      let made = try #require(try store.evaluate("2026-06").first)
      #expect(made.word == "new")
      texts.append(try store.text(made.id))
    }
    // The commits of the two stores were made at different seconds; nothing else may differ.
    func withoutCommit(_ text: [UInt8]) -> [String] {
      String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init).filter { !$0.contains("commit:") }
    }
    #expect(withoutCommit(texts[0]) == withoutCommit(texts[1]))
  }

  @Test func aSecondRunWritesNothing() throws {
    let store = try EvaluationStore()
    try store.count("2026-06", "sipadek", "kel-legok", digital: 10, manual: 90)
    try store.evaluate("2026-06")
    let head = try store.store.scratch.head()
    #expect(try store.evaluate("2026-06").map(\.word) == ["equal"])
    #expect(try store.store.scratch.head() == head)
  }

  @Test func figuresChangeUntilItIsReportedAndNeverAfter() throws {
    let store = try EvaluationStore()
    try store.count("2026-06", "sipadek", "kel-legok", digital: 10, manual: 90)
    let id = try #require(try store.evaluate("2026-06").first).id
    try store.store.act(
      "recount", "2026-06-sipadek-kel-legok", ["digital=60", "manual=40"], reason: "wrong-count", as: .indah)
    #expect(try store.evaluate("2026-06").map(\.word) == ["again"])
    #expect(try store.document(id).scalar("grade") == "fair")
    try store.decide(id)
    let decided = try store.text(id)
    try store.store.act(
      "recount", "2026-06-sipadek-kel-legok", ["digital=99", "manual=1"], reason: "wrong-count", as: .indah)
    #expect(try store.evaluate("2026-06").map(\.word) == ["kept"])
    #expect(try store.text(id) == decided)
    #expect(try store.store.findings() == [])
  }

  @Test func withoutAFigureOfTheDashboardTheToolCountsItsOwnRecords() throws {
    let store = try EvaluationStore()
    for number in 1...3 {
      _ = try store.make(
        "letters",
        [
          "direction=outgoing", "kind=official-letter", "subject=Surat \(number)", "unit=kel-legok",
          "recipients+=text:Camat", "urgency=ordinary", "secrecy=ordinary",
        ])
    }
    try store.count("2026-08", "sipadek", "kel-legok", digital: nil, manual: 1)
    let result = try #require(try store.evaluate("2026-08").first).result
    let share = try #require(result.measured.first)
    #expect(share.value == "75")
    #expect(
      share.inputs.map { "\($0.name)=\($0.value.json())" } == [
        "digital=3", "manual=1", "months=1", "months_counted_here=1",
      ])
    #expect(share.records.count == 4 && share.records.filter { $0.hasPrefix("letters/") }.count == 3)
  }

  @Test func countsByTheGradedUnitAndJumpsAreMarked() throws {
    let store = try EvaluationStore()
    try store.count("2026-05", "sipadek", "kel-legok", digital: 10, manual: 10)
    try store.count("2026-06", "sipadek", "kel-legok", digital: 60, manual: 10, by: "yuli-astuti")
    let marks = try #require(try store.evaluate("2026-06").first).result.marked
    #expect(
      marks.map { "\($0.name) \($0.note ?? "")" } == ["self-counted yuli-astuti", "jump digital 10 -> 60"])
    // What moves from the one to the other leaves the sum as it was.
    try store.count("2026-07", "sipadek", "kel-legok", digital: 10, manual: 60)
    #expect(
      try #require(try store.evaluate("2026-07").first).result.marked.map(\.note) == [
        "digital 60 -> 10, manual 10 -> 60"
      ])
  }

  @Test func aDisputedCountDoesNotCountAndIsMarked() throws {
    let store = try EvaluationStore()
    try store.count("2026-05", "sipadek", "kel-legok", digital: 10, manual: 90)
    try store.count("2026-06", "sipadek", "kel-legok", digital: 100, manual: 0)
    try store.store.act("dispute", "2026-06-sipadek-kel-legok", reason: "no-proof", as: .indah)
    let result = try #require(try store.evaluate("2026-05..2026-06").first).result
    #expect(result.outcome?.score == "10" && result.marked.map(\.name) == ["disputed"])
  }

  @Test(arguments: [("2023", "4.26"), ("2024", "4.32")])
  func theIndexOfTheCityIsThatOfItsDomains(_ year: String, _ index: String) throws {
    let result = try #require(try EvaluationStore().evaluate(year, by: "indeks-spbe").first).result
    #expect(result.outcome?.score == index && result.outcome?.grade == "excellent")
  }

  @Test func theIndexIsComputedFromIndicatorsWhereAllAreKnown() throws {
    let store = try EvaluationStore()
    // Levels 5 in policy, 4 in governance, 3 in management; services 5 up to 41 and 4 behind it: 27.5 and 18 of 45.5.
    let levels = (1...47).map { number in
      "{number: \(number), level: \(number <= 10 ? 5 : number <= 20 ? 4 : number <= 31 ? 3 : number <= 41 ? 5 : 4)}"
    }
    _ = try store.make(
      "assessments",
      [
        "title=Penilaian mandiri SPBE", "scheme=spbe", "method=self-assessment", "unit=diskominfo",
        "period.from=2025-01-01",
        "period.to=2025-12-31", "date=2026-01-10", "assessor=indah-permata", "source=contoh",
        "indicators=[\(levels.joined(separator: ", "))]",
      ])
    let result = try #require(try store.evaluate("2025", by: "indeks-spbe").first).result
    #expect(result.measured.map { $0.value ?? "" } == ["5", "4", "3", "4.6044"])
    #expect(result.outcome?.score == "4.24")
  }

  @Test func withoutWhatIsRequiredThereIsNoGradeAndNoRecord() throws {
    let store = try EvaluationStore()
    let outcomes = try store.evaluate("2022", by: "indeks-spbe")
    #expect(outcomes.map(\.word) == ["ungraded"] && outcomes[0].result.missing.count == 4)
  }

  @Test func noVersionGradesWhatItDoesNotHoldFor() throws {
    let store = try EvaluationStore()
    #expect(throws: Failure.self) { try store.evaluate("2025..2026", by: "indeks-spbe") }
    #expect(throws: Failure.self) { try store.evaluate("2026", by: "indeks-spbe") }
    #expect(throws: Failure.self) { try store.evaluate("2022-01..") }
  }
}
