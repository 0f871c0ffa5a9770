import Glibc
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

/// Names below `schemas/` that lead nowhere, and files that are not there.
@Suite struct CatalogueTests {
  private static let complaints = "schemas/complaints/schema.yaml"
  private static let work = "schemas/complaints/workflow.yaml"

  /// What is found after an edit of a shipped file.
  private func findings(_ path: String, _ old: String, _ new: String) throws -> [Finding] {
    let text = try Checkout.text(path).editing(old, new, in: path)
    return City.load { wanted throws(FileError) in
      wanted == path ? Array(text.utf8) : try City.files.read(wanted, limit: Store.recordLimit)
    }.findings
  }

  /// A fault, its place (the line counted from where the slip begins) and its hint in English.
  struct Slip: Sendable, CustomStringConvertible {
    let path: String
    let old: String
    let new: String
    let expected: String
    let hint: String?

    init(_ path: String, _ old: String, _ new: String, _ expected: String, _ hint: String?) {
      (self.path, self.old, self.new, self.expected, self.hint) = (path, old, new, expected, hint)
    }

    var description: String { new }
  }

  static let slips = [
    Slip(complaints, "x-ref: categories", "x-ref: categorys", "+0:12 schema/unknown-collection", "categories"),
    Slip(complaints, "x-ref: categories", "x-ref: Categories", "+0:12 schema/unknown-collection", "categories"),
    Slip("schemas/common.yaml", "x-ref: areas", "x-ref: area", "+0:16 schema/unknown-collection", "areas"),
    Slip(complaints, "title: summary", "title: sumary", "+0:10 schema/unknown-field", "summary"),
    Slip(complaints, "date: received_at", "date: recieved_at", "+0:9 schema/unknown-field", "received_at"),
    Slip(complaints, "path: \"{year}/{month}\"", "path: \"{year}/{mont}\"", "+0:9 schema/unknown-variable", "month"),
    Slip(
      "schemas/numbers/schema.yaml", "{register}/{year}", "{registre}/{year}", "+0:9 schema/unknown-variable",
      "register"),
    Slip(complaints, "[class, category", "[class, kategory", "+0:19 schema/unknown-field", "category"),
    Slip("schemas/permits/schema.yaml", "prefix: IZN", "prefix: SKS", "+0:16 schema/double-prefix", nil),
    Slip(complaints, "      - resolved\n", "      - resolvd\n", "+0:9 store/states-differ", "resolved"),
    Slip(work, "sets: [unit]", "sets: [unti]", "+0:12 workflow/unknown-field", "unit"),
    Slip(work, "[unit, response]", "[location.aera, response]", "+0:16 workflow/unknown-field", "location.area"),
    Slip(work, "[unit, response]", "[unit.name, response]", "+0:16 workflow/unknown-field", nil),
    Slip(
      "schemas/letters/workflow.yaml", "freezes: [number", "freezes: [nomber", "+0:15 workflow/unknown-field",
      "number"),
    Slip(
      "schemas/letters/workflow.yaml", "{direction: incoming}\n    sets: [unit]\n    roles: [clerk]",
      "{direktion: incoming}\n    sets: [unit]\n    roles: [clerk]", "+0:12 workflow/unknown-field", "direction"),
    Slip(work, "targets.respond", "targets.responds", "+0:13 workflow/no-target", "category.targets.respond"),
    Slip(work, "target: category.targets.respond", "target: category.unit", "+0:13 workflow/no-target", nil),
    Slip(work, "target: category.targets.respond", "target: category", "+0:13 workflow/no-target", nil),
    Slip(
      work, "en: Response}\n    start: receive", "en: Response}\n    start: recieve", "+1:12 workflow/unknown-action",
      "receive"),
    Slip("schemas/store.yaml", "+07:00", "+25:00", "+0:41 schema/pattern", nil),
    // Seen by the meta-schema and by the code: once.
    Slip(complaints, "type: object\nrequired", "type: objekt\nrequired", "+0:7 schema/enum", "object"),
    Slip(complaints, "minItems: 1\n    unique", "minItems: -1\n    unique", "+0:15 schema/minimum", nil),
    Slip(complaints, "    uniqueItems:", "    uniqueItem:", "+0:5 schema/unknown-keyword", "uniqueItems"),
    Slip(complaints, "{id: Kategori, en: Category}", "{id: Kategori}", "+0:5 schema/required", nil),
    Slip(
      complaints, "en: Category}\n    x-audience: public", "en: Category}\n    x-audience: publik", "+1:17 schema/enum",
      "public"),
    Slip(work, "    from: [resolved]", "    from: [5]", "+0:12 schema/type", nil),
    Slip(work, "    from: [resolved]", "    from: [Resolved]", "+0:12 workflow/unknown-state", "resolved"),
    // What a field cannot have.
    Slip(
      work, "requires: [partners]\n    roles: [liaison", "requires: [partners]\n    roles: [liasion",
      "+1:13 workflow/unknown-value", "liaison"),
    Slip(work, "clears: [unit,", "clears: [unitt,", "+0:14 workflow/unknown-field", "unit"),
    Slip(work, "clears: [unit,", "clears: [timeline,", "+0:14 workflow/engine-field", nil),
    Slip(
      "schemas/evaluations/workflow.yaml", "{today + 10 working-days}\", answer", "{today + 10 hours}\", answer",
      "+0:17 workflow/unknown-field", nil),
    Slip(
      "schemas/permits/workflow.yaml", "order: [valid_to, \"{valid_from + service.validity.months",
      "order: [valid_to, \"{valid_from + service.validity.month", "+0:27 workflow/unknown-field", nil),
    Slip(
      "schemas/dispositions/workflow.yaml", "some: {collection: dispositions, field: parent",
      "some: {collection: dispositions, field: parents", "+0:49 workflow/unknown-field", nil),
    Slip(work, "evidence: category.evidence", "evidence: [afterr]", "+0:16 workflow/unknown-value", "after"),
    Slip(
      work, "when: {channel: lapor, class: information", "when: {channel: laporr, class: information",
      "+0:21 workflow/unknown-value", "lapor"),
    Slip(work, "supervisory: true", "supervisory: \"yes\"", "+0:59 workflow/unknown-value", nil),
    Slip(
      "schemas/letters/workflow.yaml", "{signer.capacity: [null, definitive]}", "{signer.capacity: [null, definitif]}",
      "+0:40 workflow/unknown-value", "definitive"),
    Slip(
      work, "    pause: [waiting]\n    target: {amount: 3,", "    pause: [closed]\n    target: {amount: 3,",
      "+0:13 schema/enum", nil),
    Slip(work, "sets: [promised_at]", "sets: [status]", "+0:12 workflow/engine-field", nil),
    // Labels in one language, and what only code sees.
    Slip(work, "label: {id: Verifikasi, en: Verify}", "label: {id: Verifikasi}", "+0:5 schema/required", nil),
    Slip(work, "label: {id: Koordinasi, en: Coordination}", "label: {en: Coordination}", "+0:32 schema/required", nil),
    Slip(
      work, "wrong-office: {id: Salah OPD, en: Wrong office, for: [assign, return, delay]}",
      "wrong-office: {id: Salah OPD}", "+0:3 schema/required",
      nil),
    Slip(work, "label: {id: Tanggapan, en: Response}", "label: {en: Response}", "+0:5 schema/required", nil),
    Slip(
      "schemas/tickets/workflow.yaml", "  rejected: {family: closed, outcome: refused, label",
      "  rejected: {family: open, label",
      "+0:3 workflow/dead-end", nil),
    Slip("schemas/units/schema.yaml", slug, "id: {pattern: \"^[a-z\"}", "+0:17 schema/pattern", nil),
    Slip("schemas/units/schema.yaml", slug, "id: {pattern: \"[a-z]+\"}", "+0:17 schema/pattern", nil),
  ]

