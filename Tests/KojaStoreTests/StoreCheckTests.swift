import Glibc
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

@Suite struct StoreCheckTests {
  @Test func theShippedSchemasHaveNoFindings() throws {
    #expect(City.loaded.findings.isEmpty)
    let names = try City.catalogue().collections.map(\.name)
    #expect(names.contains("complaints") && names == names.sorted())
  }

  @Test func theShippedRecordsHaveNoFindings() throws {
    #expect(try City.findings([:]).map(\.short) == [])
  }

  @Test func twelveFaultsAtOnceAreExactlyThoseTwelve() throws {
    var changes: [String: String?] = [:]
    func edit(_ path: String, _ old: String, _ new: String) throws {
      let path = "records/\(path).yaml"
      changes[path] = .some(try City.text(path).editing(old, new, in: path))
    }
    try edit("complaints/2026/03/SKS-2603-7K3FQ2X", "priority: high", "priority: high\npriority: low")
    try edit("complaints/2026/03/SKS-2603-A4MZ817", "class: complaint", "class: keluhan")
    try edit("complaints/2026/04/SKS-2604-QW6D0TK", "\nchannel:", "-rusak\nchannel:")
    try edit("complaints/2026/06/SKS-2606-E3PD5NJ", "reason: no-evidence", "reason: none")
    try edit("complaints/2026/05/SKS-2605-M1YS944", "status: resolved", "status: assigned")
    try edit(
      "complaints/2026/07/SKS-2607-VB0K8D0", "received_at: \"2026-07-27T09:25:00+07:00\"", "received_at: kemarin")
    try edit("complaints/2026/05/SKS-2605-5HN2XK6", "\nunit: dlh\n", "\nunit: pupr\n")
    try edit("units/dishub", "short: ", "short: PERKIM # ")
    try edit(
      "letters/2026/07/SRT-2607-Y4CM1JF", "direction: outgoing", "<<<<<<< HEAD\ndirection: outgoing\n=======\n>>>>>>> b"
    )
    let moved = "records/permits/2026/07/IZN-2607-S1PV5GT.yaml"
    changes["records/permits/2026/08/IZN-2607-S1PV5GT.yaml"] = .some(try City.text(moved))
    changes[moved] = .some(nil)
    changes["records/officers/catatan.txt"] = .some("bukan catatan\n")
    changes["records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000004.yaml"] = .some(nil)
    let expected = [
      "SKS-2603-7K3FQ2X.yaml:28:1 yaml/duplicate-key", "SKS-2603-A4MZ817.yaml:2:8 schema/enum",
      "SKS-2604-QW6D0TK.yaml:3:11 ref/unknown", "SKS-2605-5HN2XK6.yaml:20:7 workflow/field",
      "SKS-2605-M1YS944.yaml:19:9 workflow/status", "SKS-2606-E3PD5NJ.yaml:25:13 workflow/reason",
      "SKS-2607-VB0K8D0.yaml:5:14 schema/format", "SRT-2607-Y4CM1JF.yaml:2:1 yaml/conflict",
      "SRT-2607-X2M9CHJ.yaml:9:16 number/unclaimed", "catatan.txt:1:1 store/file-name",
      "IZN-2607-S1PV5GT.yaml:1:1 store/path", "perkim.yaml:2:8 unique/double",
    ]
    let found = try City.findings(changes)
    #expect(found.map(\.short).sorted() == expected.sorted())
    #expect(found == found.sorted(), "in the order of files and places")
  }

  // MARK: Where files lie

  static let misplaced: [(path: String, code: String, hint: String)] = [
    ("complaints/2026/03/SKS-2603-7K3FQ2Y.yaml", "store/id", "ids are made by `koja new complaints`"),
    ("complaints/2026/03/catatan.yaml", "store/id", "their form: SKS-YYMM-XXXXXXX"),
    (
      "complaints/2026/03/SRT-2603-7K3FQ2X.yaml", "store/path",
      "its place is `records/letters/2026/03/SRT-2603-7K3FQ2X.yaml`"
    ),
    (
      "complaints/SKS-2603-0XJ7RAJ.yaml", "store/path",
      "compare it with `records/complaints/2026/03/SKS-2603-0XJ7RAJ.yaml`, then remove this copy"
    ),
    ("complaint/2026/03/SKS-2603-7K3FQ2X.yaml", "store/unknown-collection", "did you mean `complaints`?"),
    ("SKS-2603-7K3FQ2X.yaml", "store/unknown-collection", "move it to `records/<collection>/`"),
    ("complaints/2026/03/SKS-2603-7K3FQ2X.yml", "store/file-name", "rename it, or keep it outside `records/`"),
    ("units/Perkim.yaml", "store/id", "their form: lower-case letters or digits, with `-` in between"),
    ("units/dua\nbaris.yaml", "store/id", "their form: lower-case letters or digits, with `-` in between"),
    (
      "numbers/agenda-masuk/2026/001/agenda-masuk-2026-000003.yaml", "store/path",
      "compare it with `records/numbers/agenda-masuk/2026/000/agenda-masuk-2026-000003.yaml`, then remove this copy"
    ),
  ]

