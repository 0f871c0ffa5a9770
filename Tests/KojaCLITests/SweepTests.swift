import KojaTestSupport
import Testing

/// Who is no longer needed is told, and erased by whoever asks for that.
@Suite struct SweepTests {
  private let store: ScratchStore
  private let outside: ScratchDirectory

  init() throws {
    (store, outside) = (try ScratchStore(), try ScratchDirectory())
    let made = try RunKoja.run(["init", "--private", outside.path("people")], in: store.path)
    try #require(made.status == 0, "\(made.standardError)")
    try store.git(["config", "koja.stores.private", outside.path("people")])
  }

  private func person(_ name: String) throws -> String {
    let made = try RunKoja.run(["--store", outside.path("people"), "new", "people", "name=\(name)"], in: store.path)
    return try #require(made.lines.first, "\(made.standardError)")
  }

  private func complaint(of person: String) throws -> String {
    let made = try store.koja(
      "new", "complaints", "class=complaint", "category=drainase", "channel=counter", "summary=Got mampet",
      "description=Air.", "reporter.person=\(person)")
    return try #require(made.lines.first, "\(made.standardError)")
  }

  private func due(at day: String) throws -> [String] {
    let told = try store.koja("sweep", "--format", "ids", "--now", day)
    #expect(told.status == 0, "\(told.standardError)")
    return told.lines
  }

  @Test func whoHasAMatterThatIsOpenStays() throws {
    let person = try person("Contoh Satu")
    let (first, second) = (try complaint(of: person), try complaint(of: person))
    #expect(try store.koja("do", first, "reject", "--reason", "too-general").status == 0)
    #expect(try due(at: "2040-01-01") == [], "one is open")
    #expect(try store.koja("withdraw", second, "--reason", "Uji").status == 0)
    #expect(try due(at: "2040-01-01") == [person])
    #expect(try due(at: "2027-01-01") == [], "two years have to pass")
  }

  @Test func whoHoldsAPermitThatIsValidStays() throws {
    let path = "records/permits/2025/12/IZN-2512-ST7N9CM.yaml"
    let person = try person("Contoh Dua")
    let old = try #require(try store.text(path).splitting(at: "person: \"").last?.splitting(at: "\"").first)
    try store.edit(path, "person: \"\(old)\"", "person: \"\(person)\"")
    #expect(try due(at: "2028-06-01") == [person])
    let longer = try store.text(path).splitting(at: "2026-01-02\"").joined(separator: "2027-01-02\"")
    try store.folder.write(longer, to: path)
    #expect(try due(at: "2028-06-01") == [], "valid for a year more")
    #expect(try due(at: "2029-02-01") == [person])
  }

  @Test func nothingGoesUnlessItIsAskedForAndThenTheMarkIsNoSlip() throws {
    let person = try person("Contoh Tiga")
    let id = try complaint(of: person)
    #expect(try store.koja("do", id, "reject", "--reason", "too-general").status == 0)
    func file() throws -> [String] {
      try Shell.run("/usr/bin/find", [outside.path("people"), "-name", "\(person).yaml"], in: "/", environment: [:])
        .lines
    }
    _ = try due(at: "2040-01-01")
    #expect(try file().count == 1)
    #expect(try store.koja("sweep", "--erase", "--now", "2040-01-01").status == 0)
    #expect(try file().count == 1, "a clock for reading erases nobody")
    _ = try Shell.run(
      "/bin/sed", ["-i", "s/keep_months: 24/keep_months: 1/", outside.path("people/schemas/store.yaml")], in: "/",
      environment: [:])
    let path = try #require(try store.koja("list", "complaints", "id:\(id)", "--format", "paths").lines.first)
    let text = try store.text(path)
    let today = try #require(text.splitting(at: "    at: \"").last?.prefix(10))
    try store.folder.write(text.splitting(at: String(today)).joined(separator: "2026-01-05"), to: path)
    let swept = try store.koja("sweep", "--erase", "--lang", "en")
    #expect(swept.standardError.contains("1 person erased"), "\(swept.text)\(swept.standardError)")
    #expect(try file().isEmpty)
    let noted = try Shell.run("/bin/cat", [outside.path("people/erased.txt")], in: "/", environment: [:]).text
    #expect(noted.hasPrefix("people/\(person) ") && !noted.contains("Contoh"))
    #expect(try !store.koja("check", path).text.contains("ref/elsewhere"))
    // A case of the same person that goes on misses somebody.
    let open = try store.text(path).replacing("status: rejected", with: "status: received")
    let other = "records/complaints/2026/01/SKS-2601-9CT4MQ6.yaml"
    try store.folder.write(open.splitting(at: "  - action: reject")[0], to: other)
    #expect(try store.koja("check", other, "--lang", "en").text.contains("who was erased, and this case is not over"))
    #expect(try RunKoja.run(["--store", outside.path("people"), "check"], in: store.path).status == 0)
  }

  @Test func withoutAStoreOrATermItSaysWhatIsMissing() throws {
    _ = try Shell.run(
      "/bin/sed", ["-i", "/keep_months/d", outside.path("people/schemas/store.yaml")], in: "/", environment: [:])
    let endless = try store.koja("sweep", "--lang", "en")
    #expect(endless.status == 2 && endless.standardError.contains("keep_months"), "\(endless.standardError)")
    try store.git(["config", "--unset", "koja.stores.private"])
    let absent = try store.koja("sweep", "--lang", "en")
    #expect(absent.status == 2 && absent.standardError.contains("koja.stores.private"))
  }

  @Test func whereARecordCannotBeReadNobodyGoes() throws {
    let person = try person("Contoh Lima")
    #expect(try store.koja("do", try complaint(of: person), "reject", "--reason", "too-general").status == 0)
    try store.folder.write("a: [", to: "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml")
    let refused = try store.koja("sweep", "--now", "2040-01-01", "--lang", "en")
    #expect(refused.status == 1 && refused.standardError.contains("might refer to somebody"))
  }
}
