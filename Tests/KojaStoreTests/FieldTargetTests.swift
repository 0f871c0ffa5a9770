import KojaCivic
import KojaModel
import KojaStore
import KojaTestSupport
import KojaYAML
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

/// How a person names a place in a record, and what is typed there.
@Suite struct FieldTargetTests {
  private let store: ChangeStore

  init() throws { store = try ChangeStore() }

  private func refusal(_ field: String) throws -> Failure? {
    #expect(throws: Failure.self) { try store.set(lamp, field) }
  }

  @Test func itemsGoByPositionOrByWhatAKeyHolds() throws {
    try store.set(lamp, "refs+=system:lapor,id:123", "refs+={system: Call Center 112, id: 7}")
    #expect(throws: Never.self) { try store.set(lamp, "refs.system:lapor.id=999", "refs.0.nomor=a") }
    let text = try store.scratch.text(lampFile)
    #expect(text.contains("refs:\n  - system: sikesal\n    id: \"a\"\n  - system: lapor\n    id: \"999\"\n"))
    // The value of a key may hold dots; its beginning will do.
    try store.set(lamp, "attachments.name:lampu-padam.jpg.kind=foto sesudah", "attachments.sha256:c0b8.bytes=5")
    #expect(try store.scratch.text(lampFile).contains("bytes: 5\n    name: \"lampu-padam.jpg\"\n    kind: after\n"))
  }

  @Test func listsOfListsAreReachedByPositions() throws {
    let (id, file, schema) = ("agenda-masuk", "records/registers/agenda-masuk.yaml", "schemas/registers/schema.yaml")
    let property =
      "  grid:\n    type: array\n    x-label: {id: Kisi, en: Grid}\n"
      + "    items: {type: array, items: {type: array, items: {type: string}}}\n"
    try store.scratch.edit(schema, "properties:\n", "properties:\n" + property)
    try store.scratch.git(["commit", "-qam", "Skema"])
    func grid() throws -> Value? {
      let document = YAMLReader.read(Array(try store.scratch.text(file).utf8), path: file).document
      return document?.value("grid").flatMap { document?.value(of: $0) }
    }
    func rows(_ texts: [[[String]]]) -> Value {
      .array(texts.map { .array($0.map { .array($0.map { .string($0) }) }) })
    }
    try store.set(id, "grid=[[[1, 02]], [[a], [b]]]")
    #expect(try grid() == rows([[["1", "02"]], [["a"], ["b"]]]), "numbers are texts where the schema says so")
    try store.set(id, "grid.0.0.1=36129", "grid.1.1+=c", "grid.1+=d,e")
    #expect(try grid() == rows([[["1", "36129"]], [["a"], ["b", "c"], ["d", "e"]]]))
    try store.set(id, "grid.1.0-", "grid+=[[x]]")
    #expect(try grid() == rows([[["1", "36129"]], [["b", "c"], ["d", "e"]], [["x"]]]))
    for field in ["grid.0.5=x", "grid.0.0.9=x", "grid.0.0.0.0=x", "grid.x=1"] {
      let failure = #expect(throws: Failure.self) { try store.set(id, field) }
      #expect(failure?.kind == .usage && !(failure?.hint?.en.hasSuffix(": ") ?? false), "\(field)")
    }
  }

  @Test func positionsThatARemovalMovedAreRefused() throws {
    try store.set(lamp, "refs+=system:lapor,id:A", "refs+=system:lapor,id:B")
    let before = try store.scratch.text(lampFile)
    #expect(throws: Failure.self) { try store.set(lamp, "refs.0-", "refs.1-") }
    #expect(try store.scratch.text(lampFile) == before)
    #expect(throws: Never.self) { try store.set(lamp, "refs.1-", "refs.0-") }
  }

  @Test func aTextBelowAnOpenMappingIsKeptWhole() throws {
    try store.set("agenda-masuk", "when.sample=Jl. Sudirman #5, depan")
    let text = try store.scratch.text("records/registers/agenda-masuk.yaml")
    #expect(text.contains("  sample: \"Jl. Sudirman #5, depan\"\n"), "\(text)")
  }

