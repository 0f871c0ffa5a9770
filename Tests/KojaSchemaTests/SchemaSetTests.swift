import KojaModel
import KojaSchema
import KojaYAML
import Testing

/// References between files, and what is wrong with schemas.
struct SchemaSetTests {
  @Test func relativeReferencesReachOtherFiles() throws {
    let judge = try Judge(
      #"{"properties": {"place": {"$ref": "../common.yaml#/$defs/a%20b~1c"}, "age": {"$ref": "../common.yaml#age"}}}"#,
      others: [
        "schemas/common.yaml":
          #"{"$defs": {"a b/c": {"type": "string"}, "age": {"$anchor": "age", "type": "integer"}}}"#
      ])
    #expect(judge.set.findings.isEmpty)
    #expect(try judge.accepts(#"{"place": "x", "age": 3}"#))
    let finding = try #require(try judge.findings(#"{"place": []}"#).first)
    #expect(finding.schemaPath == "schemas/common.yaml#/$defs/a b~1c/type")
    #expect(finding.related.first?.place.path == "schemas/common.yaml")
    #expect(judge.set.schema("schemas/common.yaml#/$defs/age") != nil)
    #expect(judge.set.schema("schemas/common.yaml#/$defs/none") == nil)
    #expect(judge.set.schema("schemas/none.yaml") == nil)
  }

