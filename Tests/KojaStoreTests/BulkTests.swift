import KojaGit
import KojaModel
import KojaStore
import KojaTestSupport
import KojaYAML
import Testing

/// Many records at once: plans, intakes, migrations.
@Suite struct BulkTests {
  private let store: ChangeStore

  init() throws { store = try ChangeStore() }

  private func line(_ number: Int, _ extra: String = "") -> String {
    """
    {"class": "Pengaduan", "category": "drainase", "channel": "lapor", "refs": [{"system": "lapor", "id": \(number)}], \
    "received_at": "2026-07-0\(1 + number % 9)T08:00", "summary": "Selokan tersumbat \(number)", "description": "Air meluap.", \
    "reporter": {"anonymous": true, "secret": false}\(extra)}
    """
  }

  private func source(_ numbers: some Sequence<Int>, _ more: [String] = []) -> IntakeSource {
    let text = (numbers.map { line($0) } + more).joined(separator: "\n") + "\n"
    return IntakeSource(ByteStream(Array(text.utf8)), name: "laporan.jsonl")
  }

  /// Takes a file in, in a session of its own whose ids differ from each other.
  private func takeIn(
    _ source: IntakeSource, _ collection: String = "complaints", commits: Intake.Commits = .batch, batch: Int = 40,
    as person: Person = .rina
  ) throws -> (ids: [String], earlier: Int) {
    let bits = Counter()
    let around = store.surroundings(person)
    let session = try WriteSession(
      store.open(),
      Surroundings(now: around.now, environment: around.environment, randomBits: { bits.next() }, pause: { _ in }))
    let intake = try Intake(
      session, try City.collection(collection), from: source, commits: commits, note: nil, batchSize: batch)
    var ids: [String] = []
    let outcome = try intake.run { batch, _ in ids += batch }
    #expect(outcome.made == ids.count)
    return (ids, outcome.earlier)
  }

  /// Bits for ids that are all different.
  private final class Counter: @unchecked Sendable {
    private var value = UInt32.random(in: 0..<(1 << 20))
    func next() -> UInt32 {
      value += 1
      return value & 0x3FFF_FFFF
    }
  }

  private func commits() throws -> Int { try store.scratch.git(["log", "--format=%H"]).lines.count }

  @Test func aFileBecomesBatchesInOnePackEach() throws {
    let outcome = try takeIn(source(0..<100))
    #expect(outcome.ids.count == 100 && Set(outcome.ids).count == 100)
    #expect(try commits() == 4)
    #expect(try store.message().hasPrefix("Laporan: diterima, 20 catatan\n\nKoja-Record: complaints/SKS-2608-"))
    #expect(try store.scratch.status() == [])
    #expect(try store.findings() == [])
    #expect(try store.scratch.git(["fsck", "--strict"]).status == 0)
    #expect(try store.scratch.git(["count-objects"]).text.hasPrefix("0 objects"), "no loose object")
    let id = try #require(outcome.ids.first)
    let text = try store.scratch.text("records/complaints/2026/08/\(id).yaml")
    #expect(text.hasPrefix("class: complaint\ncategory: drainase\n") && text.contains("id: \"0\"\n"))
    #expect(text.contains("received_at: \"2026-07-01T08:00:00+07:00\"\n"))
    let again = try takeIn(source(0..<100))
    #expect(again.ids.isEmpty && again.earlier == 100)
  }

  @Test("A line that is in and was mended since would make all of them twice; what was reset is not in")
  func whatIsInIsNotEnteredTwice() throws {
    _ = try takeIn(source(0..<40))
    let mended = [line(0), try line(1).editing("drainase", "jalan")] + (2..<40).map { line($0) }
    let failure = #expect(throws: Failure.self) { try takeIn(source(0..<0, mended)) }
    #expect(failure?.message.en.contains("40 lines that begin like") == true, "\(failure?.message.en ?? "")")
    #expect(try takeIn(source(0..<41)).ids.count == 1)
    try store.scratch.git(["reset", "-q", "--hard", "HEAD~2"])
    #expect(try takeIn(source(0..<0, mended)).ids.count == 40)
  }

  @Test("A key that is there twice is refused, whichever of the two a reader would take")
  func twiceTheSameKeyIsRefused() throws {
    let bad = "{\"class\": \"aspiration\", " + line(0).dropFirst()
    let failure = #expect(throws: Failure.self) { try takeIn(source(0..<0, [bad])) }
    #expect(failure?.findings.contains { $0.code == "json/duplicate-key" } == true)
    for text in [
      "class: &a complaint", "class: !!str complaint", "class: complaint\nclass: aspiration", "summary: Lampu #3 mati",
    ] {
      #expect(throws: Failure.self, "\(text)") { try DraftReader.read(Array((text + "\n").utf8), path: "x.yaml") }
    }
  }

