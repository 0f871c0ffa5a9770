import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

/// Undo, withdraw, rename, number reassign.
@Suite struct VerbTests {
  private let store: ChangeStore

  init() throws { store = try ChangeStore() }

  private func make(_ person: Person = .rina, _ plan: (ChangeDesk) throws -> PlannedChange) throws -> PlannedChange {
    let session = try store.session(person)
    let change = try plan(ChangeDesk(session))
    _ = try session.make(change)
    #expect(try store.scratch.status() == [])
    return change
  }

  private func undo(_ revision: String) throws -> PlannedChange {
    try make { try $0.undo(revision, reason: "Keliru.") }
  }

  private func refusal(_ revision: String) throws -> Failure? {
    let head = try store.scratch.head()
    let failure = #expect(throws: Failure.self) { try undo(revision) }
    #expect(try store.scratch.head() == head)
    return failure
  }

  /// The picture that closes a case is named in `git log`, its fingerprint is not.
  @Test func aCommitNamesThePicturesThatItBrings() throws {
    let print = String(repeating: "ab", count: 32)
    try store.set(lamp, "attachments+=sha256:\(print),bytes:9,name:terang.jpg,kind:after")
    let message = try store.message()
    #expect(message.contains("terang.jpg after]") && !message.contains(print), "\(message)")
  }

  @Test func anUndoneChangeIsACommitOfItsOwnAndLaterOnesStay() throws {
    let text = try store.scratch.text(lampFile)
    try store.set(lamp, "priority=low", "refs+=system:lapor,id:1")
    let change = try store.scratch.head()
    try store.set(lamp, "rating=4")
    _ = try undo(change)
    #expect(try store.scratch.text(lampFile) == text.editing("status: assigned\n", "status: assigned\nrating: 4\n"))
    let message = try store.message()
    let title = "Laporan \(lamp): perubahan \(change.prefix(8)) dibatalkan"
    let refs = "refs: [sikesal:contoh-0147, lapor:1] -> [sikesal:contoh-0147]"
    #expect(message.hasPrefix(title + "\n\n\(refs)\npriority: low -> high\n"))
    #expect(message.contains("\nKeliru.\n\nKoja-Record: complaints/\(lamp)\nKoja-Undo: \(change)\n"))
    #expect(try refusal(change)?.message.en.hasPrefix("nothing of") == true)
    #expect(try store.findings() == [])
  }

  @Test func whatChangedSinceIsNotUndone() throws {
    try store.set(lamp, "priority=low")
    try store.set(lamp, "priority=normal")
    #expect(try refusal("HEAD~1")?.hint?.en.contains("koja set \(lamp) priority=…") == true)
  }

  @Test func whatMustStayStays() throws {
    try store.act("nyatakan lengkap", "IZN-2607-C4ZQ9WM", as: .lestari)
    #expect(try refusal("HEAD")?.message.en.contains("claimed the number `8/2026`") == true)
    #expect(try refusal("HEAD~1")?.message.en.contains("first commit") == true)
    try store.scratch.folder.write("x", to: "catatan.txt")
    try store.scratch.git(["add", "-A"])
    try store.scratch.git(["commit", "-qm", "lain"])
    #expect(try refusal("HEAD")?.hint?.en.contains("git revert") == true)
    let fields = [
      "class=pengaduan", "category=lampu-jalan", "channel=lapor", "summary=Lampu padam", "description=Gelap.",
      "reporter.anonymous=ya", "reporter.secret=tidak",
    ]
    let created = try make { desk in
      try desk.newRecord(
        in: try City.collection("complaints"), id: nil, try fields.map { try Assignment(argument: $0) }, draft: nil,
        note: nil
      ).change
    }
    #expect(try refusal("HEAD")?.hint?.en.contains("koja withdraw \(created.summary.id)") == true)
  }

