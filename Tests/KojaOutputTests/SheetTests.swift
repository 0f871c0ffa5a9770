import KojaModel
import KojaOutput
import Testing

@Suite struct SheetTests {
  private let sheet = Sheet([
    .init([
      .init(Phrase(id: "Nomor", en: "Id"), "SKS-2603-7K3FQ2X"),
      .init(Phrase(id: "OPD", en: "Unit"), "perkim", note: "Dinas Perumahan dan Permukiman"),
      .init(
        Phrase(id: "Uraian", en: "Description"),
        "Lampu di tiga tiang mati sejak Selasa.\r\n\nSudah dilaporkan\u{1B}[2J.\n"),
    ]),
    .init(
      [
        .init(Phrase(id: "Tanggapan pertama kepada pelapor", en: "First response to the reporter"), "terlambat"),
        .init(Phrase(id: "Kosong", en: "Empty"), ""),
      ], title: Phrase(id: "Tenggat", en: "Due")),
  ])

  @Test func valuesWrapBesideTheirLabels() {
    #expect(
      sheet.render(options(.id, width: 34)) == """
        Nomor   SKS-2603-7K3FQ2X
        OPD     perkim
                Dinas Perumahan dan
                Permukiman
        Uraian  Lampu di tiga tiang mati
                sejak Selasa.

                Sudah dilaporkan\\x1b[2J.

        Tenggat
        Tanggapan pertama kepada pelapor
                terlambat
        Kosong

        """)
  }

  @Test func aNoteStandsBesideItsValue() {
    #expect(sheet.render(options(.en)).contains("\nUnit         perkim  Dinas Perumahan dan Permukiman\n"))
  }

  @Test func coloursChangeNoCell() {
    let coloured = sheet.render(options(colour: true))
    #expect(coloured.contains("\u{1B}[1mDue\u{1B}[0m\n"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == sheet.render(options()))
  }

  @Test func noLineEndsInBlanks() {
    for width in 20...90 {
      #expect(!sheet.render(options(width: width)).split(separator: "\n").contains { $0.last == " " })
    }
  }
}
