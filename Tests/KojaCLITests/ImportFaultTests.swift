import KojaTestSupport
import Testing

/// What is wrong with a row is told where it stands, goes to the rejects as it was, and keeps no other row out.
@Suite struct ImportFaultTests {
  private static let headings =
    "Tracking ID;Klasifikasi;Kategori;Tanggal Laporan;Judul Laporan;Isi Laporan;Lokasi;Rahasia;Status;Tanggal Verifikasi;Tanggal Disposisi;Instansi;Tanggal Selesai;Tindak Lanjut"
  private static let good = "1;Pengaduan;Jalan;14/03/2026;Lubang besar di jalan;Dalam.;Pasar;Tidak;;;;;;"
  private let store: ScratchStore
  private let outside: ScratchDirectory

  init() throws { (store, outside) = (try ScratchStore(), try ScratchDirectory()) }

  private func take(_ rows: [String], mark: Bool = false) throws -> Shell.Output {
    let text = (mark ? "\u{FEFF}" : "") + ([Self.headings] + rows).map { $0 + "\n" }.joined()
    return try store.koja("import", "lapor", outside.write(text, to: "lapor.csv"), "--lang", "en")
  }

  private func rejects(_ name: String = "lapor.csv.rejects.csv") throws -> [String] {
    String(decoding: try outside.read(name), as: UTF8.self).splitting(at: "\r\n").filter { !$0.isEmpty }
  }

