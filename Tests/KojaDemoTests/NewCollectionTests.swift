import KojaDemo
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

@Suite struct NewCollectionTests {
  /// A copy of this repository's schemas and reference records.
  private func template(_ scratch: ScratchDirectory) throws -> String {
    let own = try Template.own().root
    try scratch.makeFolder("template")
    for folder in ["schemas", "records"] {
      let output = try Shell.run(
        "/bin/cp", ["-r", own + "/" + folder, scratch.path("template")], in: scratch.path,
        environment: Shell.environment(home: scratch.path))
      #expect(output.status == 0)
    }
    return scratch.path("template")
  }

  @Test("A collection that is there as data only is made, without any pools")
  func dataOnly() throws {
    let scratch = try ScratchDirectory()
    let root = try template(scratch)
    try scratch.write(Self.schema, to: "template/schemas/loans/schema.yaml")
    try scratch.write(Self.workflow, to: "template/schemas/loans/workflow.yaml")
    let made = try Template.city(scratch, records: 250, from: .exactly(root))
    #expect(try Template.check(scratch, made).findings.map(\.message.en) == [])
    let store = try Store.open(try .exactly(scratch.path("city")))
    let documents = try store.files.walk("records/loans", stamps: false).map { try store.read($0.path).document }
    #expect(documents.count >= 15)
    #expect(Set(documents.compactMap { $0.scalarText("status") }) == ["lent", "returned", "lost"])
    #expect(documents.contains { $0.scalarText("borrower.unit") != nil })
    #expect(documents.contains { $0.scalarText("borrower.name") != nil })
    #expect(Set(documents.compactMap { $0.scalarText("tag") }).count == documents.count)
  }

  @Test("Wrong pools are findings at their place")
  func wrongPools() throws {
    let scratch = try ScratchDirectory()
    let root = try template(scratch)
    try scratch.write(
      "volume: {share: many}\nfields:\n  summary: {text: [a]}\n", to: "template/schemas/complaints/pools.yaml")
    let findings = Store.schemaFindings(try .exactly(root))
    #expect(Set(findings.map(\.place.path)) == ["schemas/complaints/pools.yaml"])
    #expect(findings.map(\.place.start.line).contains(1))
    #expect(findings.map(\.place.start.line).contains(3))
  }

  private static let schema = """
    $schema: "https://json-schema.org/draft/2020-12/schema"
    title: Things that are lent
    x-collection: {label: {id: Pinjaman, en: Loan}, kind: case, id: {prefix: PJM}, path: "{year}/{month}", title: thing, date: lent_on}
    type: object
    required: [thing, tag, lent_on, borrower, weight, status, timeline]
    additionalProperties: false
    properties:
      thing: {type: string, minLength: 3, maxLength: 30, x-label: {id: Barang, en: Thing}}
      tag: {type: string, pattern: "^[A-Z]{2}-[0-9]{4}$", x-unique: true}
      lent_on: {type: string, format: date}
      weight: {type: number, minimum: 0.5, maximum: 20}
      borrower:
        type: object
        additionalProperties: false
        properties:
          unit: {type: string, x-ref: units}
          name: {type: string, minLength: 1}
        oneOf:
          - required: [unit]
            properties: {name: false}
          - required: [name]
            properties: {unit: false}
      returned_on: {type: string, format: date}
      status: {type: string, enum: [lent, returned, lost]}
      timeline: {$ref: "../common.yaml#/$defs/timeline"}

    """

  private static let workflow = """
    initial: {action: lend, to: lent, label: {id: Pinjamkan, en: Lend}, done: {id: dipinjamkan, en: lent}}
    states:
      lent: {family: open, label: {id: Dipinjam, en: Lent}}
      returned: {family: closed, outcome: done, label: {id: Kembali, en: Returned}}
      lost: {family: closed, outcome: lost, label: {id: Hilang, en: Lost}}
    actions:
      give-back: {label: {id: Kembalikan, en: Give back}, done: {id: dikembalikan, en: given back}, from: [lent], to: returned, sets: [returned_on], requires: [returned_on]}
      lose: {label: {id: Nyatakan hilang, en: Declare lost}, done: {id: hilang, en: lost}, from: [lent], to: lost, reason: required}
    reasons:
      theft: {id: Dicuri, en: Theft}

    """
}