  @Test func oneCommitForEachRecordIfWanted() throws {
    let outcome = try takeIn(source(0..<70), commits: .record, batch: 70)
    #expect(try commits() == 71)
    #expect(
      try store.scratch.git(["show", "--format=%s", "--name-only", "HEAD~1"]).lines == [
        "Laporan \(outcome.ids[68]): diterima (- -> diterima)",
        "records/complaints/2026/08/\(outcome.ids[68]).yaml",
      ])
    #expect(try store.scratch.status() == [])
    #expect(try store.scratch.git(["fsck", "--strict"]).status == 0)
  }

  @Test func aWrongLineHoldsUpItsBatchAndTheRestIsGoneOnWith() throws {
    let bad = source(0..<70, [try line(70).editing("drainase", "selokan")])
    let failure = #expect(throws: Failure.self) { try takeIn(bad) }
    let finding = try #require(failure?.findings.first)
    #expect(finding.code == "ref/unknown" && finding.place.path == "laporan.jsonl")
    #expect(finding.place.start == Position(line: 71, column: 36))
    #expect(try commits() == 2, "the first batch stays")
    #expect(failure?.hint?.en.contains("records up to line") == true)
    #expect(try store.scratch.status() == [])
    let mended = try takeIn(source(0..<71))
    #expect(mended.earlier + mended.ids.count == 71 && mended.earlier > 0, "what is in is not entered again")
    #expect(try commits() == 3)
    #expect(throws: Failure.self) { try takeIn(source(100..<101, ["{\"class\": 1}", "[1]", "x"])) }
    #expect(try commits() == 3)
  }

  @Test func aRunThatWasCutOffIsFoundInTheHistory() throws {
    _ = try takeIn(source(0..<80))
    // The state says that nothing is in: the crash came between the commit and the note of it.
    let path = try #require(
      try Shell.run("/usr/bin/find", [".git/koja/intake", "-type", "f"], in: store.scratch.path, environment: [:])
        .lines.first)
    let first = try #require(try store.scratch.git(["rev-list", "--max-parents=0", "HEAD"]).lines.first)
    try store.scratch.folder.write(
      "{\"collection\":\"complaints\",\"done\":0,\"head\":\"\(first)\"}\n", to: path)
    let again = try takeIn(source(0..<80))
    #expect(again.earlier == 80 && again.ids.isEmpty)
  }

  @Test func externalNumbersAndIdsAreTakenOnce() throws {
    let officer = {
      (id: String, mail: String) in
      "{\"id\": \"\(id)\", \"name\": \"X Y\", \"post\": \"Staf\", \"unit\": \"dlh\", \"emails\": [\"\(mail)\"], \"roles\": [\"clerk\"]}"
    }
    func take(_ lines: String...) throws -> (ids: [String], earlier: Int) {
      try takeIn(IntakeSource(ByteStream(Array(lines.joined(separator: "\n").utf8)), name: "p.jsonl"), "officers")
    }
    #expect(try take(officer("satu", "a@x.example"), officer("dua", "b@x.example")).ids == ["satu", "dua"])
    #expect(throws: Failure.self) { try take(officer("tiga", "c@x.example"), officer("satu", "d@x.example")) }
    #expect(throws: Failure.self) { try take(officer("empat", "c@x.example"), officer("empat", "d@x.example")) }
    #expect(try store.scratch.status() == [])
  }

  @Test func numbersAreClaimedInOrder() throws {
    let letters = (1...70).map { number in
      """
      {"direction": "Surat masuk", "kind": "report", "subject": "Laporan \(number)", "sender": {"text": "Camat"}, \
      "unit": "dlh", "number": "\(number)/X", "letter_date": "2026-07-01", "received_at": "2026-07-02T08:00", \
      "urgency": "ordinary", "secrecy": "ordinary"}
      """
    }
    let outcome = try takeIn(
      IntakeSource(ByteStream(Array(letters.joined(separator: "\n").utf8)), name: "surat.jsonl"), "letters")
    #expect(outcome.ids.count == 70)
    #expect(try store.findings() == [])
    let last = try store.scratch.text("records/letters/2026/08/\(outcome.ids[69]).yaml")
    let first = try store.scratch.text("records/letters/2026/08/\(outcome.ids[0]).yaml")
    func serial(_ text: String) -> Int? {
      text.splitting(at: "agenda_number: \"").last.flatMap { Int($0.prefix { $0 != "/" }) }
    }
    #expect(try #require(serial(last)) - #require(serial(first)) == 69)
  }

  @Test func aPlanIsTheSameAfterReadingAndBrakes() throws {
    _ = try takeIn(source(0..<100))
    let session = try store.session()
    let desk = ChangeDesk(session)
    let files = session.store.files.walk("records/complaints", stamps: false)
    let records = files.map { (id: Record.id(ofPath: $0.path), path: $0.path) }
    let made = try #require(
      try desk.plan(
        try ["priority=low", "refs.0.id=x", "sample-"].map { try Assignment(argument: $0) },
        for: records.filter { $0.path.contains("/08/") }, in: try City.collection("complaints"), asked: ["a"],
        note: "Rapi"))
    let read = try ChangePlan(Array(made.plan.text.utf8), path: "p")
    #expect(read.text == made.plan.text && read.sha256 == made.plan.sha256)
    let refused = #expect(throws: Failure.self) { try desk.apply(read, count: nil) }
    #expect(refused?.hint?.en.contains("--count 100") == true)
    #expect(throws: Failure.self) { try desk.apply(read, count: 99) }
    _ = try session.make(try desk.apply(read, count: 100))
    #expect(try store.message().contains("priority: -> low (100)\n"))
    #expect(try store.message().hasSuffix("Koja-Count: 100\nKoja-Plan: \(read.sha256)\n\n"))
    #expect(try store.scratch.status() == [])
    #expect(try store.scratch.git(["fsck", "--strict"]).status == 0)
    // A hundred complaints of one number elsewhere are told, and nothing else is.
    #expect(try Set(store.findings().compactMap { $0.splitting(at: " ").last }) == ["unique/elsewhere"])
  }

  @Test func aPlanDoesNotPassWhatSetRefuses() throws {
    let session = try store.session()
    let path = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
    let forged = ChangePlan(
      kind: .set, collection: "complaints", madeAt: "", asked: [], note: nil,
      entries: [
        .init(
          id: "SKS-2603-7K3FQ2X", path: path,
          old: try Repository.hash(blob: Array(try store.scratch.text(path).utf8)).hex, new: "",
          edits: [.init(edit: .set(path: ["status"], value: .string("resolved")), before: nil)])
      ])
    let read = try ChangePlan(Array(forged.text.utf8), path: "p")
    let failure = #expect(throws: Failure.self) { try ChangeDesk(session).apply(read, count: nil) }
    #expect(failure?.message.en == "`status` changes by an action only")
  }

  @Test func migrationsChangeWhatNeedsThemOnceAndInPlace() throws {
    let schema = try store.scratch.text("schemas/complaints/schema.yaml")
    try store.scratch.folder.write(
      schema.editing("  priority:\n    type: string\n", "  level:\n    type: string\n").editing(
        "enum: [low, normal, high, emergency]", "enum: [low, normal, urgent]"
      ).editing(
        "      high: {id: Tinggi, en: High}\n      emergency: {id: Darurat, en: Emergency}\n",
        "      urgent: {id: Mendesak, en: Urgent}\n"), to: "schemas/complaints/schema.yaml")
    try store.scratch.folder.write(
      """
      label: {id: "Prioritas menjadi taraf", en: "Priority is called level"}
      steps:
        - rename: {from: priority, to: level}
        - values: {field: level, map: {high: urgent, emergency: urgent}}
        - remove: {field: sample}
        - default: {field: level, value: normal}

      """, to: "schemas/complaints/migrations/001-taraf.yaml")
    try store.scratch.git(["add", "-A"])
    try store.scratch.git(["commit", "-qm", "skema"])
    let session = try store.session()
    let collection = try #require(session.store.catalogue.collection("complaints"))
    let migrations = try Migration.all(of: collection, in: session.store)
    let made = try #require(try ChangeDesk(session).migrate(migrations, collection, note: nil))
    _ = try session.make(made.change)
    let lamp = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
    #expect(
      try store.scratch.text(lamp)
        == City.text(lamp).editing("priority: high\n", "level: urgent\n").editing("sample: true\n", ""))
    #expect(try store.message().hasPrefix("Laporan: dimigrasi, "))
    #expect(try ChangeDesk(session).migrate(migrations, collection, note: nil) == nil)
    try store.scratch.folder.write("steps: []\n", to: "schemas/complaints/migrations/002.yaml")
    #expect(throws: Failure.self, "a migration has a meta-schema") { _ = try store.open() }
  }
}
