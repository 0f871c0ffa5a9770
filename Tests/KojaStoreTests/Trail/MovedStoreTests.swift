import KojaGit
import KojaIndex
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = AuditTrail.lampFile

/// A store whose folder is moved within its repository keeps its past: nothing ends, begins or is violated there.
@Suite struct MovedStoreTests {
  private let trail: AuditTrail
  private var scratch: ScratchStore { trail.store.scratch }

  init() throws { trail = try AuditTrail() }

  /// The store below a folder of the scratch repository.
  private func store(_ folder: String) throws -> Store {
    try Store.open(.exactly(folder.isEmpty ? scratch.path : scratch.path + "/" + folder))
  }

  /// Moves a store with stock git and commits that.
  private func move(_ old: String, _ new: String, message: String? = "Pindah") throws {
    let parts = ["records", "schemas"].filter { scratch.folder.exists(old.isEmpty ? $0 : "\(old)/\($0)") }
    if !new.isEmpty { try scratch.folder.makeFolder(new) }
    for part in parts {
      try trail.git("mv", old.isEmpty ? part : "\(old)/\(part)", new.isEmpty ? part : "\(new)/\(part)")
    }
    if let message { try trail.git("commit", "-qm", message) }
  }

  private func edit(_ folder: String, _ old: String, _ new: String, _ message: String = "Sunting") throws {
    try scratch.edit(folder.isEmpty ? lampFile : "\(folder)/\(lampFile)", old, new)
    try trail.commit(message)
  }

  /// What a log tells of the lamp, newest first: from the index, and from the commits.
  private func log(_ folder: String, _ location: SourceLocation = #_sourceLocation) throws -> [String] {
    func told() throws -> [String] {
      let store = try store(folder)
      return try Trail(store).history(of: try store.locate(lamp) { _ in [] }).map { entry in
        "\(entry.event.kind.rawValue) \(entry.event.fields.map(\.field).joined(separator: "+"))"
      }
    }
    let indexed = try told()
    let place = try #require(Trail.location(of: try store(folder)))
    HistoryIndex.discard(path: place)
    #expect(try told() == indexed, "made anew", sourceLocation: location)
    // A folder in the file's place: the index can be neither read nor made.
    HistoryIndex.discard(path: place)
    let below = String(place.dropFirst(scratch.path.count + 1))
    try scratch.folder.makeFolder(below)
    #expect(try told() == indexed, "walked", sourceLocation: location)
    HistoryIndex.discard(path: place)
    return indexed
  }

  private func faults(_ folder: String, _ range: String? = nil) throws -> [String] {
    try store(folder).audit(range ?? "\(trail.first)..").entries.flatMap { entry in
      entry.findings.map { "\(entry.subject): \($0.code)" }
    }.filter { !$0.hasSuffix("by-hand") }
  }

  private func priority(_ folder: String, at revision: String) throws -> String? {
    let then = try store(folder).asOf(revision)
    #expect(then.hasOwnSchemas)
    return try then.store.read(lampFile).document.string(at: "priority")
  }

  /// Where a store is moved from and to; empty is the root.
  static let moves = [("", "data"), ("", "data/jambi"), ("data", "moved"), ("data", ""), ("data", "data/dalam")]

