import KojaIndex
import KojaModel
import Testing

@Suite struct HostileTests {
  /// Whatever is typed, the answer is an error with its place or a list; SQLite never sees it as SQL.
  @Test func noArgumentReachesSQLite() throws {
    let index = try City.index(City.references + City.complaints(10, seed: 1))
    let pieces = [
      "'", "\"", "\"\"", "%", ";", "--", "/*", "*", "(", ")", "or", "not", "and", ":", "=", "<", ">", "..", ",", "-",
      "^", "+",
      "{c0}", "NEAR", "OR", "AND", "NOT", "status", "votes", "summary", "tags", "has", "sort", "age", "7d", "2026",
      "\u{0}",
      "\u{301}", "\u{202E}", "🇮🇩", "?1", ":x", "@x", "$x", "c0", "lampu", ".", "category", "unit", "due", "overdue",
      "any",
      "999999999999999999999", "1e999", "-9223372036854775808", "id", "\n", " ",
    ]
    var dice = Dice(3)
    var answered = 0
    for _ in 0..<4000 {
      let arguments = (0...dice.roll(3)).map { _ in (0...dice.roll(4)).map { _ in dice.pick(pieces) }.joined() }
      do throws(FilterError) {
        let filter = try City.filter(arguments)
        _ = try? index.unknownReference(in: filter, of: "complaints")
        #expect(throws: Never.self, "\(arguments)") {
          try index.query(RecordQuery("complaints", filter: filter, now: City.now))
        }
        answered += 1
      } catch {
        #expect(arguments.indices.contains(error.argument))
        #expect(error.columns.upperBound <= arguments[error.argument].unicodeScalars.count + 1)
      }
    }
    #expect(answered > 500)
    #expect(try City.ids(index).count == 10)
  }

  @Test func namesOfLayoutsAreOnlyNames() throws {
    let name = "a\"b'; drop table record --"
    let layout = CollectionLayout(
      name,
      columns: [
        Column(name, path: [name], .text, isSearchable: true, isUnique: true), Column("Upper", .code),
        Column("upper", .code),
        Column("list'", path: ["l"], .list(of: .code)),
      ])
    let index = try RecordIndex.build(path: nil, layouts: Layouts([layout]), version: "'") { _ in }
    let value: Value = .object([.init(name, "lampu"), .init("upper", "x"), .init("l", .array(["y"]))])
    let record = IndexedRecord(collection: name, id: "'", path: "'/\"", document: Document(value))
    try City.update(index, [record])
    try City.update(index, [record])
    let filter = try Filter.parse(
      ["lampu", "upper:x", "-has:Upper"], layout: layout, layouts: Layouts([layout]), now: City.now)
    #expect(try index.query(RecordQuery(name, filter: filter, now: City.now)).map(\.id) == ["'"])
    #expect(try index.find(anyNumber: "lampu").map(\.path) == ["'/\""])
  }

  @Test func aCollectionWithoutALayoutLeavesNothingButItsPath() throws {
    let record = City.record("strangers", "X", [("a", "b")])
    let index = try City.index([record])
    #expect(try index.unreadablePaths() == [record.path])
    #expect(throws: IndexError.self) { try index.query(RecordQuery("strangers", now: City.now)) }
  }
}
