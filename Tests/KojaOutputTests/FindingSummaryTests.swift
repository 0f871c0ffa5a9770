import KojaModel
import KojaOutput
import Testing

@Suite struct FindingSummaryTests {
  private func finding(_ path: String, _ severity: Severity) -> Finding {
    Finding("x/y", severity, at: Place(file: path), Phrase("m"))
  }

  @Test func itCountsSeveritiesAndFiles() {
    let findings = [
      finding("a", .error), finding("a", .error), finding("b", .error), finding("b", .warning),
    ]
    let summary = FindingSummary(findings, checked: 412)
    #expect(summary.line(.id) == "3 kesalahan, 1 peringatan dalam 2 berkas (412 diperiksa)")
    #expect(summary.line(.en) == "3 errors, 1 warning in 2 files (412 checked)")
    #expect(summary.more(.en) == nil)
  }

  @Test func oneIsSingularAndNotesCount() {
    let summary = FindingSummary([finding("a", .note)], checked: 100_000)
    #expect(summary.line(.en) == "1 note in 1 file (100,000 checked)")
    #expect(summary.line(.id) == "1 catatan dalam 1 berkas (100.000 diperiksa)")
  }

  @Test func nothingFoundSaysSo() {
    #expect(FindingSummary([], checked: 3).line(.id) == "Tidak ada kesalahan (3 diperiksa)")
    #expect(FindingSummary([]).line(.en) == "No errors")
  }

  @Test func whatWasLeftOutIsCounted() {
    let findings = Array(repeating: finding("a", .error), count: 57)
    #expect(FindingSummary(findings, shown: 20).more(.id) == "+37 lagi")
    #expect(FindingSummary(findings, shown: 57).more(.en) == nil)
    #expect(FindingSummary(findings, shown: 20).line(.en) == "57 errors in 1 file")
  }
}
