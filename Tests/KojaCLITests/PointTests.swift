import KojaTestSupport
import Testing

/// Coordinates that are swapped or lost a sign, and points outside the area beside them, through the built tool.
@Suite struct PointTests {
  private static let place = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"
  private let store: ScratchStore

  init() throws { store = try ScratchStore() }

  private func write(_ latitude: String, _ longitude: String) throws {
    try store.edit(Self.place, "latitude: -1.60677", "latitude: \(latitude)")
    try store.edit(Self.place, "longitude: 103.58165", "longitude: \(longitude)")
  }

  private func check() throws -> [String] {
    try store.koja("check", Self.place, "--lang", "en", "--format", "concise").lines
  }

  @Test(arguments: [
    ("103.58165", "-1.60677", "latitude and longitude of `location` are swapped"),
    ("103.58165", "1.60677", "latitude and longitude of `location` are swapped, and a sign is wrong"),
    ("1.60677", "103.58165", "a sign in the coordinates of `location` is wrong"),
    ("-1.60677", "-103.58165", "a sign in the coordinates of `location` is wrong"),
  ]) func aSlipIsOneFindingAndTheRepairWritesWhatWasMeant(_ latitude: String, _ longitude: String, _ words: String)
    throws
  {
    let before = try store.text(Self.place)
    try write(latitude, longitude)
    let found = try check()
    #expect(found.count { $0.contains("error[") } == 1, "\(found)")
    #expect(found[0].contains("error[ref/coordinates]") && found[0].contains(words), "\(found)")
    #expect(try store.koja("check", Self.place, "--lang", "en").text.contains("= -1.60677, 103.58165?"))
    _ = try store.koja("check", "--fix")
    #expect(try store.text(Self.place) == before)
  }

  @Test func commentsBetweenTheTwoNumbersAndTheirOrderStay() throws {
    try store.edit(
      Self.place, "  latitude: -1.60677\n  longitude: 103.58165\n",
      "  longitude: 1.60677  # dari foto\n  # pukul 19\n  latitude: 103.58165\n")
    _ = try store.koja("check", "--fix")
    #expect(
      try store.text(Self.place).contains(
        "  longitude: 103.58165  # dari foto\n  # pukul 19\n  latitude: -1.60677\n"))
  }

  @Test func aPointOfAnotherCityIsNotGuessedAt() throws {
    try write("-6.2", "106.8")
    let found = try check()
    #expect(
      found.count { $0.contains("warning[ref/outside]") } == 1 && !found.contains { $0.contains("error[") },
      "a warning only: \(found)")
    let before = try store.text(Self.place)
    _ = try store.koja("check", "--fix")
    #expect(try store.text(Self.place) == before)
  }

  @Test func aPointInAnotherAreaThanTheOneBesideItIsAWarningThatNamesIt() throws {
    try write("-1.65514", "103.57408")
    let output = try store.koja("check", Self.place, "--lang", "en")
    #expect(output.status == 0 && output.text.contains("warning[ref/outside]"))
    #expect(
      output.text.contains("is not in `15.71.01.1004`") && output.text.contains("about in 15.71.09.1003"),
      "\(output.text)")
  }

  @Test func theAreasAreDataSoAnotherCityHasOthers() throws {
    try write("-6.2", "106.8")
    try store.folder.write(
      try store.text("schemas/areas/schema.yaml").replacing("minimum: -1.705", with: "minimum: -90")
        .replacing("minimum: 103.515", with: "minimum: -180").replacing("maximum: 103.69", with: "maximum: 180"),
      to: "schemas/areas/schema.yaml")
    try store.edit("records/areas/15.71.yaml", "south: -1.69613", "south: -6.4")
    try store.edit("records/areas/15.71.yaml", "east: 103.67994", "east: 107")
    let found = try check()
    #expect(
      found.contains { $0.contains("ref/outside") } && !found.contains { $0.contains("ref/coordinates") }, "\(found)")
    try store.edit(Self.place, "latitude: -6.2", "latitude: 106.8")
    try store.edit(Self.place, "longitude: 106.8", "longitude: 6.2")
    _ = try store.koja("check", "--fix")
    #expect(try store.text(Self.place).contains("latitude: -6.2\n  longitude: 106.8\n"))
  }

  @Test func anIntakeIsRefusedWithTheReadingThatFits() throws {
    let refused = try store.koja(
      "new", "complaints", "class=pengaduan", "category=lampu-jalan", "channel=sikesal", "summary=Lampu padam",
      "description=Gelap.", "reporter.anonymous=ya", "reporter.secret=tidak", "location.latitude=103.58",
      "location.longitude=1.60")
    #expect(refused.status == 1 && refused.standardError.contains("ref/coordinates"))
    #expect(refused.standardError.contains("lintang, bujur = -1.60, 103.58"), "\(refused.standardError)")
    let table =
      "id,id_masalah,jenis_pengiriman,tanggal_lapor,judul,isi,alamat,id_lokasi,lat,lng,rating,status,"
      + "tanggal_selesai,tanggapan\n"
      + "77,Jalan,Aplikasi,14/03/2026 08:00,Lubang di jalan,Dalam.,Depan pasar,15.71.01.1004,103.58165,-1.60677,,baru,,\n"
    let outside = try ScratchDirectory()
    let path = try outside.write(table, to: "sikesal.csv")
    let taken = try store.koja("import", "sikesal", path, "--lang", "en")
    #expect(taken.status == 1 && taken.standardError.contains("sikesal.csv:2:"), "\(taken.standardError)")
    #expect(taken.standardError.contains("error[ref/coordinates]"), "\(taken.standardError)")
  }
}
