import Glibc
import KojaTestSupport
import Testing

/// A city whose citizens' names lie in a store of their own, outside of the repository.
private struct TwoStores {
  /// What stands in the private store and must not come out of it by itself.
  static let canaries = [
    "Zubaidah", "Kenarisari", "1571014112900001", "081274110099", "Gang Kenanga", "kenari@surat.example",
  ]

  let main: ScratchStore
  let outside: ScratchDirectory
  var folder: String { outside.path("warga") }
  /// The person behind the complaint that is not anonymous.
  let named: String
  /// The person behind an application.
  let applicant: String
  let complaint: String
  let permit = "IZN-2603-2GQ7XD8"

  init() throws {
    let (main, outside) = (try ScratchStore(), try ScratchDirectory())
    let folder = outside.path("warga")
    let founded = try main.koja("init", "--private", folder)
    try #require(founded.status == 0, "\(founded.standardError)")
    func person(_ name: String) throws -> String {
      let facts = [
        "nik=1571014112900001", "phone=081274110099", "address=Gang Kenanga 7", "email=kenari@surat.example",
      ]
      let made = try RunKoja.run(["new", "people", "name=\(name)"] + facts, in: folder)
      return try #require(made.lines.first, "\(made.standardError)")
    }
    let (named, applicant) = (try person("Zubaidah Kenarisari"), try person("Kenarisari Zubaidah"))
    try main.git(["config", "koja.stores.private", folder])
    let made = try main.koja(
      "new", "complaints", "class=complaint", "category=jalan", "channel=counter", "summary=Lubang di Jalan Duku",
      "description=Lubang dalam.", "reporter.person=\(named)", "reporter.anonymous=false", "reporter.secret=false")
    complaint = try #require(made.lines.first, "\(made.standardError)")
    try main.edit("records/permits/2026/03/\(permit).yaml", "ORG-2K8M4RTX", applicant)
    try main.git(["commit", "-qam", "Pemohon lain"])
    (self.main, self.outside, self.named, self.applicant) = (main, outside, named, applicant)
  }

  func inside(_ arguments: String...) throws -> Shell.Output {
    try RunKoja.run(arguments + ["--lang", "en"], in: folder)
  }

  /// The canaries that a text holds.
  static func found(in text: String) -> [String] { canaries.filter(text.contains) }
}

/// What must be erasable lies in a private store: it is for those who have its folder and ask, and it leaves no trace.
@Suite struct PrivateStoreTests {
  @Test func theFolderIsForItsOwnerAndHasNoHistory() throws {
    let stores = try TwoStores()
    let listing = try Shell.run("/usr/bin/find", [".", "-printf", "%m %y %p\n"], in: stores.folder, environment: [:])
    let modes = listing.lines.map { $0.split(separator: " ").prefix(2).joined(separator: " ") }
    #expect(Set(modes) == ["700 d", "600 f"], "\(listing.text)")
    #expect(!listing.text.contains(".git/") && !listing.text.contains("work.db"))
    #expect(try stores.inside("check").status == 0)
    #expect(try stores.inside("schema", "check").status == 0)
  }

  @Test func aRepositoryIsNoPlaceForIt() throws {
    let main = try ScratchStore()
    let inside = try main.koja("init", "--private", "warga", "--lang", "en")
    #expect(inside.status == 2 && inside.standardError.contains("lies in a git repository"))
    #expect(!main.folder.exists("warga"))
    let outside = try ScratchDirectory()
    try outside.write("x", to: "full/file")
    let full = try main.koja("init", "--private", outside.path("full"), "--lang", "en")
    #expect(full.status == 2 && full.standardError.contains("is not empty"))
  }

  @Test func namesAreMaskedForWhoHasTheFolderAndClearForWhoAsks() throws {
    let stores = try TwoStores()
    let masked = try stores.main.koja("show", stores.permit)
    #expect(masked.text.contains("\(stores.applicant)  K*** Z***"))
    let clear = try stores.main.koja("show", stores.permit, "--private")
    #expect(clear.text.contains("Kenarisari Zubaidah"))
    let list = try stores.main.koja("list", "permits", "id:\(stores.permit)", "--columns", "id,applicant.person")
    #expect(list.text.contains("K*** Z***"))
    #expect(try stores.inside("list", "people").text.contains("Z*** K***"))
    #expect(try stores.inside("list", "people", "--private").text.contains("Zubaidah"))
    let own = try stores.inside("list", "people", "--columns", "name,nik,phone")
    #expect(own.text.contains("Z*** K***") && TwoStores.found(in: own.text) == [])
    #expect(try stores.inside("list", "people", "--columns", "name,nik", "--private").text.contains("1571014112900001"))
  }

  @Test func whoeverIsAnonymousIsNotNamedEvenMasked() throws {
    let stores = try TwoStores()
    #expect(try stores.main.koja("show", stores.complaint).text.contains("Z*** K***"))
    try stores.main.edit(
      "records/complaints/\(stores.complaint.path).yaml", "anonymous: false", "anonymous: true")
    #expect(try !stores.main.koja("show", stores.complaint).text.contains("K***"))
    let list = try stores.main.koja("list", "complaints", "id:\(stores.complaint)", "--columns", "reporter.person")
    #expect(!list.text.contains("K***"))
    #expect(try stores.main.koja("show", stores.complaint, "--private").text.contains("Zubaidah Kenarisari"))
  }

