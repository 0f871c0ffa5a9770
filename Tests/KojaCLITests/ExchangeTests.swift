import KojaTestSupport
import Testing

/// Tables in and out, through the built tool.
@Suite struct ExchangeTests {
  private let store: ScratchStore
  private let outside: ScratchDirectory

  init() throws { (store, outside) = (try ScratchStore(), try ScratchDirectory()) }

  private let table = #"""
    Tracking ID;Klasifikasi;Kategori;Tanggal Laporan;Judul Laporan;Isi Laporan;Lokasi;Rahasia;Status;Tanggal Verifikasi;Tanggal Disposisi;Instansi;Tanggal Selesai;Tindak Lanjut
    7654321;Pengaduan;Lampu jalan;14/03/2026 08.12;Lampu mati di jalan raya;"Gelap; sudah ""lama""!";Telanaipura;Tidak;Proses;15/03/2026;15/03/2026;Dinas Perkim;;
    7654322;Aspirasi;Drainase;16-3-2026;Parit rusak di depan pasar;Sumbat besar;;Ya;Selesai;17/03/2026;;pupr;20/03/2026;Sudah ditambal.
    7654323;Pengaduan;Lampu jaln;14/13/2026;Lampu di gang;x;;;;;;;;

    """#

  private func file(_ text: String, _ name: String = "lapor.csv") throws -> String {
    try outside.write(text, to: name)
  }

  @Test func aTableComesInOnceAndItsFaultsStandAtTheirPlaces() throws {
    let path = try file("\u{FEFF}" + table)
    let first = try store.koja("import", "lapor", path, "--lang", "en")
    #expect(first.status == 1)
    #expect(first.standardError.contains("2 records made, 0 there already, 0 passed over, 1 faulty"))
    #expect(first.standardError.contains("lapor.csv:4:19: error[ref/unknown]"))
    #expect(first.standardError.contains("lapor.csv:4:30: error[store/intake]"))
    let rejects = String(decoding: try outside.read("lapor.csv.rejects.csv"), as: UTF8.self)
    #expect(rejects.hasPrefix("\u{FEFF}_line;_column;_fault;Tracking ID;"))
    #expect(rejects.splitting(at: "\n").count == 3 && rejects.contains("7654323"))

    let listed = try store.koja(
      "list", "complaints", "channel:lapor", "received_at:2026-03-14..2026-03-16", "sort:received_at", "--columns",
      "summary,unit,status", "--format", "tsv")
    #expect(
      listed.text.contains("Lampu mati di jalan raya\tperkim\tassigned\nParit rusak di depan pasar\tpupr\tresolved\n"))
    #expect(try store.koja("check").status == 0)

    let head = try store.head()
    let second = try store.koja("import", "lapor", path, "--lang", "en")
    #expect(second.standardError.contains("0 records made, 2 there already"))
    #expect(try store.head() == head && store.status() == [])
  }

  @Test func aRowThatIsClosedAtItsSourceSinceIsTold() throws {
    func row(_ rest: String) -> String {
      "Tracking ID;Klasifikasi;Kategori;Tanggal Laporan;Judul Laporan;Isi Laporan;Lokasi;Rahasia;Status;Tanggal Verifikasi;Tanggal Disposisi;Instansi;Tanggal Selesai;Tindak Lanjut\n8000009;Pengaduan;Jalan;02/03/2026;Jalan berlubang di pasar;Dalam.;;Tidak;\(rest)\n"
    }
    #expect(try store.koja("import", "lapor", try file(row("Tertunda;03/03/2026;;;;"))).status == 0)
    let again = try store.koja("import", "lapor", try file(row("Tertunda;03/03/2026;;;;")), "--lang", "en")
    #expect(again.standardError.contains("1 there already") && !again.standardError.contains("warning"))
    let head = try store.head()
    let moved = try store.koja(
      "import", "lapor", try file(row("Selesai;03/03/2026;;;10/03/2026;Sudah ditambal.")), "--lang", "en")
    #expect(moved.status == 0 && moved.standardError.contains("2026-03-10, which nobody entered here"))
    #expect(try moved.standardError.contains("settle-elsewhere") && store.head() == head, "it is told and not done")
  }

  @Test(arguments: [("0", "null"), ("-", "null"), ("", "null"), ("4", "4")])
  func whatAnotherSystemWritesForNothingIsNothing(_ rating: String, _ taken: String) throws {
    let path = try file(
      "id,id_masalah,jenis_pengiriman,tanggal_lapor,judul,isi,status,tanggal_selesai,tanggapan,rating,alamat,id_lokasi,lat,lng\n77,Jalan,Aplikasi,02/03/2026,Jalan berlubang di pasar,Dalam.,selesai,04/03/2026,Sudah.,\(rating),,,,\n",
      "sikesal.csv")
    let made = try store.koja("import", "sikesal", path, "--lang", "en")
    #expect(made.status == 0, "\(made.standardError)")
    let shown = try store.koja("show", "sikesal:77", "--format", "json").text
    #expect(shown.contains("\"rating\": \(taken)") || taken == "null" && !shown.contains("rating"), "\(shown)")
    #expect(shown.contains("\"resolved\""))
  }

  @Test("What another system settled, archived or put off comes in like that, and no photo is asked for")
  func historyComesInAsItWas() throws {
    let lapor = try file(
      """
      Tracking ID;Klasifikasi;Kategori;Tanggal Laporan;Judul Laporan;Isi Laporan;Lokasi;Rahasia;Status;Tanggal Verifikasi;Tanggal Disposisi;Instansi;Tanggal Selesai;Tindak Lanjut
      8000001;Pengaduan;Jalan;02/03/2026;Jalan berlubang di simpang;Dalam.;;Tidak;Selesai;03/03/2026;04/03/2026;pupr;10/03/2026;Sudah ditambal.
      8000002;Pengaduan;Jalan;02/03/2026;Jalan rusak semuanya;Rusak.;;Tidak;Diarsipkan;03/03/2026;;;;
      8000003;Pengaduan;Jalan;02/03/2026;Jalan berdebu sekali;Debu.;;Tidak;Tertunda;03/03/2026;;;;

