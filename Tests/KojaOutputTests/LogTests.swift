import KojaModel
import KojaOutput
import Testing

@Suite struct LogTests {
  private let entries = [
    LogEntry(
      at: now, who: "Siti Aminah", title: "Diteruskan: terverifikasi -> diteruskan",
      changes: [
        .init(Phrase(id: "OPD", en: "Unit"), from: nil, to: "perkim (Dinas Perumahan dan Permukiman)"),
        .init(Phrase(id: "Catatan", en: "Note"), from: "a\nb\u{7}", to: nil),
      ], commit: "3e41184"),
    LogEntry(at: Timestamp(seconds: 0, offset: 0), who: "evil\u{1B}[2J", title: "Diterima"),
  ]

  @Test func theHistoryReadsFromTopToBottom() {
    #expect(
      LogEntry.render(entries, options(.id, width: 40)) == """
        Sab 14 Mar 2026 10:00  Siti Aminah  3e41184
          Diteruskan: terverifikasi ->
          diteruskan
            OPD: - -> perkim (Dinas Perumahan
              dan Permukiman)
            Catatan: a b\\x07 -> -

        Kam 1 Jan 1970 07:00  evil\\x1b[2J
          Diterima

        """)
  }

  @Test func coloursOnlyWrap() {
    let coloured = LogEntry.render(entries, options(colour: true))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == LogEntry.render(entries, options()))
  }

  @Test func noHistoryIsNoText() {
    #expect(LogEntry.render([], options()) == "")
  }
}
