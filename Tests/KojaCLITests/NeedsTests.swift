import KojaTestSupport
import Testing

/// What an action needs is asked when it is entered: through `koja do`, `new`, `commit` and a check of what is staged, and
/// never of a record as it stands.
@Suite struct NeedsTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func refused(_ output: Shell.Output, _ words: String..., code: String = "error[workflow/needs]") {
    #expect(output.status == 1, "\(output.text)\(output.standardError)")
    // Lines are broken where the screen ends.
    let told = output.standardError.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for word in [code] + words { #expect(told.contains(word), "\(output.standardError)") }
  }

  private func apply(_ service: String, _ purpose: String = "new", unit: String = "kel-legok", _ more: String...) throws
    -> Shell.Output
  {
    try RunKoja.run(
      [
        "new", "permits", "service=\(service)", "purpose=\(purpose)", "subject=Keterangan contoh", "unit=\(unit)",
        "applicant.person=ORG-7K3FQ2XA", "requirements+=code:identity-card,met:ya", "--lang", "en",
      ] + more, in: store.path, as: .yuli)
  }

  @Test func aServiceThatIsNotInUseTakesNoApplications() throws {
    refused(
      try apply("imb-kecil"), "`submit` is allowed only if its service is still in use",
      "`service.active`: `false` (services/imb-kecil); needed is service.active: true", "choose the one that follows it"
    )
  }

  /// The building permit of the catalogue ended in 2021; any other may end and name the one that follows.
  @Test func aServiceThatIsNoLongerInForceTakesNoApplications() throws {
    try store.edit("records/services/imb-kecil.yaml", "active: false", "active: true")
    refused(
      try apply("imb-kecil", unit: "kec-telanaipura"), "its service is in force on the day of receipt",
      "`service.valid_to`: 2021-08-01, before", "see `valid_from`, `valid_to` and `successor`")
    let file = "records/services/surat-usaha-mikro.yaml"
    try store.edit(file, "active: true", "active: true\nvalid_from: 2999-01-01")
    refused(try apply("surat-usaha-mikro"), "`received_at`: ", "before 2999-01-01")
    try store.edit(file, "valid_from: 2999-01-01", "valid_from: 2020-01-01\nvalid_to: 2026-01-31\nsuccessor: domisili")
    refused(try apply("surat-usaha-mikro"), "`service.valid_to`: 2026-01-31, before")
    #expect(try store.koja("show", "services/surat-usaha-mikro", "--lang", "en").text.contains("domisili"))
    #expect(try apply("domisili").status == 0)
    try store.edit(file, "successor: domisili", "successor: surat-usaha-mikro")
    #expect(try store.koja("check", file).status == 1, "no service follows itself")
  }

  @Test func aRenewalIsOfTheSameService() throws {
    refused(
      try apply("surat-usaha-mikro", "renewal", unit: "kel-legok", "previous=IZN-2603-B5NS0KJ"),
      "`service`: `surat-usaha-mikro`, `previous.service`: `domisili` (permits/IZN-2603-B5NS0KJ)")
    #expect(try apply("domisili", "renewal", unit: "kel-legok", "previous=IZN-2603-B5NS0KJ").status == 0)
  }

  @Test func aSurveyThatIsAskedForComesBeforeTheApproval() throws {
    try store.edit("records/services/domisili.yaml", "active: true", "active: true\nsurvey_required: true")
    refused(
      try store.koja("do", "IZN-2607-H3JX8B8", "approve", "--lang", "en", person: .rudi), "`survey.agrees`: missing",
      "or refuse it")
  }

  @Test func aLetterIsNotSettledOverOpenDispositions() throws {
    let made = try store.koja(
      "new", "dispositions", "letter=SRT-2607-X2M9CHJ", "unit=kel-legok", "instructions+=attend", "text=Mohon hadir",
      person: .hendra)
    let id = try #require(made.lines.first)
    refused(
      try store.koja("do", "SRT-2607-X2M9CHJ", "settle", "--lang", "en", person: .siti), "dispositions: \(id)",
      "finish them first")
    #expect(try store.koja("do", id, "recall", "--reason", "wrong-recipient", person: .hendra).status == 0)
    #expect(try store.koja("do", "SRT-2607-X2M9CHJ", "settle", person: .siti).status == 0)
    refused(
      try store.koja(
        "new", "dispositions", "letter=SRT-2607-X2M9CHJ", "unit=kel-legok", "instructions+=attend", "text=Mohon hadir",
        "due=2020-01-01", "--lang", "en", person: .hendra), "before")
  }