  @Test func aVoidNumberStaysVoid() throws {
    let (void, taken) = ("surat-keluar-2026-000002", "agenda-masuk-2026-000003")
    #expect(try codes { try store.set(void, "void-") } == ["history/claim"])
    #expect(try codes { try store.set(taken, "record=letters/SRT-2607-X2M9CHJ") } == ["history/claim"])
    #expect(throws: Failure.self) {
      try store.set(taken, "void=at:2026-07-31T08:00:00+07:00,by:rina-sari,reason:Keliru")
    }
    try store.change("SRT-2606-7RJ5TEH") { desk, record in try desk.withdraw(record, reason: "Keliru.") }
    try store.set(taken, "void=at:2026-07-31T08:00:00+07:00,by:rina-sari,reason:Keliru")
    let failure = try refusal("HEAD")
    #expect(failure?.findings.contains { $0.code == "history/claim" } == true)
  }

  private func codes(_ change: () throws -> Void) throws -> [String] {
    let failure = #expect(throws: Failure.self) { try change() }
    return (failure?.findings ?? []).map(\.code).filter { $0.hasPrefix("history/") }
  }

  @Test func aVoidNumberStaysWithItsReason() throws {
    let id = "agenda-masuk-2026-000003"
    func void() throws -> PlannedChange {
      try make { desk in
        try desk.voidNumber(try desk.session.store.locate(id) { _ in [] }, reason: "Salah ambil.")
      }
    }
    let living = #expect(throws: Failure.self) { try void() }
    #expect(living?.findings.map(\.code) == ["number/void"], "its letter still counts")
    #expect(living?.findings.first?.hint?.en.contains("koja withdraw SRT-2606-7RJ5TEH") == true)
    try store.change("SRT-2606-7RJ5TEH") { desk, record in try desk.withdraw(record, reason: "Tercatat dua kali.") }
    #expect(try void().summary.verb.en == "declared void")
    let text = try store.scratch.text("records/numbers/agenda-masuk/2026/000/\(id).yaml")
    #expect(text.contains("void:\n  at: \"2026-08-01T09:00:00+07:00\"\n  by: rina-sari\n  reason: \"Salah ambil.\"\n"))
    #expect(try store.findings() == [])
    let again = #expect(throws: Failure.self) { try void() }
    #expect(again?.message.en.contains("is void already") == true)
  }

  @Test func aNewLinkToAWithdrawnRecordIsAWarning() throws {
    try store.change("drainase") { desk, record in try desk.withdraw(record, reason: "Digabung.") }
    var codes: [String] = []
    func link(_ category: String) throws {
      try store.change(lamp) { desk, record in
        let change = try desk.setFields(of: record, [try Assignment(argument: "category=\(category)")], note: nil)
        codes = change?.findings.map { "\($0.severity.rawValue) \($0.code)" } ?? []
        return change
      }
    }
    try link("drainase")
    #expect(codes == ["warning ref/withdrawn"])
    // What refers to it already is left alone.
    try store.set(lamp, "priority=low")
    #expect(try store.findings() == [])
    try link("lampu-jalan")
    #expect(codes == [])
  }

  @Test func whoeverWithdrawsACaseHearsOfOpenOnesThatReferToIt() throws {
    func warnings(_ id: String) throws -> [String] {
      try make { desk in try desk.withdraw(try desk.session.store.locate(id) { _ in [] }, reason: "Salah.") }
        .findings.filter { $0.code == "ref/withdrawn" }.map { "\($0.severity.rawValue) \($0.message.en)" }
    }
    let (draft, received) = ("SRT-2607-Y4CM1JF", "SRT-2607-X2M9CHJ")
    try store.set(draft, "refers_to+=letters/\(received)")
    #expect(
      try warnings(received) == [
        "warning `\(received)` is withdrawn, and cases that are open still refer to it: `\(draft)`"
      ])
    #expect(try warnings(draft) == [], "what refers to others leaves nobody behind")
  }

  @Test func aWithdrawnRecordStaysAndNoLongerCounts() throws {
    let change = try make { desk in
      try desk.withdraw(try desk.session.store.locate(lamp) { _ in [] }, reason: "Tercatat dua kali.")
    }
    #expect(change.summary.verb.en == "withdrawn")
    #expect(
      try store.scratch.text(lampFile).contains(
        "withdrawn:\n  at: \"2026-08-01T09:00:00+07:00\"\n  by: rina-sari\n  reason: \"Tercatat dua kali.\"\ntimeline:\n"
      ))
    #expect(try store.message().contains("ditarik\n\nTercatat dua kali.\n"))
    #expect(try store.findings() == [])
    let opened = try store.open()
    let indexed = try IndexedStore(opened) { (0, 0) }
    func ids(_ filter: [String], withdrawn: Bool = false) throws -> [String] {
      let question = Question(
        collection: try City.collection("complaints"), filter: filter, columns: ["id"], limit: nil, now: City.now,
        language: .en, withdrawn: withdrawn)
      return try question.answer(indexed).rows.compactMap(\.id)
    }
    #expect(try !ids([]).contains(lamp))
    #expect(try ids(["has:withdrawn"]) == [lamp])
    #expect(try ids(["withdrawn.reason:kali"]) == [lamp])
    #expect(try ids([], withdrawn: true).count == ids([]).count + 1)
    #expect(try !ids(["overdue:any"]).contains(lamp))
    let record = try opened.locate(lamp) { _ in [] }
    #expect(
      ClockFace(opened).readings(try opened.read(lampFile).document, of: record.collection).isEmpty)
    #expect(throws: Failure.self) { try store.act("kerjakan", lamp, as: .agus) }
    #expect(throws: Failure.self) { try store.set(lamp, "withdrawn-") }
    for refused in [
      #expect(throws: Failure.self, performing: { try store.set(lamp, "priority=low") }),
      #expect(throws: Failure.self, performing: { try store.act("respond", lamp, ["response=Baik."]) }),
    ] {
      #expect(refused?.message.en.hasPrefix("`\(lamp)` was withdrawn on ") == true)
    }
    _ = try undo("HEAD")
    #expect(try !store.scratch.text(lampFile).contains("withdrawn"))
  }

  @Test func aRenamedRecordTakesItsReferencesAlong() throws {
    let change = try make { desk in
      try desk.rename(try desk.session.store.locate("perkim") { _ in [] }, to: "dinas-perkim", note: nil)
    }
    #expect(change.files.first?.path == "records/units/perkim.yaml" && change.files.first?.after == nil)
    #expect(try store.scratch.text(lampFile).contains("\nunit: dinas-perkim\n"))
    #expect(try store.scratch.text(lampFile).contains("    unit: dinas-perkim\n"), "in the timeline, too")
    #expect(try store.message().contains("Koja-Rename: units/perkim units/dinas-perkim"))
    #expect(try store.findings() == [])
    _ = try make { desk in
      try desk.rename(try desk.session.store.locate("rina-sari") { _ in [] }, to: "rina", note: nil)
    }
    #expect(try store.findings() == [])
  }

  @Test func whatStandsInTheWayOfARenameIsNamed() throws {
    func refusal(_ id: String, _ new: String) throws -> Failure? {
      #expect(throws: Failure.self) {
        try make { desk in
          try desk.rename(try desk.session.store.locate(id) { _ in [] }, to: new, note: nil)
        }
      }
    }
    #expect(try refusal("perkim", "dlh")?.message.en == "`dlh` exists already")
    #expect(try refusal("perkim", "Dinas X")?.kind == .usage)
    #expect(try refusal("kota-jambi", "kota")?.message.en.contains("schemas/store.yaml:") == true)
    #expect(try refusal("surat-keluar-2026-000001", "surat-keluar-2026-000009")?.kind == .usage)
    try store.scratch.edit(lampFile, "priority: high", "priority: low")
    #expect(try refusal("perkim", "dinas-perkim")?.hint?.en.contains("koja commit") == true)
  }

  @Test func theLoserOfADoubleNumberTakesTheNextOne() throws {
    let first = "IZN-2607-C4ZQ9WM"
    try store.act("nyatakan lengkap", first, as: .lestari)
    let claim = "records/numbers/permohonan/2026/000/permohonan-2026-000008.yaml"
    // A merge took the claim of another clone, where another permit had taken the number.
    let other = try #require(
      try store.scratch.git(["grep", "-l", "application_number: \"7/2026\"", "--", "records/permits"]).lines.first)
    try store.scratch.edit(other, "application_number: \"7/2026\"", "application_number: \"8/2026\"")
    store.scratch.folder.delete("records/numbers/permohonan/2026/000/permohonan-2026-000007.yaml")
    try store.scratch.git(["commit", "-qam", "Gabungan"])
    #expect(try store.findings().contains { $0.hasSuffix("number/stolen") })
    let loser = try #require(other.splitting(at: "/").last?.splitting(at: ".yaml").first)
    let refused = #expect(throws: Failure.self) {
      try make {
        try $0.reassignNumber(of: try $0.session.store.locate(first) { _ in [] }, register: "permohonan", note: nil)
      }
    }
    #expect(refused?.message.en.contains("alone") == true || refused == nil)
    let change = try make { desk in
      try desk.reassignNumber(of: try desk.session.store.locate(loser) { _ in [] }, register: "permohonan", note: nil)
    }
    #expect(change.files.count == 4)
    #expect(try store.scratch.text(other).contains("application_number: \"9/2026\""))
    #expect(
      try store.scratch.text(claim).contains("note: \"Juga diambil permits/\(loser), yang kini bernomor 9/2026.\""))
    let taken = "records/numbers/permohonan/2026/000/permohonan-2026-000009.yaml"
    #expect(try store.scratch.text(taken).contains("note: \"Semula 8/2026, yang dipakai permits/\(first).\""))
    // Both records say it, too.
    func remark(_ file: String) throws -> String? {
      try store.scratch.text(file).splitting(at: "- action: remark").last?.splitting(at: "note: ").last
    }
    #expect(try remark(other) == "\"Semula 8/2026, yang dipakai permits/\(first). Kini 9/2026.\"\n")
    let winner = try store.open().locate(first) { _ in [] }.path
    #expect(try remark(winner) == "\"Nomor 8/2026. Juga diambil permits/\(loser), yang kini bernomor 9/2026.\"\n")
    #expect(try store.findings().filter { $0.contains("number/") && !$0.contains("gap") } == [])
    #expect(try !store.findings().contains { $0.contains("workflow/") })
    let entries = try store.open().audit("HEAD~1..").entries
    #expect(entries.flatMap(\.findings).isEmpty, "\(entries.flatMap(\.findings).map(\.message.en))")
  }
}
