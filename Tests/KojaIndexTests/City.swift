import KojaIndex
import KojaModel

/// A small made-up city: units, categories and complaints.
enum City {
  static let now = Timestamp(date: CalendarDate(dayNumber: 20_532), hour: 10, offset: 420)  // 2026-03-20

  static let complaints = CollectionLayout(
    "complaints", label: Phrase(id: "Laporan", en: "Complaint"),
    columns: [
      Column("summary", .text, label: Phrase(id: "Ringkasan", en: "Summary"), isSearchable: true),
      Column(
        "class", .code,
        values: [
          Labelled("complaint", Phrase(id: "Pengaduan", en: "Complaint")),
          Labelled("aspiration", Phrase(id: "Aspirasi", en: "Aspiration")),
          Labelled("information-request", Phrase(id: "Permintaan Informasi", en: "Information request")),
        ]),
      Column("category", .reference("categories"), label: Phrase(id: "Kategori", en: "Category")),
      Column("received_at", .dateTime, label: Phrase(id: "Tanggal diterima", en: "Received at")),
      Column("event_date", .date),
      Column("votes", .integer),
      Column("cost", .number),
      Column("secret", .boolean),
      Column("agenda_number", .code, isUnique: true),
      Column("location.area", .code),
      Column("tags", .list(of: .code)),
      Column("remarks", .list(of: .text)),
      Column("attachments", .list(of: .text)),
      Column("attachments.kind", .list(of: .code)),
      Column("related", .list(of: .reference("complaints"))),
      Column("status", .code, label: Phrase(id: "Status", en: "Status")),
    ], titleColumn: "summary", dateColumn: "received_at",
    states: [
      .init("received", family: "open", label: Phrase(id: "Diterima", en: "Received")),
      .init("assigned", family: "open", label: Phrase(id: "Diteruskan", en: "Assigned")),
      .init("waiting-reporter", family: "waiting", label: Phrase(id: "Menunggu pelapor", en: "Waiting for reporter")),
      .init("resolved", family: "closed", label: Phrase(id: "Selesai", en: "Resolved")),
    ],
    clocks: [
      Labelled("respond", Phrase(id: "Tanggapan", en: "Response")),
      Labelled("resolve", Phrase(id: "Penyelesaian", en: "Resolution")),
    ])

  static let categories = CollectionLayout(
    "categories", columns: [Column("name", .text), Column("unit", .reference("units")), Column("active", .boolean)])

  static let units = CollectionLayout(
    "units", columns: [Column("name", .text, isSearchable: true), Column("parent", .reference("units"))])

  static let layouts = Layouts([complaints, categories, units])

  static let stamp = FileStamp(
    size: 10, mtimeSeconds: 100, mtimeNanoseconds: 5, ctimeSeconds: 100, ctimeNanoseconds: 5, inode: .max)

  static func record(
    _ collection: String, _ id: String, _ members: [(String, Value)], clocks: [ClockRow] = []
  ) -> IndexedRecord {
    IndexedRecord(
      collection: collection, id: id, path: "records/\(collection)/\(id).yaml",
      document: Document(.object(members.map { Value.Member($0, $1) })), clocks: clocks)
  }

  static let references: [IndexedRecord] = [
    record("units", "setda", [("name", "Sekretariat Daerah")]),
    record("units", "perkim", [("name", "Dinas Perumahan dan Permukiman"), ("parent", "setda")]),
    record("units", "pupr", [("name", "Dinas Pekerjaan Umum"), ("parent", "setda")]),
    record("units", "kec-x", [("name", "Kecamatan X")]),
    record("categories", "lampu-jalan", [("name", "Lampu jalan"), ("unit", "perkim"), ("active", .boolean(true))]),
    record("categories", "drainase", [("name", "Drainase"), ("unit", "pupr"), ("active", .boolean(true))]),
    record("categories", "taman", [("name", "Taman kota"), ("active", .boolean(false))]),
  ]

