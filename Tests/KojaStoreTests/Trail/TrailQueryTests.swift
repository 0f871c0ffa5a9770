import KojaIndex
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

@Suite struct TrailQueryTests {
  private func ids(_ store: Store, _ collection: String?, _ typed: TrailQuery.Typed) throws -> [String] {
    let query = try TrailQuery(
      typed, collection: collection.flatMap { store.catalogue.collection($0) }, in: store, now: ChangeStore.now)
    var found: [String] = []
    try Trail(store).visit(query) { entry in
      if entry.event.kind != .created { found.append("\(entry.event.id) \(entry.event.action ?? "-")") }
      return true
    }
    return found
  }

  @Test func historyIsAskedByCollectionFieldActionAuthorAndTime() throws {
    let store = try ChangeStore()
    try store.act("kerjakan", lamp, as: .agus)
    try store.set(lamp, "priority=low", as: .siti)
    try store.scratch.edit("records/units/perkim.yaml", "kind: ", "kind:  ")
    try store.scratch.git(["commit", "-qam", "x"], as: .hendra)
    let opened = try store.open()
    #expect(try ids(opened, "complaints", .init()) == ["\(lamp) -", "\(lamp) start"])
    #expect(try ids(opened, "units", .init()) == ["perkim -"])
    #expect(try ids(opened, nil, .init(field: "prioritas")) == ["\(lamp) -"])
    #expect(try ids(opened, nil, .init(field: "status")) == ["\(lamp) start"])
    #expect(try ids(opened, nil, .init(action: "Kerjakan")) == ["\(lamp) start"])
    #expect(try ids(opened, nil, .init(author: "siti")) == ["\(lamp) -"])
    #expect(try ids(opened, nil, .init(since: "2020", until: "2021")) == [])
    #expect(try ids(opened, "complaints", .init(since: "2026-08-01", until: "2026-08")).count == 2)
  }

  @Test func whatIsMistypedNamesTheNearest() throws {
    let opened = try Store.open(.exactly(Checkout.root))
    func failure(_ typed: TrailQuery.Typed) -> Failure? {
      #expect(throws: Failure.self) {
        _ = try TrailQuery(typed, collection: nil, in: opened, now: ChangeStore.now)
      }
    }
    #expect(failure(.init(field: "prioriti"))?.hint?.en == "did you mean `priority`?")
    #expect(failure(.init(action: "terusakn"))?.hint?.en == "did you mean `assign` or `pass-on`?")
    #expect(failure(.init(since: "besok lusa"))?.kind == .usage)
    #expect(failure(.init(since: "2026", until: "2025"))?.kind == .usage)
  }

  @Test func differencesAreThoseOfMeaning() throws {
    let store = try ChangeStore()
    try store.set(lamp, "priority=low")
    let opened = try store.open()
    #expect(try opened.differences(opened.uncommitted()).records.isEmpty)
    try store.scratch.edit(lampFile, "unit: perkim\nsample: true\n", "sample: true\nunit: 'perkim'\n")
    let moved = try opened.differences(opened.uncommitted())
    #expect(moved.records.isEmpty && moved.rewritten == 1)
    try store.scratch.edit(lampFile, "unit: 'perkim'", "unit: dlh")
    func fields(_ moments: Moments) throws -> [String] {
      try opened.differences(moments).records.flatMap { $0.event.fields.map { "\($0.field) \($0.new?.json() ?? "-")" } }
    }
    #expect(try fields(opened.uncommitted()) == ["unit \"dlh\""])
    #expect(try fields(Moments(old: opened.commit(at: "HEAD~1"), new: nil)) == ["priority \"low\"", "unit \"dlh\""])
    #expect(try fields(#require(try opened.range("HEAD~1..HEAD"))) == ["priority \"low\""])
    #expect(try fields(opened.step("HEAD")) == ["priority \"low\""])
    #expect(try opened.range("HEAD") == nil)
    try store.scratch.folder.write("rusak: [\n", to: lampFile)
    let broken = try opened.differences(opened.uncommitted()).records
    #expect(broken.map(\.event.kind) == [.broken] && !broken[0].findings.isEmpty)
  }

  @Test func blameNamesWhoSetEachField() throws {
    let store = try ChangeStore()
    try store.set(lamp, "priority=low", as: .siti)
    try store.act("kerjakan", lamp, as: .agus)
    try store.scratch.edit(lampFile, "sample: true", "sample: false")
    let opened = try store.open()
    let lines = try Trail(opened).blame(opened.locate(lamp) { _ in [] })
    func who(_ field: String) -> String? { lines.first { $0.field == field }?.entry?.author.name }
    #expect(who("priority") == "Siti Marlina" && who("status") == "Agus Priyadi" && who("class") == "Rina Sari")
    #expect(lines.first { $0.field == "sample" }?.isUncommitted == true)
    #expect(lines.first { $0.field == "reporter.person" }?.value == nil)
  }

  @Test func aReviewTellsChangesStepsAndFindings() throws {
    let store = try ChangeStore()
    let base = try store.scratch.head()
    try store.act("kerjakan", lamp, note: "Tiang diperiksa.", as: .agus)
    try store.scratch.edit(lampFile, "priority: high", "priority: tinggi")
    try store.scratch.git(["commit", "-qam", "x"])
    let bad = try store.scratch.head()
    let opened = try store.open()
    let sheets = try Review(opened, #require(try opened.range("\(base)..HEAD")), now: ChangeStore.now).sheets()
    let sheet = try #require(sheets.first)
    #expect(sheets.count == 1 && sheet.steps.count == 2 && sheet.fixed.isEmpty)
    #expect(sheet.difference.event.fields.map(\.field) == ["priority"] && sheet.difference.event.to == "in-progress")
    #expect(sheet.introduced.map(\.code) == ["schema/enum"])
    try store.scratch.edit(lampFile, "priority: tinggi", "priority: low")
    try store.scratch.git(["commit", "-qam", "x"])
    let mended = try Review(opened, #require(try opened.range("\(bad)..")), now: ChangeStore.now).sheets()
    #expect(mended.map { $0.fixed.map(\.code) } == [["schema/enum"]] && mended[0].introduced.isEmpty)
  }

  @Test func aListIsAnsweredAsOfATime() throws {
    let store = try ChangeStore()
    try store.set(lamp, "priority=low")
    func rows(_ revision: String) throws -> (ids: [String], hasOwnSchemas: Bool) {
      let (then, own) = try store.open().asOf(revision)
      let question = Question(
        collection: try #require(then.catalogue.collection("complaints")), filter: ["priority:low"], columns: ["id"],
        limit: nil, now: ChangeStore.now, language: .id)
      let answer = try question.answer(IndexedStore(then) { (0, 0) })
      return (answer.rows.compactMap(\.id), own)
    }
    #expect(try rows("HEAD").ids.contains(lamp) && !rows("HEAD~1").ids.contains(lamp))
    #expect(try rows("HEAD").hasOwnSchemas)
  }
}
