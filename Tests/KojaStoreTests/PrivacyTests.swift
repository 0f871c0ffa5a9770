import KojaModel
import KojaStore
import KojaTestSupport
import Testing

/// What tells who somebody is does not enter a history unseen, and what only looks like it does no harm.
struct PrivacyTests {
  // MARK: The search

  /// The kinds that are found in a text, with what was found.
  private func found(_ text: String) -> [String] {
    var text = text
    return text.withUTF8 { bytes in
      PrivateText(publicDomains: ["go.id"]).matches(in: bytes).map { match in
        "\(match.kind.rawValue) \(String(decoding: bytes[match.range], as: UTF8.self))"
      }
    }
  }

  @Test func theFirstLookMissesNothing() {
    let parts =
      ["08", "12", "62", "8", "0", "1571010101900001", "3456", "789", " ", "-", ".", "(", ")", "+", "a", "/", "\n"]
      + ["b@c.id", "b(at)c.id", "b [AT] c . id", "...", "tgl", "NIK", "157101", "0101", "900001"]
    var chance = SeededGenerator(seed: 20_261_126)
    var told = 0
    for _ in 0..<20_000 {
      var text = (0..<Int.random(in: 1...12, using: &chance)).compactMap { _ in parts.randomElement(using: &chance) }
        .joined()
      let isThere = !found(text).isEmpty
      told += isThere ? 1 : 0
      #expect(!isThere || text.withUTF8(PrivateText.mayHold), "\(text): \(found(text))")
    }
    #expect(told > 1_000)
  }

  @Test(arguments: [
    "1571010101900001", "NIK 1571014112900001.", "nik:1571010101900001", "NIK1571010101900001", "(1571010101900001)",
    "KK 1571 0101 0190 0001", "1571-0101-0190-0001", "157101 010190 0001", "15.71.01.010190.0001",
    "No.KK.1571010101900001",
    "a 1571010101900001 b", "tgl 3 1571 0101 0190 0001 ya", "1571010101900001.Mohon", "1571010101900001NIK",
    "1571010101900001 ktp", "1571010101900001/1571010101900002",
    "1 5 7 1 0 1 0 1 0 1 9 0 0 0 0 1",
  ])
  func niksAreFoundHoweverTheyAreWritten(_ text: String) {
    #expect(found(text).map { $0.prefix(4) } == ["nik "], "\(found(text))")
  }

  @Test(arguments: [
    "081234567890", "HP 0812-3456-7890", "0812 3456 7890", "0812.3456.7890", "(0812) 3456 7890", "(0812)3456-7890",
    "+6281234567890",
    "+62 812-3456-7890", "+62 (0) 812 3456 7890", "6281234567890", "wa:081234567890", "WA081234567890",
    "0812–3456–7890", "0812‑3456‑7890",
    "hubungi 0812 - 3456 - 7890, malam", "08 12 34 56 78 90", "0 8 1 2 3 4 5 6 7 8 9 0", "0812345678",
  ])
  func phonesAreFoundHoweverTheyAreWritten(_ text: String) {
    #expect(found(text).map { $0.prefix(6) } == ["phone "], "\(found(text))")
  }

  @Test(arguments: [
    "budi@gmail.com", "surel budi.s+1@mail.example.co.id.", "budi @ gmail.com", "budi @ gmail . com",
    "budi(at)gmail.com", "budi [at] gmail [dot] com", "budi(at)gmail(titik)com", "<budi@gmail.com>", "BUDI@GMAIL.COM",
  ])
  func addressesAreFoundHoweverTheyAreWritten(_ text: String) {
    #expect(found(text).map { $0.prefix(6) } == ["email "], "\(found(text))")
  }

