import KojaGit
import KojaModel
import KojaTestSupport
import Testing

struct IndexLockTests {
  @Test func theLockIsGitsAndGoesWithTheValue() throws {
    let fixture = try GitFixture()
    try fixture.scratch.write("1", to: "a")
    let repository = try fixture.open()
    do {
      let lock = try repository.lockIndex(waitingUpTo: 0) { _ in }
      #expect(lock.path == fixture.scratch.path(".git/index.lock"))
      #expect(try fixture.git(["add", "a"], allowingFailure: true).status != 0)
    }
    #expect(!fixture.scratch.exists(".git/index.lock"))
    try fixture.git("add a")
  }

  @Test func anotherOnesLockIsWaitedForAndThenNamed() throws {
    let fixture = try GitFixture()
    try fixture.scratch.write("", to: ".git/index.lock")
    let repository = try fixture.open()
    var waited = 0
    do {
      _ = try repository.lockIndex(waitingUpTo: 2) { waited += $0 }
      Issue.record("the lock was taken twice")
    } catch {
      #expect(error.kind == .locked)
      #expect(error.phrase.id.contains(".git/index.lock"))
    }
    #expect(waited == 2000)
    #expect(fixture.scratch.exists(".git/index.lock"))
  }

  @Test func aLockThatGoesInTimeIsTaken() throws {
    let fixture = try GitFixture()
    try fixture.scratch.write("", to: ".git/index.lock")
    let lock = try fixture.open().lockIndex(waitingUpTo: 1) { _ in fixture.scratch.delete(".git/index.lock") }
    #expect(lock.path.hasSuffix("index.lock"))
  }

  @Test func onlyTheLockOfTheDeadOwnerIsBroken() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    try fixture.scratch.write("DIRC", to: ".git/index.lock")
    #expect(try !repository.breakAbandonedIndexLock())
    fixture.scratch.delete(".git/index.lock")
    do {
      let lock = try repository.lockIndex(waitingUpTo: 0) { _ in }
      let bytes = try fixture.scratch.read(".git/index.lock")
      _ = consume lock
      try fixture.scratch.write(bytes, to: ".git/index.lock")
    }
    #expect(try repository.breakAbandonedIndexLock())
    #expect(!fixture.scratch.exists(".git/index.lock"))
  }

  @Test func aFailedUpdateLeavesTheIndexAndNoLock() throws {
    let fixture = try GitFixture()
    let id = try fixture.commit(["a": "1"])
    let repository = try fixture.open()
    let before = try fixture.scratch.read(".git/index")
    let lock = try repository.lockIndex(waitingUpTo: 0) { _ in }
    do {
      try repository.updateIndex([("b", IndexEntry(id: id, mode: 0o777, stamp: nil))], holding: lock)
      Issue.record("a mode that git does not know was stored")
    } catch {
      #expect(error.kind == .invalid)
    }
    #expect(try fixture.scratch.read(".git/index") == before)
    #expect(!fixture.scratch.exists(".git/index.lock") && !fixture.scratch.exists(".git/index.koja"))
  }

  @Test func whatACrashLeftDoesNotStandInTheWay() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1"])
    try fixture.scratch.write("rubbish", to: ".git/index.koja")
    try fixture.scratch.write("rubbish", to: ".git/index.koja.lock")
    try fixture.open().change([("a", "2")], in: fixture.scratch)
    #expect(try fixture.status() == [])
  }
}
