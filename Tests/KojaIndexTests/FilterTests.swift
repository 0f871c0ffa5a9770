import KojaIndex
import KojaModel
import Testing

@Suite struct FilterTests {
  static let three: [IndexedRecord] = [
    City.record(
      "complaints", "A",
      [
        ("summary", "Lampunya mati, 50% gelap"), ("class", "complaint"), ("category", "lampu-jalan"),
        ("received_at", "2026-03-13T09:00:00+07:00"), ("event_date", "2026-03-12"), ("votes", .number("3")),
        ("cost", .number("1.50")), ("secret", .boolean(true)), ("agenda_number", "015/AG"),
        ("location", .object([.init("area", "15.71.01")])), ("tags", .array(["malam", "ulang"])),
        ("attachments", .array([.object([.init("kind", "before")]), .object([.init("kind", "after")])])),
        ("status", "assigned"),
        ("timeline", .array([.object([.init("action", "receive"), .init("at", "2026-03-13T09:00:00+07:00")])])),
      ],
      clocks: [
        clock("respond", "2026-03-01", "stopped", stopped: "2026-02-28"), clock("resolve", "2026-03-18", "running"),
      ]),
    City.record(
      "complaints", "B",
      [
        ("summary", "Café di taman; drop table record"), ("class", "aspiration"), ("category", "drainase"),
        ("received_at", "2026-03-19T20:30:00Z"), ("votes", .number("12")), ("cost", .number("1e3")),
        ("secret", .boolean(false)), ("tags", .array([])), ("related", .array(["A"])), ("status", "resolved"),
      ], clocks: [clock("resolve", "2026-04-02", "paused")]),
    City.record(
      "complaints", "C", [("summary", "tanpa apa-apa"), ("status", "aneh"), ("votes", "banyak")],
      clocks: [clock("respond", "2026-03-20", "running"), clock("resolve", nil, "unknown")]),
  ]

  /// Each line is one form of the language and what it finds.
  @Test(arguments: [
    ("status:assigned", "A"), ("status:diteruskan", "A"), ("status:Resolved,assigned", "A B"), ("family:open", "A"),
    ("Status:selesai", "B"), ("-status:assigned", "B C"), ("category:lampu-jalan", "A"),
    ("category:lampu-jalan,drainase", "A B"), ("class:Pengaduan", "A"), ("has:tags", "A"), ("-has:tags", "B C"),
    ("has:attachments", "A"), ("attachments.kind:after", "A"), ("has:event_date,cost", "A B"),
    ("received_at:2026-03", "A B"), ("received_at:2026-03-20", "B"), ("received_at:2026-03-19", ""),
    ("received_at:today", "B"), ("received_at:yesterday", ""), ("received_at:2026-03-14..", "B"),
    ("received_at:..2026-03-13", "A"), ("received_at:2026..2026", "A B"), ("received_at<2026-03-13", ""),
    ("received_at<=2026-03-13", "A"), ("received_at>2026-03-13", "B"), ("received_at>=2026-03-13", "A B"),
    ("received_at:>2026-03-13", "B"), ("received_at:2026-03-13T09:00", "A"), ("received_at>2026-03-13T09:00:00", "B"),
    ("received_at:=2026-03-19T20:30:00Z", "B"), ("received_at.month:2026-03", "A B"), ("event_date:2026-03-12", "A"),
    ("event_date<=2026-03-11", ""), ("event_date:2026-03-01..2026-03-12", "A"), ("age:7d..", "A"), ("age:..7d", "B"),
    ("age:7d", "A"), ("age>7d", "A"), ("age<1w", "B"), ("age>1m", ""), ("age:7h..6m", "A"), ("votes:3", "A"),
    ("votes:4..", "B"), ("votes<12", "A"), ("votes:3,12", "A B"), ("cost:1.5", "A"), ("cost>=1000", "B"),
    ("secret:ya", "A"), ("secret:false", "B"), ("tags:ulang", "A"), ("tags:malam,siang", "A"),
    ("location.area:15.71.01", "A"), ("location.area:15.70..15.72", "A"), ("location.area>=15.71.02", ""),
    ("category.unit:perkim", "A"), ("category.unit.parent:setda", "A B"), ("category.name:drain", "B"),
    ("category.active:true", "A B"), ("related.category.unit:perkim", "B"), ("related:A", "B"),
    ("Tanggal diterima:2026-03-20", "B"), ("summary:lampu", "A"), ("summary:LAMPU,cafe", "A B"),
    ("summary:=tanpa apa-apa", "C"), ("summary:tanpa", "C"), ("id:A,C", "A C"), ("lampu", "A"), ("cafe", "B"),
    ("lampunya mati", "A"), ("mati lampunya", ""), ("\"drop table\"", "B"), ("-lampu", "B C"), ("50%", "A"), ("'", ""),
    ("%", ""), ("x' OR 1=1 --", ""), ("agenda_number:015/AG", "A"), ("agenda_number:=015/AG", "A"),
    ("id:x'; drop table record", ""), ("overdue:resolve", "A"), ("overdue:any", "A C"), ("overdue:Tanggapan", "C"),
    ("due:..2026-03-20", "A C"), ("due.resolve:..today", "A"), ("due:2026-04", "B"), ("has:due", "A B C"),
    ("overdue:resolve,respond", "A C"),
  ])
  func everyFormFindsItsRecords(argument: String, expected: String) throws {
    let index = try City.index(City.references + Self.three)
    let found = try City.ids(index, argument)
    #expect(found.joined(separator: " ") == expected, "\(argument)")
  }