  @Test(arguments: [
    // Letters, licences, assets, registers, tax objects, civil servants.
    "470/0812/DUKCAPIL/2026", "Surat 081/2345/678/90", "PBG-157101-12032026-01", "SIP.1571010101900001/2026",
    "NIB 9120101234567", "NIP 198501012010011001", "NIP 19850101 201001 1 001", "NOP 15.71.010.001.012-0034.0",
    "NPWP 09.254.294.3-407.000", "kode barang 1.3.2.05.01.04.001.00012", "aset 0812.01.003.0045.12",
    "agenda-masuk-2026-000015", "SKS-2603-7K3FQ2X", "INV-081234567890", "15.71.01.1003", "a081234567890x",
    // Hashes and ids.
    "3f786850e387550fdab836ed7e6dc881de23001b", "0812345678e0", "550e8400-e29b-41d4-a716-081234567890",
    // Money, times, measures.
    "Rp 62.812.345.678", "Rp1.571.010.101.900.001", "08.15-09.30", "0815-0930 2026", "08-12-2025 s.d. 10-12-2025",
    "pukul 08.00 s.d. 12.00, 13.00-16.00", "-1.6101, 103.6131", "2026-03-14T08:12:00+07:00",
    // Sixteen digits without a district or a day in them, and other lengths.
    "9971010101900001", "1571014599900001", "15710101019000", "157101010190000112",
    // Emergency and office numbers.
    "112", "(0741) 60455", "0741-60455", "1500-123",
    // No addresses.
    "rapat @ gedung. Kami", "harga 5@10.000", "@pemkotjambi", "laporan@kominfo.jambikota.go.id", "a at b dot c", "@",
    "x@", "@x.y", "lampu@tiang",
  ])
  func otherNumbersAndSignsAreLeftAlone(_ text: String) {
    #expect(found(text) == [])
  }

