import KojaTestSupport
import Testing

private let then = ["--now", "2026-04-20T09:00"]

/// Reports, SQL, search and the two screens, through the built tool.
@Suite struct ReportTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func koja(_ arguments: String..., environment: [String: String] = [:]) throws -> Shell.Output {
    try RunKoja.run(arguments + then, in: store.path, environment: environment)
  }

  // MARK: Reports

  @Test func everyShippedReportIsAnsweredInBothLanguages() throws {
    let names = try koja("report", "--format", "ids").lines
    #expect(names.count >= 10)
    for name in names {
      for language in ["id", "en"] {
        let output = try koja("report", name, "--lang", language)
        #expect(output.status == 0, "\(name): \(output.standardError)")
        #expect(output.text.contains("\(name)@"))
      }
      let records = try koja("report", name, "--records", "--lang", "en")
      #expect(records.status == 0 || records.standardError.contains("does not say which records"), "\(name)")
    }
  }

  @Test func theShareCountsWhatIsOpenAndLate() throws {
    let rows = try koja("report", "on-time", "clock=resolve", "--format", "tsv").lines.map { $0.splitting(at: "\t") }
    let keys = try #require(rows.first)
    func number(_ row: [String], _ key: String) -> Double { keys.firstIndex(of: key).flatMap { Double(row[$0]) } ?? 0 }
    #expect(rows.count > 3)
    for row in rows.dropFirst() {
      let whole = number(row, "in_time") + number(row, "late") + number(row, "open_late")
      #expect(number(row, "cases") == whole + number(row, "open_in_time") + number(row, "unknown"))
      guard whole > 0 else { continue }
      #expect(abs(number(row, "on_time") - 100 * number(row, "in_time") / whole) < 0.06)
    }
    let late = rows.dropFirst().reduce(0) { $0 + number($1, "open_late") }
    let listed = try koja("list", "complaints", "overdue:resolve", "not", "family:closed", "--format", "ids").lines
    #expect(Int(late) == listed.count)
  }

  @Test func theRecordsBehindARowAreListed() throws {
    let output = try koja("report", "on-time", "unit=perkim", "--records", "--format", "ids")
    // What it returned lies with the coordinator.
    let listed = try koja("list", "complaints", "unit:perkim", "not", "status:verified", "--format", "ids")
    #expect(Set(output.lines) == Set(listed.lines) && !output.lines.isEmpty)
    #expect(try koja("report", "on-time", "unitt=perkim", "--records").status == 2)
  }

  @Test func whatWasWithdrawnIsCountedInNoReport() throws {
    let id = "SKS-2603-7K3FQ2X"
    func koja(_ arguments: String...) throws -> Shell.Output {
      try RunKoja.run(arguments + ["--now", "2026-08-15T09:00"], in: store.path)
    }
    func open() throws -> (backlog: Int, cases: Int, there: Int, listed: Int) {
      func sum(_ output: Shell.Output, _ key: String, last: Bool = false) -> Int {
        let rows = output.lines.map { $0.splitting(at: "\t") }
        guard let column = rows.first?.firstIndex(of: key) else { return -1 }
        let values = rows.dropFirst().compactMap { Int($0[column]) }
        return last ? values.last ?? -1 : values.reduce(0, +)
      }
      let cases = try koja("report", "cases", "--format", "tsv").lines.first { $0.hasPrefix("complaints\t") } ?? ""
      return (
        sum(try koja("report", "backlog", "--format", "tsv"), "open", last: true),
        cases.splitting(at: "\t").dropFirst().prefix(2).compactMap { Int($0) }.reduce(0, +),
        sum(try koja("report", "desks", "--format", "tsv"), "stays"),
        try koja("count", "complaints", "not", "family:closed", "--format", "tsv").lines.last.flatMap { Int($0) } ?? -1
      )
    }
    func behind(_ report: String) throws -> Bool {
      try koja("report", report, "--records", "--format", "ids").lines.contains(id)
    }
    let before = try open()
    #expect(before.backlog == before.listed && before.cases == before.listed && before.there > 0)
    #expect(try behind("cases") && behind("desks"))
    #expect(try store.koja("withdraw", id, "--reason", "salah catat").status == 0)
    let after = try open()
    #expect(after.listed == before.listed - 1 && after.backlog == after.listed && after.cases == after.listed)
    #expect(after.there == before.there - 1)
    #expect(try !behind("cases") && !behind("desks"))
  }

  @Test func rowsThatAreLinksAreDrawn() throws {
    let drawn = try store.koja("report", "app-links", "--graph", "--lang", "en")
    #expect(drawn.status == 0 && drawn.text.hasPrefix("digraph \"Links between apps\" {\n"), "\(drawn.standardError)")
    #expect(drawn.text.contains("  \"antrean-online\" -> \"sikoja\" [label=\"Replaced by\"];\n"), "\(drawn.text)")
    #expect(drawn.text.contains("  \"antrean-online\" [label=\"Antrean Online\"];\n") && drawn.text.hasSuffix("}\n"))
    for wrong in [
      ["cases", "--graph"], ["app-links", "--graph", "--page"], ["app-links", "--graph", "--format", "csv"],
    ] {
      #expect(try RunKoja.run(["report"] + wrong, in: store.path).status == 2, "\(wrong)")
    }
  }

  /// A share or a sum can be followed to its cases: the records behind a row are as many as it counts.
  @Test(arguments: [
    ("app-states", "status", ["apps": ""]), ("kinds", "category", ["cases": "", "open": "open=1"]),
    ("months", "month", ["received": "received=1", "closed": "closed=1"]),
    ("backlog", "month", ["came": "came=1", "closed": "closed=1"]), ("returns", "category", ["cases": ""]),
    ("units-on-time", "unit", ["cases": ""]), ("wards", "area", ["cases": ""]),
    ("category-groups", "category", ["cases": "", "open": "open=1"]), ("stages", "stage", ["stays": ""]),
    ("promises", "unit", ["promises": "", "broken": "broken=1"]),
  ]) func theRecordsBehindARowAreAsManyAsItCounts(_ name: String, _ key: String, _ counted: [String: String]) throws {
    let now = ["--now", "2026-08-15T09:00"]
    let rows = try RunKoja.run(["report", name, "--format", "tsv"] + now, in: store.path).lines.map {
      $0.splitting(at: "\t")
    }
    let head = try #require(rows.first)
    let group = try #require(head.firstIndex(of: key))
    var seen = 0
    for row in rows.dropFirst() where !row[group].isEmpty {
      for (column, narrowing) in counted {
        let figure = try #require(head.firstIndex(of: column).flatMap { Int(row[$0]) })
        let narrowed = ["\(key)=\(row[group])"] + (narrowing.isEmpty ? [] : [narrowing])
        let behind = try RunKoja.run(
          ["report", name, "--records", "--format", "ids"] + narrowed + now, in: store.path)
        #expect(behind.status == 0 && behind.lines.count == figure, "\(name) \(narrowed): \(behind.standardError)")
        seen += figure
      }
      if seen > 12 { break }
    }
    #expect(seen > 0, "\(name) counts nothing here")
  }

  @Test func whatIsWithheldIsNotTornOpenByItsRecords() throws {
    let rows = try koja("report", "services", "--audience", "public", "--format", "jsonl").lines
    #expect(!rows.isEmpty && rows.allSatisfy { $0.contains(#""cases":null"#) }, "\(rows)")
    #expect(try koja("report", "services", "--audience", "public", "--records", "--format", "ids").lines == [])
  }

  @Test func whatIsStillOpenStandsBehindTheBacklog() throws {
    let open = try koja("report", "backlog", "--records", "open=1", "--format", "ids").lines
    let figure = try koja("report", "backlog", "--format", "tsv").lines.last?.splitting(at: "\t").last
    #expect(!open.isEmpty && figure == "\(open.count)")
  }

  @Test func whatOfficersHaveToDoIsListed() throws {
    let rows = try koja("report", "counters", "--format", "tsv").lines.map { $0.splitting(at: "\t") }
    let head = try #require(rows.first)
    var seen = 0
    for row in rows.dropFirst() {
      for (column, figure) in zip(head, row).dropFirst() {
        let behind = try koja(
          "report", "counters", "officer=\(row[0])", "work=\(column)", "--records", "--format", "ids")
        #expect(behind.lines.count == Int(figure), "\(row[0]) \(column): \(behind.text)\(behind.standardError)")
        seen += behind.lines.count
      }
    }
    #expect(seen > 0)
  }

  @Test func aFigureCanBeMadeAgain() throws {
    let head = try store.head()
    let first = try koja("report", "late", "--as-of", head)
    _ = try store.koja("set", "SKS-2603-7K3FQ2X", "priority=low")
    let second = try koja("report", "late", "--as-of", head)
    #expect(first.status == 0 && first.text == second.text)
    #expect(first.text.contains(head.prefix(8)))
  }

  @Test func aHandEditIsToldInTheFoot() throws {
    #expect(try !koja("report", "apps", "--lang", "en").text.contains("not committed"))
    try store.edit(
      "records/apps/sikesal.yaml", "penyusun-data-awal\n    note: \"Keadaan", "penyusun-data-awal\n    note: \"Kini")
    #expect(try koja("report", "apps", "--lang", "en").text.contains("edits that are not committed"))
  }

  @Test(arguments: [
    (["on-time", "periode=2026"], "did you mean `period`?"), (["on-time", "period=kemarin-dulu"], "cannot be"),
    (["late", "unit=perkin"], "did you mean `perkim`?"), (["ontime"], "did you mean `on-time`?"),
    (["on-time", "clock=resolv"], "did you mean `resolve`?"), (["late", "clock=selesia"], "`clock` cannot be"),
    (["on-time", "collection=complaint-s"], "did you mean `complaints`?"),
    (["on-time", "unit=pekrim", "--records"], "did you mean `perkim`?"), (["expiring", "days=x"], "cannot be"),
    (["on-time", "2026"], "NAME=VALUE"),
  ]) func aWrongArgumentIsAnsweredWithTheRightOne(_ arguments: [String], _ said: String) throws {
    let output = try RunKoja.run(["report"] + arguments + ["--lang", "en"], in: store.path)
    #expect(output.status == 2 && output.standardError.contains(said), "\(output.standardError)")
  }

  @Test func aRecordIsNamedByItsLabel() throws {
    let byName = try koja("report", "late", "unit=Dinas Perkim", "--format", "json")
    #expect(byName.status == 0)
    #expect(try byName.text == koja("report", "late", "unit=perkim", "--format", "json").text)
    let behind = try koja("report", "on-time", "unit=Dinas Perkim", "--records", "--format", "ids")
    #expect(try behind.text == koja("report", "on-time", "unit=perkim", "--records", "--format", "ids").text)
    #expect(
      try koja("count", "complaints", "unit:Dinas Perkim").text == koja("count", "complaints", "unit:perkim").text)
    let labels = try koja("report", "on-time", "collection=Laporan", "clock=Penyelesaian", "--format", "json")
    #expect(try labels.text == koja("report", "on-time", "--format", "json").text)
  }

  @Test(arguments: [
    ("FROM held", "FROM heldd", "19:"),
    (
      "unit: {label: {id: OPD, en: Unit}, as: text, collection: units}",
      "unitt: {label: {id: OPD, en: Unit}, as: text, collection: units}", "10:"
    ),
    ("collection: units", "collection: unit", "10:"), ("bars: median", "bars: medians", "15:"),
  ]) func aFaultyReportIsFoundAtItsLine(_ old: String, _ new: String, _ line: String) throws {
    let path = "schemas/reports/desks.yaml"
    let text = try store.text(path)
    try store.folder.write(
      text.splitting(at: old).prefix(2).joined(separator: new)
        + text.splitting(at: old).dropFirst(2).map { old + $0 }.joined(), to: path)
    let output = try store.koja("schema", "check", "--lang", "en")
    #expect(output.status == 3 && output.text.contains("\(path):\(line)"), "\(output.text)")
    #expect(try store.koja("check").status == 0)
  }

  // MARK: SQL

  @Test func sqlOnlyReads() throws {
    _ = try store.koja("index", "rebuild")
    let before = try store.koja("count", "complaints").text
    for query in [
      "DELETE FROM complaints", "UPDATE \"typed:complaints\" SET c0 = 1", "DROP VIEW complaints", "ATTACH 'x.db' AS x",
      "PRAGMA writable_schema = 1", "CREATE TABLE x (a)", "INSERT INTO meta VALUES ('a', 'b')", "VACUUM INTO 'x.db'",
      "BEGIN", "SELECT load_extension('x')", "SELECT 1; DELETE FROM meta", "CREATE TEMP TABLE x AS SELECT 1",
      "DETACH main", "REINDEX", "SELECT * FROM pragma_journal_mode('delete')", "ANALYZE",
      "EXPLAIN DELETE FROM meta; DROP TABLE meta",
    ] {
      #expect(try store.koja("sql", query, "--no-refresh").status == 2, "\(query)")
    }
    #expect(!store.folder.exists("x.db"))
    #expect(try store.koja("count", "complaints", "--no-refresh").text == before)
  }

  @Test func aQuestionWithoutEndIsCutOff() throws {
    let endless = "WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT count(*) FROM a"
    let output = try store.koja("sql", endless, "--timeout", "1", "--lang", "en")
    #expect(output.status == 2 && output.standardError.contains("takes too long"))
  }

  @Test func aWrongNameIsToldAtItsPlace() throws {
    let column = try store.koja("sql", "SELECT id,\n  statuss FROM complaints", "--lang", "en")
    #expect(
      column.standardError.contains("line 2, character 3") && column.standardError.contains("did you mean `status`?"))
    let view = try store.koja("sql", "SELECT * FROM complaint", "--lang", "en")
    #expect(view.status == 2 && view.standardError.contains("did you mean `complaints`?"))
  }

  @Test func sqlAnswersInEveryForm() throws {
    let query = "SELECT status, count(*) AS n FROM complaints GROUP BY status ORDER BY n DESC, status LIMIT 1"
    #expect(try store.koja("sql", query, "--format", "csv").text.hasPrefix("status,n\r\n"))
    #expect(try store.koja("sql", query, "--format", "jsonl").text.contains("\"n\":"))
    let listed = try koja("sql", "SELECT now_seconds FROM asked", "--format", "tsv").lines
    #expect(listed == ["now_seconds", "1776650400"])
  }

  @Test(arguments: [
    ("median(x)", "3"), ("percentile(x, 90)", "100.0"), ("percentile(x, 50)", "3.0"), ("percentile(x, 0)", "1.0"),
  ]) func aggregatesAreThoseOfTheBooks(_ expression: String, _ expected: String) throws {
    let query =
      "SELECT \(expression) AS v FROM (SELECT 1 AS x UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 100 UNION ALL SELECT NULL)"
    let value = try store.koja("sql", query, "--format", "tsv").lines.last
    #expect(value.flatMap(Double.init) == Double(expected))
  }

  // MARK: Search

  @Test func wordsAreFoundByTheirBeginningWhateverTheirCase() throws {
    let found = try store.koja("search", "LAMPU", "--format", "ids").lines
    #expect(found.contains("SKS-2603-0XJ7RAJ") && found.contains("SKS-2603-7K3FQ2X"))
    #expect(try store.koja("search", "lampu nya sekolah", "--format", "ids").lines == [])
    let both = try store.koja("search", "lampu sekolah", "--format", "ids").lines
    #expect(Set(both) == ["SKS-2603-0XJ7RAJ", "SKS-2603-7K3FQ2X"])
    let units = try store.koja("search", "lampu", "unit:perkim", "--format", "ids").lines
    #expect(Set(units) == ["SKS-2603-7K3FQ2X", "SKS-2607-Z6YTH7X", "lampu-jalan"])
  }

  @Test func searchShowsTheWordsAndTheirSurroundings() throws {
    let output = try RunKoja.run(["search", "padam", "--color", "always"], in: store.path)
    #expect(output.text.contains("sudah \u{1B}[1mpadam\u{1B}[0m sejak"))
  }

  @Test(arguments: [["\""], ["*"], ["   "]]) func aTextWithoutAWordIsRefused(_ text: [String]) throws {
    #expect(try RunKoja.run(["search"] + text, in: store.path).status == 2)
  }

  @Test(arguments: ["\" OR 1", "NEAR(a b)", "-lampu", "a:b", "(", "lampu) OR (1", "'", "\u{1}\u{2}"])
  func textIsNoQueryLanguage(_ text: String) throws {
    let output = try store.koja("search", "--", text)
    #expect([0, 2].contains(output.status), "\(output.standardError)")
  }

  @Test func aFilterThatFitsNoCollectionIsTold() throws {
    #expect(try store.koja("search", "lampu", "kolor:merah").status == 2)
  }

  // MARK: Saved views

  @Test func aSavedViewIsAQuestionWithAName() throws {
    let view = try koja("list", "complaints", "--view", "lewat", "unit:perkim", "--format", "ids")
    let asked = try koja("list", "complaints", "overdue:any", "not", "family:closed", "unit:perkim", "--format", "ids")
    #expect(view.status == 0 && view.text == asked.text && !view.lines.isEmpty)
    #expect(try koja("list", "complaints", "--view", "Lewat tenggat", "--format", "ids").status == 0)
    #expect(try koja("list", "complaints", "--view", "lewatt", "--lang", "en").standardError.contains("`lewat`"))
  }

  // MARK: Screens

  @Test(arguments: ["id", "en"]) func theOverviewFitsOneScreen(_ language: String) throws {
    let output = try koja("overview", "--lang", language, environment: ["COLUMNS": "80"])
    #expect(output.status == 0)
    #expect(output.lines.count <= 24)
    for line in output.lines { #expect(line.count <= 80, "\(line)") }
  }

  @Test func aPartOfTheOverviewThatIsCutSaysOfHowMany() throws {
    try store.edit("schemas/overview.yaml", "rows: 10", "rows: 2")
    let whole = try koja("report", "cases", "--format", "ids", "--lang", "en")
    #expect(whole.status == 0)
    let text = try koja("overview", "--lang", "en").text
    let rows = try koja("report", "cases", "--format", "jsonl").lines.count
    #expect(text.contains("(2 of \(rows))"), "\(text)")
    #expect(try koja("overview", "--format", "json").text.splitting(at: "\"oldest\"").count == rows + 1)
  }

  @Test func theOverviewIsAnObjectToo() throws {
    _ = try store.koja("check")
    // Another moment than the present was never checked.
    #expect(try koja("overview", "--format", "json").text.contains("\"last_check\": null"))
    let text = try store.koja("overview", "--format", "json").text
    for key in ["\"sections\"", "\"report\": \"cases\"", "\"errors\": 0", "\"commit\""] { #expect(text.contains(key)) }
  }

  @Test func aDeskHoldsWhatIsTheUnitsAndTheRoles() throws {
    let budi = try koja("today", "--officer", "budi-hartono", "--format", "json").text
    #expect(budi.contains("\"unit\": \"perkim\"") && budi.contains("\"reason\": \"overdue\""))
    #expect(try koja("today", "--officer", "nobody").status == 1)
    // What nobody has yet is for who may assign it, not for every office that may note a delay.
    #expect(!budi.contains("SKS-2607-VB0K8D0"))
    #expect(try koja("today", "--officer", "rina-sari", "--format", "json").text.contains("SKS-2607-VB0K8D0"))
  }

  @Test func whatHappenedSinceTheLastLookIsTold() throws {
    func reasons(lookedAt moment: String) throws -> [String] {
      try store.folder.write("{\"at\": \"\(moment)\"}\n", to: ".git/koja/looked/rina-sari.json")
      return try koja("today", "--format", "json").text.splitting(at: "\"reason\": \"").dropFirst().map {
        $0.splitting(at: "\"").first ?? ""
      }
    }
    let never = try reasons(lookedAt: "2030-01-01T00:00:00+07:00")
    #expect(!never.contains("new") && !never.contains("changed") && never.contains("open"))
    let early = try reasons(lookedAt: "2020-01-01T00:00:00+07:00")
    #expect(early.contains("new") && !early.contains("open") && early.count == never.count)
  }

  @Test func whatOthersCommittedSinceTheLastLookIsTold() throws {
    func changed() throws -> [String] {
      let told = try store.koja("today", "--format", "json", person: .rina).text
      return told.splitting(at: "\"reason\": \"changed\"").dropFirst().compactMap { item in
        item.firstMatch(of: #/"id": "([^"]+)"/#).map { String($0.1) }
      }
    }
    #expect(try changed() == [])
    // Late ones stand among the late ones, whatever happened to them; this one waits for the reporter.
    let id = "SKS-2607-T9VK6PS"
    try store.git(["commit", "--allow-empty", "-qm", "Jeda"])
    #expect(try store.koja("set", id, "priority=low", person: .siti).status == 0)
    #expect(try changed() == [id])
    #expect(try changed() == [], "it was seen")
  }

  @Test func theDeskOfAnotherTimeIsShown() throws {
    let then = try koja("today", "--as-of", "HEAD", "--officer", "rina-sari", "--lang", "en")
    #expect(then.status == 0 && then.text.contains("rina-sari"), "\(then.standardError)")
  }

  @Test func whatNobodyHasOpenedIsTold() throws {
    try store.edit(
      "schemas/complaints/workflow.yaml", "received: {family: open,", "received: {family: open, unread: true,")
    let text = try koja("today", "--officer", "rina-sari", "--format", "json").text
    #expect(text.contains("\"unread\""), "\(text)")
  }

  @Test func aLookIsNotedOnlyOfOnesOwnDeskAtPresent() throws {
    let note = ".git/koja/looked/rina-sari.json"
    _ = try koja("today")
    _ = try store.koja("today", "--officer", "rina-sari")
    #expect(!store.folder.exists(note))
    #expect(try store.koja("today").status == 0 && store.folder.exists(note))
  }
}
