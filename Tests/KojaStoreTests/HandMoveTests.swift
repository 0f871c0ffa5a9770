import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let old = "records/units/perkim.yaml"
private let new = "records/units/dinas-perkim.yaml"

/// Records whose files somebody renamed or took out of git's index by hand.
@Suite struct HandMoveTests {
  private let store: ChangeStore

  init() throws { store = try ChangeStore() }

  private func state() throws -> StoreState { try StoreState(store.open(), store.surroundings()) }

  private func refusals() throws -> [Finding] {
    try state().edits.flatMap { edit in
      if case .refused(let findings) = edit.verdict { findings } else { [] as [Finding] }
    }
  }

  private func rename() throws {
    let session = try store.session()
    let desk = ChangeDesk(session)
    let record = try #require(try desk.movedByHand("perkim", to: "dinas-perkim"))
    _ = try session.make(try desk.rename(record, to: "dinas-perkim", note: nil))
  }

  @Test(arguments: [true, false]) func aRenamedFileIsOneFindingAndRenameCompletesIt(isStaged: Bool) throws {
    if isStaged {
      try store.scratch.git(["mv", old, new])
    } else {
      try store.scratch.folder.write(try store.scratch.text(old), to: new)
      store.scratch.folder.delete(old)
    }
    let told = try refusals()
    #expect(told.map(\.code) == ["store/renamed"] && told.map(\.place.path) == [new])
    #expect(told.first?.hint?.en.hasPrefix("`koja rename perkim dinas-perkim` completes it") == true)
    #expect(try state().edits.count == 1, "neither half is ready")
    try rename()
    #expect(try store.scratch.status() == [] && store.findings() == [])
    #expect(try store.message().contains("Koja-Rename: units/perkim units/dinas-perkim"))
  }

  @Test func whatWasAlsoEditedIsPutBackFirst() throws {
    try store.scratch.git(["mv", old, new])
    try store.scratch.edit(new, "Dinas Perkim", "Dinas Perumahan")
    let told = try refusals()
    #expect(told.map(\.code) == ["store/renamed"])
    #expect(told.first?.hint?.en.contains("put it back by `mv \(new) \(old)`, then `koja commit perkim`") == true)
    #expect(try ChangeDesk(store.session()).movedByHand("perkim", to: "dinas-perkim") == nil)
  }

  @Test func anotherRecordIsFreeOnceTheOldOneIsBack() throws {
    try store.scratch.git(["mv", old, new])
    #expect(try refusals().first?.hint?.en.hasSuffix("`koja restore perkim` brings the old one back") == true)
    try store.scratch.git(["restore", "--staged", "--worktree", old])
    try store.scratch.edit(new, "short: \"PERKIM\"\n", "")
    #expect(try refusals() == [] && state().edits.map(\.path) == [new])
  }

  @Test func aRecordTakenOutOfTheIndexIsNamedAndStaysWithTheNextChange() throws {
    try store.scratch.git(["rm", "-q", "--cached", old])
    let told = try state()
    #expect(told.edits.isEmpty && !told.isBlocked)
    #expect(told.obstacles.map(\.en).contains { $0.hasSuffix("`git restore --staged \(old)`") })
    try store.set("perkim", "source=Perwal")
    #expect(try store.scratch.status() == [])
    #expect(try state().obstacles.isEmpty)
  }

  @Test func aLostIndexAndALockThatWasLeftBehindAreToldWithTheWayOut() throws {
    try store.scratch.git(["read-tree", "--empty"])
    #expect(try state().obstacles.map(\.en).contains { $0.contains("remove them: `git restore --staged records`") })
    try store.scratch.git(["restore", "--staged", "records", "schemas"])
    try store.scratch.folder.write("", to: ".git/index.lock")
    let told = try state().obstacles.map(\.en)
    #expect(told.count == 1 && told.first?.contains(".git/index.lock` is there") == true, "\(told)")
  }
}