  @Test(arguments: misplaced) func aFileInTheWrongPlaceIsToldTheRightOne(
    _ file: (path: String, code: String, hint: String)
  ) throws {
    let path = "records/" + file.path
    let found = try City.findings([path: "name: x\n"], under: [path]).filter { $0.code.hasPrefix("store/") }
    #expect(found.map(\.code) == [file.code])
    #expect(found.first?.hint?.en == file.hint)
  }

  @Test func whatIsNoFileIsToldAndNotFollowed() throws {
    let folder = try ScratchDirectory()
    try folder.write("name: rahasia\n", to: "outside.yaml")
    try folder.makeFolder("store/records/units")
    #expect(symlink(folder.path("outside.yaml"), folder.path("store/records/units/keluar.yaml")) == 0)
    #expect(symlink(folder.path, folder.path("store/records/apps")) == 0)
    #expect(mkfifo(folder.path("store/records/units/pipa.yaml"), 0o600) == 0)
    let source = WorkTreeSource(StoreFiles(root: folder.path("store")))
    let found = try CheckRun(try City.catalogue(), source, now: City.now).only(["records"]).findings
    #expect(
      found.map(\.short) == [
        "apps:1:1 store/not-a-file", "keluar.yaml:1:1 store/not-a-file", "pipa.yaml:1:1 store/not-a-file",
      ])
  }

  @Test func hostileFilesAreFindingsAndNothingElse() throws {
    let folder = try ScratchDirectory()
    try folder.write("", to: "records/units/kosong.yaml")
    try folder.write([UInt8](repeating: 0, count: 4096), to: "records/units/nul.yaml")
    try folder.write([0xFF, 0xFE, 0x00], to: "records/units/bukan-utf8.yaml")
    try folder.write([UInt8](repeating: 0x23, count: 1 << 20 + 1), to: "records/units/besar.yaml")
    try folder.write("- daftar\n", to: "records/units/daftar.yaml")
    try folder.write(String(repeating: "[", count: 50_000), to: "records/units/dalam.yaml")
    let source = WorkTreeSource(StoreFiles(root: folder.path))
    let found = try CheckRun(try City.catalogue(), source, now: City.now).only(["records"]).findings
    #expect(Set(found.map(\.place.path)).count == 6)
    #expect(found.allSatisfy { $0.severity == .error })
    #expect(found.contains { $0.short == "besar.yaml:1:1 yaml/too-large" })
    #expect(found.contains { $0.place.path.hasSuffix("daftar.yaml") && $0.code == "schema/type" })
  }

  // MARK: Schemas

  @Test func brokenSchemasAreFoundAtTheirPlaces() throws {
    func findings(_ path: String, _ old: String, _ new: String) throws -> [String] {
      let text = try Checkout.text(path).editing(old, new, in: path)
      return City.load { wanted throws(FileError) in
        wanted == path ? Array(text.utf8) : try City.files.read(wanted, limit: Store.recordLimit)
      }.findings.map(\.short)
    }
    #expect(
      try findings(
        "schemas/complaints/workflow.yaml", "  - action: receive\n    to: received",
        "  - action: receive\n    to: recieved"
      )
      .contains("workflow.yaml:4:9 workflow/unknown-state"))
    #expect(
      try findings("schemas/complaints/schema.yaml", "      - not-ours\n      - duplicate\n", "      - not-ours\n")
        .map { $0.splitting(at: " ").last } == ["store/states-differ"])
    let pattern = try findings(
      "schemas/units/schema.yaml", "pattern: \"^[a-z0-9]+(-[a-z0-9]+)*$\"", "pattern: \"^[a-z\"")
    #expect(pattern == ["schema.yaml:9:17 schema/pattern"])
    #expect(!(try findings("schemas/store.yaml", "language: id", "language: su")).isEmpty)
  }

  @Test func withoutSettingsThereIsNoStore() throws {
    let loaded = Catalogue.load(paths: []) { path throws(FileError) in try City.files.read(path, limit: 1) }
    #expect(loaded.catalogue == nil)
    #expect(loaded.findings.map(\.code) == ["store/no-settings"])
  }

  @Test func theFingerprintFollowsEveryByteOfTheSchemas() throws {
    let changed = City.load { path throws(FileError) in
      try City.files.read(path, limit: Store.recordLimit) + (path == "schemas/units/schema.yaml" ? [0x0A] : [])
    }
    #expect(try City.catalogue().fingerprint != changed.catalogue?.fingerprint)
    let again = City.load { path throws(FileError) in try City.files.read(path, limit: Store.recordLimit) }
    #expect(try City.catalogue().fingerprint == again.catalogue?.fingerprint)
  }
}
