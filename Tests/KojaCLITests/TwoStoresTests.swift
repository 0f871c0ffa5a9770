import KojaTestSupport
import Testing

/// Two stores in sub-folders of one repository: what koja keeps of one is not believed of the other.
@Suite struct TwoStoresTests {
  private let folder: ScratchDirectory
  private let case1 = "SKS-2604-QW6D0TK"

  init() throws {
    folder = try ScratchDirectory()
    for store in ["first", "second"] {
      let sources = ["schemas", "records"].map { Checkout.root + "/" + $0 }
      _ = try Shell.run("/bin/mkdir", [store], in: folder.path, environment: [:])
      _ = try Shell.run("/bin/cp", ["-R"] + sources + [store], in: folder.path, environment: [:])
    }
    for command in [["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "Dua penyimpanan"]] {
      try Shell.git(command, in: folder.path, environment: Person.rina.environment)
    }
  }

  private func koja(_ store: String, _ arguments: String...) throws -> Shell.Output {
    try RunKoja.run(arguments + ["--lang", "en"], in: folder.path + "/" + store)
  }

  @Test func theHistoryOfOneIsNotTheOthers() throws {
    #expect(try koja("first", "set", case1, "priority=low").status == 0)
    #expect(try koja("first", "log", case1).text.contains("low"))
    #expect(try !koja("second", "log", case1).text.contains("low"))
    #expect(try koja("first", "log", case1).text.contains("low"))
  }

  @Test func theIndexTheLastCheckAndTheLastLookAreTheirOwn() throws {
    _ = try koja("first", "check")
    _ = try koja("first", "today")
    let path = "second/records/complaints/2026/04/\(case1).yaml"
    try folder.write(try String(decoding: folder.read(path), as: UTF8.self) + "oops: 1\n", to: path)
    #expect(try koja("second", "check").status == 1)
    #expect(try koja("first", "overview").text.contains("0 errors"))
    #expect(try koja("second", "overview").text.contains("1 error"))
    #expect(try koja("second", "today", "--format", "json").text.contains("\"last_look\": null"))
    #expect(try koja("first", "list", "complaints", "id:\(case1)", "--format", "ids").lines == [case1])
    #expect(try koja("first", "index", "verify").status == 0 && koja("second", "index", "verify").status == 0)
  }

  @Test func anAbandonedEditBelongsToItsStore() throws {
    let editor = try folder.write("#!/bin/sh\nsed -i 's/^priority: .*/priority: gawat/' \"$1\"\n", to: ".git/editor")
    _ = try Shell.run("/bin/chmod", ["+x", editor], in: "/", environment: [:])
    let edited = try RunKoja.run(
      ["edit", "SKS-2603-7K3FQ2X"], in: folder.path + "/first", environment: ["EDITOR": editor])
    #expect(edited.status == 1)
    #expect(try koja("first", "status").text.contains("an abandoned edit"))
    #expect(try !koja("second", "status").text.contains("an abandoned edit"))
  }
}
