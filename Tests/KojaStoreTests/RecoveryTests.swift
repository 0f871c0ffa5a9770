import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
private let freshFile = "records/units/baru.yaml"
private let foreign = "disunting orang lain\n"

/// A store in which a change of one file and a new file died at some point, made by hand.
private struct Crash {
  let store: ChangeStore
  let parent: String
  let commit: String
  let old: String
  let new: String
  let fresh = "name: \"Unit baru\"\nkind: office\nsource: uji\n"

  /// The commit and its objects are there; files, index and branch are as before the change.
  init() throws {
    store = try ChangeStore()
    let scratch = store.scratch
    parent = try scratch.head()
    old = try scratch.text(lampFile)
    new = try old.editing("priority: high", "priority: low")
    try scratch.folder.write(new, to: lampFile)
    try scratch.folder.write(fresh, to: freshFile)
    try scratch.git(["add", "-A"])
    try scratch.git(["commit", "-q", "-m", "Laporan: diubah"])
    commit = try scratch.head()
    try scratch.git(["reset", "-q", "--hard", parent])
  }

  private func blob(_ revision: String, _ path: String) throws -> String {
    try store.scratch.git(["rev-parse", "\(revision):\(path)"]).lines.first ?? ""
  }

  func writeJournal(hasCommit: Bool = true) throws {
    let oldBlob = try blob(parent, lampFile)
    let newBlob = try blob(commit, lampFile)
    let freshBlob = try blob(commit, freshFile)
    try store.scratch.folder.write(
      """
      {"version": 1, "pid": 1, "branch": "main", "parent": "\(parent)", "commit": "\(hasCommit ? commit : "")",
       "subject": "Laporan: diubah", "files": [
        {"path": "\(lampFile)", "old": "\(oldBlob)", "new": "\(newBlob)", "stored": "\(newBlob)"},
        {"path": "\(freshFile)", "new": "\(freshBlob)", "stored": "\(freshBlob)"}]}
      """, to: ".git/koja/journal")
  }

  /// Everything is as after the change.
  func expectFinished(_ location: SourceLocation = #_sourceLocation) throws {
    let scratch = store.scratch
    #expect(try scratch.text(lampFile) == new, sourceLocation: location)
    #expect(try scratch.text(freshFile) == fresh, sourceLocation: location)
    #expect(try scratch.status() == [], sourceLocation: location)
    try expectSettled(location)
  }

  /// Everything is as before the change.
  func expectUndone(_ location: SourceLocation = #_sourceLocation) throws {
    let scratch = store.scratch
    #expect(try scratch.text(lampFile) == old, sourceLocation: location)
    #expect(!scratch.folder.exists(freshFile), sourceLocation: location)
    #expect(try scratch.status() == [], sourceLocation: location)
    try expectSettled(location)
  }

  private func expectSettled(_ location: SourceLocation) throws {
    #expect(!store.scratch.folder.exists(".git/koja/journal"), sourceLocation: location)
    #expect(!store.scratch.folder.exists(".git/index.lock"), sourceLocation: location)
    #expect(try store.scratch.git(["fsck", "--strict"]).status == 0, sourceLocation: location)
    #expect(try store.session().recovered?.subject == nil, "nothing is left to mend", sourceLocation: location)
  }

  func mend() throws -> Recovery? { try store.session().recovered }
}

@Suite struct RecoveryTests {
  /// How far the files had got: old, new.
  @Test(arguments: [(false, false), (true, false), (false, true), (true, true)])
  func beforeTheBranchMovedTheChangeIsFinished(_ done: (lamp: Bool, fresh: Bool)) throws {
    let crash = try Crash()
    try crash.writeJournal()
    if done.lamp { try crash.store.scratch.folder.write(crash.new, to: lampFile) }
    if done.fresh { try crash.store.scratch.folder.write(crash.fresh, to: freshFile) }
    #expect(try WriteSession.pending(crash.store.open().requiredRepository())?.id.contains("Laporan: diubah") == true)
    let recovered = try crash.mend()
    #expect(recovered?.outcome == .finished)
    #expect(recovered?.phrase.id == "perubahan yang terputus diselesaikan: Laporan: diubah")
    #expect(try crash.store.scratch.head() == crash.commit)
    try crash.expectFinished()
  }

  @Test func whatAHookHadNotAllowedIsUndone() throws {
    let crash = try Crash()
    try crash.writeJournal(hasCommit: false)
    try crash.store.scratch.folder.write(crash.new, to: lampFile)
    try crash.store.scratch.folder.write(crash.fresh, to: freshFile)
    #expect(try crash.mend()?.outcome == .undone)
    #expect(try crash.store.scratch.head() == crash.parent)
    try crash.expectUndone()
  }

