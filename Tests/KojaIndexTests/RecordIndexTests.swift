import Foundation
import KojaIndex
import KojaModel
import Testing

@Suite struct RecordIndexTests {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("koja-index-\(UUID().uuidString)").path

  private func withFolder(_ work: (String) throws -> Void) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try work(folder + "/work.db")
  }

  private func open(_ path: String, version: String = "1") throws -> RecordIndex? {
    try RecordIndex.open(path: path, layouts: City.layouts, version: version)
  }

  @Test func whatWasStoredIsThereAfterReopening() throws {
    try withFolder { path in
      let records = City.references + City.complaints(20, seed: 1)
      try City.index(records, path: path).close()
      let index = try #require(try open(path))
      #expect(try index.paths() == records.map(\.path).sorted { Key($0) < Key($1) })
      #expect(try index.record(at: records[10].path) == records[10].value)
    }
  }

  @Test(arguments: ["missing", "version", "text", "empty", "foreign", "truncated"])
  func anotherVersionOrDamageOrAForeignFileIsNotBelieved(_ damage: String) throws {
    try withFolder { path in
      try City.index(City.complaints(200, seed: 1), path: path).close()
      let bytes = try #require(FileManager.default.contents(atPath: path))
      switch damage {
      case "missing": try FileManager.default.removeItem(atPath: path)
      case "text": try Data(String(repeating: "not a database at all ", count: 500).utf8).write(to: URL(filePath: path))
      case "empty": try Data().write(to: URL(filePath: path))
      case "foreign":
        var foreign = [UInt8](bytes)
        foreign.replaceSubrange(68..<72, with: [1, 2, 3, 4])
        try Data(foreign).write(to: URL(filePath: path))
      case "truncated": try bytes.prefix(1000).write(to: URL(filePath: path))
      default: break
      }
      let version = damage == "version" ? "2" : "1"
      #expect(try open(path, version: version) == nil)
      let index = try City.index(City.complaints(3, seed: 1), path: path, version: version)
      #expect(try City.ids(index) == ["C0", "C1", "C2"])
      index.close()
      #expect(try open(path, version: version) != nil)
    }
  }

  @Test func damageInsideIsReportedAsDamage() throws {
    try withFolder { path in
      try City.index(City.complaints(500, seed: 1), path: path).close()
      var bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
      for offset in bytes.count / 2..<bytes.count { bytes[offset] = 0xA5 }
      try Data(bytes).write(to: URL(filePath: path))
      let error = #expect(throws: IndexError.self) {
        guard let index = try open(path) else { throw IndexError(CocoaError(.fileReadCorruptFile)) }
        for argument in ["lampu", "has:tags", "votes>0"] { _ = try City.ids(index, argument) }
        _ = try index.paths()
      }
      #expect(error?.kind == .damaged)
    }
  }

  /// Who has the old index open goes on reading it; who made the new one has that, and the next one finds it in place.
  @Test func anIndexInUseIsNotReplacedUnderItsReader() throws {
    try withFolder { path in
      let old = try City.index(City.complaints(5, seed: 1), path: path)
      let new = try City.index(City.complaints(9, seed: 1), path: path)
      #expect(try City.ids(old).count == 5)
      #expect(try City.ids(new).count == 9)
      old.close()
      new.close()
      try City.index(City.complaints(9, seed: 1), path: path).close()
      #expect(try City.ids(try #require(try open(path))).count == 9)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).allSatisfy { !$0.hasSuffix(".tmp") })
    }
  }

  @Test func aFolderThatCannotBeWrittenIsTheDisksTrouble() {
    let error = #expect(throws: IndexError.self) { try City.index([], path: "/nowhere/at/all/work.db") }
    #expect(error?.kind == .disk)
  }

  @Test func updatesInPiecesEqualOneBuild() throws {
    let final = City.complaints(60, seed: 2)
    let whole = try City.index(final)
    let pieces = try City.index(City.complaints(80, seed: 9))
    try City.update(pieces, final[..<30], removed: (60..<80).map { "records/complaints/C\($0).yaml" })
    try City.update(pieces, final[30...])
    for arguments in [[], ["lampu"], ["summary:jalan"], ["tags:malam"], ["status:resolved"], ["remarks:cafe"]] {
      let query = RecordQuery(
        "complaints", filter: try City.filter(arguments), includesRecords: true, now: City.now)
      #expect(try pieces.query(query).map(\.record) == whole.query(query).map(\.record), "\(arguments)")
    }
    let references = "SELECT * FROM refs WHERE to_collection = 'categories' AND to_id = 'drainase' ORDER BY id"
    #expect(try pieces.rows(references, now: City.now) == whole.rows(references, now: City.now))
  }

  @Test func pathsAreToldApartByTheirBytes() throws {
    let names = ["caf\u{E9}", "cafe\u{301}"]
    let index = try City.index(names.map { City.record("units", $0, [("name", "Dinas")]) })
    #expect(try index.paths().count == 2)
    #expect(try names.map { try index.find(id: $0).count } == [1, 1])
  }

  @Test func anUnreadableFileIsForgottenButRemembered() throws {
    let index = try City.index(City.complaints(3, seed: 1))
    let path = "records/complaints/C1.yaml"
    try index.update(IndexUpdate(), readAt: (1000, 0)) { take in
      var batch = index.batch
      batch.add(unreadable: path, content: [1], stamp: City.stamp)
      try take(batch)
    }
    #expect(try City.ids(index) == ["C0", "C2"])
    #expect(try index.unreadablePaths() == [path])
    #expect(try index.ledger().newer[Key(path)] == City.stamp)
    #expect(try index.contents(of: [path]) == [Key(path): [1]])
  }

  @Test func aFileThatChangedWhileItWasReadIsReadAgain() throws {
    let record = City.complaints(1, seed: 1)[0]
    #expect(City.stamp.isRacy(readAt: (100, 5)))
    #expect(City.stamp.isRacy(readAt: (99, 0)))
    #expect(City.stamp.isRacy(readAt: (102, 5)))
    #expect(!City.stamp.isRacy(readAt: (102, 6)))
    let index = try City.index([])
    try City.update(index, [record], readAt: (101, 0))
    #expect(try index.ledger().newer[Key(record.path)] != City.stamp)
    try City.update(index, [record], readAt: (103, 0))
    #expect(try index.ledger().newer[Key(record.path)] == City.stamp)
  }

  @Test func anUpdateThatAnotherProcessOvertookIsRefused() throws {
    let index = try City.index([])
    let revision = try index.ledger().revision
    try City.update(index, City.complaints(1, seed: 1))
    #expect(
      try index.update(IndexUpdate(removed: ["records/complaints/C0.yaml"], revision: revision), readAt: (0, 0)) == nil)
    #expect(try City.ids(index) == ["C0"])
  }

  @Test func valuesComeBackAsTheyWere() throws {
    let odd: [(String, Value)] = [
      ("summary", .string("a\0b 'x'; \"y\" -- \u{202E} \u{1F600}")), ("class", .number("1")), ("votes", "banyak"),
      ("cost", .number("1.50")), ("secret", .boolean(true)), ("received_at", .array(["x"])),
      ("tags", .array([.number("007.50"), .null, "x\0", .object([.init("a\"b", .array([]))])])),
      ("status", .boolean(false)),
      ("location", .object([.init("area", .string("%'_"))])), ("timeline", .array([.string("x"), .null])),
    ]
    let record = City.record("complaints", "ODD", odd)
    let index = try City.index([record])
    let names = odd.map(\.0).filter { $0 != "timeline" && $0 != "location" } + ["location.area", "event_date"]
    let columns = try names.map { try Field.named($0, layout: City.complaints, layouts: City.layouts) }
    let row = try #require(
      try index.query(RecordQuery("complaints", columns: columns, includesRecords: true, now: City.now)).first)
    let tags: Value = .array([.number("7.50"), .null, "x\0", .object([.init("a\"b", .array([]))])])
    #expect(row.values == odd[..<6].map(\.1) + [tags, .boolean(false), "%'_", .null])
    #expect(row.record?["summary"] == odd[0].1)
    #expect(try City.ids(index, "summary:a") == ["ODD"])
    #expect(try City.ids(index, "location.area:%'_") == ["ODD"])
    #expect(try City.ids(index, "location.area:%") == [])
    #expect(try City.ids(index, "status:received") == [])
  }

  @Test func numbersAndReferencesAreFoundFromOutside() throws {
    let index = try City.index(City.references + FilterTests.three)
    #expect(try index.find(anyNumber: "015/AG").map(\.id) == ["A"])
    #expect(try index.find(anyNumber: "' OR 1=1 --").isEmpty)
    #expect(try index.find(id: "perkim").map(\.collection) == ["units"])
    #expect(try index.identifiers(in: "units") == ["kec-x", "perkim", "pupr", "setda"])
  }

  @Test func dueTimesAreStoredAndOverdueIsOfTheMoment() throws {
    let index = try City.index(FilterTests.three)
    let columns = try ["due", "due.resolve", "overdue", "id"].map {
      try Field.named($0, layout: City.complaints, layouts: City.layouts)
    }
    let rows = try index.query(RecordQuery("complaints", columns: columns, now: City.now)).map(\.values)
    #expect(rows[0] == ["2026-03-18T00:00:00+07:00", "2026-03-18T00:00:00+07:00", .array(["resolve"]), "A"])
    #expect(rows[1] == ["2026-04-02T00:00:00+07:00", "2026-04-02T00:00:00+07:00", .null, "B"])
    #expect(rows[2] == ["2026-03-20T00:00:00+07:00", .null, .array(["respond"]), "C"])
    let counts = try index.count(RecordQuery("complaints", now: City.now), by: [columns[2]])
    #expect(counts == [.init(["resolve"], 1), .init(["respond"], 1), .init([.null], 1)])
    let later = Timestamp(seconds: City.now.seconds + 30 * 86_400, offset: 420)
    let filter = try City.filter(["overdue:resolve"])
    #expect(try index.query(RecordQuery("complaints", filter: filter, now: later)).map(\.id) == ["A", "B"])
  }
}

extension CountRow {
  fileprivate init(_ values: [Value], _ count: Int) { self.init(values: values, count: count) }
}
