import KojaGit
import KojaIndex
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let units = "records/units"

/// The history index answers as a walk over the commits does, whatever happens to branches and files.
@Suite struct HistoryIndexTests {
  /// A change in short, for comparisons.
  private func short(_ entry: HistoryEntry) -> String {
    let fields = entry.event.fields.map { change in
      "\(change.field)=\(change.old?.json() ?? "-")>\(change.new?.json() ?? "-")"
    }
    let entries = entry.event.entries.map { $0["action"]?.string ?? "?" }
    let event = entry.event
    return [
      String(entry.commit.prefix(8)), event.id, event.kind.rawValue, event.action ?? "-", event.to ?? "-",
      event.renamed ?? "", entries.joined(separator: "+"), fields.sorted().joined(separator: " "),
    ].joined(separator: "|")
  }

  private func all(_ trail: Trail, _ store: Store) throws -> [String] {
    var found: [String] = []
    let query = try TrailQuery(.init(), collection: nil, in: store, now: ChangeStore.now)
    try trail.visit(query) { entry in
      found.append(short(entry))
      return true
    }
    return found.sorted()
  }

  /// Expects the index, as it is and made anew, to say what a walk says; returns that.
  @discardableResult
  private func expectAgreement(_ store: ChangeStore, _ location: SourceLocation = #_sourceLocation) throws -> [String] {
    let opened = try store.open()
    let indexed = try all(try Trail(opened), opened)
    let folder = try #require(Trail.location(of: opened))
    HistoryIndex.discard(path: folder)
    #expect(try all(try Trail(opened), opened) == indexed, sourceLocation: location)
    // A folder in the file's place: the index can be neither read nor made.
    HistoryIndex.discard(path: folder)
    try store.scratch.folder.makeFolder(".git/koja/history.db")
    #expect(try all(try Trail(opened), opened) == indexed, sourceLocation: location)
    let record = try opened.locate(lamp) { _ in [] }
    // Two lines of history within the same second may be told in either order.
    let walked = try Trail(opened).history(of: record).map(short).sorted()
    HistoryIndex.discard(path: folder)
    #expect(try Trail(opened).history(of: record).map(short).sorted() == walked, sourceLocation: location)
    return indexed
  }

  @Test func theIndexFollowsBranchesAmendmentsAndRebases() throws {
    let store = try ChangeStore()
    try store.set(lamp, "priority=low")
    let onMain = try expectAgreement(store)
    try store.scratch.git(["checkout", "-q", "-b", "usul", "HEAD~1"])
    try store.set(lamp, "summary=Lampu padam")
    let opened = try store.open()
    let onBranch = try all(try Trail(opened), opened)
    #expect(onBranch != onMain && onBranch.contains { $0.contains("Lampu padam") })
    try store.scratch.git(["checkout", "-q", "main"])
    #expect(try all(try Trail(opened), opened) == onMain)
    try store.scratch.git(["checkout", "-q", "usul"])
    try store.scratch.git(["commit", "-q", "--amend", "-m", "lain"])
    _ = try all(try Trail(opened), opened)
    try store.scratch.git(["rebase", "-q", "main"])
    let rebased = try expectAgreement(store)
    #expect(rebased.count == onMain.count + 1)
    try store.scratch.git(["reset", "-q", "--hard", "HEAD~2"])
    try store.scratch.git(["reflog", "expire", "--expire=now", "--all"])
    try store.scratch.git(["branch", "-q", "-D", "main"])
    try store.scratch.git(["gc", "-q", "--prune=now"])
    #expect(try expectAgreement(store).count == onMain.count - 1)
  }

  @Test func aMergeIsToldWhereItDiffersFromBothSides() throws {
    let store = try ChangeStore()
    try store.scratch.git(["checkout", "-q", "-b", "usul"])
    try store.set(lamp, "priority=low")
    try store.scratch.git(["checkout", "-q", "main"])
    try store.set(lamp, "summary=Lampu padam")
    try store.set("SKS-2607-VB0K8D0", "priority=low")
    try store.scratch.git(["merge", "-q", "--no-commit", "usul"])
    try store.scratch.edit(lampFile, "class: complaint", "class: aspiration")
    try store.scratch.git(["commit", "-qam", "gabung"])
    try expectAgreement(store)
    let opened = try store.open()
    let merge = try #require(try Trail(opened).history(of: opened.locate(lamp) { _ in [] }).first)
    // Priority and summary came from one side each; only the class is the merge's own doing.
    #expect(merge.isMerge && merge.event.fields.map(\.field) == ["class"])
    let other = try Trail(opened).history(of: opened.locate("SKS-2607-VB0K8D0") { _ in [] })
    #expect(other.allSatisfy { !$0.isMerge }, "a record that came from one side was not changed by the merge")
  }

