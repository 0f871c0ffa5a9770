import KojaTestSupport
import Testing

/// What an action fills in where nobody gave it (`fills`): by `koja do`, `--dry-run` and `koja commit`, with the day of the
/// entry, and only what the workflow says of such records.
@Suite struct FillsTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func file(_ id: String) throws -> String {
    let files = try store.git(["ls-files", "records"]).lines
    return try store.text(try #require(files.first { $0.hasSuffix("/\(id).yaml") }))
  }

  /// An outgoing letter with its initials.
  private func draft() throws -> String {
    let made = try store.koja(
      "new", "letters", "direction=outgoing", "kind=official-letter", "recipients+=unit:perkim", "unit=diskominfo",
      "subject=Permohonan data", "archive_code=500.12.6.4", person: .hendra)
    let id = try #require(made.lines.first, "\(made.standardError)")
    #expect(try store.koja("do", id, "initial", person: .hendra).status == 0)
    return id
  }

  @Test func theSignerIsAsTheRegisterOfOfficersSaysOnThatDay() throws {
    let id = try draft()
    let shown = try store.koja("do", id, "sign", "signer.officer=hendra-wijaya", "--dry-run", person: .hendra)
    #expect(
      shown.text.contains("name: Hendra Wijaya") || shown.text.contains("name: \"Hendra Wijaya\""), "\(shown.text)")
    #expect(!(try file(id)).contains("signer"), "a dry run writes nothing")
    #expect(try store.koja("do", id, "sign", "signer.officer=hendra-wijaya", person: .hendra).status == 0)
    let signed = try file(id)
    for text in ["name: ", "Hendra Wijaya", "Kepala Dinas Komunikasi dan Informatika", "letter_date: "] {
      #expect(signed.contains(text), "\(signed)")
    }
    try store.edit("records/officers/hendra-wijaya.yaml", "post: \"Kepala Dinas", "post: \"Mantan Kepala Dinas")
    try store.git(["commit", "-qam", "Pindah jabatan"])
    #expect(try store.koja("check").status == 0, "what was signed stays as it was")
  }

  @Test(arguments: [
    ("signer.name=Bukan Hendra", "the name is as in the register of officers"),
    ("signer.post=Wali Kota", "the post of who is in office is as in the register of officers"),
    ("letter_date=2099-01-01", "its date is not after the day of the signature"),
  ]) func aSignerOrADateThatIsNotTrueIsRefused(_ wrong: String, _ told: String) throws {
    let id = try draft()
    let refused = try store.koja(
      "do", id, "sign", "signer.officer=hendra-wijaya", wrong, "--lang", "en", person: .hendra)
    let words = refused.standardError.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(refused.status == 1 && words.contains("`sign` is allowed only if \(told)"), "\(refused.standardError)")
  }

  @Test func whoActsForAnotherMayWriteThePost() throws {
    let id = try draft()
    let done = try store.koja(
      "do", id, "sign", "signer.officer=hendra-wijaya", "signer.post=Plh. Sekretaris Daerah",
      "signer.capacity=daily-acting", person: .hendra)
    #expect(done.status == 0, "\(done.standardError)")
    #expect(
      try file(id).contains("post: \"Plh. Sekretaris Daerah\"") || file(id).contains("post: Plh. Sekretaris Daerah"))
  }

  @Test func theArchiveCountsFromTheDayOfTheEntry() throws {
    // 000.7.1.4 counts from the closing of the matter; --at is the day, not the present one.
    let done = try store.koja(
      "do", "SRT-2603-3KD8VWE", "archive", "--at", "2026-11-20T10:00", "--note", "Terlambat dicatat", person: .siti)
    #expect(done.status == 0, "\(done.standardError)")
    let text = try file("SRT-2603-3KD8VWE")
    #expect(text.contains("\nclosed_on: 2026-11-20") || text.contains("\nclosed_on: \"2026-11-20\""), "\(text)")
    #expect(text.contains("    closed_on: "), "the entry tells it: \(text)")
  }

  @Test func aDayThatWasGivenStays() throws {
    #expect(try store.koja("do", "SRT-2603-3KD8VWE", "archive", "closed_on=2026-03-31", person: .siti).status == 0)
    #expect(try file("SRT-2603-3KD8VWE").contains("2026-03-31"))
  }

  @Test func retentionThatWaitsForAnotherEventIsNotBegun() throws {
    try store.edit("records/archive-codes/000.7.1.4.yaml", "trigger: closed", "trigger: final-decision")
    try store.git(["commit", "-qam", "Retensi menunggu putusan"])
    #expect(try store.koja("do", "SRT-2603-3KD8VWE", "archive", person: .siti).status == 0)
    #expect(!(try file("SRT-2603-3KD8VWE")).contains("closed_on"))
  }

  @Test func aHandEditIsFilledInAsWell() throws {
    let path = "records/letters/2026/03/SRT-2603-3KD8VWE.yaml"
    try store.edit(path, "status: settled", "status: archived")
    let done = try store.koja("commit", person: .siti)
    #expect(done.status == 0, "\(done.standardError)")
    let text = try store.text(path)
    #expect(text.components(of: "closed_on: ") == 2, "in the record and in its entry: \(text)")
    #expect(try store.koja("check").status == 0)
  }

  @Test func aPermitHasTheArchiveCodeOfItsService() throws {
    let id = "IZN-2605-6YR4AV3"
    let done = try store.koja("do", id, "issue", "signer.officer=fauzan-rahman", person: .rina)
    #expect(done.status == 0, "\(done.standardError)")
    let text = try file(id)
    #expect(text.contains("archive_code: \"100.2.2.5\"") || text.contains("archive_code: 100.2.2.5"), "\(text)")
    #expect(text.contains("Camat Telanaipura"), "\(text)")
  }

  @Test func aPermitIsValidForTheMonthsOfItsService() throws {
    let id = "IZN-2605-6YR4AV3"
    try store.edit("records/services/surat-keterangan.yaml", "\nsource:", "\nvalidity:\n  months: 6\nsource:")
    try store.git(["commit", "-qam", "Masa berlaku"])
    let done = try store.koja(
      "do", id, "issue", "signer.officer=fauzan-rahman", "valid_from=2026-08-31", "--at", "2026-08-31T09:00", "--note",
      "Dicatat kemudian", person: .rina)
    #expect(done.status == 0, "\(done.standardError)")
    // Half a year after 31 August there is no 31 February.
    let text = try file(id)
    #expect(text.contains("valid_to: 2027-02-28") || text.contains("valid_to: \"2027-02-28\""), "\(text)")
  }

  @Test(arguments: [
    ("archive_code: \"{service.archive_code}\"", "archive_kode: \"{service.archive_code}\"", "workflow/unknown-field"),
    ("archive_code: \"{service.archive_code}\"", "archive_code: \"{service.code}\"", "workflow/unknown-field"),
    ("archive_code: \"{service.archive_code}\"", "archive_code: \"{service.level}\"", "workflow/fill"),
    ("valid_from: \"{today}\"", "valid_from: besok", "workflow/fill"),
    ("valid_from: \"{today}\"", "valid_from: 12", "workflow/fill"),
    ("valid_from: \"{today}\"", "previous: \"{today}\"", "workflow/fill"),
    ("valid_from: \"{today}\"", "survey.agrees: true", "workflow/fill"),
    ("valid_from: \"{today}\"", "status: issued", "workflow/fill"),
  ]) func aFillThatLeadsNowhereOrDoesNotFitIsFound(_ right: String, _ wrong: String, _ code: String) throws {
    try store.edit("schemas/permits/workflow.yaml", "      \(right)", "      \(wrong)")
    let output = try store.koja("schema", "check", "--lang", "en")
    #expect(output.status == 3 && output.text.contains(code), "\(output.text)")
    #expect(output.text.contains("schemas/permits/workflow.yaml:"), "at its place")
  }
}

extension String {
  /// How often a text occurs.
  fileprivate func components(of text: String) -> Int { splitting(at: text).count - 1 }
}
