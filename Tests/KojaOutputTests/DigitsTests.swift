import KojaModel
import KojaOutput
import Testing

@Suite struct DigitsTests {
  @Test(arguments: [
    ("0", "0", "0"), ("2026", "2026", "2026"), ("12500", "12.500", "12,500"), ("-1250000", "-1.250.000", "-1,250,000"),
    ("1.5", "1,5", "1.5"), ("123456.75", "123.456,75", "123,456.75"), ("1e5", "1e5", "1e5"), ("", "", ""),
    ("1.", "1.", "1."), ("-", "-", "-"),
  ])
  func numbersAreWrittenAsInTheLanguage(spelling: String, id: String, en: String) {
    #expect(Digits.grouped(spelling, .id) == id)
    #expect(Digits.grouped(spelling, .en) == en)
  }

  @Test func englishCountsInThePlural() {
    let one = Digits.counted(1, id: "berkas", one: "file", many: "files")
    let many = Digits.counted(12_345, id: "berkas", one: "file", many: "files")
    #expect(one == Phrase(id: "1 berkas", en: "1 file"))
    #expect(many == Phrase(id: "12.345 berkas", en: "12,345 files"))
  }
}
