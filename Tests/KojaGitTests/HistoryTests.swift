import KojaGit
import KojaTestSupport
import Testing

struct HistoryTests {
  /// 200 commits over 6 files, with merges: of both sides, and of one side as it was.
  private static func history() throws -> GitFixture {
    let fixture = try GitFixture()
    var random = seededGenerator(11)
    let names = ["r/a", "r/b", "r/c/d", "r/c/e", "s", "r.yaml"]
    var side: [String: String] = [:]
    var script = ""
    for number in 0..<200 {
      let step = number % 40
      let onSide = (10..<20).contains(step)
      script += "commit refs/heads/\(onSide ? "side\(number / 40)" : "main")\n"
      script += "committer Siti <siti@example.go.id> \(1_773_450_720 + 60 * number) +0700\ndata 1\nx\n"
      if step == 10 {
        script += "from refs/heads/main\n"
        side = [:]
      }
      var files: [String: String] = [:]
      if step == 30 {
        script += "merge refs/heads/side\(number / 40)\n"
        // The later merges throw away what the side did.
        if number < 100 { files = side }
      } else {
        let texts = number == 0 ? names.prefix(3) : [names[Int.random(in: 0..<names.count, using: &random)]]
        for name in texts { files[name] = "\(number)" }
      }
      if onSide { side.merge(files) { $1 } }
      for (name, text) in files.sorted(by: { $0.key < $1.key }) {
        script += "M 100644 inline \(name)\ndata \(text.utf8.count)\n\(text)\n"
      }
    }
    try Shell.git(["fast-import", "--quiet"], in: fixture.scratch.path, input: Array(script.utf8))
    return fixture
  }

  @Test func historyOfAPathEqualsGits() throws {
    let fixture = try Self.history()
    let repository = try fixture.open()
    let head = try fixture.id("HEAD")
    for path in ["r/a", "r/b", "r/c/d", "r/c/e", "s", "r.yaml", "r/c", "never"] {
      var ids: [String] = []
      try repository.log(from: head, paths: [path]) { commit, deltas in
        ids.append(commit.id.hex)
        #expect(deltas.count == 1 && deltas[0].path == path && deltas[0].old != deltas[0].new)
        return true
      }
      let all = try fixture.git(["log", "--format=%H %P", "--date-order", "--full-history", "--", path]).lines
      // git tells merges that took one side as it was; koja does not.
      let expected = try all.map { $0.split(separator: " ").map(String.init) }.filter { ids in
        try ids.count < 3
          || ids.dropFirst().allSatisfy { parent in
            try fixture.git(["diff", "--quiet", parent, ids[0], "--", path], allowingFailure: true).status == 1
          }
      }.map { $0[0] }
      #expect(ids == expected, "\(path)")
    }
  }

  @Test func cleanMergesEqualThePlainLog() throws {
    let fixture = try GitFixture()
    var time = 1_773_450_720
    try fixture.commit(["main": "0", "side": "0", "r/both": "0"], at: time)
    for round in 1...6 {
      try fixture.git("checkout -q -b side\(round)")
      for branch in ["side\(round)", "main"] {
        try fixture.git(["checkout", "-q", branch])
        for step in 0..<4 {
          time += 60
          let file = step == 3 ? "r/\(branch)" : String(branch.prefix(4))
          try fixture.commit([file: "\(time)"], at: time)
        }
      }
      time += 60
      let date = ["GIT_AUTHOR_DATE": "\(time) +0700", "GIT_COMMITTER_DATE": "\(time) +0700"]
      try fixture.git(["merge", "-q", "-m", "merge", "--no-ff", "side\(round)"], environment: date)
    }
    let repository = try fixture.open()
    for path in ["main", "side", "r/main", "r/side4", "r/both"] {
      var ids: [String] = []
      try repository.log(from: fixture.id("HEAD"), paths: [path]) { commit, _ in
        ids.append(commit.id.hex)
        return true
      }
      #expect(ids == (try fixture.git(["log", "--format=%H", "--", path]).lines), "\(path)")
    }
  }

