import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

@Suite struct StoryTests {
  @Test func aComplaintLivesFromIntakeToResolvedInIndonesianWords() throws {
    let store = try ScratchStore()
    let created = try store.koja(
      "new", "complaints", "class=pengaduan", "category=lampu-jalan", "channel=datang langsung",
      "summary=Lampu jalan padam di gang", "description=Gelap sejak Kamis malam.", "reporter.anonymous=ya",
      "reporter.secret=tidak")
    #expect(created.status == 0, "\(created.standardError)")
    let id = try #require(created.lines.first)
    var text = ""
    for (arguments, person) in [
      (["do", id, "verifikasi"], Person.rina),
      (["do", id, "teruskan", "unit=perkim", "--note", "Lampu di tiga tiang mati."], .rina),
      (["do", id, "kerjakan"], .budi), (["do", id, "selesaikan", "response=Lampu sudah diganti."], .budi),
      (["log", id], .budi),
    ] {
      let output = try RunKoja.run(arguments, in: store.path, as: person)
      #expect(output.status == 0, "\(arguments): \(output.standardError)")
      text += transcript(arguments, output)
    }
    text += try store.git(["log", "-4", "--reverse", "--format=%an%n%B%n==="]).text
    let story = text.steady([(id, "SKS-YYMM-XXXXXXX")])
    #expect(try goldens.difference(story, "complaint-life") == nil)
    #expect(text.contains("diselesaikan (dalam proses -> selesai)"))
    #expect(try store.status() == [])
    #expect(try store.koja("check").status == 0)
    #expect(try store.git(["fsck", "--strict"]).status == 0)
  }

  @Test func settingOneFieldChangesOneLine() throws {
    let store = try ScratchStore()
    #expect(try store.koja("set", lamp, "priority=rendah").status == 0)
    #expect(try store.git(["show", "--numstat", "--format="]).lines == ["1\t1\t\(lampFile)"])
  }

  @Test func handEditsBecomeTheRightActions() throws {
    let store = try ScratchStore()
    try store.edit(lampFile, "status: assigned", "status: Dalam proses")
    let other = "records/complaints/2026/06/SKS-2606-Z0R7BCR.yaml"
    let unit = try #require(try store.text(other).splitting(at: "\n").first { $0.hasPrefix("unit: ") })
    try store.edit(other, "\n\(unit)\n", "\nunit: satpol-pp\n")
    let output = try store.koja("commit")
    #expect(output.status == 0, "\(output.standardError)")
    let trailers = try store.git(["log", "-2", "--format=%(trailers:key=Koja-Action,valueonly)"]).lines
    #expect(trailers.sorted() == ["assign", "start"])
    #expect(try store.text(lampFile).contains("\nstatus: in-progress\n"))
    #expect(try store.text(other).contains("\nstatus: assigned\n"))
    #expect(try store.status() == [])
    #expect(try store.koja("check").status == 0)
  }

  @Test func aHandEditThatNoActionExplainsStaysAndSaysHow() throws {
    let store = try ScratchStore()
    try store.edit("records/complaints/2026/07/SKS-2607-VB0K8D0.yaml", "status: received", "status: selesai")
    let output = try store.koja("commit", "--lang", "en")
    #expect(output.status == 1)
    #expect(output.standardError.contains("workflow/no-action"))
    #expect(output.standardError.contains("allowed: verify (Verify)"))
    #expect(try store.status().count == 1)
  }

  @Test func aNewStoreIsARepositoryThatChecksClean() throws {
    let folder = try ScratchDirectory()
    let data = ["KOJA_DATA": Checkout.root]
    let made = try RunKoja.run(["init", "kota"], in: folder.path, environment: data)
    #expect(made.status == 0, "\(made.standardError)")
    let store = folder.path("kota")
    func git(_ arguments: String..., allowingFailure: Bool = false) throws -> Shell.Output {
      try Shell.git(
        arguments, in: store,
        environment: ["PATH": Checkout.products + ":/usr/bin:/bin", "GIT_CONFIG_GLOBAL": "/dev/null"],
        allowingFailure: allowingFailure)
    }
    #expect(try git("status", "--porcelain").lines == [])
    #expect(
      try git("log", "--format=%an: %s").lines.first?.hasPrefix("Rina Sari: Kota Jambi: penyimpanan dimulai, ") == true)
    #expect(try git("log", "--format=%H").lines.count == 1)
    #expect(try RunKoja.run(["check"], in: store).status == 0)
    #expect(try RunKoja.run(["init", "kota"], in: folder.path, environment: data).status == 2)
    // The hook refuses what check refuses.
    try folder.write("name: 1\n", to: "kota/records/units/salah.yaml")
    _ = try git("add", "-A")
    let refused = try git("commit", "-m", "salah", allowingFailure: true)
    #expect(refused.status != 0)
    #expect(refused.text.contains("salah.yaml:1:7") || refused.standardError.contains("salah.yaml:1:7"))
    _ = try git("rm", "-qf", "records/units/salah.yaml")
    #expect(try git("fsck", "--strict").status == 0)
  }

  @Test func everyWayToEndHasItsExitCode() throws {
    let store = try ScratchStore()
    #expect(try store.koja("--version").status == 0)
    #expect(try store.koja("list", "complaints", "status:rejected", "status:resolved").status == 0, "an empty answer")
    #expect(try store.koja("show", "SKS-2603-7K3FQ2Y").status == 1)
    #expect(try store.koja("list", "complaints", "nofield:x").status == 2)
    #expect(try store.koja("set", lamp).status == 2)
    #expect(try RunKoja.run(["check"], in: "/").status == 3)
    #expect(try store.koja("do", lamp, "kerjakan", person: .stranger).status == 5)
    try store.folder.write("", to: ".git/MERGE_HEAD")
    #expect(try store.koja("set", lamp, "rating=4").status == 4)
    store.folder.delete(".git/MERGE_HEAD")
    try store.git(["switch", "-q", "--detach"])
    #expect(try store.koja("set", lamp, "rating=4").status != 0)
    #expect(try store.koja("show", lamp).status == 0)
    #expect(try store.status() == [])
  }

  @Test func anArgumentThatIsNotUTF8IsRefused() throws {
    let output = try Shell.run(
      "/bin/sh", ["-c", "\"$0\" show \"$(printf '\\377')\"", RunKoja.executable], in: "/", environment: [:])
    #expect(output.status == 2)
  }

  @Test func hostileTextNeverReachesTheTerminal() throws {
    let store = try ScratchStore()
    try store.edit(lampFile, "\"Lampu jalan padam di tiga tiang, Telanaipura\"", "\"\\e[31mmerah\\a\"")
    for arguments in [["show", lamp], ["list", "complaints"], ["check"], ["status"]] {
      let output = try RunKoja.run(arguments, in: store.path)
      #expect(!output.text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 7 }, "\(arguments)")
      #expect(!output.standardError.unicodeScalars.contains { $0.value == 0x1B }, "\(arguments)")
    }
  }
}
