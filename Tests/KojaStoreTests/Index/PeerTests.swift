import Foundation
import KojaIndex
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

/// The same questions asked of sqlite, of recutils and of jq, on records exported without the index, give the same
/// answers. A peer that is not installed is skipped aloud.
@Suite(.serialized) struct PeerTests {
  /// One question in four languages.
  struct Question: Sendable, CustomTestStringConvertible {
    let filter: [String]
    let sqlite: String
    let jq: String
    let recsel: String
    var testDescription: String { filter.joined(separator: " ") }
  }

  static let questions = [
    Question(
      filter: ["status:assigned"], sqlite: "status = 'assigned'", jq: ".status == \"assigned\"",
      recsel: "status = 'assigned'"),
    Question(
      filter: ["-status:resolved"], sqlite: "status IS NOT 'resolved'", jq: ".status != \"resolved\"",
      recsel: "!(status = 'resolved')"),
    Question(
      filter: ["category:lampu-jalan,drainase"], sqlite: "category IN ('lampu-jalan', 'drainase')",
      jq: ".category == \"lampu-jalan\" or .category == \"drainase\"",
      recsel: "category = 'lampu-jalan' || category = 'drainase'"),
    Question(
      filter: ["received_at:2026-05.."], sqlite: "received_at >= '2026-05'", jq: ".received_at >= \"2026-05\"",
      recsel: "received_at ~ '^2026-(0[5-9]|1)'"),
    Question(
      filter: ["received_at:2026-04", "status:resolved"],
      sqlite: "received_at LIKE '2026-04%' AND status = 'resolved'",
      jq: "(.received_at | startswith(\"2026-04\")) and .status == \"resolved\"",
      recsel: "received_at ~ '^2026-04' && status = 'resolved'"),
    Question(
      filter: ["has:unit", "not", "(", "unit:perkim", "or", "unit:dlh", ")"],
      sqlite: "unit IS NOT NULL AND unit NOT IN ('perkim', 'dlh')",
      jq: ".unit != null and .unit != \"perkim\" and .unit != \"dlh\"",
      recsel: "#unit > 0 && unit != 'perkim' && unit != 'dlh'"),
    Question(
      filter: ["category.unit:perkim"],
      sqlite: "category IN (SELECT id FROM categories WHERE unit = 'perkim')",
      jq: ".category as $c | $units[$c] == \"perkim\"", recsel: "#JOINED > 0"),
  ]

  // Tests of the suite run one after another.
  private nonisolated(unsafe) static let city: Result<PeerCity, any Error> = Result { try PeerCity() }

  @Test(arguments: questions) func sqliteSaysTheSame(_ question: Question) throws {
    try Self.city.get().expect(
      question, .sqlite3,
      [
        "-batch", "peers.db", "SELECT id FROM complaints WHERE \(question.sqlite) ORDER BY id",
      ])
  }

  @Test(arguments: questions) func jqSaysTheSame(_ question: Question) throws {
    try Self.city.get().expect(
      question, .jq,
      [
        "-r", "--slurpfile", "categories", "categories.jsonl",
        "($categories | map({key: .id, value: .unit}) | from_entries) as $units | select(\(question.jq)) | .id",
        "complaints.jsonl",
      ])
  }

  @Test(arguments: questions) func recselSaysTheSame(_ question: Question) throws {
    // recsel knows no sets, so a join is asked as what it joins.
    let city = try Self.city.get()
    let expression = question.recsel == "#JOINED > 0" ? city.categoriesOfPerkim : question.recsel
    try city.expect(question, .recsel, ["-t", "complaints", "-e", expression, "-P", "id", "peers.rec"])
  }

  @Test func groupsHaveTheSameCounts() throws {
    let city = try Self.city.get()
    let expected = try city.counts(by: "status")
    let peers: [(PeerCity.Peer, [String])] = [
      (
        .sqlite3, ["-batch", "peers.db", "SELECT status || ' ' || count(*) FROM complaints GROUP BY status ORDER BY 1"]
      ),
      (.jq, ["-rs", "group_by(.status) | map(\"\\(.[0].status) \\(length)\") | .[]", "complaints.jsonl"]),
    ]
    for (peer, arguments) in peers {
      guard let answer = try city.ask(peer, arguments) else { continue }
      #expect(answer == expected, "\(peer)")
    }
  }
}

/// Some hundred complaints, exported from their files for the peers.
private final class PeerCity {
  enum Peer: String { case sqlite3, jq, recsel }

  private let store = try? ChangeStore()
  private let indexed: IndexedStore
  private let folder: ScratchDirectory
  /// Expression over the categories whose unit is perkim.
  let categoriesOfPerkim: String

