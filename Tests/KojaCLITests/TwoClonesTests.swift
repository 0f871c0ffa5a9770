import Foundation
import KojaTestSupport
import Testing

/// Two offices work apart, take the same number, and meet in stock git.
@Suite struct TwoClonesTests {
  private struct Office {
    let path: String

    func git(_ arguments: String..., allowingFailure: Bool = false) throws -> Shell.Output {
      try Shell.git(arguments, in: path, environment: Person.rina.environment, allowingFailure: allowingFailure)
    }

    /// Enters an incoming letter, which takes the next agenda number. Returns its id.
    func receive(_ number: String) throws -> String {
      let output = try RunKoja.run(
        [
          "new", "letters", "direction=incoming", "kind=official-letter", "subject=Undangan rapat \(number)",
          "sender.text=Dinas Contoh", "number=\(number)", "unit=diskominfo", "urgency=ordinary", "secrecy=ordinary",
          "letter_date=2026-07-01", "received_at=2026-07-02T08:00:00+07:00",
        ], in: path)
      guard output.status == 0, let id = output.lines.first else { throw Shell.Unsuccessful(output.standardError) }
      return id.splitting(at: " ")[0]
    }

    func check() throws -> Shell.Output { try RunKoja.run(["check", "--format", "concise", "--lang", "en"], in: path) }
  }

  /// Signs an outgoing letter, which freezes its number. Returns its id.
  func sign(_ subject: String, in path: String) throws -> String {
    func koja(_ arguments: String...) throws -> String {
      let output = try RunKoja.run(arguments, in: path, as: .hendra)
      guard output.status == 0 else { throw Shell.Unsuccessful(output.standardError) }
      return output.text
    }
    let id = try koja(
      "new", "letters", "direction=outgoing", "kind=official-letter", "recipients+=unit:perkim", "unit=diskominfo",
      "subject=\(subject)", "archive_code=500.12.6.4"
    ).splitting(at: "\n")[0]
    _ = try koja("do", id, "initial")
    _ = try koja("do", id, "sign", "signer.officer=hendra-wijaya")
    return id
  }

  @Test("A signed letter that loses its number to another office gets the next one, though signing froze it")
  func aFrozenNumberIsReassigned() throws {
    let folder = try ScratchDirectory()
    let (first, second, _) = try offices(folder)
    for office in [first, second] { _ = try office.git("reset", "-q", "--hard", "HEAD~1") }
    let ids = (try sign("Permohonan data", in: first.path), try sign("Undangan", in: second.path))
    _ = try second.git("fetch", "-q", first.path, "HEAD")
    #expect(try second.git("merge", "-q", "FETCH_HEAD", allowingFailure: true).status == 1)
    let claim = try #require(try second.git("diff", "--name-only", "--diff-filter=U").lines.first)
    _ = try second.git("checkout", "-q", "--theirs", claim)
    _ = try second.git("add", "-A")
    _ = try second.git("commit", "-q", "-m", "Gabung")
    #expect(try second.check().text.contains("number/stolen"))
    let settled = try RunKoja.run(["number", "reassign", ids.1], in: second.path)
    #expect(settled.status == 0, "\(settled.standardError)")
    #expect(try second.check().status == 0)
    let audit = try RunKoja.run(["audit", "HEAD~1..HEAD", "--lang", "en"], in: second.path)
    #expect(audit.status == 0, "\(audit.text)\(audit.standardError)")
    let against = try RunKoja.run(["check", "--against", "HEAD~1", "--lang", "en"], in: second.path)
    #expect(against.status == 0, "\(against.text)\(against.standardError)")
    // By hand it stays frozen, also beside a claim that says nothing of it.
    let path = try second.git("ls-files", "records/letters").lines.first { $0.contains(ids.0) }
    let file = try #require(path)
    let text = try String(contentsOfFile: second.path + "/" + file, encoding: .utf8)
    try text.editing("\nnumber: ", "\nnumber: X").write(
      toFile: second.path + "/" + file, atomically: true, encoding: .utf8)
    let byHand = try RunKoja.run(["check", "--against", "HEAD", "--lang", "en"], in: second.path)
    #expect(byHand.text.contains("history/immutable"), "\(byHand.text)")
  }

