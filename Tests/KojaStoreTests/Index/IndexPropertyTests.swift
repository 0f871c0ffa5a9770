import Foundation
import KojaIndex
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

/// Whatever people, tools and git do to the files, and wherever koja is killed while it follows them: the index equals
/// one that is made from all files.
@Suite struct IndexPropertyTests {
  /// How many operations; `KOJA_SOAK` is a factor for long runs. `Tests/Harness/index.sh` does 10,000 with the built tool.
  private static let count = 120 * (ProcessInfo.processInfo.environment["KOJA_SOAK"].flatMap { Int($0) } ?? 1)

  @Test func afterAnyOperationsTheIndexEqualsAScan() throws {
    let city = try RandomCity()
    var history: [String] = []
    for number in 1...Self.count {
      history.append(try city.operate())
      // Often after one operation, sometimes after several: stamps are compared in both cases.
      guard number % 7 == 0 || city.dice.next() % 3 == 0 || number == Self.count else { continue }
      let indexed = try IndexedStore(city.store.open(), clock: IndexClock.now)
      let differences = try indexed.differences(limit: 3, clock: IndexClock.now)
      #expect(differences.isEmpty, "\(number): \(history.suffix(8)): \(differences)")
      if !differences.isEmpty { return }
    }
    print("index property: \(Self.count) operations, no difference")
  }
}

/// A store to which anything happens.
private final class RandomCity {
  let store: ChangeStore
  var dice = SeededGenerator(seed: 6)
  private var made = 0
  private let manager = FileManager.default

  init() throws {
    store = try ChangeStore()
    try store.scratch.git(["branch", "lain"])
  }

  /// Does something; says what.
  func operate() throws -> String {
    let operations: [(String, () throws -> Void)] = [
      ("edit", edit), ("edit", edit), ("twin edits", twinEdits), ("tool", tool), ("move", move), ("delete", delete),
      ("copy", copy), ("garbage", garbage), ("restore", restore), ("commit", commit), ("switch", switchBranch),
      ("merge", merge), ("target", target), ("calendar", calendar), ("kill", kill), ("folder", folder),
      ("touch", touch), ("flat file", flatFile),
    ]
    let (name, operation) = operations[Int(dice.next() % UInt64(operations.count))]
    try operation()
    return name
  }

  private func files(_ folder: String = "records") -> [String] {
    StoreFiles(root: store.scratch.path).walk(folder, stamps: false).filter { $0.kind == .file }.map(\.path)
  }

  private func pick(_ folder: String = "records/complaints") -> String? {
    let files = files(folder)
    return files.isEmpty ? nil : files[Int(dice.next() % UInt64(files.count))]
  }

  private func edit() throws {
    guard let file = pick(dice.next() % 4 == 0 ? "records" : "records/complaints") else { return }
    made += 1
    try store.scratch.folder.write(try store.scratch.text(file) + "# \(made)\n", to: file)
  }

  /// Two edits of one size in the same second, the index brought up to date in between.
  private func twinEdits() throws {
    guard let file = pick() else { return }
    let text = try store.scratch.text(file)
    for word in ["low", "mid"] {
      made += 1
      try store.scratch.folder.write("# \(word) \(made % 10)\n" + text, to: file)
      _ = try IndexedStore(store.open(), clock: IndexClock.now)
    }
  }

  private func tool() throws {
    guard let file = pick() else { return }
    let id = String(file.split(separator: "/").last?.dropLast(5) ?? "")
    // A refusal is no change.
    _ = try? store.set(id, "priority=\(["low", "normal", "high"][Int(dice.next() % 3)])")
  }

  private func move() throws {
    guard let file = pick() else { return }
    made += 1
    let target =
      dice.next() % 2 == 0 ? "records/complaints/salah/\(made).yaml" : file.replacing(".yaml", with: "-x\(made).yaml")
    try store.scratch.folder.makeFolder("records/complaints/salah")
    try manager.moveItem(atPath: store.scratch.folder.path(file), toPath: store.scratch.folder.path(target))
  }

  private func delete() throws { if let file = pick() { store.scratch.folder.delete(file) } }

  private func copy() throws {
    guard let file = pick() else { return }
    made += 1
    try store.scratch.folder.write(try store.scratch.text(file), to: "records/complaints/2026/03/SALINAN-\(made).yaml")
  }

  private func garbage() throws {
    guard let file = pick() else { return }
    try store.scratch.folder.write(["a: [", "", "- x\n", "\u{0}", "a: 1\na: 2\n"][Int(dice.next() % 5)], to: file)
  }

  private func restore() throws { try store.scratch.git(["checkout", "-q", "--", "records"], allowingFailure: true) }

  private func commit() throws {
    try store.scratch.git(["add", "-A"])
    try store.scratch.git(["commit", "-qm", "x"], allowingFailure: true)
  }

  private func switchBranch() throws {
    try commit()
    let branch = dice.next() % 2 == 0 ? "main" : "lain"
    try store.scratch.git(["checkout", "-q", branch], allowingFailure: true)
  }

  private func merge() throws {
    try commit()
    let output = try store.scratch.git(["merge", "-q", "-m", "x", "lain"], allowingFailure: true)
    // Conflict markers stay in the files for a look, then one side wins.
    guard output.status != 0 else { return }
    _ = try IndexedStore(store.open(), clock: IndexClock.now)
    try store.scratch.git(["merge", "--abort"], allowingFailure: true)
    try store.scratch.git(["reset", "-q", "--hard"], allowingFailure: true)
  }

  private func target() throws {
    guard let file = pick("records/categories") else { return }
    let amount = 20 + dice.next() % 60
    let text = try store.scratch.text(file)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix("    amount:") ? "    amount: \(amount)" : String(line)
    }
    try store.scratch.folder.write(lines.joined(separator: "\n"), to: file)
  }

  private func calendar() throws {
    let file = "records/calendars/kota-jambi.yaml"
    guard store.scratch.folder.exists(file) else { return try restore() }
    if dice.next() % 4 == 0 { return store.scratch.folder.delete(file) }
    let day = 10 + dice.next() % 18
    let text = try store.scratch.text(file)
    try store.scratch.folder.write(text.replacing("\"2026-03-1", with: "\"2026-04-\(day)\" # "), to: file)
  }

  /// The tool is killed somewhere on its way.
  private func kill() throws {
    try edit()
    let wait = String(format: "0.%03d", Int(dice.next() % 400))
    _ = try Shell.run(
      "/usr/bin/timeout", ["-s", "KILL", wait, RunKoja.executable, "list", "complaints"], in: store.scratch.path,
      environment: Shell.environment(home: store.scratch.path))
  }

  private func folder() throws {
    let path = "records/complaints/2026/0\(3 + dice.next() % 4)"
    let (from, to) = (store.scratch.folder.path(path), store.scratch.folder.path(path + "9"))
    let isThere = store.scratch.folder.exists(path)
    if isThere, !store.scratch.folder.exists(path + "9") { try manager.moveItem(atPath: from, toPath: to) }
  }

  /// Other times, the same content.
  private func touch() throws {
    guard let file = pick() else { return }
    try manager.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: store.scratch.folder.path(file))
  }

  private func flatFile() throws {
    let folder = store.scratch.path + "/.git/koja"
    for name in (try? manager.contentsOfDirectory(atPath: folder)) ?? [] where name.hasSuffix(".stat") {
      try manager.removeItem(atPath: folder + "/" + name)
    }
  }
}