  @Test func aRenamedRecordKeepsItsHistory() throws {
    let store = try ChangeStore()
    try store.scratch.edit("\(units)/perkim.yaml", "name: \"Dinas", "name: \"Sebuah Dinas")
    try store.scratch.git(["commit", "-qam", "ganti nama"])
    try store.scratch.git(["mv", "\(units)/perkim.yaml", "\(units)/perkim-baru.yaml"])
    try store.scratch.edit("\(units)/perkim-baru.yaml", "Sebuah Dinas", "Suatu Dinas")
    try store.scratch.git(["commit", "-qam", "ganti id"])
    try store.scratch.edit("\(units)/perkim-baru.yaml", "Suatu Dinas", "Dinas")
    try store.scratch.git(["commit", "-qam", "kembali"])
    try expectAgreement(store)
    let opened = try store.open()
    let trail = try Trail(opened)
    let history = try trail.history(of: opened.locate("units/perkim-baru") { _ in [] })
    #expect(history.map(\.event.id) == ["perkim-baru", "perkim-baru", "perkim", "perkim"])
    #expect(history.map(\.event.kind) == [.changed, .created, .changed, .created])
    #expect(history[1].event.renamed == "units/perkim" && history[1].event.fields.map(\.field) == ["name"])
    let gone = try #require(try opened.recordOnceCommitted("units/perkim", in: trail))
    let old = try trail.history(of: gone)
    #expect(old.first?.event.kind == .removed && old.first?.event.renamed == "units/perkim-baru")
    let blame = try trail.blame(opened.locate("units/perkim-baru") { _ in [] })
    #expect(blame.first { $0.field == "name" }?.entry?.commit == history[0].commit)
    #expect(blame.first { $0.field == "kind" }?.entry?.commit == history[3].commit)
  }

  @Test func aFileThatWasMovedIsTheSameRecord() throws {
    let store = try ChangeStore()
    try store.scratch.folder.makeFolder("records/complaints/lama")
    try store.scratch.git(["mv", lampFile, "records/complaints/lama/\(lamp).yaml"])
    try store.scratch.git(["commit", "-qam", "salah tempat"])
    try store.scratch.git(["mv", "records/complaints/lama/\(lamp).yaml", lampFile])
    try store.scratch.git(["commit", "-qam", "benar"])
    try expectAgreement(store)
    let opened = try store.open()
    let history = try Trail(opened).history(of: opened.locate(lamp) { _ in [] })
    #expect(history.map(\.event.kind) == [.rewritten, .rewritten, .created])
  }

  @Test func aDamagedOrForeignFileIsMadeAgain() throws {
    let store = try ChangeStore()
    let opened = try store.open()
    let right = try all(try Trail(opened), opened)
    let file = ".git/koja/history.db"
    for bytes in [Array("bukan basis data".utf8), Array("SQLite format 3\0".utf8) + [UInt8](repeating: 7, count: 8000)]
    {
      HistoryIndex.discard(path: store.scratch.folder.path(file))
      try store.scratch.folder.write(bytes, to: file)
      #expect(try all(try Trail(opened), opened) == right)
    }
    // Half of the pages are gone.
    let whole = try store.scratch.folder.read(file)
    for suffix in ["-wal", "-shm"] { store.scratch.folder.delete(file + suffix) }
    try store.scratch.folder.write(Array(whole.prefix(whole.count / 2 / 4096 * 4096)), to: file)
    #expect(try all(try Trail(opened), opened) == right)
    #expect(try all(try Trail(opened), opened) == right)
  }

  @Test func privateValuesAreNotKept() throws {
    let store = try ChangeStore()
    try store.set(lamp, "reporter.person=ORG-7T1C3WQE", "rating=4")
    let opened = try store.open()
    let entry = try #require(try Trail(opened).history(of: opened.locate(lamp) { _ in [] }).first)
    let person = try #require(entry.event.fields.first { $0.field == "reporter.person" })
    #expect(person.old == nil && person.new == nil)
    for suffix in ["", "-wal"] where store.scratch.folder.exists(".git/koja/history.db" + suffix) {
      let bytes = try store.scratch.folder.read(".git/koja/history.db" + suffix)
      #expect(!String(decoding: bytes, as: UTF8.self).contains("ORG-"))
    }
  }

  @Test func anActionIsRecognisedWhereNoEntrySaysIt() throws {
    let store = try ChangeStore()
    try store.scratch.edit(lampFile, "status: assigned", "status: in-progress")
    try store.scratch.git(["commit", "-qam", "x"])
    try store.scratch.edit(lampFile, "note: \"Lampu di tiga tiang mati.\"", "note: \"Lampu di tiga tiang padam.\"")
    try store.scratch.git(["commit", "-qam", "x"])
    try store.scratch.edit(lampFile, "class: complaint\n", "# sama\nclass:   \"complaint\"\n")
    try store.scratch.git(["commit", "-qam", "x"])
    let opened = try store.open()
    let history = try Trail(opened).history(of: opened.locate(lamp) { _ in [] })
    #expect(history[2].event.action == "start" && history[2].event.isRecognised)
    // A corrected entry is no second event.
    #expect(history[1].event.action == nil && history[1].event.fields.map(\.field) == ["timeline"])
    #expect(history[0].event.kind == .rewritten)
  }
}
