import KojaCivic
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

/// Whose target a clock has when the field changes on the way.
@Suite struct TargetMomentTests {
  private let id = "SKS-2603-7K3FQ2X"

  /// The day by which a complaint was promised when that was put off: by the clock of promises.
  private func promised(_ moment: String) throws -> CalendarDate? {
    let store = try ChangeStore()
    let promise = "    start: schedule\n"
    try store.scratch.edit("schemas/complaints/workflow.yaml", promise, promise + "    target_of: \(moment)\n")
    try store.scratch.git(["commit", "-qam", "Jam janji"])
    for day in ["2026-08-20", "2026-09-20"] {
      try store.act("schedule", id, ["promised_at=\(day)"], reason: "weather")
    }
    let opened = try store.open()
    let collection = try #require(opened.catalogue.collection("complaints"))
    let document = try opened.read(try #require(collection.path(of: id))).document
    let reading = ClockFace(opened).readings(document, of: collection).first { $0.clock.name == "promise" }
    return reading?.dueAt?.date
  }

  @Test func aDayThatIsPutOffCountsAsTheFileSays() throws {
    #expect(try promised("now") == CalendarDate("2026-09-20"))
    #expect(try promised("start") == CalendarDate("2026-08-20"))
  }
}