      """)
    let first = try store.koja("import", "lapor", lapor, "--lang", "en")
    #expect(first.status == 0, "\(first.standardError)")
    let sikesal = try file(
      """
      id;id_masalah;jenis_pengiriman;tanggal_lapor;judul;isi;alamat;id_lokasi;lat;lng;rating;status;tanggal_selesai;tanggapan;foto_laporan;foto_selesai
      901;Jalan;Aplikasi;05/03/2026;Jalan amblas di tepi;Amblas.;Simpang;;;;4;selesai;07/03/2026;Sudah diuruk.;a.jpg;b.jpg
      902;Lampu Jalan;Aplikasi;05/03/2026;Lampu mati lagi;Gelap.;Simpang;;;;;proses;;Sedang dicek.;;

      """, "sikesal.csv")
    let second = try store.koja("import", "sikesal", sikesal, "--lang", "en")
    #expect(second.status == 0, "\(second.standardError)")
    let listed = try store.koja(
      "list", "complaints", "received_at:2026-03-02..2026-03-05", "sort:summary", "--columns",
      "summary,status,response", "--format", "tsv")
    for line in [
      "Jalan berlubang di simpang\tresolved\tSudah ditambal.", "Jalan rusak semuanya\tarchived",
      "Jalan berdebu sekali\twaiting-reporter", "Jalan amblas di tepi\tresolved\tSudah diuruk.",
      "Lampu mati lagi\treceived",
    ] { #expect(listed.text.contains(line), "\(listed.text)") }
    let answers = try store.koja(
      "list", "complaints", "summary:mati", "has:source_answer", "--columns", "source_answer,response", "--format",
      "tsv")
    #expect(answers.text.contains("Sedang dicek.\t\n"), "what is not finished keeps its answer: \(answers.text)")
    #expect(try store.koja("check").status == 0)
    let late = try store.koja(
      "list", "complaints", "overdue:resolve", "summary:amblas", "--now", "2026-06-01T08:00", "--format", "ids")
    #expect(late.text == "", "\(late.text)")
  }

  @Test func aDryRunChangesNothing() throws {
    let head = try store.head()
    let output = try store.koja("import", "lapor", try file(table), "--dry-run", "--format", "tsv")
    #expect(
      output.text.splitting(at: "\n").map { $0.splitting(at: "\t").prefix(3).joined(separator: " ") } == [
        "line identity fate", "2 7654321 new", "3 7654322 new", "4 7654323 faulty", "",
      ])
    #expect(try store.head() == head && !outside.exists("lapor.csv.rejects.csv"))
  }

  @Test func mendedRejectsComeInAfterwards() throws {
    _ = try store.koja("import", "lapor", try file(table))
    let rejects = String(decoding: try outside.read("lapor.csv.rejects.csv"), as: UTF8.self)
    let mended = try outside.write(
      try rejects.editing(";Lampu jaln;", ";Lampu jalan;").editing(";14/13/2026;", ";14/03/2026;"), to: "mended.csv")
    let output = try store.koja("import", "lapor", mended, "--lang", "en")
    #expect(output.status == 0 && output.standardError.contains("1 record made"), "\(output.standardError)")
  }

  /// Objects leave out what they have no value for, and hold objects; a key that is there twice says nothing.
  @Test func jsonIsATableToo() throws {
    let first =
      #"{"Tracking ID": "9000001", "Klasifikasi": "Pengaduan", "Kategori": "Lampu jalan", "Tanggal Laporan": "14/03/2026", "#
      + #""Judul Laporan": "Lampu mati di gang", "Status": "Terverifikasi", "Tanggal Verifikasi": "15/03/2026"}"#
    let twice = #"{"Tracking ID": "9000002", "Tracking ID": "9000003", "Judul Laporan": "Dobel"}"#
    for text in ["[\(first),\n\(twice)]", "\(first)\n\(twice)\n"] {
      let output = try store.koja("import", "lapor", try file(text, "lapor.json"), "--dry-run", "--lang", "en")
      #expect(output.status == 1 && output.standardError.contains("1 record would be made"), "\(output.standardError)")
      #expect(output.standardError.contains("error[json/duplicate-key]"), "\(output.standardError)")
    }
    let none = try store.koja("import", "lapor", try file(#"[{"Judul": "x"}]"#), "--dry-run", "--lang", "en")
    #expect(none.status == 2 && none.standardError.contains("has no column `Tracking ID`"))
  }

  @Test func theFirstLineMaySayTheSeparator() throws {
    let output = try store.koja("import", "lapor", try file("sep=;\n" + table), "--dry-run", "--lang", "en")
    #expect(output.standardError.contains("2 records would be made"), "\(output.standardError)")
    #expect(output.standardError.contains("lapor.csv:5:19: error[ref/unknown]"))
  }

  @Test("What an office's database tells of records are those that it holds: withdrawn ones leave no rows behind")
  func noRowsWithoutARecord() throws {
    let id = try #require(try store.koja("list", "complaints", "--format", "ids").lines.first)
    #expect(try store.koja("withdraw", id, "--reason", "Dobel").status == 0)
    let path = outside.path("kota.db")
    #expect(try store.koja("export", "sqlite", "--out", path).status == 0)
    for view in ["timeline", "clocks", "stays", "held", "refs", "list_items"] {
      let rows = try Shell.run(
        "/usr/bin/sqlite3", [path, "select count(*), count(*) filter (where id = '\(id)') from \(view)"], in: "/",
        environment: [:])
      #expect(rows.text.hasSuffix("|0\n") && !rows.text.hasPrefix("0|"), "\(view): \(rows.text)")
    }
  }

  @Test(arguments: [[], ["--excel"]]) func anExportThatNobodyEditedChangesNothing(_ options: [String]) throws {
    let head = try store.head()
    for collection in ["complaints", "letters", "units", "areas", "permits", "apps", "categories"] {
      let exported = try RunKoja.run(["export", "csv", collection] + options, in: store.path)
      let output = try store.koja("import", collection, try file(exported.text), "--update", "--lang", "en")
      #expect(
        output.status == 0 && output.text == "nothing changed\n", "\(collection): \(output.text)\(output.standardError)"
      )
    }
    #expect(try store.head() == head)
  }

  @Test func aRowOfARecordThatWasWithdrawnMeanwhileIsLeftOut() throws {
    let exported = try store.koja("export", "csv", "complaints", "--excel").text
    #expect(try store.koja("withdraw", "SKS-2603-7K3FQ2X", "--reason", "Dobel").status == 0)
    let head = try store.head()
    let untouched = try store.koja("import", "complaints", try file(exported), "--update")
    #expect(untouched.status == 0)
    let edited = try exported.editing("Lampu jalan padam di tiga tiang", "Lampu jalan padam di empat tiang")
    let output = try store.koja("import", "complaints", try file(edited), "--update", "--lang", "en")
    #expect(output.status == 1 && output.standardError.contains("was withdrawn on"), "\(output.standardError)")
    #expect(try store.head() == head)
  }

  @Test func editedCellsComeBackAsMinimalEdits() throws {
    let exported = try store.koja("export", "csv", "complaints", "--excel").text
    let edited = try exported.editing("Lampu jalan padam di tiga tiang", "Lampu jalan padam di empat tiang")
    let output = try store.koja("import", "complaints", try file(edited), "--update")
    #expect(output.status == 0, "\(output.standardError)")
    let diff = try store.git(["diff", "HEAD~1", "--unified=0"]).lines.filter { $0.hasPrefix("+") || $0.hasPrefix("-") }
    #expect(diff.count == 4 && diff[3].hasPrefix("+summary: \"Lampu jalan padam di empat tiang"))
  }

  @Test func aCellThatChangedOnBothSidesIsListedAndLeftAlone() throws {
    let exported = try store.koja("export", "csv", "complaints").text
    _ = try store.koja("set", "SKS-2603-7K3FQ2X", "summary=Lampu padam di lima tiang")
    let edited = try exported.editing("Lampu jalan padam di tiga tiang", "Lampu jalan padam di empat tiang")
    let head = try store.head()
    let output = try store.koja("import", "complaints", try file(edited), "--update", "--lang", "en")
    #expect(output.status == 1 && output.standardError.contains("changed in the store, too"))
    #expect(try store.head() == head)
  }

  @Test func whatAnActionOwnsIsRefusedAtItsCell() throws {
    let exported = try store.koja("export", "csv", "complaints", "--columns", "id,status").text
    let edited = try exported.editing("SKS-2603-7K3FQ2X,assigned", "SKS-2603-7K3FQ2X,resolved")
    let output = try store.koja("import", "complaints", try file(edited), "--update", "--lang", "en")
    #expect(output.status == 1 && output.standardError.contains("koja do"), "\(output.standardError)")
  }

  /// Every value of every field that is not marked for the public, planted with a word that occurs nowhere else.
  @Test func nothingGoesOutThatIsNotMarkedForItsReaders() throws {
    let canary = "KENARI77"
    try store.edit("records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml", "Lampu jalan padam di tiga tiang", canary)
    try store.edit(
      "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml", "description: |\n", "description: |\n  \(canary)\n")
    for form in ["complaints-map", "open311-requests", "open311-services", "publiccode"] {
      #expect(try !store.koja("export", form).text.contains(canary))
    }
    for form in ["csv", "jsonl"] {
      let open = try store.koja("export", form, "complaints", "--audience", "public")
      #expect(open.status == 0 && open.text.contains("SKS-2603-7K3FQ2X") && !open.text.contains(canary))
      #expect(!open.text.contains("ORG-"))
      #expect(try store.koja("export", form, "complaints").text.contains(canary))
      #expect(try !store.koja("export", form, "complaints").text.contains("ORG-"))
    }
    #expect(try store.koja("export", "csv", "complaints", "--columns", "summary", "--audience", "public").status == 2)
  }

  @Test func aSecretComplaintIsNotPublished() throws {
    let secret = try store.koja("list", "complaints", "reporter.secret:true", "--format", "ids").lines
    #expect(!secret.isEmpty)
    for form in [["complaints-map"], ["open311-requests"], ["csv", "complaints", "--audience", "public"]] {
      let text = try RunKoja.run(["export"] + form, in: store.path).text
      for id in secret { #expect(!text.contains(id)) }
    }
  }

  @Test func theNameBehindAReferenceHasAnAudienceToo() throws {
    try store.edit(
      "schemas/exports/complaints-map.yaml", "  status: {label: status}", "  status: {label: duplicate_of}")
    try store.edit(
      "schemas/complaints/schema.yaml", "x-label: {id: Laporan ganda dari, en: Duplicate of}",
      "x-label: {id: Laporan ganda dari, en: Duplicate of}\n    x-audience: public")
    let output = try store.koja("export", "complaints-map", "--lang", "en")
    #expect(output.status == 3 && output.text.isEmpty, "\(output.text)")
    #expect(output.standardError.contains("the name behind `duplicate_of`"), "\(output.standardError)")
  }

  @Test func whoNamesTheCollectionMeansNoWordToLookFor() throws {
    let all = try store.koja("export", "geojson").text
    #expect(try store.koja("export", "geojson", "complaints").text == all)
    #expect(try store.koja("export", "geojson", "laporan").text == all)
    let other = try store.koja("export", "geojson", "units", "--lang", "en")
    #expect(other.status == 2 && other.standardError.contains("not of `units`"), "\(other.standardError)")
  }

  @Test func aFaultyDefinitionStopsOnlyItsUser() throws {
    try store.edit("schemas/exports/geojson.yaml", "  summary: summary", "  summary: sumary")
    #expect(try store.koja("check").status == 0)
    let output = try store.koja("export", "geojson", "--lang", "en")
    #expect(output.status == 3 && output.standardError.contains("did you mean `summary`?"))
    #expect(try store.koja("schema", "check").status == 3)
  }
}
