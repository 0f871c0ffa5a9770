import KojaGit
import KojaModel
import KojaTestSupport
import Testing

/// What koja writes into git's index, read again by stock git.
struct IndexFileTests {
  private func staged(_ fixture: GitFixture) throws -> [String] {
    try fixture.git(["ls-files", "-s"]).lines
  }

  /// Entries are changed in place, put between others, added behind and taken out, in every version of the format.
  @Test(arguments: [2, 4])
  func stockGitReadsWhatWasChanged(version: Int) throws {
    let fixture = try GitFixture()
    let names = ["a", "a.b/c", "a/b/c", "a/b/cd", "a/b0", "b", "z/é", "z/" + String(repeating: "n", count: 200)]
    try fixture.commit(Dictionary(uniqueKeysWithValues: names.filter { $0 != "a" }.map { ($0, "1 \($0)") }))
    try fixture.git(["update-index", "--index-version", "\(version)"])
    try fixture.git("config core.quotepath false")
    let repository = try fixture.open()
    let id = try repository.writeBlob(Array("new".utf8))
    var expected = try staged(fixture)
    func change(_ path: String, _ entry: IndexEntry?) throws {
      let lock = try repository.lockIndex(waitingUpTo: 0) { _ in }
      try repository.updateIndex([(path, entry)], holding: lock)
      expected.removeAll { $0.hasSuffix("\t\(path)") }
      if entry != nil { expected.append("100644 \(id.hex) 0\t\(path)") }
      expected.sort { ($0.split(separator: "\t")[1].utf8).lexicographicallyPrecedes($1.split(separator: "\t")[1].utf8) }
      #expect(try staged(fixture) == expected, "\(path)")
      #expect(try fixture.git(["fsck", "--strict"], allowingFailure: true).status == 0)
    }
    for path in ["a/b/c", "0", "a/b/ca", "zz", "a/b0", "a.b/c"] { try change(path, IndexEntry(id: id, stamp: nil)) }
    for path in ["0", "zz", "a/b/ca", "none", "a/b/c", "z/é"] { try change(path, nil) }
    for path in ["z/é", "a/b/c"] { try change(path, IndexEntry(id: id, stamp: nil)) }
  }

  /// A name cannot be a file and a folder.
  @Test func aFileTakesThePlaceOfAFolderAndTheOtherWayRound() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a/b": "1", "a/c/d": "1", "a.x": "1", "e": "1"])
    let repository = try fixture.open()
    let id = try repository.writeBlob(Array("new".utf8))
    let lock = try repository.lockIndex(waitingUpTo: 0) { _ in }
    try repository.updateIndex(
      [("a", IndexEntry(id: id, stamp: nil)), ("e/f/g", IndexEntry(id: id, stamp: nil))], holding: lock)
    #expect(try fixture.git(["ls-files"]).lines == ["a", "a.x", "e/f/g"])
  }

  /// The cached trees above a changed entry are forgotten, the others stay: git writes the right tree.
  @Test func treesOfChangedFoldersAreForgotten() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a/b/c": "1", "a/d/e": "1", "f/g": "1"])
    try fixture.git("write-tree")
    let repository = try fixture.open()
    let id = try repository.writeBlob(Array("new".utf8))
    let lock = try repository.lockIndex(waitingUpTo: 0) { _ in }
    try repository.updateIndex([("a/b/c", IndexEntry(id: id, stamp: nil))], holding: lock)
    let tree = try fixture.git("write-tree").lines.joined()
    let listed = try fixture.git(["ls-tree", "-r", tree]).lines
    #expect(listed.contains("100644 blob \(id.hex)\ta/b/c") && listed.count == 3)
  }

  /// The sides of a conflict are seen, and go when the path gets an entry.
  @Test func aConflictIsSeenAndEndsWithAnEntry() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1", "b": "1"])
    try fixture.git("checkout -q -b other")
    try fixture.commit(["a": "2"])
    try fixture.git("checkout -q -")
    try fixture.commit(["a": "3"])
    try fixture.git(["merge", "-q", "other"], allowingFailure: true)
    let repository = try fixture.open()
    let blob = try repository.writeBlob(Array("new".utf8))
    #expect(try repository.unmergedPaths() == ["a"])
    let lock = try repository.lockIndex(waitingUpTo: 0) { _ in }
    try repository.updateIndex([("a", IndexEntry(id: blob, stamp: nil))], holding: lock)
    #expect(try repository.unmergedPaths() == [])
    #expect(try fixture.git(["ls-files", "-s", "a"]).lines == ["100644 \(blob.hex) 0\ta"])
  }

  /// A damaged index is said and kept: signature, version, count, a name out of order, an unknown extension, a cut.
  @Test func aDamagedIndexIsRefused() throws {
    try refuses { $0[0] ^= 0x55 }
    try refuses { $0[7] = 9 }
    try refuses { $0[11] += 1 }
    try refuses { $0[12 + 62] = UInt8(ascii: "z") }
    try refuses { bytes in
      bytes[bytes.indices.dropFirst(12 + 2 * 64).first { bytes[$0] == UInt8(ascii: "T") } ?? 0] = 0x74
    }
    try refuses { $0.removeSubrange(60...) }
    try refuses { $0 = [] }
  }

  private func refuses(_ damage: (inout [UInt8]) -> Void, line: Int = #line) throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1", "b": "1"])
    let repository = try fixture.open()
    var bytes = try fixture.scratch.read(".git/index")
    damage(&bytes)
    try fixture.scratch.write(bytes, to: ".git/index")
    let id = try repository.writeBlob(Array("new".utf8))
    do throws(GitError) {
      let lock = try repository.lockIndex(waitingUpTo: 0) { _ in }
      try repository.updateIndex([("c", IndexEntry(id: id, stamp: nil))], holding: lock)
      Issue.record("a damaged index was written anew")
    } catch {
      #expect(error.kind == .corrupt || error.kind == .unsupported(setting: "core.splitIndex"))
    }
    #expect(try fixture.scratch.read(".git/index") == bytes)
  }
}