  @Test func aLetterIsDisposedBeforeItsDispositionsAreSent() throws {
    let send = [
      "new", "dispositions", "letter=SRT-2607-X2M9CHJ", "unit=kel-legok", "instructions+=attend", "text=Mohon hadir",
      "--lang", "en",
    ]
    let early = try RunKoja.run(send, in: store.path, as: .hendra)
    #expect(early.status == 0 && early.standardError.contains("its letter is disposed"), "\(early.standardError)")
    #expect(try store.koja("do", "SRT-2607-X2M9CHJ", "dispose", "unit=diskominfo", person: .hendra).status == 0)
    let sent = try RunKoja.run(send, in: store.path, as: .hendra)
    #expect(sent.status == 0 && !sent.standardError.contains("workflow/needs"), "\(sent.standardError)")
  }

  @Test func whoPassesDownStaysBelow() throws {
    refused(
      try store.koja("do", "SKS-2603-7K3FQ2X", "pass-down", "sub_unit=pupr", "--lang", "en", person: .rina),
      "that office lies below the unit", "`sub_unit`: `pupr`", code: "workflow/needs")
  }

  @Test func whoCoordinatesSaysWithWhom() throws {
    refused(
      try store.koja("do", "SKS-2603-7K3FQ2X", "coordinate", "--lang", "en", person: .rina), "`partners` must be there",
      code: "error[workflow/requires]")
    #expect(try store.koja("do", "SKS-2603-7K3FQ2X", "coordinate", "partners=dlh", person: .rina).status == 0)
  }

  @Test func whatNobodyWorkedOnIsNotRated() throws {
    refused(
      try store.koja("set", "SKS-2607-VB0K8D0", "rating=5", "--lang", "en", person: .rina), "`rating`",
      code: "error[schema/false]")
    #expect(try store.koja("set", "SKS-2603-0XJ7RAJ", "rating=5", "--dry-run", person: .rina).status == 0)
  }

  @Test func aPromisedDayIsNotPast() throws {
    refused(
      try store.koja(
        "do", "SKS-2603-7K3FQ2X", "schedule", "promised_at=2020-01-01", "--reason", "no-material", "--lang", "en",
        person: .rina), "`promised_at`: 2020-01-01, before")
  }

  @Test func aReasonFitsItsAction() throws {
    let other = try store.koja(
      "do", "SKS-2603-7K3FQ2X", "schedule", "promised_at=2030-01-01", "--reason", "criminal-case", "--lang", "en",
      person: .rina)
    #expect(other.status == 1, "\(other.standardError)")
    #expect(other.standardError.contains("is no reason for `schedule`"), "\(other.standardError)")
    #expect(other.standardError.contains("no-material") && !other.standardError.contains("no-evidence"))
    try store.edit(
      "records/complaints/2026/06/SKS-2606-E3PD5NJ.yaml", "    reason: no-evidence", "    reason: weather")
    let check = try store.koja("check", "--lang", "en")
    #expect(check.status == 1 && check.text.contains("`weather` (Weather) is no reason for `reject`"), "\(check.text)")
  }

  /// What is similar to another app is merged with it; which one, may be said when it is switched off.
  @Test func whatIsOffBecauseItIsSimilarNamesItsSuccessor() throws {
    func switchOff(_ reason: String, _ more: String...) throws -> Shell.Output {
      try RunKoja.run(
        [
          "do", "ppid", "switch-off", "--reason", reason, "data_fate=archived", "decision.text=Berita acara", "--lang",
          "en",
        ] + more, in: store.path, as: .hendra)
    }
    refused(try switchOff("similar-app"), "this file must have `successor`", code: "error[schema/required]")
    refused(try switchOff("similar-app", "successor=antrean-online"), "its successor is not off")
    let closing = try store.koja("do", "ppid", "plan-close", "--reason", "similar-app", person: .hendra)
    #expect(closing.status == 1, "\(closing.text)")
    #expect(try switchOff("vendor-uncooperative", "--dry-run").status == 0)
    #expect(try switchOff("similar-app", "successor=sikoja").status == 0)
  }

  /// Who passes on has sent what it is passed on by.
  @Test func whoPassesOnHasSentWhatFollows() throws {
    let made = try store.koja(
      "new", "dispositions", "letter=SRT-2606-7RJ5TEH", "unit=diskominfo", "instructions+=follow-up",
      "text=Tindak lanjuti",
      person: .hendra)
    let id = try #require(made.lines.first, "\(made.standardError)")
    #expect(try store.koja("do", id, "read", person: .hendra).status == 0)
    func warned() throws -> Bool {
      let told = try store.koja("do", id, "pass-on", "--dry-run", "--lang", "en", person: .hendra)
      #expect(told.status == 0, "\(told.standardError)")
      return told.standardError.contains("there is no disposition with `parent`: `\(id)`")
    }
    #expect(try warned())
    let child = try store.koja(
      "new", "dispositions", "letter=SRT-2606-7RJ5TEH", "parent=\(id)", "unit=diskominfo", "instructions+=prepare",
      "text=Siapkan", person: .hendra)
    #expect(try child.status == 0 && !warned(), "\(child.standardError)")
  }