  @Test func severalInOneTextAreAllFound() {
    #expect(
      found("Budi, 1571010101900001, hp 0812 3456 7890 atau budi@gmail.com; kantor 0741-60455")
        == ["nik 1571010101900001", "phone 0812 3456 7890", "email budi@gmail.com"])
  }

  // MARK: In records

  private static let path = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

  private func findings(_ line: String, _ new: String) throws -> [Finding] {
    let text = try City.text(Self.path)
    return try City.findings([Self.path: text.editing(line, new, in: Self.path)], under: [Self.path])
  }

  @Test func shippedRecordsHoldNone() throws {
    #expect(try City.findings([:]).filter { $0.code.hasPrefix("privacy/") } == [])
  }

  @Test func aFindingPointsAndDoesNotRepeat() throws {
    let text = try City.text(Self.path)
    let summary = try #require(text.split(separator: "\n").first { $0.hasPrefix("summary:") })
    let found = try findings(String(summary), "summary: \"Lampu mati, hubungi 0812-3456-7890\"")
    #expect(found.map(\.code) == ["privacy/phone"])
    let finding = try #require(found.first)
    #expect(finding.severity == .error && finding.instancePath == "/summary")
    #expect(finding.place.end.column - finding.place.start.column == 14)
    let told = [finding.message, finding.hint].compactMap { $0 }.map { $0.id + $0.en }.joined()
    #expect(!told.contains("0812") && finding.place.excerpt == nil)
  }

  @Test func commentsAndEscapesHideNothing() throws {
    let text = try City.text(Self.path)
    let summary = String(try #require(text.split(separator: "\n").first { $0.hasPrefix("summary:") }))
    #expect(try findings(summary, summary + "  # NIK 1571010101900001").map(\.code) == ["privacy/nik"])
    #expect(
      try findings(summary, "summary: \"Lampu mati, NIK \\x31571010101900001\"").map(\.code) == ["privacy/nik"])
    #expect(
      try findings(summary, "summary: \"Lampu mati, hubungi 0812\n  3456 7890\"").map(\.code) == ["privacy/phone"])
  }

  @Test func storesAndSchemasSayWhatIsTolerated() throws {
    func codes(_ path: String, _ old: String, _ new: String, _ summary: String) throws -> [String] {
      let changed = City.load { file throws(FileError) in
        let bytes = try City.files.read(file, limit: Store.recordLimit)
        guard file == path else { return bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        return Array(text.splitting(at: old).joined(separator: new).utf8)
      }
      let catalogue = try #require(changed.catalogue, "\(changed.findings)")
      #expect(changed.findings == [])
      let record = try City.text(Self.path)
      let line = String(try #require(record.split(separator: "\n").first { $0.hasPrefix("summary:") }))
      let source = OverlaySource(
        MemorySource(City.records),
        changes: [Key(Self.path): Array(try record.editing(line, "summary: \"\(summary)\"", in: Self.path).utf8)])
      return try CheckRun(catalogue, source, now: City.now).only([Self.path]).findings.map {
        "\($0.severity.rawValue) \($0.code)"
      }
    }
    let phone = "Lampu mati, hubungi 081234567890"
    let settings = "schemas/store.yaml"
    #expect(try codes(settings, "phone: error", "phone: error", phone) == ["error privacy/phone"])
    #expect(try codes(settings, "phone: error", "phone: warning", phone) == ["warning privacy/phone"])
    #expect(try codes(settings, "phone: error", "phone: ignore", phone) == [])
    #expect(try codes(settings, "history: git", "history: none", phone) == [])
    #expect(try codes(settings, "phone: error, ", "", phone) == ["error privacy/phone"])
    let address = "Lampu mati, surel budi@jambi.example"
    #expect(try codes(settings, "[go.id]", "[go.id, jambi.example]", address) == [])
    #expect(try codes(settings, "[go.id]", "[go.id]", address) == ["error privacy/email"])
    let schema = "schemas/complaints/schema.yaml"
    let label = "x-label: {id: Ringkasan, en: Summary}"
    #expect(try codes(schema, label, label + "\n    x-contains: [phone]", phone) == [])
    #expect(try codes(schema, label, label + "\n    x-contains: [email]", phone) == ["error privacy/phone"])
  }

  @Test func aWaiverSilencesOne() throws {
    let text = try City.text(Self.path)
    let summary = String(try #require(text.split(separator: "\n").first { $0.hasPrefix("summary:") }))
    let changed = try text.editing(summary, "summary: \"Lampu mati, hubungi 081234567890\"", in: Self.path)
    let waiver = """
      code: privacy/phone
      record: complaints/SKS-2603-7K3FQ2X
      reason: Nomor posko, disebut atas permintaan pelapor.
      owner: kominfo
      until: "2027-12-31"

      """
    let found = try City.findings(
      [Self.path: changed, "records/waivers/posko.yaml": waiver], under: [Self.path])
    #expect(found == [])
  }

  @Test func aWaiverThatNamesAFieldIsAboutThatAlone() throws {
    let text = try City.text(Self.path)
    let summary = String(try #require(text.split(separator: "\n").first { $0.hasPrefix("summary:") }))
    let changed = try text.editing(
      summary, "summary: \"Lampu mati, hubungi 081234567890\"\nresponse: \"Petugas 081234567891\"", in: Self.path)
    func codes(_ field: String) throws -> [String] {
      let waiver = """
        code: privacy/phone
        record: complaints/SKS-2603-7K3FQ2X
        field: \(field)
        reason: Nomor posko.
        owner: rina-sari
        until: "2027-12-31"

        """
      return try City.findings([Self.path: changed, "records/waivers/posko.yaml": waiver], under: [Self.path]).map {
        "\($0.code) \($0.instancePath ?? "")"
      }
    }
    #expect(try codes("summary").filter { $0.hasPrefix("privacy") } == ["privacy/phone /response"])
    #expect(try codes("response").filter { $0.hasPrefix("privacy") } == ["privacy/phone /summary"])
    #expect(try codes("description").filter { $0.hasPrefix("privacy") }.count == 2)
  }

  @Test func aNoteForTheHistoryIsLookedAtToo() throws {
    let store = try ChangeStore()
    #expect(throws: Failure.self) {
      try store.set("SKS-2603-7K3FQ2X", "priority=low", note: "kata Pak Budi, 0812-3456-7890")
    }
    let message = try store.set("SKS-2603-7K3FQ2X", "priority=low", note: "kata pelapor, nomor ada pada petugas")
    #expect(message.contains("nomor ada pada petugas"))
  }
}
