import KojaTestSupport
import Testing

/// What stands on pages for screen and paper.
@Suite struct PageTests {
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  @Test func aBarStandsBehindItsFigureAndAPercentageEndsAtAHundred() throws {
    let page = try store.koja("report", "on-time", "--page", "--now", "2026-08-01T09:00").text
    let row = try #require(page.splitting(at: "<tr>").first { $0.contains("Dinas PUPR") })
    // The figure, then the bar, then the end of the row: 120 wide is 100 %.
    let share = try #require(row.splitting(at: " %</td><td class=\"bar\"").first?.splitting(at: ">").last)
    let value = try #require(Double(share.splitting(at: ",").joined(separator: ".")))
    let length = try #require(row.splitting(at: "class=\"fill\" width=\"").last?.splitting(at: "\"").first)
    #expect(abs((try #require(Double(length))) - value * 1.2) < 0.11, "\(value) % is \(length)")
    #expect(page.contains("colspan=\"2\""))
  }

  @Test func daysAreWrittenOutAndCommandsStayOnTheTerminal() throws {
    let arguments = ["report", "agenda", "direction=incoming", "period=2026", "--now", "2026-08-01T09:00"]
    let page = try RunKoja.run(arguments + ["--page"], in: store.path).text
    #expect(page.contains(" Mar 2026") && !page.contains("--records"))
    let told = try RunKoja.run(arguments, in: store.path)
    #expect((told.text + told.standardError).contains("--records"))
  }

  @Test func theMonthThatIsNotOverIsDrawnApart() throws {
    let folder = try ScratchDirectory()
    func page(at now: String, to name: String) throws -> String {
      let made = try store.koja("publish", folder.path(name), "--audience", "public", "--now", now)
      #expect(made.status == 0, "\(made.standardError)")
      return String(decoding: try folder.read("\(name)/index.html"), as: UTF8.self)
    }
    #expect(try page(at: "2026-08-20T09:00", to: "a").contains("2026-08 belum selesai"))
  }
}