  @Test func aPurposeThatTheServiceDoesNotKnowIsRefused() throws {
    func apply(_ service: String, _ purpose: String) throws -> Shell.Output {
      try store.koja(
        "new", "permits", "service=\(service)", "purpose=\(purpose)", "subject=Permohonan", "unit=kel-legok",
        "previous=IZN-2512-ST7N9CM", "applicant.person=ORG-7K3FQ2XA", "requirements+=code:identity-card,met:yes",
        "--dry-run", "--lang", "en", person: .yuli)
    }
    refused(try apply("sktm", "change"), "its service knows changes")
    let known = try apply("surat-usaha-mikro", "change")
    #expect(known.status == 0, "what it knows is a list: \(known.standardError)")
  }

  @Test func aPermitIsValidForNoLongerThanItsServiceSays() throws {
    try store.edit("records/services/surat-keterangan.yaml", "\nsource:", "\nvalidity:\n  months: 6\nsource:")
    try store.git(["commit", "-qam", "Masa berlaku"])
    func issue(_ last: String) throws -> Shell.Output {
      try store.koja(
        "do", "IZN-2605-6YR4AV3", "issue", "signer.officer=fauzan-rahman", "valid_from=2026-08-01", "valid_to=\(last)",
        "--dry-run", "--lang", "en")
    }
    refused(try issue("2027-02-02"), "for no longer than its service says")
    #expect(try issue("2027-02-01").status == 0)
    #expect(try issue("2026-12-31").status == 0)
  }

  @Test func aTicketThatWasLinkedByMistakeComesBackWithoutItsParent() throws {
    let back = try store.koja("do", "TIK-2607-QBR6PKK", "unlink", "--reason", "other-outage", person: .tono)
    #expect(back.status == 0, "\(back.standardError)")
    let text = try store.koja("show", "TIK-2607-QBR6PKK", "--format", "yaml").text
    #expect(
      text.contains("\nstatus: reported\n") && !text.contains("\npart_of:") && text.contains("    part_of: null\n"))
    #expect(try store.koja("check").status == 0)
  }

  @Test func aHandEditAndAHookAreAskedToo() throws {
    let file = "records/permits/2026/07/IZN-2607-C4ZQ9WM.yaml"
    try store.edit("records/services/surat-keterangan.yaml", "active: true", "active: false")
    try store.git(["commit", "-qam", "Layanan ditutup"])
    #expect(try store.koja("check").status == 0, "records as they stand are not asked")
    try store.edit(file, "status: received", "status: cancelled")
    #expect(try store.koja("commit", person: .yuli).status == 0, "what needs nothing goes on")
  }

  @Test(arguments: [
    ("holds: {survey.agrees: true}", "holds: {survey.agree: true}"),
    ("same: [service, previous.service]", "same: [service, before.service]"),
    ("when: {service.survey_required: true}", "when: {service.survei: true}"),
  ]) func aNeedThatLeadsNowhereIsFound(_ right: String, _ wrong: String) throws {
    try store.edit("schemas/permits/workflow.yaml", right, wrong)
    let output = try store.koja("schema", "check", "--lang", "en")
    #expect(output.status == 3 && output.text.contains("workflow/unknown-field"), "\(output.text)")
  }

  @Test(arguments: [
    (
      "dispositions, field: letter, family: [open, waiting]}\n        way: {id: \"selesaikan disposisinya dulu (`finish`), atau tarik kembali yang belum dibaca (`recall`)\", en: \"finish them first (`finish`), or recall those that are unread (`recall`)\"}\n  initial:",
      "disposisi, field: letter}\n  initial:"
    ),
    ("did: {action: initial, each: verifiers}", "did: {action: paraf, each: verifiers}"),
  ]) func otherNamesAreFoundToo(_ right: String, _ wrong: String) throws {
    try store.edit("schemas/letters/workflow.yaml", right, wrong)
    let output = try store.koja("schema", "check", "--lang", "en")
    #expect(output.status == 3 && output.text.contains("workflow/unknown-field"), "\(output.text)")
  }
}
