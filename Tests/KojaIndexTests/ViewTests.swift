import KojaIndex
import KojaModel
import Testing

/// The views that `Docs/sql.md` promises: what they say of one case.
@Suite struct ViewTests {
  private static let day = 86_400

  private func entry(_ action: String, _ day: Int, _ more: (String, Value)...) -> Value {
    let at = Timestamp(seconds: day * Self.day, offset: 0).description
    return .object([.init("action", .string(action)), .init("at", .string(at))] + more.map { .init($0, $1) })
  }

  private func index() throws -> RecordIndex {
    let timeline: Value = .array([
      entry("receive", 1, ("by", "rina")), entry("assign", 3, ("unit", "perkim")),
      entry("assign", 6, ("unit", "pupr"), ("note", "salah unit")), entry("resolve", 10),
    ])
    let record = IndexedRecord(
      collection: "complaints", id: "A", path: "records/complaints/A.yaml",
      document: Document(
        .object([
          .init("summary", "Lampu mati"), .init("category", "lampu-jalan"), .init("status", "resolved"),
          .init("received_at", "1970-01-02T00:00:00+00:00"), .init("location", .object([.init("area", "15.71.01")])),
          .init("tags", .array(["malam", "ulang"])), .init("cost", .number("1.50")), .init("timeline", timeline),
        ])),
      states: [(0, "received"), (1, "assigned"), (2, "assigned"), (3, "resolved")],
      clocks: [
        ClockRow(
          clock: "resolve", startedSeconds: Self.day, dueSeconds: 9 * Self.day, state: "stopped",
          stoppedSeconds: 10 * Self.day, calendar: "calendars/kota", source: "categories/lampu-jalan"),
        ClockRow(clock: "respond", startedSeconds: Self.day, dueSeconds: 12 * Self.day, state: "running"),
      ])
    return try City.index(City.references + [record])
  }

  @Test(arguments: [
    (
      "SELECT id, family, \"location.area\", tags, cost, json_extract(json, '$.location.area') FROM complaints",
      "A|closed|15.71.01|[\"malam\",\"ulang\"]|1.5|15.71.01"
    ),
    (
      "SELECT collection, id, path, title, date, status, family FROM records WHERE collection = 'complaints'",
      "complaints|A|records/complaints/A.yaml|Lampu mati|1970-01-02T00:00:00+00:00|resolved|closed"
    ),
    ("SELECT field, position, value FROM list_items ORDER BY 1, 2", "tags|0|malam\ntags|1|ulang"),
    (
      "SELECT id, field, to_collection, to_id FROM refs WHERE collection = 'complaints'",
      "A|category|categories|lampu-jalan"
    ),
    (
      "SELECT id, field FROM refs WHERE to_collection = 'units' AND to_id = 'setda' ORDER BY 1",
      "perkim|parent\npupr|parent"
    ),
    (
      "SELECT position, action, at_seconds / 86400, \"by\", note, state, family FROM timeline ORDER BY 1",
      """
      0|receive|1|rina||received|open
      1|assign|3|||assigned|open
      2|assign|6||salah unit|assigned|open
      3|resolve|10|||resolved|closed
      """
    ),
    ("SELECT position, field, value FROM told ORDER BY 1", "1|unit|perkim\n2|unit|pupr"),
    (
      "SELECT kind, name, first_seconds / 86400 FROM milestones ORDER BY 1, 3, 2",
      """
      action|receive|1
      action|assign|3
      action|resolve|10
      family|open|1
      family|closed|10
      state|received|1
      state|assigned|3
      state|resolved|10
      """
    ),
    (
      "SELECT clock, state, due_seconds / 86400, overdue, source FROM clocks ORDER BY 1",
      "resolve|stopped|9|1|categories/lampu-jalan\nrespond|running|12|1|"
    ),
    ("SELECT state, sum(seconds) / 86400 FROM stays GROUP BY 1 ORDER BY 1", "assigned|7\nreceived|2\nresolved|3"),
    ("SELECT value, seconds / 86400 FROM held ORDER BY since_seconds", "perkim|3\npupr|4"),
    ("SELECT now_seconds / 86400 FROM asked", "13"),
  ])
  func aViewSays(sql: String, expected: String) throws {
    let now = Timestamp(seconds: 13 * Self.day, offset: 0)
    let rows = try index().rows(sql, now: now).map { row in row.map { $0 ?? "" }.joined(separator: "|") }
    #expect(rows.joined(separator: "\n") == expected, "\(sql)")
  }

  @Test(arguments: [
    "SELECT date('now')", "SELECT date()", "SELECT substr(current_timestamp, 1, 10)",
    "SELECT strftime('%Y-%m-%d', 'now')",
    "SELECT date(julianday('now'))",
  ]) func timeInSQLIsTheMomentOfAsking(_ sql: String) throws {
    let index = try index()
    for day in [0, 13, 20_000] {
      let now = Timestamp(seconds: day * Self.day + 3600, offset: 0)
      let answer = try index.ask(SQLQuestion(sql, now: now))
      #expect(answer.rows == [[.string(now.date.description)]])
    }
  }

  @Test(arguments: ["SELECT random()", "SELECT id FROM complaints ORDER BY RANDOM()", "SELECT hex(randomblob(4))"])
  func chanceIsRefused(_ sql: String) throws {
    let index = try index()
    let fault = #expect(throws: SQLFault.self) {
      try index.ask(SQLQuestion(sql, now: Timestamp(seconds: 0, offset: 0)))
    }
    #expect(fault?.message.en.contains("chance") == true)
  }

  @Test(arguments: [
    ("due.resolve.year", "1970"), ("due.resolve.month", "1970-01"), ("due.resolve.week", "1970-W02"),
    ("due.resolve.day", "1970-01-09"), ("due.day", "1970-01-12"),
  ]) func dueTimesAreGathered(_ name: String, _ expected: String) throws {
    let index = try index()
    let layout = try #require(City.layouts["complaints"])
    let field = try Field.named(name, layout: layout, layouts: City.layouts)
    // West of Greenwich: the local day counts, which is the one before.
    let now = Timestamp(seconds: 0, offset: -60)
    let query = RecordQuery(
      "complaints", filter: try City.filter(["due.resolve.day:1970-01-09"]), columns: [field], now: now)
    #expect(try index.query(query).map(\.values) == [[.string(expected)]])
    #expect(try index.count(query, by: [field]).map(\.values) == [[.string(expected)]])
  }
}