  @Test func aLineOfHistoryEqualsThePlainLog() throws {
    let fixture = try GitFixture()
    for number in 0..<30 { try fixture.commit(["r/\(number % 3)": "\(number)"], at: 1_773_450_720) }
    try fixture.git("mv r/0 r/9")
    try fixture.commitIndex()
    let repository = try fixture.open()
    var ids: [String] = []
    try repository.log(from: fixture.id("HEAD"), paths: ["r/0"]) { commit, deltas in
      if ids.isEmpty { #expect(deltas[0].new == nil) }
      ids.append(commit.id.hex)
      return true
    }
    #expect(ids == (try fixture.git("log --format=%H -- r/0").lines))
    #expect(ids.count == 11)
  }

  @Test(arguments: [LogOrder.topological, .time])
  func theWholeLogIsInGitsOrderAndStopsWhenAsked(order: LogOrder) throws {
    let fixture = try Self.history()
    let repository = try fixture.open()
    let expected = try fixture.git(["log", "--format=%H"] + (order == .time ? [] : ["--date-order"])).lines
    var ids: [String] = []
    try repository.log(from: fixture.id("HEAD"), order: order) { commit, deltas in
      ids.append(commit.id.hex)
      return deltas.isEmpty
    }
    #expect(ids == expected)
    ids = []
    try repository.log(from: fixture.id("HEAD"), limit: 5, order: order) { commit, _ in
      ids.append(commit.id.hex)
      return true
    }
    #expect(ids == Array(expected.prefix(5)))
    ids = []
    try repository.log(from: fixture.id("HEAD"), order: order) { commit, _ in
      ids.append(commit.id.hex)
      return ids.count < 3
    }
    #expect(ids.count == 3)
  }

  @Test func changedPathsEqualDiffTree() throws {
    let fixture = try Self.history()
    let repository = try fixture.open()
    let ids = try fixture.git("log --format=%H").lines.compactMap { ObjectID(hex: $0) }
    for (new, old) in zip(ids, ids.dropFirst(17)).enumerated().filter({ $0.offset % 20 == 0 }).map(\.element) {
      for scope in [[], ["r"], ["r/c", "s"]] {
        let found = try repository.changedPaths(between: old, and: new, under: scope).map(Self.raw)
        let raw = try fixture.git(
          ["diff-tree", "-r", "--raw", "--no-renames", "--abbrev=40", old.hex, new.hex, "--"] + scope)
        #expect(found == raw.lines.map(Self.raw))
      }
    }
  }

  @Test func fileAndFolderOfOneNameAreTwoDifferences() throws {
    let fixture = try GitFixture()
    let old = try fixture.commit(["a": "1", "b/c": "1", "a.x": "1"])
    fixture.scratch.delete("a")
    fixture.scratch.delete("b/c")
    try fixture.git("rm -q -r --cached .")
    _ = try Shell.run("/bin/rmdir", ["b"], in: fixture.scratch.path, environment: [:])
    let new = try fixture.commit(["a/c": "1", "b": "1"])
    let repository = try fixture.open()
    let found = try repository.changedPaths(between: old, and: new)
    #expect(
      found.map { "\($0.path) \($0.old != nil) \($0.new != nil)" }
        == ["a true false", "a/c false true", "b false true", "b/c true false"].sorted())
    #expect(try repository.changedPaths(between: nil, and: new).map(\.path) == ["a.x", "a/c", "b"])
  }

  @Test func aModeAloneIsADifference() throws {
    let fixture = try GitFixture()
    let old = try fixture.commit(["a": "1"])
    try fixture.git("update-index --chmod=+x a")
    let new = try fixture.commitIndex()
    let found = try fixture.open().changedPaths(between: old, and: new)
    #expect(found.count == 1 && found[0].old == found[0].new)
  }

  @Test func theNewestCommitNotLaterFollowsFirstParents() throws {
    let fixture = try Self.history()
    let repository = try fixture.open()
    for time in stride(from: 1_773_450_700, through: 1_773_450_720 + 200 * 60, by: 611) {
      let lines = try fixture.git(["log", "--first-parent", "--format=%ct %H"]).lines
      let expected = lines.first { Int($0.prefix { $0 != " " }) ?? .max <= time }?.suffix(40)
      #expect(try repository.newest(commitNotAfter: time)?.hex == expected.map(String.init))
    }
  }

  private static func raw(_ delta: PathDelta) -> String {
    let none = String(repeating: "0", count: 40)
    return "\(delta.path) \(delta.old?.hex ?? none) \(delta.new?.hex ?? none)"
  }

  private static func raw(_ line: String) -> String {
    let parts = line.split(separator: "\t")
    let fields = parts[0].split(separator: " ")
    return "\(parts[1]) \(fields[2]) \(fields[3])"
  }
}
