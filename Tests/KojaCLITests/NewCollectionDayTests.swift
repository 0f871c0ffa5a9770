import KojaTestSupport
import Testing

/// A system that nobody thought of: requests for public information (UU 14/2008: ten working days, once seven more), as
/// data files alone.
@Suite struct NewCollectionDayTests {
  private let store: ScratchStore

  init() throws {
    store = try ScratchStore()
    try store.folder.write(Self.schema, to: "schemas/information-requests/schema.yaml")
    try store.folder.write(Self.workflow, to: "schemas/information-requests/workflow.yaml")
    try store.folder.write(Self.report, to: "schemas/reports/information-requests.yaml")
    try store.folder.write(Self.mapping, to: "schemas/imports/ppid.yaml")
    let overview = try store.text("schemas/overview.yaml")
    try store.folder.write(
      overview + "  - {report: information-requests, columns: [unit, open, late], as: line}\n",
      to: "schemas/overview.yaml")
    try store.git(["add", "-A"])
    try store.git(["commit", "-q", "-m", "Permohonan informasi publik"])
  }

  private func succeed(_ arguments: String..., person: Person = .siti) throws -> Shell.Output {
    let output = try RunKoja.run(arguments, in: store.path, as: person)
    #expect(output.status == 0, "\(arguments): \(output.text)\(output.standardError)")
    return output
  }