  @Test(arguments: [
    ("2;Pengaduan;Jalan;14/03/2026;Lubang;Dalam.;Pasar;Tidak;Selesai;;;;;", [12], "but `Status` says `Selesai`"),
    (
      "2;Pengaduan;Jalan;14/03/2026;Lubang;Dalam.;Pasar;Tidak;Selesai;15/03/2026;;perkim;;Sudah", [12],
      "the column `Tanggal Selesai` is empty"
    ),
    (
      "2;Pengaduan;Jalan;14/03/2026;Lubang;Dalam.;Pasar;Tidak;Entah;;;;;", [8], "what `Entah` in the column `Status`"
    ),
    ("2;Pengaduan;Jalan;14/03/2026;Lubang;Dalam.;Pasar;Tidak;Selesei;;;;;", [8], "did you mean `Selesai`?"),
    ("2;Pengaduan;Jalan;14/03/2026;Kurang kolom", [4], "5 values under 14 headings"),
    ("2;Pengaduan;Jalan;14/03/2026;Lubang;Dalam;di tepi;Pasar;Tidak;;;;;;", [14], "15 values under 14 headings"),
    ("2;Pengaduan;Jalan;31/02/2026;Lubang;Dalam.;Pasar;Tidak;;;;;;", [3], "such as 14/03/2026 08:12"),
    ("2;Pengaduan;Jalan;14/03/2026;Lubang;Dalam.;Pasar;Tidak;Proses;15/03/2026;;PUPRX;;", [11], "`unit`"),
    ("2;Pengaduan;Jalan;14/03/2026;Lubang;NIK 1571014112900001;Pasar;Tidak;;;;;;", [5], "privacy/nik"),
    ("2;Pengaduan;Jalan;14/03/2036;Lubang;Dalam.;Pasar;Tidak;;;;;;", [3, 3], "future"),
  ]) func aFaultStandsAtItsCellAndKeepsNoOtherRowOut(_ row: String, _ cells: [Int], _ words: String) throws {
    let output = try take([Self.good, row])
    #expect(output.status == 1 && output.standardError.contains("1 record made"), "\(output.standardError)")
    let told = output.standardError.splitting(at: "\n").filter { $0.contains("lapor.csv:") && $0.contains("error[") }
    let columns = cells.map { cell in row.splitting(at: ";").prefix(cell).reduce(1) { $0 + $1.count + 1 } }
    #expect(told.count == columns.count, "\(output.standardError)")
    for (line, column) in zip(told, columns) { #expect(line.contains("lapor.csv:3:\(column): "), "\(line)") }
    #expect(output.standardError.contains(words), "\(output.standardError)")
    let kept = try rejects()
    #expect(kept.count == 2 && kept[0] == "_line;_column;_fault;" + Self.headings)
    #expect(kept[1].hasPrefix("3;\(columns[0]);") && kept[1].hasSuffix(";" + row))
  }

  @Test func rejectsThatSomebodyBeganToMendAreNotLost() throws {
    let row = "2;Pengaduan;Jalann;14/03/2026;Lubang;Dalam.;Pasar;Tidak;;;;;;"
    #expect(try take([row]).status == 1)
    #expect(try take([row]).status == 1)
    #expect(!outside.exists("lapor.csv.rejects-2.csv"), "the same rejects need no second file")
    _ = try outside.write("mended", to: "lapor.csv.rejects.csv")
    let again = try take([row])
    #expect(again.standardError.contains("lapor.csv.rejects-2.csv"), "\(again.standardError)")
    #expect(try rejects() == ["mended"])
    #expect(try rejects("lapor.csv.rejects-2.csv").count == 2)
  }

  @Test func aStateThatTheMappingListsIsNoFault() throws {
    let row = "2;Pengaduan;Jalan;14/03/2026;Lubang besar;Dalam.;Pasar;Tidak;belum terverifikasi;;;;;"
    let output = try take([Self.good, row])
    #expect(output.status == 0 && output.standardError.contains("2 records made"), "\(output.standardError)")
  }

  @Test func rejectsHaveTheFormOfTheTable() throws {
    let row = "2;Pengaduan;Jalan;14/13/2026;Lubang besar;=1+1;=\"007\";Tidak;;;;;;"
    #expect(try take([row], mark: true).status == 1)
    let kept = try rejects()
    #expect(kept[0].hasPrefix("\u{FEFF}_line;_column;_fault;Tracking ID;"))
    #expect(kept[1].contains(";'=1+1;\"=\"\"007\"\"\";"), "\(kept[1])")
    let mended = try outside.write(
      try kept.map { $0 + "\r\n" }.joined().editing(";14/13/2026;", ";14/03/2026;"), to: "lagi.csv")
    let again = try store.koja("import", "lapor", mended, "--lang", "en")
    #expect(again.status == 0, "\(again.standardError)")
    let made = try store.koja(
      "list", "complaints", "channel:lapor", "--columns", "description,location.text", "--format", "tsv")
    #expect(made.lines.last == "=1+1\t007", "\(made.text)")
  }

  @Test func aBrokenLineKeepsNoOtherOut() throws {
    let keys = Self.headings.splitting(at: ";")
    let values = Self.good.splitting(at: ";")
    let good = "{" + zip(keys, values).map { "\"\($0)\": \"\($1)\"" }.joined(separator: ", ") + "}"
    let broken = "{\"Tracking ID\": \"2\", \"Klasifikasi\": }"
    let path = try outside.write([good, broken, "7", ""].joined(separator: "\n"), to: "lapor.jsonl")
    let output = try store.koja("import", "lapor", path, "--lang", "en")
    #expect(
      output.status == 1 && output.standardError.contains("1 record made, 0 there already, 0 passed over, 2 faulty"))
    #expect(output.standardError.contains("lapor.jsonl:2:"), "\(output.standardError)")
    let kept = try rejects("lapor.jsonl.rejects.csv")
    #expect(kept.count == 3 && kept[0].hasPrefix("_line,_column,_fault,_text,Tracking ID,"))
    #expect(kept[1].contains("{\"\"Tracking ID\"\": \"\"2\"\", ") && kept[2].contains(",7,"), "\(kept)")
  }

  // MARK: Back

  @Test(arguments: [[], ["--excel"]]) func blanksAtTheEndsOfATextAreNoEdit(_ options: [String]) throws {
    let file = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
    try store.edit(file, "summary: \"Lampu jalan padam di tiga tiang, Telanaipura\"", "summary: \"  Lampu padam  \"")
    try store.edit(file, "  text: \"Depan sekolah, Kelurahan Telanaipura\"", "  text: \" Depan sekolah\"")
    try store.git(["commit", "-qam", "Spasi"])
    let exported = try RunKoja.run(["export", "csv", "complaints"] + options, in: store.path).text
    func back(_ text: String) throws -> Shell.Output {
      try store.koja("import", "complaints", outside.write(text, to: "laporan.csv"), "--update", "--lang", "en")
    }
    let output = try back(exported)
    #expect(output.status == 0 && output.text == "nothing changed\n", "\(output.text)\(output.standardError)")
    #expect(try back(exported.editing("  Lampu padam  ", "  Lampu mati  ")).status == 0)
    #expect(try store.text(file).contains("summary: \"Lampu mati\"\n"))
  }

