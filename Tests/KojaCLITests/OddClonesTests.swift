import Glibc
import KojaTestSupport
import Testing

/// Clones that do not hold everything, and things in them that are not the store's.
@Suite struct OddClonesTests {
  private let store: ScratchStore
  private let lamp = "SKS-2603-7K3FQ2X"

  init() throws { store = try ScratchStore() }

  @Test func aShallowCloneSaysThatItsHistoryIsCutShort() throws {
    #expect(try store.koja("set", lamp, "priority=low").status == 0)
    let clone = try ScratchDirectory()
    try Shell.git(
      ["clone", "-q", "--depth", "1", "file://\(store.path)", "."], in: clone.path, environment: Person.rina.environment
    )
    #expect(try RunKoja.run(["set", lamp, "priority=normal"], in: clone.path).status == 0)
    for command in [["log", lamp], ["audit"]] {
      let output = try RunKoja.run(command + ["--lang", "en"], in: clone.path)
      #expect(output.status == 5 && output.standardError.contains("git fetch --unshallow"), "\(output.standardError)")
    }
    try Shell.git(["fetch", "-q", "--unshallow"], in: clone.path, environment: Person.rina.environment)
    #expect(try RunKoja.run(["log", lamp], in: clone.path).status == 0)
  }

  @Test("A clone without old files says so, and accuses nobody of what is not here")
  func aPartialCloneIsNamed() throws {
    for value in ["low", "high"] { #expect(try store.koja("set", lamp, "priority=\(value)").status == 0) }
    try store.git(["config", "uploadpack.allowFilter", "true"])
    let clone = try ScratchDirectory()
    func git(_ arguments: String...) throws {
      try Shell.git(arguments, in: clone.path, environment: Person.rina.environment)
    }
    try git("clone", "-q", "--filter=blob:none", "file://\(store.path)", ".")
    func ask(_ command: String...) throws -> Shell.Output {
      try RunKoja.run(command + ["--lang", "en"], in: clone.path)
    }
    #expect(try ask("check").status == 0)
    for command in [
      ["log", lamp], ["audit", "HEAD~2..HEAD"], ["count", "complaints", "--as-of", "HEAD~1"],
      ["show", lamp, "--at", "HEAD~1"],
    ] {
      let output = try RunKoja.run(command + ["--lang", "en"], in: clone.path)
      #expect(
        output.status == 5 && output.standardError.contains("git fetch --refetch --no-filter"),
        "\(command): \(output.text)\(output.standardError)")
    }
    try git("fetch", "-q", "--refetch", "--no-filter")
    try git("config", "--unset", "remote.origin.promisor")
    #expect(try ask("audit", "HEAD~2..HEAD").status == 0)
    #expect(try ask("log", lamp).status == 0)
  }

  @Test("An answer about the past that cannot be read whole is none", arguments: ["tree", "blob"])
  func damagedDataGivesNoAnswerOfAPart(_ kind: String) throws {
    for value in ["low", "high"] { #expect(try store.koja("set", lamp, "priority=\(value)").status == 0) }
    let path = try #require(try store.git(["ls-files", "records/complaints"]).lines.first { $0.contains(lamp) })
    let name = kind == "blob" ? path : "records/complaints/2026"
    let id = try store.git(["rev-parse", "HEAD~1:\(name)"]).lines[0]
    let object = ".git/objects/\(id.prefix(2))/\(id.dropFirst(2))"
    try #require(store.folder.exists(object))
    for text in [nil, ""] {
      store.folder.delete(object)
      if let text { try store.folder.write(text, to: object) }
      for command in [
        ["count", "complaints", "--as-of", "HEAD~1"], ["list", "complaints", "--as-of", "HEAD~1"],
        ["show", lamp, "--at", "HEAD~1"],
      ] {
        let output = try RunKoja.run(command + ["--lang", "en"], in: store.path)
        #expect(
          output.status == 5 && output.standardError.contains("git") && !output.standardError.contains("number 0"),
          "\(command): \(output.status) \(output.text)\(output.standardError)")
      }
    }
    #expect(try store.koja("count", "complaints").status == 0)
  }

  @Test func aSparseCheckoutGivesNoAnswersOfAPart() throws {
    // As older versions of git set it.
    try store.folder.write("/schemas/\n", to: ".git/info/sparse-checkout")
    try store.git(["config", "core.sparseCheckout", "true"])
    for command in [["list", "complaints"], ["check"], ["status"], ["set", lamp, "priority=low"]] {
      let output = try RunKoja.run(command + ["--lang", "en"], in: store.path)
      #expect(output.status == 5 && output.standardError.contains("git sparse-checkout disable"))
    }
    try store.git(["config", "core.sparseCheckout", "false"])
    #expect(try store.koja("check").status == 0)
  }

  @Test func aSparseCheckoutOfANewerGitIsSeen() throws {
    try store.git(["sparse-checkout", "set", "schemas", "records/units"])
    let output = try store.koja("check", "--lang", "en")
    #expect(output.status == 5 && output.standardError.contains("git sparse-checkout disable"))
    try store.git(["sparse-checkout", "disable"])
    #expect(try store.koja("check").status == 0)
  }

  @Test func aRepositoryAmongTheRecordsIsOneFinding() throws {
    try store.git(["init", "-q", "records/complaints/2099"])
    try store.folder.write("x: 1\n", to: "records/complaints/2099/01/x.yaml")
    let check = try store.koja("check", "--format", "concise", "--lang", "en")
    #expect(check.status == 1 && check.lines.count { $0.contains("a git repository of its own") } == 1)
    #expect(!check.text.contains("x.yaml"))
  }

  @Test func aLinkInPlaceOfARecordIsToldAsOne() throws {
    let file = try #require(try store.koja("list", "complaints", "--format", "paths", "--limit", "1").lines.first)
    let id = try #require(file.splitting(at: "/").last?.splitting(at: ".yaml").first)
    store.folder.delete(file)
    #expect(symlink("/etc/hostname", store.folder.path(file)) == 0)
    let show = try store.koja("show", id, "--lang", "en")
    #expect(show.status == 1 && show.standardError.contains("is not a regular file"))
    store.folder.delete(file)
    #expect(try store.koja("restore", id).status == 0 && store.status() == [])
  }
}
