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
}
