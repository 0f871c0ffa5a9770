import KojaCivic
import KojaModel
import KojaStore
import KojaTestSupport
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

  @Test func anOpenMappingTakesKeysOfItsOwn() throws {
    try store.set("agenda-masuk", "when.sample=\"true\"")
    let text = try store.scratch.text("records/registers/agenda-masuk.yaml")
    #expect(text.contains("when:\n  direction: incoming\n  sample: \"true\"\n"), "\(text)")
    try store.set("agenda-masuk", "when.sample-")
    #expect(try !store.scratch.text("records/registers/agenda-masuk.yaml").contains("sample"))
    // One that is closed takes none.
    #expect(try refusal("location.warna=biru")?.kind == .usage)
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
    #expect(throws: Failure.self) { try Assignment.all(["a=1", "a-"]) }
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