  @Test func anOpenMappingTakesKeysOfItsOwn() throws {
    try store.set("agenda-masuk", "when.sample=\"true\"")
    let text = try store.scratch.text("records/registers/agenda-masuk.yaml")
    #expect(text.contains("when:\n  direction: incoming\n  sample: \"true\"\n"), "\(text)")
    try store.set("agenda-masuk", "when.sample-")
    #expect(try !store.scratch.text("records/registers/agenda-masuk.yaml").contains("sample"))
    // One that is closed takes none.
    #expect(try refusal("location.warna=biru")?.kind == .usage)
  }

  @Test func keysBelowAnOpenMappingAreSetAtAnyDepth() throws {
    let id = "agenda-masuk"
    let file = "records/registers/agenda-masuk.yaml"
    let schema = "schemas/registers/schema.yaml"
    let open = "  map: {type: object, x-label: {id: Peta, en: Map}, additionalProperties: true}\n"
    let list =
      "  things:\n    type: array\n    x-label: {id: Hal, en: Things}\n    items:\n      type: object\n"
      + "      additionalProperties: true\n      properties: {id: {type: string, x-label: {id: Id, en: Id}}}\n"
    try store.scratch.edit(schema, "properties:\n", "properties:\n" + open + list)
    try store.scratch.git(["commit", "-qam", "Skema"])
    try store.set(id, "map.b.c=2", "map.a.list+=1", "map.a.list+=dua", "things=[{id: a}, {id: b}]")
    try store.set(id, "map.a.list.0-", "things.id:b.m.q=1", "things.0.note=x")
    try store.set(id, "map.a.list.0=tiga")
    let text = try store.scratch.text(file)
    #expect(text.contains("map:\n  b:\n    c: 2\n  a:\n    list:\n      - tiga\n"), "\(text)")
    #expect(text.contains("things:\n  - id: a\n    note: x\n  - id: b\n    m:\n      q: 1\n"), "\(text)")
    let refusals = [
      ("map.a.list.x=1", "`map.a.list` is a list: which item?"),
      ("map.a.list.1=x", "`map.a.list` is a list: which item?"),
      ("map.b.c.d=1", "`map.b.c` has no parts"), ("things.0.id.x=1", "`things.0` has no `id.x`"),
    ]
    for (field, message) in refusals {
      let failure = #expect(throws: Failure.self) { try store.set(id, field) }
      #expect(failure?.message.en == message && failure?.kind == .usage, "\(field)")
    }
  }

  @Test func anItemGoesByKeyAndValueWithEitherSign() throws {
    try store.set(lamp, "refs+=system:lapor,id:123")
    try store.set(lamp, "refs.system=lapor.id=999", "refs.system=sikesal.id=b")
    let text = try store.scratch.text(lampFile)
    #expect(text.contains("refs:\n  - system: sikesal\n    id: \"b\"\n  - system: lapor\n    id: \"999\"\n"), "\(text)")
    try store.set(lamp, "refs.system=sikesal-")
    #expect(try !store.scratch.text(lampFile).contains("system: sikesal"))
  }

