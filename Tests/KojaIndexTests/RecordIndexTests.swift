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

  @Test func whatWasStoredIsThereAfterReopening() throws {
    try withFolder { path in
      let records = City.references + City.complaints(20, seed: 1)
      try RecordIndex(path: path, layouts: City.layouts, version: "1").update(changed: records, readAt: (1000, 0))
      let index = try RecordIndex(path: path, layouts: City.layouts, version: "1")
      #expect(try index.stamps() == Dictionary(uniqueKeysWithValues: records.map { (Key($0.path), $0.stamp) }))
      #expect(try index.record(at: records[10].path) == records[10].value)
    }
  }

  @Test(arguments: ["version", "text", "empty", "foreign", "truncated"])
  func anotherVersionOrDamageOrAForeignFileIsMadeAnew(_ damage: String) throws {
    try withFolder { path in
      var version = "1"
      try RecordIndex(path: path, layouts: City.layouts, version: version).update(
        changed: City.complaints(200, seed: 1), readAt: (1000, 0))
      switch damage {
      case "version": version = "2"
      case "text": try Data(String(repeating: "not a database at all ", count: 500).utf8).write(to: URL(filePath: path))
      case "empty": try Data().write(to: URL(filePath: path))
      case "foreign":
        let other = try #require(FileManager.default.contents(atPath: path))
        var bytes = [UInt8](other)
        bytes.replaceSubrange(68..<72, with: [1, 2, 3, 4])
        try Data(bytes).write(to: URL(filePath: path))
      default:
        let bytes = try #require(FileManager.default.contents(atPath: path))
        try bytes.prefix(1000).write(to: URL(filePath: path))
      }
      let index = try RecordIndex(path: path, layouts: City.layouts, version: version)
      #expect(try index.stamps().isEmpty)
      try index.update(changed: City.complaints(3, seed: 1), readAt: (1000, 0))
      #expect(try City.ids(index) == ["C0", "C1", "C2"])
    }
  }

  @Test func damageInsideIsReportedAsDamage() throws {
    try withFolder { path in
      try RecordIndex(path: path, layouts: City.layouts, version: "1").update(
        changed: City.complaints(500, seed: 1), readAt: (1000, 0))
      var bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
      for offset in bytes.count / 2..<bytes.count { bytes[offset] = 0xA5 }
      try Data(bytes).write(to: URL(filePath: path))
      let error = #expect(throws: IndexError.self) {
        let index = try RecordIndex(path: path, layouts: City.layouts, version: "1")
        for argument in ["lampu", "has:tags", "votes>0"] { _ = try City.ids(index, argument) }
        _ = try index.stamps()
      }
      #expect(error?.kind == .damaged)
      RecordIndex.discard(path: path)
      #expect(try RecordIndex(path: path, layouts: City.layouts, version: "1").stamps().isEmpty)
    }
  }

  @Test func aFolderThatCannotBeWrittenIsTheDisksTrouble() {
    let error = #expect(throws: IndexError.self) {
      try RecordIndex(path: "/nowhere/at/all/work.db", layouts: City.layouts, version: "1")
    }
    #expect(error?.kind == .disk)
  }

  @Test func updatesInPiecesEqualOneBuild() throws {
    let final = City.complaints(60, seed: 2)
    let whole = try City.index(final)
    let pieces = try City.index(City.complaints(80, seed: 9))
    try pieces.update(
      changed: final[..<30], removed: (60..<80).map { "records/complaints/C\($0).yaml" }, readAt: (1000, 0))
    try pieces.update(changed: final[30...], readAt: (1000, 0))
    for arguments in [[], ["lampu"], ["summary:jalan"], ["tags:malam"], ["status:resolved"], ["remarks:cafe"]] {
      let query = RecordQuery(
        "complaints", filter: try City.filter(arguments), includesRecords: true, now: City.now)
      #expect(try pieces.query(query).map(\.record) == whole.query(query).map(\.record), "\(arguments)")
    }
    #expect(try pieces.stamps() == whole.stamps())
    #expect(try pieces.references(to: "categories", "drainase") == whole.references(to: "categories", "drainase"))
  }

  @Test func pathsAreToldApartByTheirBytes() throws {
    let names = ["caf\u{E9}", "cafe\u{301}"]
    let index = try City.index(names.map { City.record("units", $0, [("name", "Dinas")]) })
    #expect(try index.stamps().count == 2)
    #expect(try names.map { try index.find(id: $0).count } == [1, 1])
  }

  @Test func anUnreadableFileIsForgottenButRemembered() throws {
    let index = try City.index(City.complaints(3, seed: 1))
    try index.update(
      changed: [], unreadable: [("records/complaints/C1.yaml", City.stamp)], readAt: (1000, 0))
    #expect(try City.ids(index) == ["C0", "C2"])
    #expect(try index.unreadablePaths() == ["records/complaints/C1.yaml"])
    #expect(try index.stamps()["records/complaints/C1.yaml"] == City.stamp)
  }

  @Test func aFileThatChangedWhileItWasReadIsReadAgain() throws {
    let record = City.complaints(1, seed: 1)[0]
    #expect(record.stamp.isRacy(readAt: (100, 5)))
    #expect(record.stamp.isRacy(readAt: (99, 0)))
    #expect(record.stamp.isRacy(readAt: (102, 5)))
    #expect(!record.stamp.isRacy(readAt: (102, 6)))
    let index = try RecordIndex(path: nil, layouts: City.layouts, version: "1")
    try index.update(changed: [record], readAt: (101, 0))
    #expect(try index.stamps()[Key(record.path)] != record.stamp)
    try index.update(changed: [record], readAt: (103, 0))
    #expect(try index.stamps()[Key(record.path)] == record.stamp)
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
    let columns = try names.map { try Field.named($0, layout: City.complaints, layouts: City.byName) }
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
    #expect(try index.references(to: "complaints", "A").map { "\($0.from.id) \($0.column)" } == ["B related"])
    #expect(try index.references(to: "units", "setda").map(\.from.id) == ["perkim", "pupr"])
  }

  @Test func computedColumnsAskForTheClocksOnlyWhenNeeded() throws {
    let index = try City.index(FilterTests.three)
    var asked = 0
    let columns = try ["due", "due.resolve", "overdue", "id"].map {
      try Field.named($0, layout: City.complaints, layouts: City.byName)
    }
    func ask(_ columns: [Field]) throws -> [[Value]] {
      try index.query(
        RecordQuery("complaints", columns: columns, now: City.now) { _ in
          asked += 1
          return FilterTests.clocks
        }
      ).map(\.values)
    }
    _ = try ask([columns[3]])
    #expect(asked == 0)
    let rows = try ask(columns)
    #expect(asked == 1)
    #expect(rows[0] == ["2026-03-18T00:00:00+07:00", "2026-03-18T00:00:00+07:00", .array(["resolve"]), "A"])
    #expect(rows[1] == ["2026-04-02T00:00:00+07:00", "2026-04-02T00:00:00+07:00", .null, "B"])
    #expect(rows[2] == ["2026-03-20T00:00:00+07:00", .null, .array(["respond"]), "C"])
    let counts = try index.count(
      RecordQuery("complaints", now: City.now) { _ in FilterTests.clocks }, by: [columns[2]])
    #expect(counts == [.init(["resolve"], 1), .init(["respond"], 1), .init([.null], 1)])
  }
}

extension CountRow {
  fileprivate init(_ values: [Value], _ count: Int) { self.init(values: values, count: count) }
}
