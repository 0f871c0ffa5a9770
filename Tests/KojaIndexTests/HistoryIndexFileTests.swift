import KojaIndex
import KojaModel
import KojaTestSupport
import Testing

@Suite struct HistoryIndexFileTests {
  private func commit(_ name: String, _ parents: [String], at seconds: Int) -> (HistoryCommit, [RecordEvent]) {
    let commit = HistoryCommit(
      id: name, parents: parents, at: Timestamp(seconds: seconds, offset: 420), committedAt: seconds,
      author: ("Siti \u{0} Rahma", "siti@example.go.id"))
    let change = FieldChange(field: "unit", old: .null, new: .string("perkim \"\u{1F}é"))
    let entries: [Value] = [.object([.init("action", .string("assign")), .init("note", .string("a\nb"))])]
    return (
      commit,
      [
        RecordEvent(
          collection: "complaints", id: "A", kind: .changed, action: "assign", from: "verified", to: "assigned",
          entries: entries, fields: [change])
      ]
    )
  }

  private func rows(_ index: HistoryIndex) throws -> [HistoryRow] { try index.changes(of: "A", in: "complaints") }

  @Test func whatWasTakenInComesBackAndOnlyOfTheMarkedHistory() throws {
    let index = try HistoryIndex(path: nil, version: "1")
    // The clock of the second went backwards: it comes after its parent all the same.
    let commits = [commit("a", [], at: 1000), commit("b", ["a"], at: 500), commit("c", ["a"], at: 2000)]
    #expect(try index.unknown(among: ["a", "x"]) == ["a", "x"])
    try index.add(commits)
    try index.add(commits)
    #expect(try index.unknown(among: ["a", "x"]) == ["x"])
    #expect(try rows(index).isEmpty && index.tip() == nil)
    try index.settle(tip: "b", gained: ["b", "a"], lost: nil)
    #expect(try rows(index).map(\.commit) == ["b", "a"])
    try index.settle(tip: "c", gained: ["c"], lost: ["b"])
    #expect(try rows(index).map(\.commit) == ["c", "a"] && index.tip() == "c")
    try index.settle(tip: "a", gained: ["a"], lost: nil)
    let row = try #require(try rows(index).first)
    #expect(try rows(index).count == 1 && row.at.description == "1970-01-01T07:16:40+07:00")
    #expect(row.author.name == "Siti \u{FFFD} Rahma")
    #expect(row.event.fields == commits[0].1[0].fields && row.event.entries == commits[0].1[0].entries)
    #expect(row.event.from == "verified" && row.event.to == "assigned" && row.event.actions == ["assign"])
    #expect(try index.counts() == (1, 1))
  }

  @Test func anotherVersionBeginsAnew() throws {
    let folder = try ScratchDirectory()
    try HistoryIndex(path: folder.path("history.db"), version: "1").add([commit("a", [], at: 1)])
    #expect(try HistoryIndex(path: folder.path("history.db"), version: "1").unknown(among: ["a"]) == [])
    #expect(try HistoryIndex(path: folder.path("history.db"), version: "2").unknown(among: ["a"]) == ["a"])
  }

  @Test func theVersionIsAskedForOnlyWhereItsBasisIsAnother() throws {
    let folder = try ScratchDirectory()
    let path = folder.path("history.db")
    try HistoryIndex(path: path, basis: "x", version: "1").add([commit("a", [], at: 1)])
    func isKept(_ basis: String?, _ version: String) throws -> (kept: Bool, asked: Bool) {
      let asked = Flag()
      func told() -> String {
        asked.isSet = true
        return version
      }
      let index = try HistoryIndex(path: path, basis: basis, version: told())
      return (try index.unknown(among: ["a"]).isEmpty, asked.isSet)
    }
    #expect(try isKept("x", "1") == (true, false))
    #expect(try isKept(nil, "1") == (true, true))
    // Another basis from which the same version follows: nothing is lost, and it is known from then on.
    #expect(try isKept("y", "1") == (true, true))
    #expect(try isKept("y", "1") == (true, false))
    #expect(try isKept("z", "2") == (false, true))
  }

  private final class Flag { var isSet = false }
}