  @Test("A letter that is found late gets the next number with a reason, or one put in behind another")
  func aLetterFoundLate() throws {
    let folder = try ScratchDirectory()
    let (first, _, _) = try offices(folder)
    func late(_ number: String, _ more: String...) throws -> Shell.Output {
      try RunKoja.run(
        [
          "new", "letters", "direction=incoming", "kind=official-letter", "subject=Tertinggal",
          "sender.text=Dinas Contoh",
          "number=\(number)", "unit=diskominfo", "urgency=ordinary", "secrecy=ordinary", "letter_date=2026-07-01",
          "received_at=2026-07-02T08:00:00Z", "--at", "2026-07-02T08:00:00Z", "--lang", "en",
        ] + more, in: first.path)
    }
    let bare = try late("009/C/2026")
    #expect(bare.status == 2 && bare.standardError.contains("--note"), "\(bare.standardError)")
    let made = try late("009/C/2026", "--note", "Tertinggal di meja.")
    #expect(made.status == 0, "\(made.standardError)")
    let inserted = try late("010/C/2026", "--note", "Tertinggal di meja.", "--insert-after", "1")
    #expect(inserted.status == 0, "\(inserted.standardError)")
    let id = try #require(inserted.lines.first)
    let shown = try RunKoja.run(["show", id, "--format", "yaml"], in: first.path).text
    #expect(shown.contains("1a/2026") && shown.contains("2026-07-02T15:00:00+07:00"), "\(shown)")
    #expect(try first.check().status == 0)
  }

  /// Two clones of one store, in which one letter each was entered; the second has fetched the first's.
  private func offices(_ folder: ScratchDirectory) throws -> (first: Office, second: Office, ids: (String, String)) {
    let store = try ScratchStore()
    try Shell.git(["clone", "-q", "--bare", store.path, "pusat.git"], in: folder.path)
    for name in ["kota", "camat"] { try Shell.git(["clone", "-q", "pusat.git", name], in: folder.path) }
    let (first, second) = (Office(path: folder.path("kota")), Office(path: folder.path("camat")))
    let ids = (try first.receive("001/A/2026"), try second.receive("002/B/2026"))
    _ = try first.git("push", "-q", "origin", "HEAD")
    _ = try second.git("fetch", "-q", "origin")
    return (first, second, ids)
  }

  @Test func theSameNumberIsOneConflictOnOnePath() throws {
    let folder = try ScratchDirectory()
    let (_, second, ids) = try offices(folder)
    let merge = try second.git("merge", "-q", "origin/main", allowingFailure: true)
    #expect(merge.status == 1)
    let conflicts = try second.git("diff", "--name-only", "--diff-filter=U").lines
    #expect(conflicts.count == 1 && conflicts[0].hasPrefix("records/numbers/agenda-masuk/"), "\(conflicts)")
    #expect(try second.git("ls-files", "records/letters").lines.count { $0.contains(ids.0) || $0.contains(ids.1) } == 2)
    let said = try second.check()
    // One conflict is one finding: what nobody can read proves nothing about others.
    #expect(said.status == 1 && said.lines.count == 2, "\(said.text)")
    #expect(said.lines[0].contains("yaml/conflict") && said.lines[0].hasPrefix(conflicts[0]), "\(said.text)")
    let status = try RunKoja.run(["status", "--lang", "en"], in: second.path)
    #expect(status.text.contains("koja number reassign"), "\(status.text)")
  }

  @Test func aMergeThatTookOneSideIsFound() throws {
    let folder = try ScratchDirectory()
    let (_, second, ids) = try offices(folder)
    _ = try second.git("merge", "-q", "origin/main", allowingFailure: true)
    let claim = try #require(try second.git("diff", "--name-only", "--diff-filter=U").lines.first)
    _ = try second.git("checkout", "-q", "--ours", claim)
    _ = try second.git("add", "-A")
    _ = try second.git("commit", "-q", "-m", "Gabung")
    let said = try second.check()
    #expect(said.status == 1)
    let stolen = said.lines.filter { $0.contains("number/stolen") }
    #expect(stolen.count == 1 && stolen[0].contains(ids.0), "the number of the first office: \(said.text)")
    #expect(said.text.contains("unique/double"))
    let full = try RunKoja.run(["check", "--lang", "en"], in: second.path)
    #expect(full.text.contains("`koja number reassign \(ids.0)`"), "\(full.text)")
    // Settled, everything is green, the history too.
    let settled = try RunKoja.run(["number", "reassign", ids.0], in: second.path)
    #expect(settled.status == 0, "\(settled.standardError)")
    #expect(try second.check().status == 0)
    let audit = try RunKoja.run(["audit", "HEAD~3..HEAD", "--lang", "en"], in: second.path)
    #expect(audit.status == 0, "\(audit.text)\(audit.standardError)")
  }
}