  private static let slug = "id: {pattern: \"^[a-z0-9]+(-[a-z0-9]+)*$\"}"

  @Test(arguments: slips) func aNameThatLeadsNowhereIsFoundOnceAtItsPlace(_ slip: Slip) throws {
    let found = try findings(slip.path, slip.old, slip.new)
    let text = try String(decoding: ScratchDirectory.bytes(of: Checkout.root + "/" + slip.path), as: UTF8.self)
    let first = (text.splitting(at: slip.old).first ?? "").splitting(at: "\n").count
    let told = found.map { finding in
      let line = finding.place.start.line - first
      return "\(line < 0 ? "" : "+")\(line):\(finding.place.start.column) \(finding.code)"
    }
    #expect(told == [slip.expected])
    #expect(found.first?.place.path == slip.path)
    if let hint = slip.hint { #expect(found.first?.hint?.en == "did you mean `\(hint)`?") }
  }

  @Test func linksIntoOtherStoresAndToAnythingAreLeftAlone() throws {
    #expect(try findings("schemas/common.yaml", "x-ref: private/people", "x-ref: lain/orang").isEmpty)
    #expect(try findings(Self.complaints, "x-ref: categories", "x-ref: \"*\"").isEmpty)
  }

  @Test func aLinkIntoAnotherStoreIsPersonal() throws {
    let found = try findings(Self.complaints, "x-ref: categories", "x-ref: private/people")
    #expect(found.map(\.code) == ["schema/open-person"])
  }

  @Test func recordsThatSchemasNameAreAskedFor() throws {
    let catalogue = try City.catalogue()
    let source = MemorySource(City.records)
    func exists(_ collection: String, _ id: String) -> Bool { source.has("records/\(collection)/\(id).yaml") }
    #expect(catalogue.recordReferences(exists: exists).isEmpty)
    let missing = catalogue.recordReferences(
      exists: { collection, id in id != "agenda-masuk" && collection != "calendars" },
      ids: { _ in ["agenda-masuk-2", "kota-jambi-2"] })
    #expect(
      missing.map(\.short) == [
        "workflow.yaml:10:13 store/unknown-register", "store.yaml:6:13 store/unknown-calendar",
      ])
    #expect(missing.map(\.hint?.en) == ["did you mean `agenda-masuk-2`?", "did you mean `kota-jambi-2`?"])
  }