  @Test(arguments: [
    ["keywords+=a", "keywords+=b", "keywords-"], ["keywords+=a", "keywords=b"], ["source=a", "source-"],
    ["keywords+=a", "keywords-=a"], ["keywords-=tiang", "keywords+=tiang"], ["name.id=a", "name-"],
    ["source=a", "source=b"],
  ]) func whatContradictsItselfIsRefused(_ fields: [String]) throws {
    let assignments = try fields.map { try Assignment(argument: $0) }
    let failure = #expect(throws: Failure.self) {
      try store.change("lampu-jalan") { desk, record in try desk.setFields(of: record, assignments, note: nil) }
    }
    #expect(failure?.kind == .usage)
    #expect(try store.scratch.status() == [])
  }

  @Test func aListIsGivenAndAddedToInOneCommand() throws {
    try store.set("lampu-jalan", "keywords=a", "keywords+=b", "keywords+=c")
    let text = try store.scratch.text("records/categories/lampu-jalan.yaml")
    #expect(text.contains("keywords:\n  - \"a\"\n  - \"b\"\n  - \"c\"\n"), "\(text)")
  }

  @Test func itemsAreTakenOutByValueAndTheListGoesWithTheLast() throws {
    let file = "records/categories/lampu-jalan.yaml"
    try store.set("lampu-jalan", "keywords-=gelap", "keywords-=tiang", "keywords+=remang")
    #expect(
      try store.scratch.text(file).contains("keywords:\n  - \"lampu mati\"\n  - \"penerangan\"\n  - \"remang\"\n"))
    try store.set("lampu-jalan", "keywords.0=lampu", "keywords.1-")
    #expect(try store.scratch.text(file).contains("keywords:\n  - \"lampu\"\n  - \"remang\"\n"))
    let failure = #expect(throws: Failure.self) { try store.set("lampu-jalan", "keywords-=lampuu") }
    #expect(failure?.hint?.en == "did you mean `lampu`?")
    try store.set("lampu-jalan", "keywords-=lampu", "keywords-=remang")
    #expect(try !store.scratch.text(file).contains("keywords"))
  }

  @Test func whatIsWrongIsNamedAtItsPart() throws {
    #expect(try refusal("refs.7.id=5")?.message.en == "`refs` has 1 item only, from 0 to 0")
    #expect(try refusal("refs.system:x.id=5")?.hint?.en == "there are: sikesal")
    #expect(try refusal("refs.0.idd=5")?.hint?.en == "did you mean `id`?")
    #expect(try refusal("refs.idd=5")?.message.en == "`refs` is a list: which item?")
    #expect(try refusal("priority=hgih")?.hint?.en == "did you mean `high`?")
    #expect(try refusal("priority=xyz")?.hint?.en.hasPrefix("allowed: low (Low), normal (Normal)") == true)
    #expect(try refusal("refs+=123")?.hint?.en.hasPrefix("write `refs+=system:…,id:…`") == true)
    #expect(try refusal("summary+=x")?.message.en == "`summary` is not a list")
    #expect(throws: Failure.self) { try Assignment.all(["=x"]) }
    #expect(try store.scratch.status() == [])
  }

  @Test func valuesGetTheKindThatTheSchemaWants() throws {
    try store.set(lamp, "refs=[{system: Lainnya, id: 77}]", "location.latitude=-1.6", "reporter.secret=tidak")
    let text = try store.scratch.text(lampFile)
    #expect(text.contains("refs:\n  - system: other\n    id: \"77\"\n"))
    #expect(text.contains("latitude: -1.6\n"))
    #expect(text.contains("secret: false\n"))
  }

  @Test func partsOfWhatAnActionOwnsAreItsToo() throws {
    #expect(try refusal("timeline.0.note=x")?.kind == .findings)
    let failure = #expect(throws: Failure.self) { try store.set("SRT-2607-8VS3DN2", "signer.name=X") }
    #expect(failure?.hint?.en.contains("sign") == true)
  }

  @Test func linesOfPrivateFieldsAreKnown() throws {
    let text = try store.scratch.text(lampFile)
    let lines = try store.open().hiddenLines(of: Array(text.utf8), at: lampFile)
    let expected = text.splitting(at: "\n").firstIndex { $0.hasPrefix("  person:") }
    #expect(lines == [try #require(expected) + 1])
  }

  @Test func aListMayBeTypedAsYAML() throws {
    let file = "records/categories/lampu-jalan.yaml"
    func keywords(_ typed: String) throws -> [String] {
      try store.set("lampu-jalan", typed)
      return try store.open().read(file).document.value("keywords").map { node in
        try store.open().read(file).document.texts(node)
      } ?? []
    }
    #expect(try keywords("keywords=[\"lampu, tiang\", padam]") == ["lampu, tiang", "padam"])
    #expect(try keywords("keywords=[satu, dua]") == ["satu", "dua"], "the shell has eaten the quotes")
    #expect(try keywords("keywords=\"lampu, tiang\",gelap") == ["lampu, tiang", "gelap"])
    #expect(try keywords("keywords=5\" pipa, 2: tiang") == ["5\" pipa", "2: tiang"])
    for broken in ["keywords=[\"lampu, tiang", "keywords=\"lampu, tiang", "keywords=[a: b]"] {
      let failure = #expect(throws: Failure.self, "\(broken)") { try store.set("lampu-jalan", broken) }
      #expect(failure?.hint?.en.contains("single quotes for the shell") == true)
    }
  }
}
