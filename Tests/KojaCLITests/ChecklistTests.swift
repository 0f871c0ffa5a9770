import KojaTestSupport
import Testing

/// A file is complete when all that its service asks for this purpose is ticked off.
@Suite struct ChecklistTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func apply(_ purpose: String, _ more: String...) throws -> String {
    let made = try RunKoja.run(
      [
        "new", "permits", "service=domisili", "purpose=\(purpose)", "subject=Keterangan domisili", "unit=kel-legok",
        "applicant.person=ORG-7K3FQ2XA", "requirements+=code:identity-card,met:ya",
      ] + more, in: store.path, as: .yuli)
    #expect(made.status == 0, "\(made.standardError)")
    return try #require(made.lines.first)
  }

  @Test func completionIsRefusedWithTheLabelsOfWhatIsMissing() throws {
    let id = try apply("new")
    let refused = try store.koja("do", id, "complete", "--lang", "en", person: .yuli)
    #expect(refused.status == 1)
    #expect(
      refused.standardError.contains(
        "error[workflow/checklist]: `complete` needs in `requirements`: `rt-rw-letter` (RT/RW letter), `family-card` (Copy of the family card)"
      ), "\(refused.standardError)")
    for code in ["rt-rw-letter", "family-card"] {
      #expect(try store.koja("set", id, "requirements+=code:\(code),met:ya", person: .yuli).status == 0)
    }
    #expect(try store.koja("do", id, "complete", person: .yuli).status == 0)
    #expect(try store.koja("check").status == 0)
  }

  @Test func anotherPurposeAsksForOtherPapers() throws {
    let id = try apply("renewal", "previous=IZN-2603-B5NS0KJ", "requirements+=code:rt-rw-letter,met:ya")
    #expect(try store.koja("do", id, "complete", person: .yuli).status == 0, "no family card is asked of a renewal")
  }

  @Test func whatWasLookedAtStaysOnTheList() throws {
    let file = "records/permits/2026/07/IZN-2607-H3JX8B8.yaml"
    try store.edit(file, "  - code: rt-rw-letter\n    met: true\n", "")
    let thinned = try store.koja("commit", "--lang", "en", person: .yuli)
    #expect(thinned.status == 1 && thinned.standardError.contains("`requirements` must not be changed"))
    try store.git(["checkout", "-q", file])
    let other = try store.koja("set", "IZN-2607-H3JX8B8", "service=sktm", "--lang", "en", person: .yuli)
    #expect(other.status == 1 && other.standardError.contains("`service` must not change"), "\(other.standardError)")
  }
}
