import Foundation
import KojaGit
import KojaTestSupport
import Testing

struct StatusTests {
  @Test func changesAreThoseOfTheWorkTreeWhateverIsStaged() throws {
    let fixture = try GitFixture()
    let names = ["same", "edited", "staged", "back", "gone", "unstaged", "kept", "link", "mode"]
    try fixture.commit(Dictionary(uniqueKeysWithValues: names.map { ("r/" + $0, "1") }))
    try fixture.scratch.write(".gitignore\nr/*.tmp\n", to: ".gitignore")
    try fixture.scratch.write("2", to: "r/edited")
    try fixture.scratch.write("2", to: "r/staged")
    try fixture.scratch.write("2", to: "r/back")
    try fixture.scratch.write("2", to: "r/added")
    try fixture.scratch.write("2", to: "r/brief")
    try fixture.git("add r/staged r/back r/added r/brief")
    try fixture.scratch.write("1", to: "r/back")
    fixture.scratch.delete("r/brief")
    fixture.scratch.delete("r/gone")
    try fixture.git("rm -q r/unstaged")
    try fixture.git("rm -q --cached r/kept")
    fixture.scratch.delete("r/link")
    try fixture.git("config core.fileMode true")
    _ = try Shell.run("/bin/ln", ["-s", "same", "r/link"], in: fixture.scratch.path, environment: [:])
    _ = try Shell.run("/bin/chmod", ["+x", "r/mode"], in: fixture.scratch.path, environment: [:])
    try fixture.scratch.write("x", to: "r/deep/er/untracked")
    try fixture.scratch.write("x", to: "r/ignored.tmp")
    try fixture.scratch.write("x", to: "other/[a]*")
    let found = try fixture.open().changes().map { "\($0.kind) \($0.path)" }
    #expect(
      found == [
        "untracked other/[a]*", "added r/added", "untracked r/deep/er/untracked", "modified r/edited", "deleted r/gone",
        "typeChanged r/link", "modified r/mode", "modified r/staged", "deleted r/unstaged",
      ])
    let below = try fixture.open().changes(under: ["r/deep", "other/[a]*"]).map(\.path)
    #expect(below == ["other/[a]*", "r/deep/er/untracked"])
  }

  @Test func withNothingStagedChangesEqualPorcelain() throws {
    let fixture = try GitFixture()
    var random = seededGenerator(3)
    var files: [String: String] = [:]
    for number in 0..<60 { files["r/\(number % 7)/\(number).yaml"] = "\(number)" }
    try fixture.commit(files)
    for path in files.keys.sorted() {
      switch Int.random(in: 0..<6, using: &random) {
      case 0: fixture.scratch.delete(path)
      case 1: try fixture.scratch.write("other", to: path)
      case 2: try fixture.scratch.write("new", to: path + ".new")
      default: break
      }
    }
    let found = try fixture.open().changes().map { change in
      let letter = [PathStatus.Kind.modified: " M", .deleted: " D", .untracked: "??"][change.kind] ?? "!"
      return "\(letter) \(change.path)"
    }
    #expect(!found.isEmpty)
    #expect(found.sorted() == (try fixture.status().sorted()))
  }

  /// Files that are older than the index are vouched for by their stamps alone; whatever is changed is seen all the same.
  @Test(arguments: 1...4 as ClosedRange<UInt64>) func changesAmongOldFilesEqualPorcelain(seed: UInt64) throws {
    let fixture = try GitFixture()
    var random = seededGenerator(seed)
    var files: [String: String] = [:]
    for number in 0..<120 { files["r/\(number % 5)/a\(number % 3)/\(number).yaml"] = "\(number)" }
    for number in 0..<20 { files["r/\(number % 5).yaml"] = "\(number)" }
    files[".gitignore"] = "*.tmp\nignored/\n"
    for (path, text) in files { try fixture.scratch.write(text, to: path) }
    let touched = ["-d", "2026-01-02 03:04:05"] + files.keys.sorted()
    _ = try Shell.run("/usr/bin/touch", touched, in: fixture.scratch.path, environment: [:])
    try fixture.git(["add", "-A"])
    try fixture.commitIndex()
    let repository = try fixture.open()
    #expect(try repository.changes() == [])
    for path in files.keys.sorted() where path != ".gitignore" {
      switch Int.random(in: 0..<24, using: &random) {
      case 0: fixture.scratch.delete(path)
      case 1: try fixture.scratch.write("x", to: path)
      case 2: try fixture.scratch.write("new", to: path + ".new")
      case 3: try fixture.scratch.write("new", to: path + ".tmp")
      case 4: try fixture.scratch.write("new", to: path + ".d/deep/file")
      case 5: try fixture.scratch.write("new", to: "r/ignored/\(path.utf8.count)")
      case 6:
        fixture.scratch.delete(path)
        try fixture.scratch.write("new", to: path + "/file")
      default: break
      }
    }
    if seed > 2 { try FileManager.default.removeItem(atPath: fixture.scratch.path("r/3")) }
    let found = try repository.changes().map { change in
      let letter = [PathStatus.Kind.modified: " M", .deleted: " D", .untracked: "??"][change.kind] ?? "!"
      return "\(letter) \(change.path)"
    }
    #expect(found.sorted() == (try fixture.status().sorted()))
    let below = try repository.changes(under: ["r/1", "r/2.yaml"]).map(\.path)
    #expect(
      below
        == (try repository.changes().map(\.path).filter {
          $0.hasPrefix("r/1/") || $0.hasPrefix("r/2.yaml") && !$0.hasPrefix("r/2.yaml.")
        }))
    try fixture.git(["add", "-A"])
    #expect(try repository.changes().map(\.path) == found.map { String($0.dropFirst(3)) })
  }

  @Test func anUnbornBranchHasChangesToo() throws {
    let fixture = try GitFixture()
    try fixture.scratch.write("1", to: "a")
    try fixture.scratch.write("1", to: "b")
    try fixture.git("add a")
    let repository = try fixture.open()
    #expect(try repository.changes() == [PathStatus(path: "a", kind: .added), PathStatus(path: "b", kind: .untracked)])
    #expect(try repository.stagedChanges().map(\.path) == ["a"])
  }

  @Test func aConflictIsUnmergedUntilItIsResolved() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1\n", "b": "1\n"])
    try fixture.git("checkout -q -b lain")
    try fixture.commit(["a": "2\n"])
    try fixture.git("checkout -q main")
    try fixture.commit(["a": "3\n"])
    try fixture.git(["merge", "-q", "lain"], allowingFailure: true)
    let repository = try fixture.open()
    #expect(repository.unfinished == .merge)
    #expect(try repository.unmergedPaths() == ["a"])
    #expect(try repository.changes() == [PathStatus(path: "a", kind: .unmerged)])
    #expect(try repository.stagedBlob("a") == nil)
    try fixture.git("add a")
    #expect(try repository.unmergedPaths() == [])
  }

  @Test func stagedChangesAreTheIndexAgainstHead() throws {
    let fixture = try GitFixture()
    try fixture.commit(["r/a": "1", "r/b": "1", "s/c": "1"])
    try fixture.scratch.write("2", to: "r/a")
    try fixture.scratch.write("2", to: "s/d")
    try fixture.git("add r/a s/d")
    try fixture.git("rm -q r/b")
    try fixture.scratch.write("3", to: "r/a")
    let repository = try fixture.open()
    let two = try Repository.hash(blob: Array("2".utf8))
    #expect(
      try repository.stagedChanges() == [
        StagedChange(path: "r/a", id: two, mode: 0o100644), StagedChange(path: "r/b", id: nil, mode: 0),
        StagedChange(path: "s/d", id: two, mode: 0o100644),
      ])
    #expect(try repository.stagedChanges(under: ["s"]).map(\.path) == ["s/d"])
    #expect(try repository.stagedBlob("r/a") == Array("2".utf8))
    #expect(try repository.stagedBlob("r/b") == nil)
  }

  @Test func aHookSeesTheIndexThatGitNamesIt() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1"])
    try fixture.scratch.write("2", to: "a")
    let other = fixture.scratch.path(".git/other-index")
    try fixture.git(["add", "a"], environment: ["GIT_INDEX_FILE": other])
    let repository = try fixture.open()
    #expect(try repository.stagedChanges() == [])
    repository.takeStaging(from: ["GIT_INDEX_FILE": other])
    #expect(try repository.stagedChanges().map(\.path) == ["a"])
    #expect(try repository.stagedBlob("a") == Array("2".utf8))
  }
}
