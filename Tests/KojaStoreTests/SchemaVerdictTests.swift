import Foundation
import KojaCivic
import KojaModel
import KojaSchema
import KojaStore
import KojaTestSupport
import Testing

/// Schemas that were found clean are not judged again; nothing else is believed.
struct SchemaVerdictTests {
  private static let verdict = ".git/koja/schemas"
  private static let schema = "schemas/complaints/schema.yaml"

  private let scratch: ScratchStore

  init() throws { scratch = try ScratchStore() }

  private func open() throws -> Store { try Store.open(.exactly(scratch.path)) }

  private func kept() throws -> String? {
    scratch.folder.exists(Self.verdict) ? String(decoding: try scratch.folder.read(Self.verdict), as: UTF8.self) : nil
  }

  @Test func cleanSchemasAreRememberedByProgramAndContent() throws {
    let store = try open()
    let text = try #require(try kept())
    #expect(text.hasSuffix(" \(store.catalogue.fingerprint)\n"))
    // Judged or not, it is the same catalogue.
    let again = try open()
    #expect(again.catalogue.fingerprint == store.catalogue.fingerprint)
    #expect(again.catalogue.collections.map(told) == store.catalogue.collections.map(told))
    #expect(try kept() == text)
  }

  /// Everything that a collection tells before a record is judged.
  private func told(_ collection: KojaStore.Collection) -> String {
    let fields = collection.fields.map { field in
      let values = field.enumValues.map { "\($0.value)=\($0.label?.id ?? "-")" }
      return "\(field.name) \(field.column) \(field.title.id) \(field.audience) \(values) \(field.reference ?? "-")"
    }
    return "\(collection.name) \(fields) \(collection.workflow?.states.map(\.name) ?? [])"
  }

  @Test func aReferenceByANameOfItsOwnLeadsToTheSame() throws {
    let common = try scratch.text("schemas/common.yaml")
    try scratch.folder.write("$id: https://jambi.example/common.yaml\n" + common, to: "schemas/common.yaml")
    let text = try scratch.text(Self.schema)
    try scratch.folder.write(
      text.replacingOccurrences(of: "../common.yaml#", with: "https://jambi.example/common.yaml#"), to: Self.schema)
    let store = try open()
    #expect(try kept() != nil && text.contains("../common.yaml#"))
    let again = try open()
    #expect(again.catalogue.collections.map(told) == store.catalogue.collections.map(told))
  }

  @Test func anotherSchemaIsJudged() throws {
    _ = try open()
    let text = try scratch.text(Self.schema)
    try scratch.folder.write(text.editing("x-ref: categories", "x-ref: catgories", in: Self.schema), to: Self.schema)
    #expect(throws: Failure.self) { try open() }
    // A fault that does not forbid opening is judged every time, too: there is no verdict about it.
    try scratch.folder.write(text + "# selesai\n", to: Self.schema)
    let before = try kept()
    _ = try open()
    #expect(try kept() != before)
  }

  /// A warning: the label of a value that is not allowed.
  private func spoil() throws {
    let label = "mass-media: {id: Media massa lain, en: Other mass media}"
    let text = try scratch.text(Self.schema)
    try scratch.folder.write(
      text.splitting(at: label).joined(separator: label + "\n      fax: {id: Faks, en: Fax}"), to: Self.schema)
  }

  @Test func schemasWithFindingsHaveNoVerdict() throws {
    try? FileManager.default.removeItem(atPath: scratch.path + "/.git/koja")
    try spoil()
    _ = try open()
    #expect(try kept() == nil)
    #expect(try !Store.schemaFindings(.exactly(scratch.path)).isEmpty)
  }

  @Test(arguments: ["", "clean\n", "clean 0 0\n", "\u{0}\u{0}"])
  func aDamagedVerdictIsNone(_ text: String) throws {
    _ = try open()
    try scratch.folder.write(text, to: Self.verdict)
    let broken = try scratch.text(Self.schema).editing("x-ref: categories", "x-ref: catgories", in: Self.schema)
    try scratch.folder.write(broken, to: Self.schema)
    #expect(throws: Failure.self) { try open() }
    #expect(try kept() == text)
  }

  @Test func schemaCheckBelievesNoVerdict() throws {
    // Even one that was forged for schemas with a fault.
    let clean = try #require(
      try {
        _ = try open(); return try kept()
      }())
    try spoil()
    let fingerprint = try open().catalogue.fingerprint
    try scratch.folder.write(
      clean.split(separator: " ").dropLast().joined(separator: " ") + " \(fingerprint)\n", to: Self.verdict)
    #expect(try !Store.schemaFindings(.exactly(scratch.path)).isEmpty)
  }
}