  @Test func aRequestLivesFromIntakeToTheAnswer() throws {
    #expect(try succeed("schema", "check").status == 0)
    let id = try #require(
      try succeed(
        "new", "information-requests", "subject=Anggaran lampu jalan", "channel=datang langsung", "unit=diskominfo",
        "information=Anggaran pemeliharaan lampu jalan"
      ).lines.first)
    let early = try store.koja("do", id, "berikan", person: .siti)
    #expect(early.status == 1, "the answer is missing: \(early.standardError)")
    #expect(early.standardError.contains("workflow/requires"))
    let silent = try store.koja("do", id, "perpanjang", person: .siti)
    #expect(silent.status != 0, "an extension needs a reason")
    _ = try succeed("do", id, "perpanjang", "--reason", "data tersebar")
    let twice = try store.koja("do", id, "perpanjang", "--reason", "data tersebar", person: .siti)
    #expect(twice.standardError.contains("workflow/extension"), "once only")
    _ = try succeed("do", id, "berikan", "answer=Terlampir ringkasan anggaran.")
    #expect(try succeed("list", "information-requests", "status:diberikan", "--format", "ids").lines == [id])
    #expect(try succeed("check").status == 0)
    #expect(try store.status() == [])
  }

  @Test func tenWorkingDaysAndSevenMoreEndWhereTheCalendarSays() throws {
    let made = try succeed(
      "new", "information-requests", "subject=Data sekolah", "channel=datang langsung", "unit=diskominfo",
      "information=Daftar sekolah")
    let record = try #require(made.lines.first)
    let file = try #require(try store.git(["ls-files", "records/information-requests"]).lines.first)
    // The same request, as if it had come on 12 June 2026.
    let text = try store.text(file).replacing(
      #/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}/#, with: "2026-06-12T09:00:00")
    try store.folder.write(text, to: file)
    func due() throws -> String {
      try succeed("due", record, "--now", "2026-06-20", "--format", "json").text
    }
    #expect(try due().contains("2026-06-29T23:59:59"))
    let more =
      "  - action: extend\n    at: \"2026-06-25T10:00:00+07:00\"\n    by: siti-marlina\n    reason: scattered\n"
    try store.folder.write(text + more, to: file)
    #expect(try due().contains("2026-07-08T23:59:59"))
  }

  @Test func theTableOfThePortalComesInAndItsFiguresStandOnTheOverview() throws {
    let table = """
      Nomor;Tanggal;Nama Informasi;OPD;Status;Tanggal Jawab;Jawaban
      P-1;02/07/2026 08:00;Anggaran lampu jalan;diskominfo;Proses;;
      P-2;03/07/2026 09:00;Daftar sekolah;Dinas Perkim;Selesai;06/07/2026 10:00;Terlampir.

      """
    let path = try store.folder.write(table, to: ".git/ppid.csv")
    #expect(try succeed("import", "ppid", path, "--lang", "en").standardError.contains("2 records made"))
    #expect(try succeed("import", "ppid", path, "--lang", "en").standardError.contains("2 there already"))
    let rows = try succeed("report", "information-requests", "--now", "2026-07-30", "--format", "jsonl").lines
    #expect(
      rows == [
        #"{"unit":"diskominfo","open":1,"late":1,"median":null}"#,
        #"{"unit":"perkim","open":0,"late":0,"median":262800.0}"#,
      ], "\(rows)")
    let screen = try succeed("overview", "--now", "2026-07-30", "--lang", "en").text
    #expect(
      screen.contains("Information requests per unit: Dinas Komunikasi dan Informatika 1 1 · Dinas Perkim 0 0"),
      "\(screen)")
    #expect(try succeed("check").status == 0)
  }

  private static let report = """
    title: {id: Permohonan informasi per OPD, en: Information requests per unit}
    columns:
      unit: {label: {id: OPD, en: Unit}, as: text, collection: units}
      open: {label: {id: Terbuka, en: Open}, as: number}
      late: {label: {id: Lewat, en: Overdue}, as: number}
      median: {label: {id: Median jawaban, en: Median answer}, as: duration}
    sql: |
      SELECT r.unit, sum(r.family = 'open') AS open, sum(k.state <> 'stopped' AND k.overdue = 1) AS late,
        median(k.stopped_seconds - k.started_seconds) AS median
      FROM "information-requests" r JOIN clocks k ON k.collection = 'information-requests' AND k.id = r.id
      WHERE k.clock = 'answer' GROUP BY r.unit ORDER BY r.unit
    records: |
      SELECT 'information-requests' AS collection, id, unit FROM "information-requests"

    """

  private static let mapping = """
    label: {id: Ekspor portal PPID, en: Export of the information portal}
    collection: information-requests
    identity: {field: number, column: Nomor}
    reason: Diambil dari portal
    fields:
      subject: {column: Nama Informasi}
      channel: portal
      unit: {column: OPD}
      information: {column: Nama Informasi}
      received_at: {column: Tanggal, date: day-first}
    no_event: {Status: [Proses]}
    events:
      - action: give
        at: {column: Tanggal Jawab, date: day-first}
        when: {Status: [Selesai]}
        fields:
          answer: {column: Jawaban}

    """

  private static let schema = """
    $schema: "https://json-schema.org/draft/2020-12/schema"
    title: Requests for public information
    x-collection:
      label: {id: Permohonan informasi, en: Information request}
      kind: case
      id: {prefix: PIP}
      path: "{year}/{month}"
      title: subject
      date: received_at
    type: object
    required: [subject, channel, unit, information, received_at, status, timeline]
    additionalProperties: false
    properties:
      subject: {type: string, minLength: 5, maxLength: 150, x-label: {id: Hal, en: Subject}, x-search: true}
      channel:
        type: string
        enum: [counter, letter, portal]
        x-label: {id: Kanal, en: Channel}
        x-enum-labels:
          counter: {id: Datang langsung, en: At the counter}
          letter: {id: Surat, en: Letter}
          portal: {id: Portal PPID, en: Portal}
      unit: {type: string, x-ref: units, x-label: {id: OPD, en: Unit}}
      information: {type: string, minLength: 3, x-label: {id: Informasi yang diminta, en: Information wanted}}
      received_at: {type: string, format: date-time, x-label: {id: Diterima pada, en: Received at}}
      number: {type: string, minLength: 1, x-unique: true, x-label: {id: Nomor di portal, en: Number in the portal}}
      answer: {type: string, minLength: 3, x-label: {id: Jawaban, en: Answer}}
      status: {type: string, enum: [received, given, refused], x-label: {id: Status, en: Status}}
      timeline: {$ref: "../common.yaml#/$defs/timeline", x-label: {id: Perjalanan, en: Timeline}}

    """

  private static let workflow = """
    initial: {action: receive, to: received, label: {id: Terima, en: Receive}, done: {id: diterima, en: received}}
    states:
      received: {family: open, label: {id: Diterima, en: Received}}
      given: {family: closed, outcome: done, label: {id: Diberikan, en: Given}}
      refused: {family: closed, outcome: refused, label: {id: Ditolak, en: Refused}}
    actions:
      extend: {label: {id: Perpanjang, en: Extend}, done: {id: diperpanjang, en: extended}, from: [received], reason: required}
      give:
        label: {id: Berikan, en: Give}
        done: {id: diberikan, en: given}
        from: [received]
        to: given
        sets: [answer]
        requires: [answer]
      refuse: {label: {id: Tolak, en: Refuse}, done: {id: ditolak, en: refused}, from: [received], to: refused, reason: required}
    reasons:
      scattered: {id: Data tersebar, en: Data are scattered}
      exempt: {id: Informasi dikecualikan, en: Exempt information}
    clocks:
      answer:
        label: {id: Jawaban, en: Answer}
        start: receive
        stop: [give, refuse]
        target: {amount: 10, unit: working-days}
        extension: {action: extend, by: {amount: 7, unit: working-days}, times: 1}

    """
}
