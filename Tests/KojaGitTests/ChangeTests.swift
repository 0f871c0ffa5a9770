import KojaGit
import KojaTestSupport
import Testing

/// Objects, branch and index together, as stock git sees them afterwards.
struct ChangeTests {
  @Test func theFirstCommitOfAnUnbornBranchIsClean() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let id = try repository.change([("records/a.yaml", "judul: \"x\"\n")], in: fixture.scratch)
    #expect(try fixture.id("main") == id)
    #expect(try fixture.status() == [])
    #expect(try fixture.git("diff-files --exit-code --raw").lines == [])
    #expect(try fixture.git("reflog show main").lines.count == 1)
    #expect(try fixture.git("reflog show HEAD").lines.count == 1)
    try fixture.git("fsck --strict")
  }

  @Test func everythingElseInProgressStaysAsItIs() throws {
    let fixture = try GitFixture()
    try fixture.commit(["r/a": "1", "r/b": "1", "r/c": "1", "r/d": "1", "r/e": "1"])
    try fixture.scratch.write("staged", to: "r/b")
    try fixture.git("add r/b")
    try fixture.scratch.write("staged, then edited", to: "r/b")
    try fixture.scratch.write("edited", to: "r/c")
    try fixture.git("rm -q --cached r/d")
    try fixture.scratch.write("staged new", to: "r/new")
    try fixture.git("add r/new")
    try fixture.scratch.write("untracked", to: "r/untracked")
    let status = try fixture.status()
    let staged = try fixture.git("diff --cached --raw --abbrev=40").text
    let repository = try fixture.open()
    try repository.change([("r/a", "2"), ("r/e", nil), ("r/z/[*]?", "3")], in: fixture.scratch)
    #expect(try fixture.status() == status)
    #expect(try fixture.git("diff --cached --raw --abbrev=40").text == staged)
    #expect(try fixture.git("show HEAD:r/b").text == "1")
    #expect(try fixture.git("show --name-status --format= HEAD").lines == ["M\tr/a", "D\tr/e", "A\tr/z/[*]?"])
    #expect(!fixture.scratch.exists(".git/index.lock") && !fixture.scratch.exists(".git/index.koja"))
    try fixture.git("fsck --strict")
  }

  @Test func aLinkedWorkTreeHasItsOwnIndexAndBranch() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1"])
    try fixture.git("worktree add -q -b lain lain")
    let repository = try fixture.open("lain")
    #expect(repository.gitDirectory == fixture.scratch.path(".git/worktrees/lain"))
    #expect(repository.commonDirectory == fixture.scratch.path(".git"))
    let id = try repository.change([("a", "2"), ("b/c", "3")], in: fixture.scratch, folder: "lain")
    #expect(try fixture.id("lain") == id)
    #expect(try fixture.id("main") != id)
    #expect(try fixture.status(in: "lain") == [])
    #expect(try fixture.git("status --porcelain").lines == ["?? lain/"])
  }

  @Test(arguments: [2, 4])
  func marksAndVersionOfTheIndexStay(version: Int) throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1", "assumed": "1", "skipped": "1"])
    try fixture.scratch.write("1", to: "intended")
    try fixture.git("update-index --index-version \(version)")
    try fixture.git("update-index --assume-unchanged assumed")
    try fixture.git("update-index --skip-worktree skipped")
    try fixture.git("add -N intended")
    let version = try fixture.scratch.read(".git/index")[4..<8]
    let (marks, status) = (try fixture.git("ls-files -v -s").lines.sorted().dropFirst(), try fixture.status())
    try fixture.open().change([("a", "2")], in: fixture.scratch)
    #expect(try fixture.git("ls-files -v -s").lines.sorted().dropFirst() == marks)
    #expect(try fixture.status() == status)
    #expect(try fixture.scratch.read(".git/index")[4..<8] == version)
  }

  @Test func aSharedIndexKeepsItsRights() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1"])
    _ = try Shell.run("/bin/chmod", ["664", ".git/index"], in: fixture.scratch.path, environment: [:])
    try fixture.open().change([("a", "2")], in: fixture.scratch)
    let mode = try Shell.run("/usr/bin/stat", ["-c", "%a", ".git/index"], in: fixture.scratch.path, environment: [:])
    #expect(mode.lines == ["664"])
  }

  @Test func aSecondChangeOnTheSameHandleSeesTheFirst() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    for text in ["1", "2", "3"] { try repository.change([("a", text)], in: fixture.scratch) }
    #expect(try fixture.git("log --format=%s").lines.count == 3)
    #expect(try fixture.status() == [])
    #expect(try repository.changes() == [])
  }

  @Test func anEditInTheTickOfTheOldIndexIsStillSeenByGit() throws {
    let fixture = try GitFixture()
    func touch(_ path: String) throws {
      let arguments = ["-d", "2026-03-14T01:00:00Z", fixture.scratch.path(path)]
      _ = try Shell.run("/usr/bin/touch", arguments, in: fixture.scratch.path, environment: [:])
    }
    try fixture.git("config core.trustctime false")
    try fixture.commit(["a": "1", "racy": "1"])
    try touch("racy")
    try fixture.git("update-index --refresh")
    // The same size, and file and index of the same time: only reading tells.
    try touch(".git/index")
    try fixture.scratch.write("2", to: "racy")
    try touch("racy")
    try fixture.open().change([("a", "2")], in: fixture.scratch)
    #expect(try fixture.status() == [" M racy"])
  }

  @Test func anEntryWithoutAStampIsReadByGitAndFoundClean() throws {
    let fixture = try GitFixture()
    let id = try fixture.commit(["a": "1"])
    let repository = try fixture.open()
    let entry = try #require(try repository.entry(at: "a", in: id))
    let lock = try repository.lockIndex(waitingUpTo: 0) { _ in }
    try repository.updateIndex([("a", IndexEntry(id: entry.id, stamp: nil))], holding: lock)
    #expect(try fixture.status() == [])
  }

  @Test func aMovedBranchIsAConflict() throws {
    let fixture = try GitFixture()
    let first = try fixture.commit(["a": "1"])
    let second = try fixture.commit(["a": "2"])
    let repository = try fixture.open()
    for from in [first, nil] {
      let error = #expect(throws: GitError.self) {
        try repository.moveBranch("main", from: from, to: first, logMessage: "x", as: GitFixture.somebody)
      }
      #expect(error?.kind == .conflict)
    }
    let error = #expect(throws: GitError.self) {
      try repository.moveBranch("baru", from: first, to: second, logMessage: "x", as: GitFixture.somebody)
    }
    #expect(error?.kind == .conflict)
    #expect(try fixture.id("main") == second)
    try repository.moveBranch("baru/cabang", from: nil, to: first, logMessage: "x", as: GitFixture.somebody)
    #expect(try fixture.id("baru/cabang") == first)
  }

  @Test func aPackedBranchMovesToo() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1"])
    try fixture.git("pack-refs --all")
    let repository = try fixture.open()
    let id = try repository.change([("a", "2")], in: fixture.scratch)
    #expect(try fixture.id("main") == id)
    let entry = try fixture.git(["log", "-g", "-1", "--format=%H %gn %gs", "main"]).lines
    #expect(entry == ["\(id) Siti Rahma commit: change"])
  }

  @Test func aLockedBranchSaysSo() throws {
    let fixture = try GitFixture()
    let id = try fixture.commit(["a": "1"])
    try fixture.scratch.write("", to: ".git/refs/heads/main.lock")
    let repository = try fixture.open()
    let error = #expect(throws: GitError.self) {
      try repository.moveBranch("main", from: id, to: id, logMessage: "x", as: GitFixture.somebody)
    }
    #expect(error?.kind == .locked)
  }

  @Test func aBranchNameThatGitRefusesIsInvalid() throws {
    let fixture = try GitFixture()
    let id = try fixture.commit(["a": "1"])
    let repository = try fixture.open()
    for name in ["", "a b", "../x", "-x", "a..b"] {
      let error = #expect(throws: GitError.self) {
        try repository.moveBranch(name, from: nil, to: id, logMessage: "x", as: GitFixture.somebody)
      }
      #expect(error?.kind == .invalid, "\(name)")
    }
  }
}