  @Test func anApplicantLearnsTheStateByTheNumberWithTheNameMasked() throws {
    let stores = try TwoStores()
    let status = try stores.main.koja("show", stores.permit, "--audience", "public", "--lang", "en")
    #expect(status.status == 0 && status.text.contains("K*** Z***"))
    for secret in [stores.applicant, "rina-sari", "timeline"] + TwoStores.canaries {
      #expect(!status.text.contains(secret), "\(secret)")
    }
    let secret = try stores.main.koja(
      "new", "complaints", "class=complaint", "category=jalan", "channel=counter", "summary=Lubang di Jalan Duku",
      "description=Lubang dalam.", "reporter.anonymous=true", "reporter.secret=true")
    let refused = try stores.main.koja("show", secret.lines[0], "--audience", "public", "--lang", "en")
    #expect(refused.status == 1 && refused.text.isEmpty && refused.standardError.contains("is not published"))
  }

  @Test func withoutTheFolderTheMarksSayNothing() throws {
    let stores = try TwoStores()
    try stores.main.git(["config", "koja.stores.private", "/nowhere"])
    let show = try stores.main.koja("show", stores.permit, "--private", "--lang", "en")
    #expect(show.status == 0 && show.text.contains("ORG-") && show.standardError.contains("is not on this machine"))
    #expect(try stores.main.koja("show", stores.permit, "--lang", "en").text.contains("(hidden)"))
    let check = try stores.main.koja("check", "--lang", "en")
    #expect(check.status == 0 && !check.text.contains("ref/elsewhere"))
    #expect(check.standardError.splitting(at: "were not looked at").count == 2, "once")
  }

  @Test func aMarkOfNobodyIsToldAndAnErasedPersonLeavesNothing() throws {
    let stores = try TwoStores()
    func dangling() throws -> [String] {
      try stores.main.koja("check", "--format", "concise").lines.filter { $0.contains("ref/elsewhere") }
    }
    let before = try dangling()
    #expect(before.count > 5, "the sample marks lead nowhere here")
    #expect(!before.contains { $0.contains(stores.permit) })
    for command in [["show", stores.permit, "--private"], ["list", "permits", "--private"], ["search", "lubang"]] {
      _ = try RunKoja.run(command, in: stores.main.path)
    }
    let path = "records/people/\(stores.applicant.dropFirst(4).prefix(2))/\(stores.applicant).yaml"
    #expect(unlink("\(stores.folder)/\(path)") == 0)
    #expect(try dangling().count == before.count + 1)
    let traces = try Shell.run(
      "/bin/grep", ["-rlaE", "Kenarisari Zubaidah", stores.folder, stores.main.path], in: "/", environment: [:])
    #expect(traces.text.isEmpty && traces.status == 1)
    let typed = try stores.main.koja(
      "set", stores.complaint, "reporter.person=ORG-00000000", "--lang", "en")
    #expect(typed.status == 0 && (typed.text + typed.standardError).contains("ref/elsewhere"))
  }

  /// An edit that was left lies beside the records, and goes with the person; so does what an editor puts beside it.
  @Test func anAbandonedEditGoesWithThePerson() throws {
    let stores = try TwoStores()
    let editor = try stores.outside.write(
      "#!/bin/sh\nprintf 'nama: Kenarisari\\n' >> \"$1\"\ncp \"$1\" \"$1~\"\n", to: "penyunting.sh")
    let left = try Shell.run(
      "/bin/sh", ["-c", "EDITOR='/bin/sh \(editor)' \(Checkout.products)/koja edit \(stores.named) --lang en 2>&1"],
      in: stores.folder, environment: Shell.environment(home: stores.folder))
    #expect(left.text.contains("the edit is kept in"), "\(left.text)")
    func traces() throws -> [String] {
      try Shell.run(
        "/bin/sh", ["-c", "grep -rla 'nama: Kenarisari' . | sort"], in: stores.folder, environment: [:]
      ).lines
    }
    let there = try traces()
    #expect(there.count == 2 && there.allSatisfy { $0.hasPrefix("./.koja/edit/") }, "\(there)")
    let path = "records/people/\(stores.named.dropFirst(4).prefix(2))/\(stores.named).yaml"
    #expect(unlink("\(stores.folder)/\(path)") == 0)
    _ = try stores.inside("check")
    #expect(try traces() == [])
  }