  @Test(arguments: moves) func aMoveIsNoChange(old: String, new: String) throws {
    if !old.isEmpty { try move("", old, message: "Awal") }
    try edit(old, "priority: high", "priority: low")
    let before = try log(old)
    try move(old, new)
    #expect(try log(new) == before)
    try edit(new, "priority: low", "priority: normal")
    #expect(try log(new) == ["changed priority"] + before)
    #expect(try faults(new).isEmpty)
    let store = try store(new)
    let record = try store.locate(lamp) { _ in [] }
    let blame = try Trail(store).blame(record)
    let head = try scratch.head()
    #expect(blame.first { $0.field == "priority" }?.entry?.commit == head)
    #expect(blame.first { $0.field == "summary" }?.entry?.event.kind == .created)
    #expect(try priority(new, at: "HEAD~2") == "low" && priority(new, at: "HEAD~1") == "low")
    let differences = try store.differences(try #require(try store.range("HEAD~3..HEAD"))).records
    #expect(differences.map(\.event.id) == [lamp] && differences.first?.event.fields.first?.old == .string("high"))
    #expect(try store.differences(try #require(try store.range("HEAD~2..HEAD~1"))).records.isEmpty)
    let sheets = try Review(store, try #require(try store.range("HEAD~3..HEAD")), now: ChangeStore.now).sheets()
    #expect(sheets.map(\.steps.count) == [2] && sheets.allSatisfy(\.introduced.isEmpty))
    let run = CheckRun(store.catalogue, WorkTreeSource(store.files), now: ChangeStore.now)
    #expect(try store.findings(of: run, against: "HEAD~3", under: [], isStaged: false).isEmpty)
    #expect(try store.report(of: run, since: "HEAD~3", under: [], isStaged: false).findings.isEmpty)
  }

  @Test func aMoveAndAnEditInOneCommitTellTheEdit() throws {
    let before = try log("")
    try move("", "data", message: nil)
    try edit("data", "priority: high", "priority: low", "Pindah dan sunting")
    #expect(try log("data") == ["changed priority"] + before)
    try scratch.edit("data/schemas/store.yaml", "share: 25", "share: 30")
    try move("data", "moved", message: nil)
    try trail.commit("Pindah dan atur")
    #expect(try log("moved") == ["changed priority"] + before)
    #expect(try faults("moved").isEmpty)
  }

  @Test func whatWasChangedBeforeAMoveIsStillToldAndPutBack() throws {
    let text = try scratch.text(lampFile)
    try edit("", "Lampu di tiga tiang mati.", "Lampu di empat tiang mati.", "Diubah")
    try move("", "data")
    try scratch.folder.write(text, to: "data/" + lampFile)
    try trail.commit("Kembali")
    #expect(try faults("data") == ["Diubah: history/timeline", "Kembali: history/repaired"])
  }

  @Test func aMoveOnOneBranchMeetsAnEditOnAnother() throws {
    try trail.git("checkout", "-q", "-b", "pindah")
    try move("", "data")
    try trail.git("checkout", "-q", "main")
    try edit("", "priority: high", "priority: low", "Cabang utama")
    let before = try log("")
    try trail.git("checkout", "-q", "pindah")
    let store = try store("data")
    #expect(try store.differences(try #require(try store.range("HEAD..main"))).records.map(\.event.id) == [lamp])
    try trail.git("merge", "-q", "--no-ff", "-m", "Gabung", "main")
    #expect(try log("data") == before)
    #expect(try faults("data").isEmpty)
    #expect(try priority("data", at: "main") == "low")
  }

  @Test func aStoreThatWentBackAndForthIsOne() throws {
    let before = try log("")
    try move("", "a")
    try edit("a", "priority: high", "priority: low")
    try move("a", "b")
    try edit("b", "priority: low", "priority: normal")
    try move("b", "")
    try edit("", "priority: normal", "priority: high")
    #expect(try log("") == ["changed priority", "changed priority", "changed priority"] + before)
    #expect(try faults("").isEmpty)
    #expect(try priority("", at: "HEAD~1") == "normal" && priority("", at: "HEAD~4") == "low")
  }

  @Test func whatWasCommittedBeforeAMoveIsTakenBack() throws {
    try edit("", "priority: high", "priority: low", "Diubah")
    try move("", "data")
    let session = try WriteSession(try store("data"), trail.store.surroundings())
    let change = try ChangeDesk(session).undo("HEAD~1", reason: "Salah.")
    #expect(change.files.map(\.path) == [lampFile])
    _ = try session.make(change)
    #expect(try priority("data", at: "HEAD") == "high")
    #expect(try scratch.status() == [])
    let refused = #expect(throws: Failure.self) { try ChangeDesk(session).undo("HEAD~1", reason: "x") }
    #expect(refused?.message.en.hasSuffix("moved the store from `.` to `data/`") == true)
  }

  @Test func severalMovesInARowAreNoChange() throws {
    let before = try log("")
    for (old, new) in [("", "a"), ("a", "b"), ("b", "c/d"), ("c/d", "a")] { try move(old, new) }
    #expect(try log("a") == before)
    #expect(try faults("a").isEmpty && priority("a", at: "HEAD~2") == "high")
  }

  @Test func twoStoresThatSwapFoldersKeepTheirPasts() throws {
    try move("", "a", message: "Awal")
    for part in ["records", "schemas"] {
      _ = try Shell.run(
        "/bin/cp", ["-r", scratch.path + "/a/" + part, scratch.path + "/b-" + part], in: "/", environment: [:])
    }
    try scratch.folder.makeFolder("b")
    for part in ["records", "schemas"] {
      _ = try Shell.run(
        "/bin/mv", [scratch.path + "/b-" + part, scratch.path + "/b/" + part], in: "/", environment: [:])
    }
    try scratch.edit("b/schemas/store.yaml", "Kota Jambi", "Kota Sungai Penuh")
    try trail.commit("Kedua")
    try edit("a", "priority: high", "priority: low", "Di a")
    try edit("b", "priority: high", "priority: normal", "Di b")
    let (one, other) = (try log("a"), try log("b"))
    try trail.git("mv", "a", "c")
    try trail.git("mv", "b", "a")
    try trail.git("mv", "c", "b")
    try trail.git("commit", "-qm", "Tukar")
    #expect(try log("b") == one && log("a") == other)
    #expect(try faults("a").isEmpty && faults("b").isEmpty)
    #expect(try priority("b", at: "HEAD~1") == "low" && priority("a", at: "HEAD~1") == "normal")
  }

  @Test func wherePastsCannotBeToldApartThatIsSaid() throws {
    try move("", "a", message: "Awal")
    _ = try Shell.run("/bin/cp", ["-r", scratch.path + "/a", scratch.path + "/b"], in: "/", environment: [:])
    try trail.commit("Salinan")
    try trail.git("mv", "a", "c")
    try trail.git("rm", "-rq", "b")
    try trail.git("commit", "-qm", "Pindah")
    let head = try scratch.head()
    let store = try store("c")
    let end = try #require(try StoreState(store, trail.store.surroundings()).obstacles.first)
    #expect(end.en.hasPrefix("the past ends with \(head.prefix(8)): stores at `a/`, `b/` went away there"))
    #expect(try log("c").count == 1)
    #expect(try store.audit("\(trail.first)..").ends.map(\.commit.hex) == [head])
    let record = try store.locate(lamp) { _ in [] }
    let oldest = try #require(try Trail(store).history(of: record).last)
    #expect(try store.pastEnd(at: try store.commit(at: oldest.commit))?.gone == ["a/", "b/"])
    #expect(try self.store("c").pastEnd(at: try store.commit(at: "HEAD~1")) == nil)
  }
}