  @Test func afterTheBranchMovedTheIndexFollows() throws {
    let crash = try Crash()
    try crash.writeJournal()
    try crash.store.scratch.folder.write(crash.new, to: lampFile)
    try crash.store.scratch.folder.write(crash.fresh, to: freshFile)
    try crash.store.scratch.git(["update-ref", "refs/heads/main", crash.commit])
    #expect(try !crash.store.scratch.status().isEmpty)
    #expect(try crash.mend()?.outcome == .finished)
    try crash.expectFinished()
  }

  @Test func aDeadOwnersLocksAreBroken() throws {
    let crash = try Crash()
    try crash.writeJournal()
    try crash.store.scratch.folder.write("koja\n", to: ".git/index.lock")
    #expect(try crash.mend()?.outcome == .finished)
    try crash.expectFinished()
  }

  @Test func anotherProgramsLockIsWaitedForAndTheJournalStays() throws {
    let crash = try Crash()
    try crash.writeJournal()
    try crash.store.scratch.folder.write("", to: ".git/index.lock")
    let failure = #expect(throws: Failure.self) { try crash.mend() }
    #expect(failure?.kind == .conflict)
    #expect(crash.store.scratch.folder.exists(".git/koja/journal"))
    crash.store.scratch.folder.delete(".git/index.lock")
    #expect(try crash.mend()?.outcome == .finished)
    try crash.expectFinished()
  }

  @Test func whatSomebodyEditedSinceIsLeftAlone() throws {
    let crash = try Crash()
    try crash.writeJournal()
    try crash.store.scratch.folder.write(foreign, to: lampFile)
    try crash.store.scratch.folder.write(crash.fresh, to: freshFile)
    #expect(try crash.mend()?.outcome == .leftAlone([lampFile]))
    #expect(try crash.store.scratch.text(lampFile) == foreign)
    #expect(!crash.store.scratch.folder.exists(freshFile), "the rest is undone")
    #expect(try crash.store.scratch.head() == crash.parent)
    #expect(try crash.store.scratch.status() == [" M \(lampFile)"])
  }

  @Test func whenSomebodyCommittedSinceTheChangeIsUndone() throws {
    let crash = try Crash()
    try crash.store.scratch.git(["commit", "-q", "--allow-empty", "-m", "lain"])
    let head = try crash.store.scratch.head()
    try crash.writeJournal()
    try crash.store.scratch.folder.write(crash.new, to: lampFile)
    #expect(try crash.mend()?.outcome == .undone)
    #expect(try crash.store.scratch.head() == head)
    try crash.expectUndone()
  }

  @Test func onAnotherBranchTheChangeIsUndone() throws {
    let crash = try Crash()
    try crash.writeJournal()
    try crash.store.scratch.git(["switch", "-q", "-c", "lain"])
    try crash.store.scratch.folder.write(crash.fresh, to: freshFile)
    #expect(try crash.mend()?.outcome == .undone)
    try crash.expectUndone()
  }

  @Test func aCommitThatIsAlreadyHistoryIsFinished() throws {
    let crash = try Crash()
    try crash.store.scratch.git(["reset", "-q", "--hard", crash.commit])
    try crash.store.scratch.git(["commit", "-q", "--allow-empty", "-m", "lain"])
    try crash.writeJournal()
    #expect(try crash.mend()?.outcome == .finished)
    try crash.expectFinished()
  }

  @Test func withoutItsObjectsAChangeIsUndone() throws {
    let crash = try Crash()
    try crash.writeJournal()
    let journal = try crash.store.scratch.text(".git/koja/journal")
    let gone = String(crash.commit.reversed())
    try crash.store.scratch.folder.write(try journal.editing(crash.commit, gone), to: ".git/koja/journal")
    #expect(try crash.mend()?.outcome == .undone)
    try crash.expectUndone()
  }

  @Test func aTornJournalIsThrownAway() throws {
    let crash = try Crash()
    for text in ["", "{\"version\": 1, \"pid\"", "\u{0}\u{0}\u{0}", "{\"version\": 2}"] {
      try crash.store.scratch.folder.write(text, to: ".git/koja/journal")
      #expect(try WriteSession.pending(crash.store.open().requiredRepository()) == nil)
      #expect(try crash.mend()?.subject == nil)
      #expect(!crash.store.scratch.folder.exists(".git/koja/journal"))
    }
    try crash.expectUndone()
  }

  @Test func aForgedJournalWritesNothingOutside() throws {
    let crash = try Crash()
    let outside = try ScratchDirectory()
    try crash.writeJournal()
    let journal = try crash.store.scratch.text(".git/koja/journal")
    for path in ["../\(outside.path.splitting(at: "/").last ?? "")/luar.yaml", outside.path("luar.yaml")] {
      try crash.store.scratch.folder.write(try journal.editing(freshFile, path), to: ".git/koja/journal")
      _ = try? crash.mend()
      #expect(!outside.exists("luar.yaml"))
      #expect(try crash.store.scratch.head() == crash.parent)
    }
  }
}