  @Test func whatIsWrongInTheStoreIsToldWithoutIt() throws {
    let stores = try TwoStores()
    let path = "records/people/\(stores.named.dropFirst(4).prefix(2))/\(stores.named).yaml"
    let text = String(decoding: try stores.outside.read("warga/" + path), as: UTF8.self)
    for (right, wrong) in [
      ("nik: \"1571014112900001\"", "nik: \"1571014112900001x\""), ("phone: \"081274110099\"", "phone: 081274110099"),
      ("address: ", "adress: "), ("email: ", "email: [] # Gang Kenanga\nemail: "), ("name: ", "name: &a "),
    ] {
      try stores.outside.write(text.replacing(right, with: wrong), to: "warga/" + path)
      for command in [
        ["check"], ["check", "--format", "json"], ["show", stores.named], ["status"], ["check", "--fix", "--dry-run"],
      ] {
        let output = try RunKoja.run(command, in: stores.folder)
        #expect(TwoStores.found(in: output.text + output.standardError) == [], "\(wrong): \(command)")
      }
      let main = try stores.main.koja("show", stores.complaint)
      #expect(TwoStores.found(in: main.text + main.standardError) == [])
    }
  }

  @Test func anOpenFolderIsTold() throws {
    let stores = try TwoStores()
    #expect(chmod(stores.folder, 0o755) == 0)
    #expect(try stores.main.koja("check").text.contains("privacy/exposed"))
  }

  /// Every command of the main store, as officers run them: nothing of the private store comes out, and nothing of it is
  /// written anywhere outside of it, asked for or not.
  @Test func nothingLeaksByItself() throws {
    let stores = try TwoStores()
    let (case1, permit) = (stores.complaint, stores.permit)
    let commands: [[String]] = [
      ["check"], ["check", "--format", "json"], ["status"], ["today"], ["overview"], ["overview", "--format", "json"],
      ["show", case1], ["show", case1, "--format", "yaml"], ["show", case1, "--format", "json"], ["show", permit],
      ["list", "complaints", "--columns", "id,reporter.person"], ["list", "permits", "--format", "json"],
      ["count", "complaints", "--by", "reporter.person"], ["search", "Zubaidah"], ["search", "lubang"],
      ["sql", "SELECT * FROM records"], ["sql", "SELECT * FROM refs"], ["log", case1], ["log"], ["diff", "HEAD~1"],
      ["blame", case1], ["review", "HEAD~1.."], ["audit"], ["due", case1], ["report", "cases"],
      ["report", "agenda", "--records"], ["export", "csv", "complaints"], ["export", "json", "permits"],
      ["export", "jsonl", "letters"], ["export", "complaints-map"], ["export", "open311-requests"],
      ["schema", "show", "complaints"], ["index", "verify"], ["index", "rebuild"],
      ["do", case1, "verify"], ["set", case1, "priority=high"], ["set", case1, "reporter.person=\(stores.applicant)"],
      ["withdraw", case1, "--reason", "Salah"], ["undo", "HEAD", "--reason", "Salah"],
    ]
    for command in commands {
      let output = try RunKoja.run(command, in: stores.main.path)
      #expect(TwoStores.found(in: output.text + output.standardError) == [], "\(command)")
    }
    for command in [
      ["show", case1, "--private"], ["list", "permits", "--columns", "applicant.person", "--private"],
      ["count", "permits", "--by", "applicant.person", "--private"], ["report", "cases", "--private"],
    ] {
      _ = try RunKoja.run(command, in: stores.main.path)
    }
    for canary in TwoStores.canaries {
      let traces = try Shell.run("/bin/grep", ["-rla", canary, stores.main.path], in: "/", environment: [:])
      #expect(traces.text.isEmpty, "\(canary): \(traces.text)")
    }
    let objects = try Shell.run(
      "/bin/sh", ["-c", "git cat-file --batch-all-objects --batch | cat"], in: stores.main.path,
      environment: Shell.environment(home: stores.main.path))
    #expect(objects.text.contains("reporter:") && TwoStores.found(in: objects.text) == [])
  }

  /// In the private store itself whole texts come only for who asks.
  @Test func theStoreItselfMasksToo() throws {
    let stores = try TwoStores()
    for command in [
      ["show", stores.named], ["list", "people"],
      ["list", "people", "--format", "json", "--columns", "name,nik,phone"],
      ["count", "people", "--by", "name"], ["check"], ["status"], ["today"], ["search", "Zubaidah"],
      ["sql", "SELECT * FROM people"], ["show", stores.named, "--format", "yaml"], ["export", "json", "people"],
      ["set", stores.named, "phone=081274110098"], ["new", "people", "name=Zubaidah", "--dry-run"],
    ] {
      let output = try RunKoja.run(command, in: stores.folder)
      #expect(
        TwoStores.found(in: output.text + output.standardError).allSatisfy { command.joined().contains($0) },
        "\(command)")
    }
    #expect(try stores.inside("show", stores.named, "--private").text.contains("Gang Kenanga 7"))
    #expect(try stores.inside("list", "people", "name:zubaidah", "--format", "ids").lines.count == 2)
    #expect(try !Shell.run("/bin/ls", ["-A", ".koja"], in: stores.folder, environment: [:]).text.contains("db"))
  }
}

extension String {
  /// The folder and the name of a complaint's file.
  fileprivate var path: String { "20\(dropFirst(4).prefix(2))/\(dropFirst(6).prefix(2))/\(self)" }
}