  @Test func recursiveSchemasJudgeDeepValues() throws {
    let judge = try Judge(##"{"type": "object", "additionalProperties": {"$ref": "#"}}"##)
    #expect(try judge.accepts(#"{"a": {"b": {"c": {}}}}"#))
    #expect(try judge.lines(#"{"a": {"b": [1]}}"#).count == 1)
  }

  @Test(arguments: [
    (
      ##"{"$ref": "#/$defs/plase", "$defs": {"place": true}}"##, "1:10 schema/unknown-reference",
      "did you mean `#/$defs/place`?"
    ),
    (#"{"requierd": ["a"]}"#, "1:2 schema/unknown-keyword", "did you mean `required`?"),
    (
      #"{"$schema": "http://json-schema.org/draft-07/schema#"}"#, "1:13 schema/unknown-dialect",
      "write `https://json-schema.org/draft/2020-12/schema`"
    ),
    (#"{"pattern": "a{"}"#, "1:13 schema/invalid-pattern", #"for the brace itself write `\{`"#),
    (#"{"patternProperties": {"[": true}}"#, "1:24 schema/invalid-pattern", nil),
    (#"{"minLength": -1}"#, "1:15 schema/keyword-type", nil),
    (#"{"type": "text"}"#, "1:10 schema/keyword-type", nil),
    (#"{"allOf": []}"#, "1:11 schema/keyword-type", nil),
    (#"{"properties": {"a": 5}}"#, "1:22 schema/keyword-type", nil),
    (#"{"x-audience": "secrte"}"#, "1:16 schema/keyword-type", nil),
    (##"{"allOf": [{"$ref": "#"}]}"##, "1:13 schema/endless-reference", nil),
    (#"{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}"#, "1:40 schema/duplicate-id", nil),
  ])
  func wrongSchemasAreFindingsAtTheirPlace(schema: String, finding: String, hint: String?) throws {
    let judge = try Judge(schema)
    #expect(judge.set.findings.map { "\($0.place.start.line):\($0.place.start.column) \($0.code)" } == [finding])
    #expect(judge.set.findings.map(\.hint?.en) == [hint])
    // What is wrong checks nothing, and never crashes or goes on for ever.
    _ = try judge.findings(#"{"a": [1, {"b": "c"}]}"#)
  }

  @Test func manyFaultsAreCountedAndTheFirstAreTold() throws {
    let judge = try Judge(#"{"items": {"type": "string", "maxLength": 1}}"#)
    let many = "[" + Array(repeating: "5", count: 30_000).joined(separator: ",") + "]"
    let found = try judge.findings(many)
    #expect(found.count == 100)
    #expect(found.last?.message.en == "at least 19901 more errors in this file from here on")
    let text = "\"" + String(repeating: "a", count: 50_000) + "!\""
    let long = "[" + Array(repeating: text, count: 30).joined(separator: ",") + "]"
    let costly = try Judge(#"{"items": {"pattern": "^(?=(a+)+$)"}}"#)
    #expect(try costly.findings(long).map(\.code).contains("schema/too-complex"))
  }

  @Test func formatsMayBeLeftUnasserted() throws {
    let source = SchemaSource(uri: "a", document: try #require(JSONReader.document(#"{"format": "date"}"#)))
    let instance = try #require(JSONReader.document(#""x""#))
    #expect(SchemaSet([source], assertFormats: false).schema("a")?.isValid(instance) == true)
    #expect(SchemaSet([source]).schema("a")?.isValid(instance) == false)
  }

  @Test func randomSchemasNeverCrashAndBothPassesAgree() throws {
    var random = Random(state: 7)
    var refused = 0
    for _ in 0..<600 {
      let document = try #require(JSONReader.document(random.schema(depth: 3)))
      let set = SchemaSet([SchemaSource(uri: "a", document: document)])
      let schema = try #require(set.schema("a"))
      for _ in 0..<4 {
        let instance = try #require(JSONReader.document(random.value(depth: 3)))
        let isValid = schema.isValid(instance)
        #expect(isValid == schema.findings(instance, path: "a").isEmpty)
        if !isValid { refused += 1 }
      }
      _ = set.fields(of: "a")
    }
    #expect((200..<2200).contains(refused))
  }

  /// Each level asks the next one twice: without a memory two to the power of forty times.
  @Test func schemasThatLeadIntoOneAnotherAreJudgedOnce() throws {
    let levels = 40
    for keyword in ["allOf", "anyOf"] {
      let links = (0..<levels).map {
        "\"a\($0)\": {\"\(keyword)\": [{\"$ref\": \"#/$defs/a\($0 + 1)\"}, {\"$ref\": \"#/$defs/a\($0 + 1)\"}]}"
      }
      let judge = try Judge(
        "{\"$ref\": \"#/$defs/a0\", \"$defs\": {\(links.joined(separator: ",")), \"a\(levels)\": {\"type\": \"string\"}}}"
      )
      #expect(try judge.findings("\"x\"").isEmpty)
      #expect(try judge.findings("1").map(\.code) == ["schema/type"])
      #expect(try judge.findings("{}").map(\.code) == [keyword == "allOf" ? "schema/type" : "schema/anyOf"])
    }
  }

  /// Two kinds of things in one tree: every node is tried as both.
  @Test func alternativesThatHoldEachOtherAreJudgedToTheEnd() throws {
    let kind = { (name: String) in
      """
      "\(name)": {"type": "object", "required": ["type"], "properties": {"type": {"const": "\(name)"},
        "name": {"type": "string"},
        "kids": {"items": {"anyOf": [{"$ref": "#/$defs/m"}, {"$ref": "#/$defs/n"}]}}}}
      """
    }
    let judge = try Judge("{\"$ref\": \"#/$defs/n\", \"$defs\": {\(kind("m")), \(kind("n"))}}")
    func tree(_ depth: Int, _ leaf: String) -> String {
      depth == 0 ? leaf : "{\"kids\": [\(tree(depth - 1, leaf))], \"type\": \"n\"}"
    }
    #expect(try judge.findings(tree(28, "{\"type\": \"n\"}")).isEmpty)
    #expect(try judge.findings(tree(28, "{\"type\": \"n\", \"name\": 5}")).map(\.code) == ["schema/type"])
  }
}

/// Schemas and values by chance, from a fixed seed.
private struct Random {
  var state: UInt64

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return choices[Int(state >> 33) % choices.count]
  }

  mutating func value(depth: Int) -> String {
    let scalar = pick(["1", "-0.5", "1e3", "true", "null", #""a""#, #""long text""#, #""""#])
    guard depth > 0 else { return scalar }
    switch pick([0, 1, 2]) {
    case 0: return scalar
    case 1: return "[\(value(depth: depth - 1)), \(value(depth: depth - 1))]"
    default: return "{\"a\": \(value(depth: depth - 1)), \"\(pick(["b", "c", "al"]))\": \(value(depth: depth - 1))}"
    }
  }

  mutating func schema(depth: Int) -> String {
    guard depth > 0 else {
      return pick(["true", "false", #"{"type": "string"}"#, #"{"const": 1}"#, ##"{"$ref": "#"}"##])
    }
    let names = [
      "type", "enum", "const", "minimum", "minLength", "pattern", "format", "required", "properties",
      "patternProperties",
      "additionalProperties", "items", "prefixItems", "contains", "uniqueItems", "allOf", "anyOf", "oneOf", "not", "if",
      "then", "else", "$ref", "propertyNames", "dependentSchemas", "$defs", "x-audience", "x-label", "$id",
    ]
    var keys: [String] = []
    for _ in 0..<3 {
      let name = pick(names)
      if !keys.contains(name) { keys.append(name) }
    }
    return "{" + keys.map { "\"\($0)\": \(keyword($0, depth: depth - 1))" }.joined(separator: ", ") + "}"
  }

  private mutating func keyword(_ name: String, depth: Int) -> String {
    if pick(Array(0..<20)) == 0 { return value(depth: 1) }
    switch name {
    case "type": return pick([#""string""#, #""object""#, #"["array", "integer"]"#])
    case "enum", "prefixItems", "allOf", "anyOf", "oneOf":
      return name == "enum" ? #"["a", 1, null]"# : "[\(schema(depth: depth)), \(schema(depth: depth))]"
    case "properties", "patternProperties", "dependentSchemas", "$defs":
      return "{\"a\": \(schema(depth: depth)), \"b\": \(schema(depth: depth))}"
    case "$ref": return pick([##""#""##, ##""#/$defs/a""##, ##""#/properties/a""##, #""b#c""#])
    case "required": return #"["a", "b"]"#
    case "pattern": return pick([#""^a""#, #""(""#])
    case "format": return #""date""#
    case "x-audience": return #""personal""#
    case "$id": return pick([#""b""#, #""http://x/y#""#])
    case "const", "minimum", "minLength", "uniqueItems", "x-label": return pick(["1", "true", #""a""#])
    default: return schema(depth: depth)
    }
  }
}