  init() throws {
    guard let store else { throw Shell.Unsuccessful("no store") }
    try Self.multiply(store)
    let opened = try store.open()
    indexed = try IndexedStore(opened, clock: IndexClock.now)
    folder = try ScratchDirectory()
    var perkim: [String] = []
    for name in ["complaints", "categories"] {
      let records = try Self.records(name, opened)
      let lines = records.map { id, value in
        guard case .object(let members) = value else { return "" }
        return Value.object([.init("id", .string(id))] + members).json()
      }
      try folder.write(lines.joined(separator: "\n") + "\n", to: "\(name).jsonl")
      if name == "categories" {
        perkim = records.filter { $0.value["unit"]?.string == "perkim" }.map { "category = '\($0.id)'" }
      }
    }
    categoriesOfPerkim = perkim.joined(separator: " || ")
    try writeRecords(opened)
    try writeDatabase(opened)
  }

  /// Twenty copies of every complaint, some fields otherwise.
  private static func multiply(_ store: ChangeStore) throws {
    let files = StoreFiles(root: store.scratch.path)
    for (number, entry) in files.walk("records/complaints", stamps: false).enumerated() {
      let text = try store.scratch.text(entry.path)
      for copy in 0..<20 {
        let changed = text.replacing("\"2026-0\(3 + number % 5)-", with: "\"2026-0\(3 + copy % 6)-")
          .replacing("category: jalan", with: copy % 3 == 0 ? "category: drainase" : "category: jalan")
        try store.scratch.folder.write(changed, to: "records/complaints/2026/03/S-\(number)-\(copy).yaml")
      }
    }
  }

  private static func records(_ collection: String, _ store: Store) throws -> [(id: String, value: Value)] {
    try store.files.walk("records/\(collection)", stamps: false).map { entry in
      let id = String(entry.path.split(separator: "/").last?.dropLast(5) ?? "")
      return (id, try store.read(entry.path).document.value(of: Document.root))
    }
  }

  private static let columns = ["status", "category", "unit", "priority", "received_at"]

  private func writeRecords(_ store: Store) throws {
    let records = try Self.records("complaints", store).map { id, value in
      "id: \(id)\n"
        + Self.columns.compactMap { name in value[name]?.string.map { "\(name): \($0)\n" } }.joined()
    }
    try folder.write("%rec: complaints\n\n" + records.joined(separator: "\n"), to: "peers.rec")
  }

  private func writeDatabase(_ store: Store) throws {
    func quoted(_ text: String?) -> String { text.map { "'\($0.replacing("'", with: "''"))'" } ?? "NULL" }
    var sql =
      "CREATE TABLE complaints (id, \(Self.columns.joined(separator: ", "))); CREATE TABLE categories (id, unit);\n"
    for (id, value) in try Self.records("complaints", store) {
      let values = Self.columns.map { quoted(value[$0]?.string) }.joined(separator: ", ")
      sql += "INSERT INTO complaints VALUES (\(quoted(id)), \(values));\n"
    }
    for (id, value) in try Self.records("categories", store) {
      sql += "INSERT INTO categories VALUES (\(quoted(id)), \(quoted(value["unit"]?.string)));\n"
    }
    try folder.write(sql, to: "peers.sql")
    _ = try ask(.sqlite3, ["-batch", "peers.db", ".read peers.sql"])
  }

  /// What a peer answers, its lines sorted; nil when it is not installed.
  func ask(_ peer: Peer, _ arguments: [String]) throws -> [String]? {
    let program = "/usr/bin/\(peer)"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      print("not installed, skipped: \(peer)")
      return nil
    }
    let output = try Shell.run(program, arguments, in: folder.path, environment: Shell.environment(home: folder.path))
    guard output.status == 0 else { throw Shell.Unsuccessful("\(peer): \(output.standardError)") }
    return output.lines.sorted { Key($0) < Key($1) }
  }

  func expect(_ question: PeerTests.Question, _ peer: Peer, _ arguments: [String]) throws {
    guard let theirs = try ask(peer, arguments) else { return }
    let ours = try answer(question.filter).map { $0.first?.string ?? "" }
    #expect(!ours.isEmpty && ours.count < 300)
    #expect(theirs == ours, "\(peer)")
  }

  private func answer(_ filter: [String]) throws -> [[Value]] {
    let collection = try #require(indexed.store.catalogue.collection("complaints"))
    return try Question(
      collection: collection, filter: filter, columns: ["id"], limit: nil, now: ChangeStore.now, language: .en,
      withdrawn: true
    ).answer(indexed).rows.map(\.values)
  }

  /// How many complaints have each value, as `value count`.
  func counts(by field: String) throws -> [String] {
    let collection = try #require(indexed.store.catalogue.collection("complaints"))
    let answer = try Question(
      collection: collection, filter: [], columns: [field], limit: nil, now: ChangeStore.now, language: .en,
      withdrawn: true
    ).counts(indexed)
    return answer.rows.map { row in row.values.map { $0.string ?? $0.json() }.joined(separator: " ") }
  }
}
