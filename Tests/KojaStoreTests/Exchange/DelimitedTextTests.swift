import KojaModel
import Testing

@testable import KojaStore

/// Tables as text, in the ways spreadsheets write them.
@Suite struct DelimitedTextTests {
  private func rows(_ text: String) throws -> [[String]] {
    try DelimitedText(Array(text.utf8)).rows.map { $0.map(\.text) }
  }

  @Test(arguments: [
    ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    ("a;b\r\n1,5;2\r\n", [["a", "b"], ["1,5", "2"]]),
    ("a\tb\n1\t\n", [["a", "b"], ["1", ""]]),
    ("\u{FEFF}a;b\n\"x;y\";\"say \"\"hi\"\"\"", [["a", "b"], ["x;y", "say \"hi\""]]),
    ("a,b\n\"two\nlines\",2", [["a", "b"], ["two\nlines", "2"]]),
    ("a,b\n\n\n1,2\n\n", [["a", "b"], ["1", "2"]]),
    ("\"a,b\";c\n1;2", [["a,b", "c"], ["1", "2"]]),
    ("a\n1", [["a"], ["1"]]),
    ("", []),
  ]) func readsWhatSpreadsheetsWrite(_ text: String, _ expected: [[String]]) throws {
    #expect(try rows(text) == expected)
  }

  @Test func everyCellKnowsWhereItStands() throws {
    let text = "id;nama\n1;\"A;\"\"B\"\"\"\n"
    let cell = try DelimitedText(Array(text.utf8)).rows[1][1]
    #expect(cell.text == "A;\"B\"" && cell.range == 10..<19)
  }

  @Test func aQuoteThatIsNeverClosedIsToldAtItsOpening() {
    #expect { try DelimitedText(Array("a,b\n1,\"x\n2,3\n".utf8)) } throws: { error in
      (error as? DelimitedText.Fault)?.range == 6..<7
    }
  }

  @Test func aByteThatIsNotUTF8IsToldAtItsPlace() {
    #expect { try DelimitedText(Array("n\u{E9}e,b\n".utf8) + [0x61, 0xE9, 0x2C]) } throws: { error in
      (error as? DelimitedText.Fault)?.range == 8..<9
    }
  }
}

/// Days and times in the ways people write them.
@Suite struct WrittenDateTests {
  @Test(arguments: [
    ("14/03/2026", "2026-03-14T00:00:00+07:00"), ("14-3-2026", "2026-03-14T00:00:00+07:00"),
    ("14.03.26", "2026-03-14T00:00:00+07:00"), ("14/03/2026 08.12", "2026-03-14T08:12:00+07:00"),
    ("14/03/2026 08:12:33", "2026-03-14T08:12:33+07:00"), ("14 Maret 2026", "2026-03-14T00:00:00+07:00"),
    ("14 Agu 2026 pukul 7.05 WIB", "2026-08-14T07:05:00+07:00"), ("14-Mar-2026", "2026-03-14T00:00:00+07:00"),
    ("2026-03-14", "2026-03-14T00:00:00+07:00"), ("2026-03-14 08:12:00", "2026-03-14T08:12:00+07:00"),
    ("2026-03-14T01:12:00Z", "2026-03-14T01:12:00Z"), ("29/02/2024", "2024-02-29T00:00:00+07:00"),
  ]) func readsWhatPeopleWrite(_ text: String, _ moment: String) throws {
    #expect(WrittenDate(text)?.moment(offset: 420).description == moment)
  }

  @Test(arguments: [
    "", "besok", "14/13/2026", "29/02/2026", "14/03", "14/03/2026 25:00", "14/03/2026 8", "3 4 5 6", "1/2/20260",
  ])
  func refusesWhatIsNoDate(_ text: String) { #expect(WrittenDate(text) == nil) }

  @Test func theOrderOfDayAndMonthIsTheMappings() throws {
    let american = try #require(WrittenDate("03/14/2026", order: .monthFirst))
    #expect(american.day.description == "2026-03-14")
    #expect(WrittenDate("03/14/2026") == nil)
  }
}
