import KojaTestSupport
import Testing

/// Figures of the city's reports that are easily counted wrong.
@Suite struct CityReportTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func report(_ arguments: String...) throws -> [String] {
    let output = try RunKoja.run(["report"] + arguments + ["--now", "2026-08-20T09:00"], in: store.path)
    #expect(output.status == 0, "\(output.standardError)")
    return output.lines
  }

  @Test func anOutagePastTheEndOfAMonthIsSharedOut() throws {
    let file = "records/tickets/2026/07/TIK-2607-EAKTQST.yaml"
    try store.edit(file, "down_from: \"2026-07-08T07:30:00+07:00\"", "down_from: \"2026-06-29T00:00:00+07:00\"")
    try store.edit(file, "\ndown_until: \"2026-07-08T11:50:00+07:00\"", "\ndown_until: \"2026-08-02T12:00:00+07:00\"")
    let asset = "\"asset\":\"Jalur contoh 3\""
    let rows = try report("downtime", "--format", "jsonl").filter { $0.contains(asset) }
    #expect(rows.count == 3)
    for (month, days) in [("2026-06", 2.0), ("2026-07", 31), ("2026-08", 1.5)] {
      let row = try #require(rows.first { $0.contains("\"month\":\"\(month)\"") })
      #expect(row.contains("\"outages\":1,\"downtime\":\(Int(days * 86_400)),\"down\":0"), "\(row)")
    }
    let week = try report("downtime", "period=2026-07-30..2026-08-01", "--format", "jsonl").filter {
      $0.contains(asset)
    }
    #expect(week.count == 2 && week.contains { $0.contains("\"downtime\":\(2 * 86_400)") }, "\(week)")
    let day = try report("downtime", "period=2026-08-01", "--format", "jsonl").filter { $0.contains(asset) }
    #expect(day.count == 1 && day[0].contains("\"month\":\"2026-08\""), "\(day)")
    let behind = try report("downtime", "month=2026-08", "--records", "--format", "ids")
    #expect(behind.contains("TIK-2607-EAKTQST"))
  }

  /// 30 June, 19:00 in London is July here, whatever offset the record writes.
  @Test func aMonthIsThatOfTheCity() throws {
    let before = try report("months", "--format", "jsonl")
    let made = try store.koja(
      "new", "complaints", "class=complaint", "channel=counter", "category=lampu-jalan", "summary=Lampu padam",
      "description=Gelap.", "received_at=2026-06-30T19:00:00Z", "reporter.anonymous=no", "reporter.secret=no")
    let id = try #require(made.lines.first, "\(made.standardError)")
    let after = try report("months", "--format", "jsonl")
    func received(_ rows: [String], _ month: String) -> String? { rows.first { $0.contains(month) } }
    #expect(received(before, "2026-06") == received(after, "2026-06"))
    #expect(received(before, "2026-07") != received(after, "2026-07"))
    #expect(try report("months", "--records", "month=2026-07", "--format", "ids").contains(id))
  }

  @Test func anOutageThatEndsBeforeItBeginsDoesNotCount() throws {
    let file = "records/tickets/2026/07/TIK-2607-EAKTQST.yaml"
    try store.edit(file, "\ndown_until: \"2026-07-08T11:50:00+07:00\"", "\ndown_until: \"2026-07-01T11:50:00+07:00\"")
    #expect(try !report("downtime", "--format", "jsonl").contains { $0.contains("Jalur contoh 3") })
  }

  @Test func theAgendaIsABookForEachDirection() throws {
    let incoming = try report("agenda", "period=2026", "--format", "jsonl")
    let outgoing = try report("agenda", "period=2026", "direction=outgoing", "--format", "jsonl")
    func listed(_ filter: String...) throws -> Int {
      try RunKoja.run(["list", "letters"] + filter + ["--format", "ids"], in: store.path).lines.count
    }
    #expect(try incoming.count == listed("direction:incoming", "received_at:2026") && !incoming.isEmpty)
    #expect(try outgoing.count == listed("direction:outgoing", "has:number", "letter_date:2026") && !outgoing.isEmpty)
    #expect(outgoing.allSatisfy { $0.contains("\"number\":\"") })
    let misspelt = try RunKoja.run(["report", "agenda", "direction=outgoin", "--lang", "en"], in: store.path)
    #expect(misspelt.status == 2 && misspelt.standardError.contains("did you mean `outgoing`?"))
  }

  /// The keys that publiccode.yml 0.7 makes mandatory.
  @Test func anAppWhoseCodeIsOpenIsAWholeEntryOfPubliccode() throws {
    #expect(try store.koja("export", "publiccode").text.isEmpty, "no app of the sample says that its code is open")
    let long = String(repeating: "Laporan warga dengan foto dan lokasi. ", count: 5)
    try store.edit(
      "records/apps/sikesal.yaml", "related:\n",
      """
      license_type: open-source
      publiccode:
        repository: https://code.example/kota/sikesal
        license: EUPL-1.2
        software_type: standalone/mobile
        long_description:
          id: "\(long)"
          en: "\(long)"
        features:
          id: [Laporan dengan foto]
          en: [Reports with photos]
        maintenance: internal
        contacts: [Dinas Komunikasi dan Informatika]
        localised: false
        languages: [id]
      related:

      """)
    #expect(try store.koja("check").status == 0)
    let entry = try store.koja("export", "publiccode").text
    let lines = entry.splitting(at: "\n").map { $0.drop { $0 == " " } }
    for key in [
      "publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType", "shortDescription",
      "longDescription", "features", "license", "type", "localisationReady", "availableLanguages",
    ] { #expect(lines.contains { $0.hasPrefix("\(key):") }, "\(key) in \(entry)") }
    #expect(
      entry.contains("contacts:") && lines.contains { $0.hasSuffix("name: \"Dinas Komunikasi dan Informatika\"") })
    try store.edit("records/apps/sikesal.yaml", "license_type: open-source", "license_type: proprietary")
    #expect(try store.koja("check").status == 1, "a licence that allows no use has no open code")
  }

  @Test func aReportIsAPageForPaper() throws {
    let page = try report("agenda", "period=2026", "--page").joined(separator: "\n")
    #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains("@media print") && page.contains("Buku agenda surat"))
    #expect(!page.contains("<script") && page.contains("agenda@"))
  }

  @Test func theRecordsBehindAFindingAreThoseThatHaveIt() throws {
    let found = try report("app-findings", "--format", "jsonl").count
    #expect(try report("app-findings", "--records", "--format", "ids").count == found)
  }
}
