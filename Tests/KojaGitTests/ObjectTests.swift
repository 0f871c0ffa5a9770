import KojaGit
import KojaTestSupport
import Testing

struct ObjectTests {
  @Test func idsReadAndWriteHex() throws {
    let hex = "0123456789abcdef0123456789ABCDEF00ff00ff"
    let id = try #require(ObjectID(hex: hex))
    #expect(id.hex == hex.lowercased())
    #expect(ObjectID(bytes: id.bytes) == id)
    #expect(ObjectID(hex: hex.dropLast()) == nil)
    #expect(ObjectID(hex: "g" + hex.dropFirst()) == nil)
    #expect(ObjectID(bytes: [1, 2, 3]) == nil)
  }

  @Test func blobsHashAndStoreAsGitDoes() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    for bytes in [[], [0, 10, 13, 255], Array("judul: \"Lampu\"\n".utf8)] as [[UInt8]] {
      try fixture.scratch.write(bytes, to: "x")
      let expected = try fixture.git("hash-object x").lines.first
      #expect(try Repository.hash(blob: bytes).hex == expected)
      let id = try Repository.hash(blob: bytes)
      #expect(try !repository.contains(id))
      #expect(try repository.writeBlob(bytes) == id)
      #expect(try repository.blob(id) == bytes)
    }
  }

  @Test func aCommitSaysWhatGitWrote() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1"])
    let id = try fixture.commit(["a": "2"], at: 1_773_450_800)
    let info = try fixture.open().commitInfo(id)
    #expect(info.parents == [try fixture.id("HEAD~1")])
    #expect(info.tree == (try fixture.id("HEAD^{tree}")))
    #expect(info.author.line == "Siti Rahma <siti@example.go.id> 1773450800 +0700")
    #expect(info.committer.name == "Budi Santoso")
    #expect(info.message == "at 1773450800\n")
    #expect(info.subject == "at 1773450800")
  }

  @Test func treesAreWalkedInPathOrder() throws {
    let fixture = try GitFixture()
    let files = ["a-b/x": "1", "a/x": "2", "a.yaml": "3", "a0": "4", "b/c/d": "5"]
    let id = try fixture.commit(files)
    let repository = try fixture.open()
    var seen: [String] = []
    try repository.walkTree(of: id, under: "") { path, _ in seen.append(path) }
    #expect(seen == (try fixture.git("ls-tree -r --name-only HEAD").lines))
    seen = []
    try repository.walkTree(of: id, under: "b/") { path, entry in
      #expect(entry.isBlob && entry.mode == 0o100644)
      seen.append(path)
    }
    #expect(seen == ["b/c/d"])
    #expect(try repository.entry(at: "b/c", in: id)?.isTree == true)
    #expect(try repository.entry(at: "b/c/d/e", in: id) == nil)
    #expect(try repository.entry(at: "B", in: id) == nil)
  }

  @Test func aTreeEditEqualsWhatGitMakes() throws {
    let fixture = try GitFixture()
    try fixture.commit(["r/2026/a": "1", "r/2026/b": "2", "r/2025/c": "3", "s.yaml": "4", "d/e/f": "5", "g": "6"])
    let repository = try fixture.open()
    let base = try fixture.id("HEAD")
    let blob = try repository.writeBlob(Array("new".utf8))
    let tree = try repository.editTree(
      base: base,
      changes: [
        ("r/2026/a", .put(blob, mode: 0o100644)), ("r/2026/[x]*", .put(blob, mode: 0o100644)), ("d/e/f", .remove),
        ("nowhere/at/all", .remove), ("g/h", .put(blob, mode: 0o100644)), ("s.yaml/below", .remove),
        ("r/2025/c", .remove), ("r/2027/01/z", .put(blob, mode: 0o100755)),
      ])
    for path in ["d/e/f", "r/2025/c", "g"] { fixture.scratch.delete(path) }
    for path in ["r/2026/a", "r/2026/[x]*", "g/h", "r/2027/01/z"] { try fixture.scratch.write("new", to: path) }
    try fixture.git("add -A")
    try fixture.git("update-index --chmod=+x r/2027/01/z")
    #expect(tree.hex == (try fixture.git("write-tree").lines.first))
  }

  @Test func randomTreeEditsEqualGits() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    var random = seededGenerator(7)
    let names = ["a", "a.b", "a-b", "b", "ab"]
    for _ in 0..<12 {
      var changes: [(path: String, change: TreeChange)] = []
      for first in names where Bool.random(using: &random) {
        for second in names where Bool.random(using: &random) {
          let path = "\(first)/\(second).yaml"
          if Bool.random(using: &random) {
            fixture.scratch.delete(path)
            changes.append((path, .remove))
          } else {
            let text = "\(Int.random(in: 0..<5, using: &random))"
            try fixture.scratch.write(text, to: path)
            changes.append((path, .put(try repository.writeBlob(Array(text.utf8)), mode: 0o100644)))
          }
        }
      }
      let tree = try repository.editTree(base: try repository.head().commit, changes: changes)
      try fixture.git("add -A")
      #expect(tree.hex == (try fixture.git("write-tree").lines.first))
      try fixture.commitIndex()
    }
  }

  @Test(arguments: ["", "/a", "a//b", "a/", ".git/config", "../a", "a/./b", "a/.git/b"])
  func aPathThatGitWouldNotStoreIsRefused(path: String) throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let blob = try repository.writeBlob([])
    let error = #expect(throws: GitError.self) {
      try repository.editTree(base: nil, changes: [(path, .put(blob, mode: 0o100644))])
    }
    #expect(error?.kind == .invalid)
  }

  @Test func onePathBelowAnotherIsRefused() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let blob = try repository.writeBlob([])
    let error = #expect(throws: GitError.self) {
      try repository.editTree(
        base: nil, changes: [("a", .put(blob, mode: 0o100644)), ("a/b", .put(blob, mode: 0o100644))])
    }
    #expect(error?.kind == .invalid)
  }

  @Test func removingEverythingLeavesTheEmptyTree() throws {
    let fixture = try GitFixture()
    let id = try fixture.commit(["a/b": "1"])
    let tree = try fixture.open().editTree(base: id, changes: [("a/b", .remove)])
    #expect(tree.hex == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
  }

  @Test func aCommitObjectEqualsGits() throws {
    let fixture = try GitFixture()
    let id = try fixture.commit(["a": "1"])
    let draft = CommitDraft(
      tree: try fixture.id("HEAD^{tree}"), parents: [],
      author: Signature(name: "Siti Rahma", email: "siti@example.go.id", seconds: 1_773_450_720, offset: 420),
      committer: Signature(name: " Budi <Santoso>.", email: "budi@example.go.id", seconds: 1_773_450_720, offset: 420),
      message: "at 1773450720\n")
    #expect(try fixture.open().writeCommit(draft) == id)
  }

  @Test func aSignedCommitKeepsItsSignatureInTheHeader() throws {
    let fixture = try GitFixture()
    let who = GitFixture.somebody
    try fixture.commit(["a": "1"])
    var draft = CommitDraft(
      tree: try fixture.id("HEAD^{tree}"), parents: [], author: who, committer: who, message: "x\n")
    let unsigned = draft.bytes
    draft.signature = "-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    #expect(draft.unsignedBytes == unsigned)
    let id = try fixture.open().writeCommit(draft)
    let text = try fixture.git(["cat-file", "commit", id.hex]).text
    #expect(text.contains("\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc\n -----END PGP SIGNATURE-----\n\nx\n"))
    try fixture.git(["fsck", "--strict", id.hex])
  }

  @Test func aMissingTreeIsNoCommit() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let draft = CommitDraft(
      tree: try Repository.hash(blob: [1]), parents: [], author: GitFixture.somebody, committer: GitFixture.somebody,
      message: "x")
    let error = #expect(throws: GitError.self) { try repository.writeCommit(draft) }
    #expect(error?.kind == .notFound)
  }
}