  @Test func rowsThatTheCheckRefusesStayOutAndTheOthersGoIn() throws {
    var rows = try store.koja("export", "csv", "complaints", "--columns", "id,summary,rating").text
      .splitting(at: "\r\n").filter { !$0.isEmpty }
    let ids = rows.dropFirst().map { $0.splitting(at: ",")[0] }
    let bad = try #require(rows.firstIndex { $0.hasPrefix("SKS-2603-7K3FQ2X,") })
    let version = rows[bad].splitting(at: ",").last ?? ""
    rows[bad] = "SKS-2603-7K3FQ2X,x,,\(version)"
    let other = try #require(rows.indices.dropFirst().first { $0 != bad })
    rows[other] = "\(ids[other - 1]),Judul yang baru,,\(rows[other].splitting(at: ",").last ?? "")"
    let short = try #require(rows.indices.dropFirst().first { $0 != bad && $0 != other })
    rows[short] = ids[short - 1]
    let path = try outside.write(rows.map { $0 + "\r\n" }.joined(), to: "laporan.csv")
    let output = try store.koja("import", "complaints", path, "--update", "--lang", "en")
    #expect(output.status == 1, "\(output.standardError)")
    #expect(
      output.standardError.contains("laporan.csv:\(bad + 1):18: error[schema/minLength]"), "\(output.standardError)")
    #expect(output.standardError.contains("laporan.csv:\(short + 1):1: error[store/intake]"), "\(output.standardError)")
    #expect(!output.standardError.contains("records/complaints"), "\(output.standardError)")
    let kept = try rejects("laporan.csv.rejects.csv")
    #expect(
      kept.count == 3 && kept.contains { $0.hasPrefix("\(bad + 1),18,") && $0.hasSuffix("," + rows[bad]) }, "\(kept)")
    let changed = try store.git(["diff", "--name-only", "HEAD~1"]).lines
    #expect(changed.count == 1 && changed[0].hasSuffix("/\(ids[other - 1]).yaml"), "\(changed)")
    #expect(try store.koja("check").status == 0)
  }

  /// What was numbered elsewhere takes a number here; that of the old book is a field.
  @Test func whatTakesANumberLaterTakesItAtOnce() throws {
    let store = try ScratchStore()
    try store.folder.write(
      """
      label: {id: Buku surat lama, en: Old letter book}
      collection: letters
      identity: {field: paper.serial, column: Nomor}
      fields:
        direction: outgoing
        kind: official-letter
        subject: {column: Hal}
        recipients: '[{"text": "Camat"}]'
        paper.place: Lemari 1
        unit: diskominfo
        archive_code: 500.12.6.4
        urgency: ordinary
        secrecy: ordinary
        letter_date: {column: Tanggal, date: day-first}
      events:
        - action: initial
          at: {column: Tanggal, date: day-first}
        - action: sign
          at: {column: Tanggal, date: day-first}
          fields:
            signer.officer: hendra-wijaya
            signer.name: Hendra Wijaya
            signer.post: Kepala Dinas
            signer.capacity: definitive

      """, to: "schemas/imports/old-letters.yaml")
    try store.git(["add", "-A"])
    try store.git(["commit", "-qm", "Buku surat lama"])
    let beside = try ScratchDirectory()
    try beside.write("Nomor,Hal,Tanggal\n77,Undangan lama,03/06/2026\n78,Edaran lama,03/06/2026\n", to: "buku.csv")
    let taken = try store.koja("import", "old-letters", beside.path("buku.csv"), person: .hendra)
    #expect(taken.status == 0, "\(taken.standardError)")
    let numbers = try store.koja(
      "list", "letters", "subject:lama", "--columns", "number", "--format", "csv"
    ).text.split(separator: "\r\n").dropFirst().map(String.init)
    #expect(numbers.count == 2 && Set(numbers).count == 2 && numbers.allSatisfy { !$0.isEmpty }, "\(numbers)")
    #expect(try store.koja("check").status == 0)
  }
}
