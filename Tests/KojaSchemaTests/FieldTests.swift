import KojaModel
import KojaSchema
import KojaYAML
import Testing

/// Fields that a schema tells of.
struct FieldTests {
  private func fields() throws -> [Field] {
    try Judge(
      ##"""
      {"type": "object", "required": ["status"],
       "allOf": [{"properties": {"extra": {"type": "integer"}}, "required": ["extra"]}],
       "properties": {
        "status": {"type": "string", "enum": ["a", "b"]},
        "class": {"$ref": "../common.yaml#/$defs/class", "x-label": {"id": "Kelas", "en": "Class"}},
        "units": {"type": "array", "items": {"type": "string", "x-ref": "units"}},
        "reporter": {"type": "object", "x-audience": "personal", "required": ["name"], "properties": {
          "name": {"type": ["string", "null"], "x-search": true, "x-column": "who", "x-audience": "public", "pattern": "^[A-Z]"}}},
        "number": {"type": "string", "x-unique": true, "x-immutable": true, "format": "uri"},
        "child": {"$ref": "#"},
        "timeline": {"type": "array", "items": {"type": "object", "properties": {"at": {"type": "string"}}}}}}
      """##,
      others: [
        "schemas/common.yaml":
          #"{"$defs": {"class": {"type": "string", "enum": ["x"], "x-enum-labels": {"x": {"id": "Eks", "en": "Ex"}}, "x-label": {"id": "?", "en": "?"}}}}"#
      ],
      enumLabels: ["schemas/apps/schema.yaml#/properties/status": ["a": Phrase(id: "Awal", en: "Start")]]
    ).set.fields(of: "schemas/apps/schema.yaml")
  }

  @Test func whatReferencesLeadToIsTakenFromALibrary() throws {
    func document(_ text: String) throws -> Document {
      try #require(YAMLReader.read(Array(text.utf8), path: "a.yaml").document)
    }
    let common = try document("$defs: {name: {type: string, x-search: true}}")
    let source = SchemaSource(
      uri: "schemas/apps/schema.yaml",
      document: try document("properties: {name: {$ref: '../common.yaml#/$defs/name'}}"))
    let set = SchemaSet([source], library: { $0 == "schemas/common.yaml" ? common : nil })
    #expect(set.isWhole && set.fields(of: source.uri).first?.isSearchable == true)
    let alone = SchemaSet([source])
    #expect(!alone.isWhole && alone.fields(of: source.uri).first?.isSearchable == false)
  }

  private func field(_ column: String) throws -> Field {
    let found = try fields().first { $0.column == column }
    return try #require(found)
  }

  @Test func theyComeInTheOrderOfTheSchemaWithoutItemsOfTimelines() throws {
    #expect(
      try fields().map { $0.path.joined(separator: ".") } == [
        "status", "class", "units", "reporter", "reporter.name", "number", "child", "timeline", "extra",
      ])
  }

  @Test func factsComeThroughReferencesAndTheFieldsOwnComeFirst() throws {
    let kelas = try field("class")
    #expect(kelas.label?.id == "Kelas")
    #expect(kelas.kinds == [.string])
    #expect(kelas.enumValues.map(\.value) == ["x"])
    #expect(kelas.enumValues.first?.label?.id == "Eks")
    #expect(try field("extra").isRequired)
    #expect(try field("status").isRequired)
    #expect(try field("status").enumValues.map { $0.label?.id } == ["Awal", nil])
  }

  @Test func listsOfScalarsTellOfTheirItems() throws {
    let units = try field("units")
    #expect(units.isList)
    #expect(units.items?.reference == "units")
    #expect(try field("timeline").items == nil)
  }

  @Test func listsOfMappingsTellOfTheirMembers() throws {
    #expect(try field("timeline").members.map(\.path) == [["at"]])
    #expect(try field("units").members.isEmpty)
  }

  @Test func annotationsAreKept() throws {
    let number = try field("number")
    #expect(number.isUnique && number.isImmutable && number.format == "uri" && !number.isRequired)
    let name = try field("who")
    #expect(name.isSearchable && name.isRequired && name.kinds == [.string, .null] && name.pattern == "^[A-Z]")
    #expect(name.audience == "personal", "what is above is stricter")
    #expect(try field("status").audience == "internal")
  }
}
