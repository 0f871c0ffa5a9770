import Foundation
import KojaTestSupport
import Testing

/// What a category allows beside its targets: a longer time, once, and to be opened again.
@Suite struct CategoryRuleTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func complaint(of category: String) throws -> String {
    let made = try RunKoja.run(
      [
        "new", "complaints", "class=complaint", "category=\(category)", "channel=counter", "summary=Perlu dikerjakan",
        "description=Rusak.", "received_at=2026-03-02T08:00",
      ], in: store.path)
    let id = try #require(made.lines.first, "\(made.standardError)")
    #expect(try store.koja("do", id, "verify", "--at", "2026-03-02T09:00", "--note", "Uji").status == 0)
    return id
  }

  private func extend(_ id: String, at moment: String) throws -> Shell.Output {
    try store.koja("do", id, "extend", "--reason", "weather", "--at", moment, "--note", "Hujan", "--lang", "en")
  }

  @Test func theTimeGrowsByWhatTheCategorySaysAndOnce() throws {
    let id = try complaint(of: "jalan")
    #expect(try store.koja("due", id).text.contains("2026-03-05 08:00"))
    #expect(try extend(id, at: "2026-03-03T10:00").status == 0)
    #expect(try store.koja("due", id).text.contains("2026-03-08 08:00"))
    let again = try extend(id, at: "2026-03-03T11:00")
    #expect(again.status == 1 && again.standardError.contains("error[workflow/extension]"), "\(again.standardError)")
    // What was granted stays, whatever the category says later.
    #expect(try store.koja("set", "categories/jalan", "extension-").status == 0)
    let due = try store.koja("list", "complaints", "id:\(id)", "--columns", "due.resolve", "--format", "jsonl").text
    #expect(due.contains("2026-03-08T08:00"), "\(due)")
    #expect(try store.koja("check").status == 0)
    // Where the entry says how much, the field says the same; and a second entry is one too many.
    let file = try #require(try store.git(["ls-files", "records/complaints"]).lines.first { $0.contains(id) })
    let whole = try store.text(file)
    let granted = "  - action: extend\n"
    try store.edit(file, granted, granted + "    extended_by: {amount: 900, unit: hours}\n")
    for paths in [[], [file]] {
      let told = try RunKoja.run(["check"] + paths, in: store.path).text
      #expect(told.contains("[workflow/field]"), "\(paths): \(told)")
    }
    let entry = try #require(whole.range(of: granted))
    try store.folder.write(whole + whole[entry.lowerBound...], to: file)
    for paths in [[], [file]] {
      let told = try RunKoja.run(["check"] + paths, in: store.path).text
      #expect(told.contains("[workflow/extension]"), "\(paths): \(told)")
    }
  }

  @Test func whatHasRunOutIsNotEnteredAsExtended() throws {
    let refused = try extend(try complaint(of: "jalan"), at: "2026-03-06T10:00")
    #expect(refused.status == 1 && refused.standardError.contains("the time has run out"), "\(refused.standardError)")
  }

  @Test func aCategoryWithoutAnExtensionAllowsNone() throws {
    let refused = try extend(try complaint(of: "drainase"), at: "2026-03-03T10:00")
    #expect(refused.status == 1 && refused.standardError.contains("its category allows an extension"))
  }

  @Test func reopeningCanBeSwitchedOff() throws {
    func reopened() throws -> Shell.Output {
      let id = try complaint(of: "drainase")
      #expect(try store.koja("do", id, "assign", "unit=pupr", "--at", "2026-03-02T10:00", "--note", "Uji").status == 0)
      let closed = try store.koja("do", id, "resolve", "response=Sudah.", person: .dewi)
      #expect(closed.status == 0, "\(closed.standardError)")
      return try store.koja("do", id, "reopen", "--reason", "not-fixed", "--lang", "en")
    }
    #expect(try reopened().status == 0)
    #expect(try store.koja("set", "categories/drainase", "reopening=tidak").status == 0)
    let refused = try reopened()
    #expect(refused.status == 1 && refused.standardError.contains("may be reopened"), "\(refused.standardError)")
  }
}
