import KojaModel
import KojaSchema
import KojaYAML
import Testing

@Suite struct LintTests {
  /// `line:column code severity` of what lint finds in a schema in YAML.
  private func lint(_ text: String, wantsLabels: Bool = true, labels: [String: [String: Phrase]] = [:]) throws
    -> [String]
  {
    let document = try #require(YAMLReader.read(Array(text.utf8), path: "a.yaml").document)
    let set = SchemaSet([SchemaSource(uri: "a.yaml", document: document)], enumLabels: { labels[$0] ?? [:] })
    return set.lint(wantsLabels: wantsLabels).map {
      "\($0.place.start.line):\($0.place.start.column) \($0.code) \($0.severity)"
    }
  }

  static let faults: [(text: String, found: [String])] = [
    ("$schema: \"https://json-schema.org/draft/2020-12/schema#\"", ["1:10 schema/dialect warning"]),
    ("minimum: 5\nmaximum: 4.5", ["2:10 schema/bounds error"]),
    ("exclusiveMinimum: 5\nmaximum: 5.0", ["2:10 schema/bounds error"]),
    ("minLength: 9\nmaxLength: 8", ["2:12 schema/bounds error"]),
    ("properties:\n  a: {minItems: 2, maxItems: 1}", ["2:3 schema/field-label warning", "2:30 schema/bounds error"]),
    ("const: c\nenum: [a, b]\nx-enum-labels: {a: A, b: B}", ["1:8 schema/const-outside-enum error"]),
    ("type: string\nminimum: 3", ["2:1 schema/dead-keyword warning"]),
    ("type: [object, 'null']\nitems: true", ["2:1 schema/dead-keyword warning"]),
    ("then: {type: string}", ["1:1 schema/dead-keyword warning"]),
    ("minContains: 1", ["1:1 schema/dead-keyword warning"]),
    ("pattern: \"[0-9]^a\"", ["1:10 schema/dead-pattern error"]),
    ("pattern: \"^a$b\"", ["1:10 schema/dead-pattern error"]),
    ("pattern: \"[]\"", ["1:10 schema/dead-pattern error"]),
    ("pattern: \"(?!)\"", ["1:10 schema/dead-pattern error"]),
    ("pattern: \"(a^|b$c)+\"", ["1:10 schema/dead-pattern error"]),
    ("enum: []", ["1:7 schema/empty-enum error"]),
    ("enum: [1, 2, 1.0]", ["1:14 schema/duplicate-choice warning"]),
    ("properties: {a: false}\nrequired: [a]", ["2:12 schema/forbidden-field error"]),
    ("patternProperties:\n  \"a^\": true", ["2:3 schema/dead-pattern error"]),
    ("type: string\nenum: [a, b]\nx-enum-labels: {a: {id: A, en: A}}", ["2:11 schema/enum-label warning"]),
    (
      "enum: [naik]\nx-enum-labels: {naik: Naik, niak: Naik}", ["2:29 schema/enum-label warning"]
    ),
    (
      "additionalProperties: false\nrequired: [nmae]\nproperties: {name: true}",
      ["2:12 schema/unknown-field error"]
    ),
    ("required: [nmae]\nproperties: {name: true}", ["1:12 schema/unknown-field warning"]),
    ("properties: {nama: {type: string}}", ["1:14 schema/field-label warning"]),
    ("type: integer\ndefault: \"1\"", ["2:10 schema/unfit-value warning"]),
    ("type: string\nmaxLength: 2\nexamples: [ab, abc]", ["3:16 schema/unfit-value warning"]),
    ("type: string\nenum: [a, 2]\nx-enum-labels: {a: A, \"2\": Dua}", ["2:11 schema/unfit-value warning"]),
  ]

  @Test(arguments: faults) func eachFaultIsFoundAtItsPlace(_ fault: (text: String, found: [String])) throws {
    #expect(try lint(fault.text) == fault.found)
  }

  static let sound = [
    "$schema: \"https://json-schema.org/draft/2020-12/schema\"", "minimum: 5\nmaximum: 5.0",
    "minLength: 0\nmaxLength: 0", "type: [string, integer]\nminimum: 3", "type: number\nminimum: 3",
    "if: {type: string}\nthen: {minLength: 1}", "contains: true\nminContains: 0",
    "pattern: \"^a|b$\"", "pattern: \"[]|a\"", "pattern: \"a(?!)*\"", "enum: [1, 1.5]", "pattern: \"a*^b\"",
    "pattern: \"(x|^)a\"", "pattern: \"\\\\^a\\\\$b\"",
    "pattern: \"[$^]a\"", "pattern: \"^[^a]$\"", "pattern: \"^$|x^\"", "pattern: \"^\\\\u{1F600}$\"",
    "pattern: \"x{0,2}^a\"",
    "if: {properties: {a: {enum: [x]}}}\nthen: {required: [b]}", "$ref: \"#/$defs/a\"\nrequired: [b]\n$defs: {a: true}",
    "required: [ab]\nadditionalProperties: false\npatternProperties: {\"^a\": true}", "required: [a]",
    "type: boolean\ndefault: true", "enum: [1, 2, null]", "properties: {then: {type: string, x-label: Lalu}}",
  ]

  @Test(arguments: sound) func whatMayBeMeantIsNotFound(_ text: String) throws {
    #expect(try lint(text) == [])
  }

  @Test func labelsMayStandElsewhereAndNeedNotBe() throws {
    let text = "properties:\n  kanal: {enum: [a], x-label: Kanal}"
    #expect(try lint(text) == ["2:18 schema/enum-label warning"])
    #expect(try lint(text, wantsLabels: false) == [])
    #expect(try lint("properties:\n  status: {enum: [a], x-label: Status}") == [], "the workflow has them")
    #expect(try lint(text, labels: ["a.yaml#/properties/kanal": ["a": Phrase("A")]]) == [])
  }
}
