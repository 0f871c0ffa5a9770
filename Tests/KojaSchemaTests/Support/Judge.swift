import KojaModel
import KojaSchema
import KojaYAML
import Testing

/// A schema and the ways to ask it, as text of JSON or YAML.
struct Judge {
  let set: SchemaSet
  let schema: Schema

  /// A schema under `schemas/apps/schema.yaml`, with others beside it by their URIs.
  init(_ schema: String, others: [String: String] = [:], enumLabels: [String: [String: Phrase]] = [:]) throws {
    var sources = [SchemaSource(uri: "schemas/apps/schema.yaml", document: try Self.document(schema))]
    for (uri, text) in others.sorted(by: { $0.key < $1.key }) {
      sources.append(SchemaSource(uri: uri, document: try #require(JSONReader.document(text))))
    }
    set = SchemaSet(sources, enumLabels: { enumLabels[$0] ?? [:] })
    self.schema = try #require(set.schema("schemas/apps/schema.yaml"))
  }

  /// The findings of an instance; both passes have to agree.
  func findings(_ instance: String) throws -> [Finding] {
    let document = try Self.document(instance)
    let findings = schema.findings(document, path: "a.yaml")
    #expect(schema.isValid(document) == findings.isEmpty)
    return findings
  }

  /// What is no JSON is YAML: spellings of numbers that only YAML knows, among others.
  private static func document(_ text: String) throws -> Document {
    try #require(JSONReader.document(text) ?? YAMLReader.read(Array(text.utf8), path: "a.yaml").document)
  }

  /// `line:column code message`, one for each finding.
  func lines(_ instance: String) throws -> [String] {
    try findings(instance).map { "\($0.place.start.line):\($0.place.start.column) \($0.code) \($0.message.en)" }
  }

  func accepts(_ instance: String) throws -> Bool { try findings(instance).isEmpty }
}
