import KojaModel
import KojaOutput
import Testing

@Suite struct TableTests {
  private let table = Table(
    columns: [
      .init("id", Phrase(id: "Nomor", en: "Id"), .code), .init("title", Phrase(id: "Judul", en: "Title")),
      .init("status", Phrase(id: "Keadaan", en: "Status"), .code),
      .init("cost", Phrase(id: "Biaya", en: "Cost"), .number),
      .init("at", Phrase(id: "Waktu", en: "Time"), .dateTime),
    ],
    rows: [
      .init(
        [
          .init(.string("SKS-2603-7K3FQ2X")), .init(.string("Lampu jalan di tiga tiang mati sejak hari Selasa")),
          .init(.string("assigned"), display: Phrase(id: "Diteruskan", en: "Assigned"), emphasis: .open),
          .init(.number("1250000")), .init(.string("2026-03-14T01:12:00Z")),
        ], id: "SKS-2603-7K3FQ2X", path: "records/a b.yaml"),
      .init([.init(.string("7")), .init(.string("名前\n baris\tdua ")), .init(.null)], id: "7"),
    ])

  @Test func aTableFitsTheWidth() {
    #expect(
      OutputFormat.table.render(table, options(.id)) == """
        Nomor             Judul                  Keadaan         Biaya  Waktu
        ────────────────  ─────────────────────  ──────────  ─────────  ────────────────
        SKS-2603-7K3FQ2X  Lampu jalan di tiga…   Diteruskan  1.250.000  2026-03-14 08:12
        7                 名前 baris dua

        """)
  }

  @Test func withoutAWidthNothingIsCut() {
    let text = OutputFormat.table.render(table, options(width: nil))
    #expect(text.contains("Lampu jalan di tiga tiang mati sejak hari Selasa  Assigned  1,250,000  2026-03-14 08:12\n"))
  }

  @Test func noLineIsWiderThanTheScreenOrEndsInBlanks() {
    for width in 30...160 {
      for line in OutputFormat.table.render(table, options(width: width)).split(separator: "\n") {
        #expect(Cells.width(line) <= width)
        #expect(line.last != " ")
      }
    }
  }

  @Test("Ids, numbers and dates are never cut: where the columns are too many, a row stands below the other")
  func whatDoesNotFitStandsBelowOneAnother() {
    #expect(OutputFormat.table.render(table, options(width: 60)).contains("SKS-2603-7K3FQ2X"))
    let narrow = OutputFormat.table.render(table, options(width: 36))
    #expect(narrow.contains("SKS-2603-7K3FQ2X\n"))
    #expect(narrow.contains("1,250,000\n"))
    #expect(narrow.contains("2026-03-14 08:12\n"))
  }

  @Test("Headings go over several lines before a cell is cut, and names that begin alike lose their middle")
  func whatIsTooWideStaysTold() {
    let wards = Table(
      columns: [
        .init("ward", Phrase(id: "Kelurahan", en: "Ward")),
        .init("cases", Phrase(id: "Laporan yang belum selesai", en: "Complaints not closed"), .number),
      ],
      rows: ["Kelurahan Legok Utara", "Kelurahan Legok Barat", "Kelurahan Sipin"].map { name in
        .init([.init(.string(name.lowercased()), display: Phrase(name)), .init(.number("12"))])
      })
    #expect(
      OutputFormat.table.render(wards, options(width: 33)) == """
                               Complaints
        Ward                   not closed
        ─────────────────────  ──────────
        Kelurahan Legok Utara          12
        Kelurahan Legok Barat          12
        Kelurahan Sipin                12

        """)
    #expect(
      OutputFormat.table.render(wards, options(width: 23)) == """
                     Complaints
        Ward         not closed
        ───────────  ──────────
        Kel…k Utara          12
        Kel…k Barat          12
        Kel…n Sipin          12

        """)
  }

  @Test func codesThatAreCalledAlikeAreToldApart() {
    let officers = Table(
      columns: [.init("officer", Phrase("Petugas"))],
      rows: [("ahmad", "Ahmad"), ("ahmad-2", "Ahmad"), ("ayu", "Ayu")].map { code, name in
        .init([.init(.string(code), display: Phrase(name))])
      })
    #expect(
      OutputFormat.table.render(officers.tellingApart(), options(width: nil)).split(separator: "\n").dropFirst(2)
        == ["Ahmad (ahmad)", "Ahmad (ahmad-2)", "Ayu"])
  }

  @Test func coloursChangeNoCell() {
    let coloured = OutputFormat.table.render(table, options(colour: true))
    #expect(coloured.contains("\u{1B}[36mAssigned\u{1B}[0m"))
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == OutputFormat.table.render(table, options()))
  }

  @Test func anEmptyAnswerPrintsNothingAndHasANote() {
    let empty = Table(columns: table.columns, rows: [])
    #expect(OutputFormat.table.render(empty, options()) == "")
    #expect(empty.emptyNote?.id == "Tidak ada yang cocok.")
    #expect(table.emptyNote == nil)
    #expect(OutputFormat.json.render(empty, options()) == "[]\n")
    #expect(OutputFormat.yaml.render(empty, options()) == "[]\n")
    #expect(OutputFormat.csv.render(empty, options()) == "id,title,status,cost,at\r\n")
    #expect(OutputFormat.ids.render(empty, options()) == "")
  }

  @Test func machinesGetValuesAndKeys() {
    #expect(
      OutputFormat.jsonl.render(table, options()) == """
        {"id":"SKS-2603-7K3FQ2X","title":"Lampu jalan di tiga tiang mati sejak hari Selasa","status":"assigned",\
        "cost":1250000,"at":"2026-03-14T01:12:00Z"}
        {"id":"7","title":"名前\\n baris\\tdua ","status":null,"cost":null,"at":null}

        """)
    #expect(OutputFormat.json.render(table, options()).hasPrefix("[\n  {\n    \"id\": \"SKS-2603-7K3FQ2X\",\n"))
    #expect(
      OutputFormat.yaml.render(table, options()).hasSuffix(
        "- id: \"7\"\n  title: \"名前\\n baris\\tdua \"\n  status: null\n  cost: null\n  \"at\": null\n"))
  }

  @Test func tabSeparatedValuesAreEscaped() {
    let table = Table(
      columns: [.init("a", Phrase("A")), .init("b", Phrase("B"))],
      rows: [.init([.init(.string("x\ty\n\\z\r\n")), .init(.array([.integer(1), .string("q")]))])])
    #expect(OutputFormat.tsv.render(table, options()) == "a\tb\nx\\ty\\n\\\\z\\r\\n\t[1,\"q\"]\n")
  }

  @Test func idsAndPathsAreListed() {
    #expect(OutputFormat.ids.render(table, options()) == "SKS-2603-7K3FQ2X\n7\n")
    #expect(OutputFormat.paths.render(table, options()) == "records/a b.yaml\n")
  }

  @Test func noFormatActsOnATerminal() {
    let evil = "\u{1B}[2J\u{9B}1m\u{202E}\r\u{7F}"
    let cell = Table.Cell(.string(evil))
    let table = Table(
      columns: [.init(evil, Phrase(evil)), .init("shown", Phrase("S"))],
      rows: [.init([cell, .init(.null, display: Phrase(evil))], id: evil, path: evil)])
    for format in OutputFormat.allCases {
      let text = format.render(table, options(terminal: true, excel: true))
      #expect(
        !text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || [0x7F, 0x9B, 0x202E].contains($0.value) })
    }
  }

  @Test func peopleReadWordsForTruthAndLists() {
    let table = Table(
      columns: [.init("a", Phrase("A")), .init("b", Phrase("B"))],
      rows: [.init([.init(.boolean(true)), .init(.array([.string("x"), .boolean(false)]))])])
    #expect(OutputFormat.table.render(table, options(.id)) == "A   B\n──  ────────\nya  x, tidak\n")
  }
}
