import KojaModel
import KojaSchema
import KojaYAML
import Testing

/// What findings say and where they point.
struct FindingTests {
  static let schema = #"""
    {"type": "object", "required": ["name", "status"], "additionalProperties": false,
     "properties": {
      "name": {"type": "string", "minLength": 1, "x-label": {"id": "Nama aplikasi", "en": "Name of the app"}},
      "status": {"type": "string", "enum": ["received", "resolved"],
        "x-enum-labels": {"received": {"id": "Diterima", "en": "Received"}, "resolved": {"id": "Selesai", "en": "Done"}}},
      "phone": {"type": "string", "pattern": "^[0-9]+$"},
      "count": {"type": "integer", "minimum": 0},
      "tags": {"type": "array", "uniqueItems": true, "items": {"type": "string"}},
      "nik": {"type": "string", "x-audience": "personal", "pattern": "^[0-9]{16}$"},
      "place": {"type": "object", "required": ["area"], "x-label": {"id": "Tempat", "en": "Place"}, "properties": {"area": {"type": "string"}}},
      "owner": {"oneOf": [
        {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "person"}, "nik": {"type": "string", "x-audience": "secret"}}},
        {"type": "object", "required": ["kind", "unit"], "properties": {"kind": {"const": "office"}, "unit": {"type": "string"}}}]}
     }}
    """#

  /// A record that is right but for some more lines.
  private func record(_ more: String) -> String {
    "{\n\"name\": \"Peta\",\n\"status\": \"received\",\n\(more)\n}"
  }

  private func only(_ instance: String) throws -> Finding {
    let findings = try Judge(Self.schema).findings(instance)
    #expect(findings.count == 1, "\(findings.map(\.message.en))")
    return try #require(findings.first)
  }

  @Test func missingKeysStandAtTheKeyAboveWithTheirLabel() throws {
    let place = try only(record(#""place": {}"#))
    #expect(place.message.en == "`place` must have `area`")
    #expect(place.message.id == "`place` (Tempat) harus memuat `area`")
    #expect(place.place.start == Position(line: 4, column: 1))
    let root = try only("{\n \"status\": \"received\"}")
    #expect(root.message.en == "this file must have `name` (Name of the app)")
    #expect(root.place.start == Position(line: 2, column: 2))
    #expect(root.hint?.en == "add `name: …`")
  }

  @Test func whereOnlyOneValueMayStandItIsNamed() throws {
    let judge = try Judge(
      """
      type: object
      properties: {priority: {type: string}, impact: {type: string}}
      if: {properties: {impact: {const: high}}}
      then: {required: [priority], properties: {priority: {const: p1}}}
      """)
    #expect(try judge.findings(#"{"impact": "high"}"#).map(\.hint?.en) == ["add `priority: p1`"])
    let quoted = try Judge("{required: [code], properties: {code: {const: \"1\"}}}")
    #expect(try quoted.findings("{}").map(\.hint?.en) == ["add `code: \"1\"`"])
  }

  @Test func twoFormsAtOnceNameTheKeysThatTellThemApart() throws {
    let judge = try Judge(
      """
      oneOf:
        - {title: Surat, required: [letter], properties: {letter: {type: string}, note: {type: string}}}
        - {title: Telepon, required: [phone], properties: {phone: {type: string}, note: {type: string}}}
      """)
    let findings = try judge.findings("letter: a\nphone: \"1\"\nnote: b\n")
    #expect(findings.map(\.code) == ["schema/oneOf"])
    #expect(findings.first?.hint?.en == "choose one of them; what tells them apart: `letter`, `phone`")
    #expect(findings.first?.details.map(\.en) == ["fits: Surat, Telepon"])
  }

  @Test func aKeyTellsTheMappingsAmongOtherKindsApart() throws {
    let judge = try Judge(
      """
      oneOf:
        - {type: boolean}
        - {type: object, required: [op, args], properties: {op: {enum: [and, or]}, args: {type: array, minItems: 2}}}
        - {type: object, required: [op, args], properties: {op: {const: not}, args: {type: array, maxItems: 1}}}
      """)
    #expect(try judge.lines("op: and\nargs: [1]\n") == ["2:7 schema/minItems `args` must have at least 2 items, not 1"])
    #expect(try judge.lines("op: nor\nargs: [1]\n") == ["1:5 schema/oneOf `op` cannot be \"nor\""])
  }

  @Test func whatLooksTheSameIsToldApart() throws {
    let judge = try Judge(
      "additionalProperties: false\nrequired: [\"caf\u{E9}\"]\nproperties: {\"caf\u{E9}\": {enum: [\"r\u{E9}sum\u{E9}\"]}}"
    )
    let key = try judge.findings("cafe\u{301}: \"r\u{E9}sum\u{E9}\"\n")
    #expect(key.map(\.code) == ["schema/additionalProperties"])
    #expect(key.first?.hint?.en.contains("made of other codes") == true)
    let value = try judge.findings("caf\u{E9}: \"re\u{301}sume\u{301}\"\n")
    #expect(value.map(\.code) == ["schema/enum"] && value.first?.hint?.en.contains("other codes") == true)
  }

  @Test func aTextAndANumberThatLookAlikeAreToldApart() throws {
    let texts = try Judge("enum: [\"1\", \"2\"]").findings("1\n")
    #expect(texts.first?.details.map(\.en) == ["allowed: \"1\", \"2\""])
    let numbers = try Judge("enum: [1, 2]").findings("\"1\"\n")
    #expect(numbers.first?.hint?.en == "write `1` without quotes")
  }

  @Test func aMisspeltKeyIsOneMistake() throws {
    let finding = try only("{\"name\": \"Peta\",\n\"staus\": \"received\"}")
    #expect(finding.code == "schema/additionalProperties")
    #expect(finding.hint?.en == "did you mean `status`?")
    let both = try Judge(Self.schema).lines("{\"name\": \"Peta\",\n\"other\": \"received\"}")
    #expect(
      both == [
        "1:2 schema/required this file must have `status`", "2:1 schema/additionalProperties unknown key `other`",
      ])
  }

  @Test func aWrongChoiceNamesTheOneThatWasMeantBySpellingAndByLabel() throws {
    for (typed, meant) in [
      ("recieved", "received"), ("selesai", "resolved"), ("done", "resolved"), ("DITERIMA", "received"),
    ] {
      let finding = try only("{\"name\": \"x\",\n\"status\": \"\(typed)\"}")
      #expect(finding.code == "schema/enum")
      #expect(finding.message.id == "`status` tidak boleh berisi \"\(typed)\"")
      #expect(finding.message.en == "`status` cannot be \"\(typed)\"")
      #expect(finding.hint?.en == "did you mean `\(meant)`?")
      #expect(finding.details.map(\.id) == ["boleh: received (Diterima), resolved (Selesai)"])
      #expect(finding.place.start == Position(line: 2, column: 11))
      #expect(finding.instancePath == "/status")
      #expect(finding.schemaPath == "schemas/apps/schema.yaml#/properties/status/enum")
      #expect(finding.related.map(\.place.path) == ["schemas/apps/schema.yaml"])
      #expect(finding.related.map(\.place.start.line) == [4])
    }
    #expect(try only("{\"name\": \"x\", \"status\": \"zzzzzz\"}").hint == nil)
  }

  @Test func labelsFromOutsideCountLikeThoseOfTheSchema() throws {
    let judge = try Judge(
      #"{"properties": {"status": {"enum": ["received", "closed"]}}}"#,
      enumLabels: ["schemas/apps/schema.yaml#/properties/status": ["closed": Phrase(id: "Ditutup", en: "Closed")]])
    #expect(try judge.findings(#"{"status": "ditutup"}"#).first?.hint?.id == "maksudnya `closed`?")
  }

  @Test func aPlainScalarThatReadsAsSomethingElseIsShownAsWrittenWithItsQuotedForm() throws {
    let phone = try only(record(#""phone": 0812"#))
    #expect(phone.message.id == "`phone` harus teks; `0812` tanpa tanda kutip terbaca sebagai angka")
    #expect(phone.hint?.id == #"tulis `"0812"`"#)
    let item = try only(record(#""tags": ["a", true]"#))
    #expect(item.message.en == "item 2 of `tags` must be text; `true` without quotes reads as true or false")
    #expect(try only(record(#""count": "12""#)).hint?.en == "write `12` without quotes")
    #expect(try only(record(#""count": 1.5"#)).message.en == "`count` must be a whole number, not 1.5")
  }

  @Test func unknownKeysAreNamedAtTheKeyWithTheOneThatWasMeant() throws {
    let near = try only(record(#""tgas": []"#))
    #expect(near.message.en == "unknown key `tgas`")
    #expect(near.hint?.en == "did you mean `tags`?")
    #expect(near.place.start == Position(line: 4, column: 1))
    #expect(near.place.end == Position(line: 4, column: 7))
    #expect(near.details.isEmpty)
    #expect(try only(record(#""TEMPAT": []"#)).hint?.en == "did you mean `place`?")
    #expect(try only(record(#""zzz": 1"#)).details.first?.en.hasPrefix("known: name (Name of the app), status") == true)
  }

  @Test func everythingIsReportedAtOnceButAWrongKindSilencesTheRest() throws {
    let judge = try Judge(Self.schema)
    #expect(
      try judge.lines("{\"name\": \"\",\n\"status\": 5,\n\"count\": -1,\n\"phone\": \"\"}") == [
        "1:10 schema/minLength `name` (Name of the app) must not be empty",
        "2:11 schema/type `status` must be text; `5` without quotes reads as a number",
        "3:10 schema/minimum `count` must be at least 0, not -1",
        "4:10 schema/pattern `phone` cannot be \"\": its form does not fit",
      ])
  }

  @Test func personalValuesAppearInNoText() throws {
    for text in [
      #""nik": "1571012345""#, #""nik": 1571012345"#, #""nikk": "1571012345""#,
      #""owner": {"kind": "person", "nik": 1571012345}"#,
      #""count": -1, "nik": "1571012345""#,
    ] {
      for finding in try Judge(Self.schema).findings(record(text)) {
        let texts = [finding.message, finding.hint, finding.place.excerpt.map { Phrase($0.text) }].compactMap(\.self)
        for phrase in texts + finding.details {
          #expect(!phrase.id.contains("1571") && !phrase.en.contains("1571"), "\(text): \(phrase)")
        }
      }
    }
  }

  @Test func repeatedItemsNameTheFirst() throws {
    let finding = try only(record(#""tags": ["a", "b", "a"]"#))
    #expect(finding.message.id == "butir ke-3 dari `tags` mengulang butir ke-1: \"a\"")
    #expect(finding.instancePath == "/tags/2")
  }

  @Test func theAlternativeThatWasMeantIsToldByItsTag() throws {
    #expect(try only(record(#""owner": {"kind": "office"}"#)).message.en == "`owner` must have `unit`")
    let unknown = try only(record(#""owner": {"kind": "ofice"}"#))
    #expect(unknown.message.en == "`kind` cannot be \"ofice\"")
    #expect(unknown.hint?.en == "did you mean `office`?")
    #expect(unknown.instancePath == "/owner/kind")
    let missing = try only(record(#""owner": {}"#))
    #expect(missing.message.en == "`owner` must have `kind`")
    #expect(missing.details.map(\.en) == ["allowed: person, office"])
    #expect(try only(record(#""owner": 5"#)).code == "schema/type")
  }

  @Test func alternativesWithoutATagAreToldByKindKeysAndDepthElseListed() throws {
    let kinds = try Judge(#"{"anyOf": [{"type": "integer", "minimum": 3}, {"type": "string", "minLength": 2}]}"#)
    #expect(try kinds.lines("1") == ["1:1 schema/minimum this file must be at least 3, not 1"])
    let keys = try Judge(
      #"{"oneOf": [{"required": ["a", "b"], "properties": {"a": true, "b": true}}, {"required": ["c"], "properties": {"c": true}}]}"#
    )
    #expect(try keys.lines(#"{"a": 1}"#) == ["1:2 schema/required this file must have `b`"])
    let tie = try Judge(#"{"anyOf": [{"type": "integer"}, {"type": "null"}]}"#)
    let finding = try #require(try tie.findings(#""x""#).first)
    #expect(finding.details.map(\.en) == ["allowed: a whole number, empty (null)"])
    let both = try Judge(#"{"oneOf": [{"title": "A", "minimum": 1}, {"title": "B", "maximum": 5}]}"#)
    #expect(try both.findings("3").first?.details.map(\.en) == ["fits: A, B"])
  }

  @Test(arguments: [
    (#"{"anyOf": [{"type": "string"}, {"type": "array"}]}"#, "12"),
    (#"{"anyOf": [{"type": "string", "pattern": "^[0-9]{3}$"}, {"type": "null"}]}"#, "123"),
    (#"{"oneOf": [{"type": "string", "pattern": "^[0-9]{3}$"}, {"type": "object"}]}"#, "123"),
    (#"{"anyOf": [{"type": "string", "pattern": "^[0-9]+$"}, {"enum": ["aktif", "nonaktif"]}]}"#, "12"),
    (#"{"const": "1.10"}"#, "1.10"),
  ]) func whereATextIsWantedAmongAlternativesTheQuotesAreOffered(schema: String, value: String) throws {
    let found = try Judge(schema).findings(value)
    #expect(found.count == 1 && found.first?.hint?.en.contains("\"\(value)\"") == true, "\(found)")
    #expect(found.first?.fix != nil)
    #expect(try Judge(schema).findings("\"\(value)\"").isEmpty)
  }

  @Test func aCommaWhereAPointShouldBeIsNamed() throws {
    let found = try Judge(#"{"type": "number"}"#).findings("-1,61")
    #expect(found.first?.hint?.en == "with a point, not a comma: `-1.61`")
    #expect(found.first?.fix == nil, "it may be two numbers, or thousands")
    #expect(try Judge(#"{"type": "number"}"#).findings("1,6,1").first?.hint == nil)
  }

  @Test func anEmptyValueIsToBeGivenOrItsLineRemoved() throws {
    let found = try Judge(#"{"properties": {"a": {"type": "integer"}}}"#).findings("a:\n")
    #expect(found.first?.hint?.en == "give it a value or remove the line")
  }

  @Test func aNumberThatIsTooSmallIsNoText() throws {
    let judge = try Judge(#"{"anyOf": [{"type": "integer", "minimum": 3}, {"type": "string"}]}"#)
    #expect(try judge.lines("1") == ["1:1 schema/minimum this file must be at least 3, not 1"])
  }

  @Test func theAlternativeWithTheNearWordIsMeant() throws {
    let judge = try Judge(#"{"anyOf": [{"type": "string", "pattern": "^[0-9]+$"}, {"enum": ["aktif", "nonaktif"]}]}"#)
    #expect(try judge.findings("aktf").first?.hint?.en == "did you mean `aktif`?")
  }

  @Test func aKeyWithoutASpaceBehindItsColonIsNamedWhereAMappingIsWanted() throws {
    let found = try Judge(#"{"properties": {"place": {"type": "object"}}}"#).findings("place:\n  text:jalan\n")
    #expect(found.first?.hint?.en == "put a space behind the colon")
    #expect(found.first?.fix == .replace(14..<14, with: " "))
  }

  @Test func theSameRuleTwiceIsOneFinding() throws {
    let judge = try Judge(#"{"required": ["a"], "allOf": [{"required": ["a"]}]}"#)
    #expect(try judge.lines("{}").count == 1)
  }

  @Test func aFormIsSaidInWordsBesideItsExpression() throws {
    let finding = try only(record(#""phone": "nol delapan""#))
    #expect(finding.hint == Phrase(id: "bentuknya: angka", en: "its form: digits"))
    #expect(finding.details.map(\.en) == ["form: `^[0-9]+$`"])
  }

  @Test func aFileFullOfFaultsIsCutShort() throws {
    let keys = (0..<40_000).map { "\"k\($0)\": 1" }.joined(separator: ",\n")
    let document = try #require(JSONReader.document(record(keys)))
    let judge = try Judge(Self.schema)
    let findings = judge.schema.findings(document, path: "a.yaml")
    #expect(findings.count == 100)
    #expect(findings.dropLast().allSatisfy { $0.code == "schema/additionalProperties" && $0.severity == .error })
    let last = try #require(findings.last)
    #expect(last.code == "schema/more" && last.severity == .note)
    #expect(last.message.en == "at least 19901 more errors in this file from here on")
    #expect(last.place.start.line == 103)
    #expect(findings == findings.sorted())
  }

  @Test func numbersThatLookAlikeAreNotNearEachOther() throws {
    let finding = try #require(try Judge(#"{"enum": [1, 12, 123]}"#).findings("2").first)
    #expect(finding.hint == nil && finding.fix == nil)
  }

  @Test func twoKeysAreNotBothRenamedToOne() throws {
    let judge = try Judge(#"{"additionalProperties": false, "properties": {"status": true}}"#)
    #expect(try judge.findings(#"{"sttus": 1}"#).map { $0.fix == nil } == [false])
    #expect(try judge.findings(#"{"sttus": 1, "statu": 2}"#).map { $0.fix == nil } == [true, true])
  }

  @Test func aMissingKeyThatIsGluedToItsValueIsOneFinding() throws {
    let judge = try Judge(
      #"{"required": ["a"], "properties": {"a": {"type": "integer"}}, "additionalProperties": false}"#)
    let reading = YAMLReader.read(Array("{a:1}\n".utf8), path: "a.yaml")
    let document = try #require(reading.document)
    let findings = reading.findings(with: judge.schema.findings(document, path: "a.yaml"))
    #expect(findings.map(\.code) == ["yaml/text-lost"] && findings.first?.severity == .error)
  }
}
