import KojaTestSupport
import Testing

/// What a commit's message says beside the trees is told by `koja log`, and nothing that a change takes away is told by it.
@Suite struct HistoryWordsTests {
  private let store: ScratchStore
  private let lamp = "SKS-2603-7K3FQ2X"

  init() throws { store = try ScratchStore() }

  @Test func notesAndUndosAreTold() throws {
    #expect(try store.koja("set", lamp, "priority=low", "-m", "Salah baca").status == 0)
    let commit = try #require(try store.git(["rev-parse", "HEAD"]).lines.first)
    #expect(try store.koja("undo", commit, "--reason", "Ternyata benar").status == 0)
    let log = try store.koja("log", lamp, "--limit", "2", "--lang", "en").text
    #expect(log.contains("Salah baca") && log.contains("Ternyata benar"), "\(log)")
    #expect(log.contains("Undoes") && log.contains(String(commit.prefix(8))))
    // Lines about fields and trailers are no words of a person.
    #expect(!log.contains("Koja-Record") && !log.contains("priority:"))
    let rows = try store.koja("log", lamp, "--limit", "2", "--format", "jsonl").text
    #expect(rows.contains(#""note":"Salah baca""#) && rows.contains(#""undoes":"\#(commit)""#), "\(rows)")
  }

  @Test func whatAChangeTakesAwayForSecrecyIsNotInItsMessage() throws {
    let made = try store.koja(
      "new", "letters", "direction=incoming", "kind=official-letter", "subject=Dugaan KANARI", "abstract=Isi KANARI",
      "sender.text=Kejaksaan", "unit=diskominfo", "number=R-2/X", "letter_date=2026-08-01", "secrecy=ordinary",
      "urgency=ordinary", "received_at=2026-08-02T08:00", "--at", "2026-08-02T08:00", "--note", "Dicatat belakangan.")
    let id = try #require(made.lines.first, "\(made.standardError)")
    let set = try store.koja("set", id, "secrecy=secret", "subject=Surat rahasia", "abstract-", "paper.place=Brankas 1")
    #expect(set.status == 0, "\(set.standardError)")
    let message = try store.git(["log", "-1", "--format=%B"]).text
    #expect(message.contains("secrecy: ordinary -> secret") && !message.contains("KANARI"), "\(message)")
  }
}
