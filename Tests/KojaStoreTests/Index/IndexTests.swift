import Foundation
import KojaIndex
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

/// The index of a store follows its files, whatever happens to them or to it.
@Suite struct IndexTests {
  private func indexed(_ store: ChangeStore, _ freshness: Freshness = .stamps) throws -> IndexedStore {
    try IndexedStore(store.open(), freshness: freshness, clock: IndexClock.now)
  }

  private func differences(_ store: ChangeStore) throws -> [IndexDifference] {
    try indexed(store).differences(limit: 5, clock: IndexClock.now)
  }

  private func answer(_ store: Store, _ filter: String..., columns: [String] = ["id"]) throws -> [[Value]] {
    let collection = try #require(store.catalogue.collection("complaints"))
    let question = Question(
      collection: collection, filter: filter, columns: columns, limit: nil, now: ChangeStore.now, language: .en)
    return try question.answer(IndexedStore(store, clock: IndexClock.now)).rows.map(\.values)
  }

  private func kojaFolder(_ store: ChangeStore) -> String { store.scratch.path + "/.git/koja" }

  private func flatFiles(_ store: ChangeStore) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: kojaFolder(store)).filter { $0.hasSuffix(".stat") }
  }

  @Test func dueTimesFollowTheRecordsThatTheyDependOn() throws {
    let store = try ChangeStore()
    let before = try answer(store.open(), "id:\(lamp)", columns: ["due.resolve", "due.verify"])
    try store.scratch.edit(
      "records/categories/lampu-jalan.yaml", "  resolve:\n    amount: 24", "  resolve:\n    amount: 48")
    let target = try answer(store.open(), "id:\(lamp)", columns: ["due.resolve", "due.verify"])
    #expect(target[0][0] != before[0][0])
    #expect(target[0][1] == before[0][1])
    let calendar = "records/calendars/kota-jambi.yaml"
    try store.scratch.edit(calendar, "  - saturday\n", "  - saturday\n  - friday\n  - thursday\n  - monday\n")
    let days = try answer(store.open(), "id:\(lamp)", columns: ["due.resolve", "due.verify"])
    #expect(days[0][1] != target[0][1])
    #expect(try differences(store).isEmpty)
    store.scratch.folder.delete(calendar)
    #expect(try answer(store.open(), "id:\(lamp)", columns: ["due.verify"]) == [[.null]])
    #expect(try differences(store).isEmpty)
  }

  @Test(arguments: ["missing", "damaged", "foreign"])
  func withoutItsFlatFileContentsAreCompared(_ damage: String) throws {
    let store = try ChangeStore()
    _ = try indexed(store)
    let name = try #require(try flatFiles(store).first)
    let path = kojaFolder(store) + "/" + name
    switch damage {
    case "missing": try FileManager.default.removeItem(atPath: path)
    case "damaged": try Data(repeating: 7, count: 5000).write(to: URL(filePath: path))
    default: try FileManager.default.contents(atPath: path)?.dropLast(1).write(to: URL(filePath: path))
    }
    try store.scratch.edit(lampFile, "priority: ", "priority: low # ")
    store.scratch.folder.delete("records/units/perkim.yaml")
    #expect(try answer(store.open(), "id:\(lamp)", columns: ["priority"]) == [[.string("low")]])
    #expect(try differences(store).isEmpty)
    #expect(try flatFiles(store) != [name])
  }

  @Test(arguments: ["text", "empty", "middle"])
  func aDatabaseThatIsNotSoundIsMadeAnew(_ damage: String) throws {
    let store = try ChangeStore()
    _ = try indexed(store)
    let path = kojaFolder(store) + "/work.db"
    var bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    switch damage {
    case "text": bytes = Array(String(repeating: "bukan basis data ", count: 500).utf8)
    case "empty": bytes = []
    default: for offset in bytes.count / 8..<bytes.count { bytes[offset] = 0xA5 }
    }
    try Data(bytes).write(to: URL(filePath: path))
    try store.scratch.edit(lampFile, "priority: ", "priority: low # ")
    #expect(try answer(store.open(), "id:\(lamp)", columns: ["priority"]) == [[.string("low")]])
    #expect(try differences(store).isEmpty)
  }

  @Test(arguments: ["list", "count", "search", "sql"])
  func aDatabaseThatIsDamagedWhileItIsOpenIsMadeAnew(_ question: String) throws {
    let store = try ChangeStore()
    let opened = try store.open()
    let collection = try #require(opened.catalogue.collection("complaints"))
    func answer(_ indexed: IndexedStore) throws -> [[Value]] {
      let asked = Question(
        collection: collection, filter: [], columns: ["status", "summary"], limit: nil, now: ChangeStore.now,
        language: .en)
      switch question {
      case "list": return try asked.answer(indexed).rows.map(\.values)
      case "count": return try asked.counts(indexed).rows.map(\.values)
      case "search":
        return try Search("lampu", filter: [], now: ChangeStore.now, limit: 20).hits(indexed).map { [.string($0.id)] }
      default: return try indexed.ask(SQLQuestion("SELECT id, summary FROM complaints", now: ChangeStore.now)).rows
      }
    }
    let before = try answer(indexed(store))
    let damaged = try IndexedStore(opened, clock: IndexClock.now)
    let file = try FileHandle(forUpdating: URL(filePath: kojaFolder(store) + "/work.db"))
    let size = try file.seekToEnd()
    try file.seek(toOffset: 16_384)
    try file.write(contentsOf: Data(repeating: 0xA5, count: Int(size) - 16_384))
    try file.close()
    #expect(try answer(damaged) == before && !before.isEmpty)
    #expect(try differences(store).isEmpty)
  }

  @Test func fullTextThatSaysItIsOfAnotherFormatIsMadeAnew() throws {
    let store = try ChangeStore()
    _ = try indexed(store)
    let spoil = "UPDATE \"words:complaints_config\" SET v = 9 WHERE k = 'version'"
    #expect(
      try Shell.run("sqlite3", [kojaFolder(store) + "/work.db", spoil], in: store.scratch.path, environment: [:]).status
        == 0)
    let hits = try Search("lampu", filter: [], now: ChangeStore.now, limit: 20).hits(indexed(store))
    #expect(!hits.isEmpty)
    #expect(try differences(store).isEmpty)
  }

  @Test func anotherStoresIndexIsNotBelieved() throws {
    let (store, other) = (try ChangeStore(), try ChangeStore())
    other.scratch.folder.delete(lampFile)
    _ = try indexed(store)
    _ = try indexed(other)
    let (mine, theirs) = (kojaFolder(store) + "/work.db", kojaFolder(other) + "/work.db")
    try FileManager.default.removeItem(atPath: mine)
    try FileManager.default.copyItem(atPath: theirs, toPath: mine)
    let answer = try indexed(store, .none).ask(SQLQuestion("SELECT id FROM complaints", now: ChangeStore.now))
    #expect(answer.rows.contains([.string(lamp)]))
  }

  @Test func whereNothingCanBeWrittenTheIndexIsTemporary() throws {
    let store = try ChangeStore()
    try? FileManager.default.removeItem(atPath: kojaFolder(store))
    try Data().write(to: URL(filePath: kojaFolder(store)))
    #expect(try answer(store.open(), "id:\(lamp)") == [[.string(lamp)]])
    #expect(try differences(store).isEmpty)
  }

  @Test func severalProcessesBringItUpToDateAtOnce() throws {
    let store = try ChangeStore()
    let path = store.scratch.path
    for round in 0..<4 {
      try store.scratch.edit(lampFile, "summary: \"", "summary: \"\(round) ")
      let answers = Answers()
      DispatchQueue.concurrentPerform(iterations: 6) { _ in
        let store = try? Store.open(.exactly(path))
        let indexed = try? store.map { try IndexedStore($0, clock: IndexClock.now) }
        let record = try? indexed?.ask { index throws(IndexError) in try index.record(at: lampFile) }
        answers.add(record?["summary"]?.string)
      }
      #expect(answers.all.count == 6)
      #expect(answers.all.allSatisfy { $0?.hasPrefix("\(round) ") ?? false }, "\(answers.all)")
    }
    #expect(try differences(store).isEmpty)
  }

  @Test func thePastIsKeptAndMoved() throws {
    let store = try ChangeStore()
    let first = try store.scratch.head()
    try store.set(lamp, "priority=low")
    try store.act("kerjakan", lamp, as: .agus)
    let second = try store.scratch.head()
    try store.scratch.edit(
      "records/categories/lampu-jalan.yaml", "    amount: 24\n    unit: hours\nques",
      "    amount: 72\n    unit: hours\nques")
    store.scratch.folder.delete("records/complaints/2026/04/SKS-2604-H6WB2FF.yaml")
    try store.scratch.git(["commit", "-qam", "x"])
    let third = try store.scratch.head()
    func ask(_ commit: String) throws -> [[Value]] {
      try answer(store.open().asOf(commit).store, columns: ["id", "status", "priority", "due.resolve"])
    }
    var answers: [String: [[Value]]] = [:]
    for commit in [first, second, third] {
      try store.scratch.git(["checkout", "-q", commit])
      answers[commit] = try answer(store.open(), columns: ["id", "status", "priority", "due.resolve"])
    }
    #expect(Set(answers.values).count == 3)
    for commit in [third, first, second, first, third] { #expect(try ask(commit) == answers[commit]) }
    let kept = try FileManager.default.contentsOfDirectory(atPath: kojaFolder(store)).filter { $0.hasPrefix("past-") }
    #expect(kept.filter { $0.hasSuffix(".db") }.count == 1)
  }

  @Test func ofThePastNoMoreThanThreeAreKept() throws {
    let store = try ChangeStore()
    for round in 0..<5 {
      try store.scratch.folder.write(
        try store.scratch.text("schemas/store.yaml") + "# \(round)\n", to: "schemas/store.yaml")
      try store.scratch.git(["commit", "-qam", "x"])
      _ = try answer(store.open().asOf("HEAD").store)
    }
    let kept = try FileManager.default.contentsOfDirectory(atPath: kojaFolder(store)).filter { $0.hasPrefix("past-") }
    #expect(kept.filter { $0.hasSuffix(".db") }.count == 3)
  }
}

/// What several threads were answered.
private final class Answers: @unchecked Sendable {
  private let lock = NSLock()
  private var found: [String?] = []

  var all: [String?] { lock.withLock { found } }

  func add(_ answer: String??) { lock.withLock { found.append(answer ?? nil) } }
}

/// The clock of the machine, for racy files.
enum IndexClock {
  static func now() -> (seconds: Int, nanoseconds: Int) {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return (moment.tv_sec, moment.tv_nsec)
  }
}