  // MARK: Files

  /// A copy of the shipped schemas.
  private func copy() throws -> ScratchDirectory {
    let folder = try ScratchDirectory()
    for entry in City.files.walk("schemas", stamps: false) {
      try folder.write(try City.files.read(entry.path, limit: Store.recordLimit), to: entry.path)
    }
    return folder
  }

  private func load(_ folder: ScratchDirectory) -> (catalogue: Catalogue?, findings: [Finding]) {
    Catalogue.load(StoreFiles(root: folder.path))
  }

  private func places(_ findings: [Finding]) -> [String] { findings.map { "\($0.place.path) \($0.code)" } }

  @Test func aCopyOfTheSchemasIsClean() throws {
    let folder = try copy()
    try folder.write("title: x\n", to: "schemas/reports/bulanan.yaml")
    try folder.makeFolder("schemas/templates")
    #expect(symlink("/etc/hostname", folder.path("schemas/complaints/catatan.txt")) == 0)
    let (catalogue, findings) = load(folder)
    #expect(findings.isEmpty && catalogue != nil)
  }

  @Test func casesNeedTheirWorkflow() throws {
    let folder = try copy()
    folder.delete("schemas/complaints/workflow.yaml")
    let (catalogue, findings) = load(folder)
    #expect(catalogue == nil)
    #expect(findings.map(\.short) == ["schema.yaml:5:9 store/no-workflow"])
    try folder.write("states: [\n", to: "schemas/complaints/workflow.yaml")
    #expect(load(folder).findings.allSatisfy { $0.code.hasPrefix("yaml/") })
  }

  @Test func aSchemaThatIsNotThereIsOneFindingAtItsPath() throws {
    for collection in ["categories", "complaints"] {
      let folder = try copy()
      let path = "schemas/\(collection)/schema.yaml"
      func expect(_ code: String) {
        let (catalogue, findings) = load(folder)
        #expect(catalogue == nil)
        #expect(places(findings) == ["\(path) \(code)"])
      }
      folder.delete(path)
      expect("store/no-schema")
      try folder.makeFolder(path)
      expect("store/not-a-file")
      #expect(rmdir(folder.path(path)) == 0)
      #expect(symlink("/etc/hostname", folder.path(path)) == 0)
      expect("store/not-a-file")
    }
  }

  @Test func aFolderOfSchemasThatIsALinkIsOneFinding() throws {
    let folder = try copy()
    #expect(rename(folder.path("schemas/categories"), folder.path("categories")) == 0)
    #expect(symlink(folder.path("categories"), folder.path("schemas/categories")) == 0)
    #expect(places(load(folder).findings) == ["schemas/categories store/not-a-file"])
  }

  @Test func aWorkflowThatIsALinkIsOneFinding() throws {
    let folder = try copy()
    folder.delete("schemas/permits/workflow.yaml")
    #expect(symlink("../letters/workflow.yaml", folder.path("schemas/permits/workflow.yaml")) == 0)
    #expect(places(load(folder).findings) == ["schemas/permits/workflow.yaml store/not-a-file"])
  }

  @Test func emptySettingsAreNotCalledMissing() throws {
    let folder = try copy()
    try folder.write("", to: "schemas/store.yaml")
    #expect(places(load(folder).findings) == ["schemas/store.yaml yaml/empty"])
    folder.delete("schemas/store.yaml")
    #expect(places(load(folder).findings) == ["schemas/store.yaml store/no-settings"])
  }

  @Test func anEmptyFolderIsACollectionWithoutSchema() throws {
    let folder = try copy()
    try folder.makeFolder("schemas/baru")
    #expect(places(load(folder).findings) == ["schemas/baru/schema.yaml store/no-schema"])
  }
}
