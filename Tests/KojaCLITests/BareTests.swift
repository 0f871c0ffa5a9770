import KojaTestSupport
import Testing

/// Where there is no work tree, or no commit yet, everything that reads still answers.
@Suite struct BareTests {
  private static let record = "SKS-2603-7K3FQ2X"

  private func said(_ arguments: [String], in folder: String) throws -> Shell.Output {
    try RunKoja.run(arguments + ["--lang", "en"], in: folder)
  }

  /// A bare clone of the sample store with one change on top of the first commit.
  private func bare(_ folder: ScratchDirectory, below prefix: String = "") throws -> String {
    let store = try ScratchStore()
    #expect(try RunKoja.run(["set", Self.record, "priority=low"], in: store.path).status == 0)
    var source = store.path
    if !prefix.isEmpty {
      source = try folder.makeFolder("whole")
      try Shell.git(["init", "-q", "-b", "main"], in: source)
      _ = try Shell.run(
        "/bin/cp", ["-r", store.path + "/schemas", store.path + "/records", folder.makeFolder("whole/" + prefix)],
        in: source, environment: [:])
      try Shell.git(["add", "-A"], in: source)
      try Shell.git(["commit", "-q", "-m", "Semua"], in: source, environment: Person.rina.environment)
    }
    try Shell.git(["clone", "-q", "--bare", source, "pusat.git"], in: folder.path)
    return folder.path("pusat.git")
  }

  @Test(arguments: [
    ["show", record], ["list", "complaints"], ["count", "complaints"], ["log", record], ["blame", record],
    ["due", record],
    ["check"], ["schema", "check"], ["show", record, "--at", "HEAD~1"], ["list", "complaints", "--as-of", "HEAD~1"],
    ["count", "complaints", "--as-of", "HEAD~1"], ["diff", "HEAD~1..HEAD"], ["review", "HEAD~1..HEAD"],
    ["audit", "HEAD~1..HEAD"],
  ])
  func aBareRepositoryAnswers(_ question: [String]) throws {
    let folder = try ScratchDirectory()
    let output = try said(question, in: try bare(folder))
    #expect(output.status == 0 && !output.text.isEmpty, "\(output.text)\(output.standardError)")
  }

  @Test func itAnswersByItsNewestCommitOrAnother() throws {
    let folder = try ScratchDirectory()
    let path = try bare(folder)
    #expect(try said(["show", Self.record, "--format", "yaml"], in: path).text.contains("priority: low"))
    #expect(
      try !said(["show", Self.record, "--format", "yaml", "--at", "HEAD~1"], in: path).text.contains("priority: low"))
    // From elsewhere, and from a folder inside.
    #expect(try said(["show", Self.record, "--store", "pusat.git"], in: folder.path).status == 0)
    #expect(try said(["show", Self.record], in: path + "/refs").status == 0)
  }

  @Test(arguments: [
    ["set", record, "priority=low"], ["do", record, "resolve"], ["commit"], ["status"], ["restore", record],
    ["withdraw", record, "--reason", "x"], ["edit", record],
  ])
  func itIsNotWritten(_ command: [String]) throws {
    let folder = try ScratchDirectory()
    let output = try said(command, in: try bare(folder))
    #expect(output.status == 4 && output.standardError.contains("git clone"), "\(output.standardError)")
  }

  @Test func aStoreInAFolderIsFound() throws {
    let folder = try ScratchDirectory()
    let output = try said(["list", "complaints", "--format", "ids"], in: try bare(folder, below: "kota"))
    #expect(output.status == 0 && output.text.contains(Self.record), "\(output.standardError)")
  }

  @Test func aBareRepositoryWithoutAStoreSaysSo() throws {
    let folder = try ScratchDirectory()
    try Shell.git(["init", "-q", "--bare", "kosong.git"], in: folder.path)
    let output = try said(["list", "complaints"], in: folder.path("kosong.git"))
    #expect(output.status == 3 && output.standardError.contains("holds no koja store"), "\(output.standardError)")
  }

  @Test(arguments: [
    (["show", record], 0), (["list", "complaints"], 0), (["count", "complaints"], 0), (["log"], 0), (["check"], 0),
    (["log", record], 1), (["list", "complaints", "--as-of", "HEAD"], 1),
  ])
  func anUnbornBranchAnswers(_ question: [String], _ status: Int) throws {
    let store = try ScratchStore()
    try store.git(["switch", "-q", "--orphan", "baru"])
    try store.git(["checkout", "-q", "main", "--", "."])
    let output = try said(question, in: store.path)
    #expect(output.status == Int32(status), "\(output.text)\(output.standardError)")
    #expect(!(output.text + output.standardError).contains("bug"))
  }
}
