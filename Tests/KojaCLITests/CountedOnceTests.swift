import KojaTestSupport
import Testing

/// Counts and scores that are what they say: one count for a unit, app and month, and no score that somebody typed.
@Suite struct CountedOnceTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func count(_ more: String...) throws -> Shell.Output {
    try RunKoja.run(
      [
        "new", "usage", "app=sipaten", "unit=kel-legok", "manual=38", "digital=12", "counted_by=yuli-astuti",
        "counted_at=2026-11-03", "by_unit_itself=no", "source=Agenda", "--lang", "en",
      ] + more, in: store.path, as: .indah)
  }

  @Test func theIdFollowsFromTheFields() throws {
    let made = try count("month=2026-10")
    #expect(made.lines == ["2026-10-sipaten-kel-legok"], "\(made.standardError)")
    #expect(try count("month=2026-10").status == 1, "it is there already")
  }

  @Test func nobodyCountsTwiceUnderAnotherName() throws {
    #expect(try count("month=2026-10").status == 0)
    let again = try count("month=2026-10", "--id", "2026-10-sipaten-kel-legok-b")
    #expect(again.status == 1 && again.standardError.contains("error[unique/double]"), "\(again.standardError)")
    #expect(again.standardError.contains("usage/2026-10-sipaten-kel-legok`"), "\(again.standardError)")
  }

  @Test func anIdThatDisagreesIsToldWithTheRightOne() throws {
    let made = try count("month=2026-08", "--id", "2026-09-sipadek-kel-murni")
    #expect(made.status == 0 && made.standardError.contains("warning[store/id-fields]"), "\(made.standardError)")
    #expect(
      made.standardError.contains("`koja rename 2026-09-sipadek-kel-murni 2026-08-sipaten-kel-legok`"))
  }

  @Test func aMonthThatHasNotBeenIsRefused() throws {
    let made = try count("month=2096-10")
    #expect(made.status == 1 && made.standardError.contains("schema/future"), "\(made.standardError)")
  }

  /// Whoever reads only the first lines has graded nevertheless.
  @Test func aReaderThatStopsStopsNoGrading() throws {
    #expect(try count("month=2026-10").status == 0)
    let before = try store.head()
    let command = "koja evaluate sipadek-sipaten --period 2026-10 2>&1 | head -c 1"
    var environment = Shell.environment(home: store.path).merging(Person.indah.environment) { $1 }
    environment["PATH"] = Checkout.products + ":/usr/bin:/bin"
    _ = try Shell.run("/bin/sh", ["-c", command], in: store.path, environment: environment)
    #expect(try store.head() != before)
    #expect(try store.koja("list", "evaluations", "period.from:2026-10", "--format", "ids").lines.count == 1)
  }

  @Test func aScoreIsNotTypedOver() throws {
    let evaluation = "records/evaluations/2022/03/EVL-2203-7XTKHK1.yaml"
    let text = try store.text(evaluation)
    let faked = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasSuffix("score: 89.4") ? line.dropLast(4) + "12" : line
    }.joined(separator: "\n")
    _ = try store.folder.write(faked, to: evaluation)
    let found = try store.koja("check", evaluation, "--lang", "en")
    #expect(found.status == 1, "\(found.text)")
    #expect(
      found.text.contains(
        "error[workflow/score]: `score` is not what the scorecard `sipadek-sipaten` computes, which is 89.4"),
      "\(found.text)")
  }

  @Test func computingAgainIsNotDoneByHand() throws {
    #expect(try count("month=2026-10").status == 0)
    #expect(
      try store.koja("evaluate", "sipadek-sipaten", "--period", "2026-10", person: .indah).status == 0)
    let listed = try store.koja("list", "evaluations", "status:draft", "unit:kel-legok", "--format", "ids")
    let id = try #require(listed.lines.first, "\(listed.standardError)")
    let refused = try store.koja("do", id, "recompute", "score=12", "grade=good", "--lang", "en", person: .indah)
    #expect(
      refused.status == 1 && refused.standardError.contains("koja evaluate sipadek-sipaten"),
      "\(refused.standardError)"
    )
  }
}
