import KojaModel
import KojaSchema
import KojaYAML
import Testing

/// A schema and the ways to ask it, as JSON text.
struct Judge {
  let set: SchemaSet
  let schema: Schema

  /// A schema under `schemas/apps/schema.yaml`, with others beside it by their URIs.
  init(_ schema: String, others: [String: String] = [:], enumLabels: [String: [String: Phrase]] = [:]) throws {
    var sources = [SchemaSource(uri: "schemas/apps/schema.yaml", document: try #require(JSONReader.document(schema)))]
    for (uri, text) in others.sorted(by: { $0.key < $1.key }) {
      sources.append(SchemaSource(uri: uri, document: try #require(JSONReader.document(text))))
    }
    set = SchemaSet(sources, enumLabels: enumLabels)
    self.schema = try #require(set.schema("schemas/apps/schema.yaml"))
  }

  /// The findings of an instance; both passes have to agree.
  func findings(_ instance: String) throws -> [Finding] {
    // What is no JSON is YAML in flow style: spellings of numbers that only YAML knows.
    let document = try #require(
      JSONReader.document(instance) ?? YAMLReader.read(Array(instance.utf8), path: "a.yaml").document)
    let findings = schema.findings(document, path: "a.yaml")
    #expect(schema.isValid(document) == findings.isEmpty)
    return findings
  }

  /// `line:column code message`, one for each finding.
  func lines(_ instance: String) throws -> [String] {
    try findings(instance).map { "\($0.place.start.line):\($0.place.start.column) \($0.code) \($0.message.en)" }
  }

  func accepts(_ instance: String) throws -> Bool { try findings(instance).isEmpty }
}