  /// Complaints that have every field now and then, the same for the same seed.
  static func complaints(_ count: Int, seed: UInt64) -> [IndexedRecord] {
    var dice = Dice(seed)
    return (0..<count).map { number in
      var members: [(String, Value)] = []
      func maybe(_ name: String, _ value: Value) { if dice.roll(5) > 0 { members.append((name, value)) } }
      maybe("summary", .string(dice.pick(words) + " " + dice.pick(words) + " " + dice.pick(words)))
      maybe("class", .string(dice.pick(["complaint", "aspiration", "information-request"])))
      maybe("category", .string(dice.pick(["lampu-jalan", "drainase", "taman", "tidak-ada"])))
      let moment = now.seconds - dice.roll(100 * 86_400)
      maybe("received_at", .string(Timestamp(seconds: moment, offset: dice.pick([420, 0, 540])).description))
      maybe("event_date", .string(CalendarDate(dayNumber: now.date.dayNumber - dice.roll(60)).description))
      maybe("votes", .number(dice.pick(["0", "3", "12", "-4", "9007199254740993"])))
      maybe("cost", .number(dice.pick(["1.50", "2", "1e3", "0.1"])))
      maybe("secret", .boolean(dice.roll(2) == 0))
      maybe("location", .object([Value.Member("area", .string(dice.pick(["15.71.01", "15.71.02", "15.72"])))]))
      maybe("tags", .array((0..<dice.roll(3)).map { _ in .string(dice.pick(["malam", "darurat", "ulang"])) }))
      maybe("remarks", .array((0..<dice.roll(3)).map { _ in .string(dice.pick(words) + "\n" + dice.pick(words)) }))
      maybe("related", .array([.string("C\(dice.roll(count))")]))
      maybe("status", .string(dice.pick(complaints.states.map(\.name) + ["aneh"])))
      return record("complaints", "C\(number)", members, clocks: [clock(number)])
    }
  }

  static let words = [
    "lampu", "lampunya", "mati", "Jalan", "jalan-jalan", "café", "rusak;", "50%", "Élan", "drop", "\"x\"",
  ]

  /// One clock, overdue of every fifth record, without a due time of some.
  private static func clock(_ number: Int) -> ClockRow {
    ClockRow(
      clock: number % 2 == 0 ? "respond" : "resolve",
      dueSeconds: number % 5 == 0 ? now.seconds - 1 : number % 3 == 0 ? nil : now.seconds, state: "running")
  }

  /// A temporary index of records, or one at a path.
  static func index(_ records: [IndexedRecord], path: String? = nil, version: String = "1") throws -> RecordIndex {
    try RecordIndex.build(path: path, layouts: layouts, version: version) { filler throws(IndexError) in
      try filler.add(batch(filler.batch, records))
    }
  }

  /// Takes records into an index; their contents are hashed by their JSON.
  static func update(
    _ index: RecordIndex, _ records: some Sequence<IndexedRecord>, removed: [String] = [],
    readAt: (seconds: Int, nanoseconds: Int) = (1000, 0)
  ) throws {
    try index.update(IndexUpdate(removed: removed), readAt: readAt) { take in
      try take(batch(index.batch, records, stamp: stamp))
    }
  }

  private static func batch(
    _ empty: RecordBatch, _ records: some Sequence<IndexedRecord>, stamp: FileStamp? = nil
  ) -> RecordBatch {
    var batch = empty
    for record in records { batch.add(record, content: Array(record.value.json().utf8), stamp: stamp) }
    return batch
  }

  static func filter(_ arguments: [String], _ layout: CollectionLayout = complaints) throws(FilterError) -> Filter {
    try Filter.parse(arguments, layout: layout, layouts: layouts, now: now)
  }

  /// The ids that pass, in order.
  static func ids(_ index: RecordIndex, _ arguments: String...) throws -> [String] {
    try index.query(RecordQuery("complaints", filter: filter(arguments), now: now)).map(\.id)
  }
}

extension IndexedRecord {
  /// The whole record.
  var value: Value { document.value(of: Document.root) }
}

extension Value: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
}

/// Chance with a seed (SplitMix64).
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func roll(_ sides: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(max(sides, 1)))
  }

  mutating func pick<T>(_ items: [T]) -> T { items[roll(items.count)] }
}
