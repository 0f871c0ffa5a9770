import KojaCivic
import KojaModel
import KojaTestSupport
import Testing

@testable import KojaStore

/// What follows from records: made once, linked both ways, after the decision only.
@Suite struct DraftTests {
  /// A store in which two apps of a unit and one of another are graded poor.
  private func graded() throws -> (store: EvaluationStore, ids: [String]) {
    let store = try EvaluationStore()
    try store.count("2026-06", "sipadek", "kel-legok", digital: 10, manual: 90)
    try store.count("2026-06", "sipaten", "kel-legok", digital: 20, manual: 80)
    try store.count("2026-06", "sipadek", "kel-telanaipura", digital: 5, manual: 95)
    try store.count("2026-06", "sipadek", "kel-simpang-iv-sipin", digital: 95, manual: 5)
    return (store, try store.evaluate("2026-06").map(\.id))
  }

  private func decide(_ ids: [String], in store: EvaluationStore) throws {
    for id in ids { try store.decide(id) }
  }

  @Test func nothingFollowsBeforeTheDecision() throws {
    let (store, ids) = try graded()
    #expect(try store.draft().isEmpty)
    try store.report(ids[0])
    #expect(try store.draft().isEmpty)
    #expect(throws: Failure.self) {
      try store.store.act("prepare-warning", ids[0], ["warning=SRT-2203-87E5P0N", "follow_up=2026-12-31"])
    }
  }

  @Test func oneLetterFollowsForEachUnitThatIsPoorLinkedBothWays() throws {
    let (store, ids) = try graded()
    try decide(ids, in: store)
    let before = try store.store.scratch.head()
    let drafts = try store.draft()
    #expect(drafts.count == 2 && drafts.map(\.sources.count).sorted() == [1, 2])
    for draft in drafts {
      let letter = try store.document(draft.id)
      let about = letter.value("refers_to").map { letter.texts($0) } ?? []
      #expect(about == draft.sources.map { "evaluations/\($0)" })
      #expect(
        letter.scalar("kind") == "reprimand" && letter.scalar("status") == "draft" && letter.scalar("number") == nil)
      for id in draft.sources {
        let evaluation = try store.document(id)
        #expect(evaluation.scalar("warning") == draft.id && evaluation.scalar("follow_up") == "2026-10-30")
        #expect(
          evaluation.scalar("unit")
            == letter.value("recipients").flatMap { letter.items($0).first }.flatMap {
              letter.value("unit", in: $0)
            }.flatMap { letter.text($0) })
      }
    }
    #expect(try store.store.findings() == [])
    #expect(try store.store.scratch.git(["rev-parse", "HEAD~1"]).lines.first == before, "one commit")
  }

  @Test func aSecondRunMakesNothing() throws {
    let (store, ids) = try graded()
    try decide(ids, in: store)
    #expect(try store.draft().count == 2)
    #expect(try store.draft().isEmpty)
  }

  @Test func aFilterNarrowsWhatIsFollowed() throws {
    let (store, ids) = try graded()
    try decide(ids, in: store)
    #expect(try store.draft("teguran", ["unit:kel-telanaipura"]).count == 1)
    #expect(try store.draft().count == 1)
  }

  @Test func withoutAnActionTheLinkIsAField() throws {
    let store = try EvaluationStore()
    try store.commit(
      """
      label: {id: Aplikasi pengganti, en: Successor}
      from: usage
      filter: ["app:sikoja"]
      into: recommendations
      fields:
        study: "Pemanfaatan {app.name} {month}"
        text: "Tingkatkan pemanfaatan {app.name}."
        unit: "{unit}"
        due: "{today + 10 working-days}"
        about: ["usage/{id}"]
      link: {field: proof, fields: {proof: "Rekomendasi {new}"}}
      """, at: "schemas/drafts/ganti.yaml")
    let made = try store.draft("ganti")
    #expect(made.map(\.sources) == [["2021-11-sikoja-diskominfo"]])
    let followed = try store.document(made[0].id)
    #expect(followed.scalar("due") == "2026-08-14")
    #expect(try store.document("2021-11-sikoja-diskominfo").scalar("proof") == "Rekomendasi \(made[0].id)")
    #expect(try store.draft("ganti").isEmpty)
  }

  @Test func namesThatLeadNowhereAreFound() throws {
    let store = try EvaluationStore()
    try store.commit(
      """
      label: {id: Salah, en: Wrong}
      from: evaluations
      filter: ["statis:decided"]
      per: unitt
      into: letters
      fields: {subjek: "{titel}", unit: "{unit.nama}"}
      link: {action: tegur-lagi, field: warningg, fields: {warning: "{new}"}}
      """, at: "schemas/drafts/salah.yaml")
    let codes = try store.store.open().definitionFindings.map(\.short)
    #expect(codes.count == 7 && codes.allSatisfy { $0.contains("store/unknown-name") }, "\(codes)")
  }
}
