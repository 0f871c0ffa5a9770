import KojaModel
import KojaOutput
import Testing

@Suite struct CSVTests {
  private func row(_ value: Value, _ kind: Table.Kind = .text, excel: Bool = false) -> String {
    let table = Table(columns: [.init("k", Phrase("K"), kind)], rows: [.init([.init(value)])])
    return String(OutputFormat.csv.render(table, options(excel: excel)).dropFirst(excel ? 3 : 2).dropLast())
  }

  @Test(arguments: [
    ("jalan", "jalan"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""), ("", ""),
    ("é", "é"),
  ])
  func textsAreQuotedAsInRFC4180(text: String, expected: String) {
    #expect(row(.string(text)) == expected)
  }

  @Test(arguments: ["=1+1", "+62811", "-x", "@cmd", "'=1", "''@x", "＝1"])
  func formulasAreNeutralisedAndRestored(text: String) {
    #expect(row(.string(text)) == "'" + text)
    #expect(SpreadsheetText.restored(SpreadsheetText.neutralised(text)) == text)
  }

  @Test func tabsAndReturnsAreNeutralisedToo() {
    #expect(row(.string("\t=1")) == "\"'\t=1\"")
    #expect(row(.string("\r=1")) == "\"'\r=1\"")
    #expect(row(.string("\r\n=1")) == "\"'\r\n=1\"")
  }

  @Test(arguments: ["", "'", "'quoted'", "a=b", "0812", "'tis", "\r\n=1", "'\r\nx", "=\u{301}1"])
  func everyTextComesBack(text: String) {
    let restored = SpreadsheetText.restored(SpreadsheetText.neutralised(text))
    #expect(restored.unicodeScalars.elementsEqual(text.unicodeScalars))
  }

  @Test func literalsComeBack() throws {
    for text in ["0036129", "", "=1", "15.71.01.1003"] {
      #expect(SpreadsheetText.restored(try #require(SpreadsheetText.literal(text))) == text)
    }
    #expect(SpreadsheetText.literal("a\"b") == nil)
    #expect(SpreadsheetText.restored("=\"a\"&\"b\"") == "=\"a\"&\"b\"")
    #expect(SpreadsheetText.restored(SpreadsheetText.neutralised("=\"x\"")) == "=\"x\"")
  }

  @Test func numbersAreNotNeutralised() {
    #expect(row(.number("-5"), .number) == "-5")
    #expect(row(.null) == "")
    #expect(row(.boolean(true)) == "true")
  }

  @Test func linesEndInCRLF() {
    let table = Table(
      columns: [.init("a", Phrase("A")), .init("b", Phrase("B"))],
      rows: [.init([.init(.string("x")), .init(.string("y"))]), .init([])])
    #expect(OutputFormat.csv.render(table, options()) == "a,b\r\nx,y\r\n,\r\n")
    #expect(OutputFormat.csv.render(table, options(excel: true)) == "\u{FEFF}a;b\r\nx;y\r\n;\r\n")
  }

  @Test func theOfficesSpreadsheetKeepsCodes() {
    #expect(row(.string("0036129"), .code, excel: true) == "\"=\"\"0036129\"\"\"")
    #expect(row(.string("a\"&cmd()"), .code, excel: true) == "\"a\"\"&cmd()\"")
    #expect(row(.string("=x\"y"), .code, excel: true) == "\"'=x\"\"y\"")
    #expect(row(.string("2026-03-14T01:12:00Z"), .dateTime, excel: true) == "2026-03-14 08:12")
    #expect(row(.number("1.5"), .number, excel: true) == "\"1,5\"")
    #expect(row(.string("=1"), excel: true) == "'=1")
    #expect(row(.string("0812"), .text, excel: true) == "\"=\"\"0812\"\"\"")
    #expect(row(.string("2026-03-14"), .date, excel: true) == "2026-03-14")
    #expect(row(.string("3 lampu"), .text, excel: true) == "3 lampu")
  }
}
