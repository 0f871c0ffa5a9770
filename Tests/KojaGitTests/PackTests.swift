import KojaGit
import KojaTestSupport
import Testing

@Suite struct PackTests {
  @Test("A tree that grows through several packs is what git reads, and the index agrees")
  func growingTree() throws {
    let fixture = try GitFixture()
    let repository = try Repository.open(containing: fixture.scratch.path)
    let pack = try PackWriter(repository, limit: 50)
    let tree = GrowingTree()
    let files = NewFiles(root: fixture.scratch.path)
    var dice = seededGenerator(4)
    var parent: ObjectID?
    var expected: [String: String] = [:]
    for commit in 0..<60 {
      for _ in 0..<3 {
        // Names that sort differently as a file and as a folder: `a`, `a.b`, `a/b`.
        let path = ["n\(dice.next() % 40)", "n\(dice.next() % 40).b", "f\(dice.next() % 9)/g/\(dice.next() % 500)"][
          Int(dice.next() % 3)]
        let text = "\(commit) \(dice.next())\n"
        try tree.put(path, try pack.add(Array(text.utf8), as: .blob))
        try files.write(Array(text.utf8), to: path)
        expected[path] = text
      }
      let who = Signature(name: "Siti", email: "siti@example.go.id", seconds: 1_700_000_000 + commit, offset: 420)
      let draft = CommitDraft(
        tree: try tree.write(to: pack), parents: parent.map { [$0] } ?? [], author: who, committer: who, message: "m\n")
      parent = try pack.add(draft.bytes, as: .commit)
    }
    try pack.finish()
    let head = try #require(parent)
    let who = Signature(name: "Siti", email: "siti@example.go.id", seconds: 1_700_000_000, offset: 420)
    try repository.moveBranch("main", from: nil, to: head, logMessage: "test", as: who)
    try repository.writeIndex(of: tree)
    #expect(try fixture.git(["status", "--porcelain"]).text == "")
    #expect(try fixture.git(["fsck", "--strict"]).standardOutput == [])
    #expect(try fixture.git(["rev-list", "--count", "HEAD"]).lines == ["60"])
    #expect(try fixture.git(["ls-tree", "-r", "--name-only", "HEAD"]).lines.sorted() == expected.keys.sorted())
    #expect(try fixture.git(["write-tree"]).lines == fixture.git(["rev-parse", "HEAD^{tree}"]).lines)
    for (path, text) in expected.sorted(by: { $0.key < $1.key }).prefix(10) {
      #expect(try fixture.git(["show", "HEAD:\(path)"]).text == text)
    }
  }

  @Test("An object has the id that git gives it")
  func ids() throws {
    for size in [0, 1, 54, 55, 56, 63, 64, 65, 119, 128, 1000] {
      let bytes = [UInt8](repeating: 0x61, count: size)
      #expect(PackWriter.id(of: bytes, as: .blob) == (try Repository.hash(blob: bytes)))
    }
  }
}
