import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

@Suite struct TrailTests {
  private func restore(_ store: ChangeStore, _ revision: String?) throws -> (WriteSession, ChangeDesk.Restoration) {
    let session = try store.session()
    let record = try #require(try session.store.recordOnceCommitted(lamp, in: try Trail(session.store)))
    return (session, try ChangeDesk(session).restore(record, revision: revision, in: try Trail(session.store)))
  }

  @Test func aDamagedOrDeletedFileIsBroughtBackAndKept() throws {
    let store = try ChangeStore()
    let text = try store.scratch.text(lampFile)
    guard case .nothing = try restore(store, nil).1 else {
      Issue.record("restored what was whole")
      return
    }
    try store.scratch.folder.write("rusak\n", to: lampFile)
    guard case .discard(let bytes, let path, let kept?) = try restore(store, nil).1 else {
      Issue.record("not restored")
      return
    }
    #expect(bytes == Array(text.utf8) && path == lampFile)
    #expect(try store.scratch.git(["cat-file", "blob", kept]).text == "rusak\n")
    store.scratch.folder.delete(lampFile)
    guard case .discard(let again, _, nil) = try restore(store, nil).1 else {
      Issue.record("not restored")
      return
    }
    #expect(again == bytes)
  }

  @Test func aRecordWhoseRemovalIsCommittedComesBackAsAChange() throws {
    let store = try ChangeStore()
    let text = try store.scratch.text(lampFile)
    try store.scratch.git(["rm", "-q", lampFile])
    try store.scratch.git(["commit", "-qm", "Hapus"])
    for revision in [nil, "HEAD~1"] {
      let (session, restoration) = try restore(store, revision)
      guard case .change(let change, _) = restoration else {
        Issue.record("not restored")
        return
      }
      _ = try session.make(change)
      #expect(try store.scratch.text(lampFile) == text)
      #expect(try store.message().contains("dipulihkan"))
      #expect(try store.scratch.status() == [])
      try store.scratch.git(["reset", "-q", "--hard", "HEAD~1"])
    }
  }

  @Test func anEarlierVersionBecomesAChangeOfItsOwn() throws {
    let store = try ChangeStore()
    let text = try store.scratch.text(lampFile)
    try store.set(lamp, "priority=low")
    let (session, restoration) = try restore(store, "HEAD~1")
    guard case .change(let change, _) = restoration else {
      Issue.record("no change")
      return
    }
    _ = try session.make(change)
    #expect(try store.scratch.text(lampFile) == text)
    let message = try store.message()
    #expect(message.hasPrefix("Laporan \(lamp): dipulihkan\n\npriority: low -> high\n"))
    #expect(try store.scratch.status() == [])
  }

  @Test func theHistoryIsToldFromTheTreesStockGitsCommitsToo() throws {
    let store = try ChangeStore()
    try store.set(lamp, "priority=low", as: .siti)
    try store.act("kerjakan", lamp, note: "Tiang diperiksa.", as: .agus)
    try store.scratch.edit(lampFile, "priority: low", "priority: emergency")
    try store.scratch.git(["commit", "-qam", "Koja-Action: resolve"], as: .hendra)
    let opened = try store.open()
    let history = try Trail(opened).history(of: try opened.locate(lamp) { _ in [] })
    #expect(
      history.prefix(3).map { $0.summary.title(.id) } == [
        "Laporan \(lamp): diubah", "Laporan \(lamp): dikerjakan (diteruskan ke OPD -> dalam proses)",
        "Laporan \(lamp): diubah",
      ])
    #expect(history.map(\.author.name) == ["Hendra Wijaya", "Agus Priyadi", "Siti Marlina", "Rina Sari"])
    #expect(history[0].summary.fields.map { $0.new?.json() } == ["\"emergency\""])
    #expect(history[1].summary.note == "Tiang diperiksa.")
    #expect(history[1].summary.states?.to == "in-progress")
  }

  @Test func aNoteNeitherEndsUpInTheTrailersNorDeceivesATerminal() throws {
    let store = try ChangeStore()
    let message = try store.set(
      lamp, "summary=Lampu\u{202E}padam", note: "satu\r\nKoja-Action : resolve\r\n\u{2028}\u{1B}[2Jdua")
    #expect(message.contains("\nsatu\n    Koja-Action : resolve\n\u{FFFD}\u{FFFD}[2Jdua\n\nKoja-Record: "))
    #expect(message.contains("-> Lampu\u{FFFD}padam\n"))
    #expect(!message.utf8.contains(0x0D))
  }

  @Test func aRecordIsReadAsOfARevisionOrATime() throws {
    let store = try ChangeStore()
    try store.set(lamp, "priority=low")
    let opened = try store.open()
    func priority(_ moment: String) throws -> String? {
      let then = try opened.asOf(moment).store
      let record = try #require(try then.record(placedAs: lamp))
      return try then.read(record.path).document.string(at: "priority")
    }
    #expect(try priority("HEAD") == "low")
    #expect(try priority("HEAD~1") == "high")
    #expect(try priority("2026-03-14") == "high")
    #expect(throws: Failure.self) { try opened.asOf("2020-01-01") }
    #expect(throws: Failure.self) { try opened.asOf("tidak-ada") }
  }

  @Test func unknownIdsNameTheNearestOne() throws {
    let opened = try Store.open(.exactly(Checkout.root))
    func hint(_ id: String) -> String? {
      let failure = #expect(throws: Failure.self) { _ = try opened.locate(id) { _ in [] } }
      #expect(failure?.kind == .findings)
      return failure?.hint?.en
    }
    #expect(hint("SKS-2603-7K3FQ2Y") == "did you mean `SKS-2603-7K3FQ2X`?")
    #expect(hint("perkm") == "did you mean `perkim`?")
    #expect(hint("units/zzzzzzzzzzzzzz") == "`koja list COLLECTION` lists what there is")
    #expect(try opened.locate("sks-2603-7k3fq2x") { _ in [] }.id == lamp)
    #expect(try opened.locate("units/perkim") { _ in [] }.path == "records/units/perkim.yaml")
  }
}