  static func clock(_ clock: String, _ due: String?, _ state: String, stopped: String? = nil) -> ClockRow {
    func seconds(_ day: String) -> Int? { Timestamp(day, defaultOffset: 420)?.seconds }
    return ClockRow(
      clock: clock, dueSeconds: due.flatMap(seconds), state: state, stoppedSeconds: stopped.flatMap(seconds))
  }

  @Test func wordsOfTheirOwnGroup() throws {
    let index = try City.index(City.references + Self.three)
    #expect(try City.ids(index, "status:assigned", "or", "votes:12") == ["A", "B"])
    #expect(try City.ids(index, "(", "status:assigned", "or", "votes:12", ")", "cafe") == ["B"])
    #expect(try City.ids(index, "status:assigned", "atau", "votes:12", "cafe") == ["A", "B"])
    #expect(try City.ids(index, "not", "(", "status:assigned", "or", "votes:12", ")") == ["C"])
    #expect(try City.ids(index, "class:complaint", "and", "not", "secret:false") == ["A"])
    #expect(try City.ids(index) == ["A", "B", "C"])
  }

  @Test func orderComesFromSortAndThenFromTheId() throws {
    let index = try City.index(City.references + Self.three)
    #expect(try City.ids(index, "sort:-received_at") == ["B", "A", "C"])
    #expect(try City.ids(index, "sort:received_at") == ["A", "B", "C"])
    #expect(try City.ids(index, "sort:-cost", "cost>0") == ["B", "A"])
    #expect(try City.ids(index, "sort:category.unit,-id") == ["A", "B", "C"])
    #expect(try City.ids(index, "sort:due") == ["A", "C", "B"])
  }

  @Test func widthIsNoLimitAndDepthIsAnError() throws {
    let index = try City.index(City.references + Self.three)
    let many = (0..<3000).flatMap { ["votes:\($0)", "or"] } + ["votes:3"]
    let filter = try City.filter(many)
    #expect(try index.query(RecordQuery("complaints", filter: filter, now: City.now)).map(\.id) == ["A", "B"])
    #expect(throws: FilterError.self) {
      try City.filter(Array(repeating: "(", count: 100_000) + ["a"] + Array(repeating: ")", count: 100_000))
    }
    #expect(throws: FilterError.self) { try City.filter(Array(repeating: "not", count: 100_000)) }
    let long = Array(repeating: "related", count: 100_000).joined(separator: ".")
    #expect(throws: FilterError.self) { try City.filter([long + ".x:1"]) }
  }
}
