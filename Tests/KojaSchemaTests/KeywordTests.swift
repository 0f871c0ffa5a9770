import KojaModel
import KojaSchema
import Testing

/// Each keyword with a value that it accepts and one that it refuses.
struct KeywordTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let schema: String
    let right: String
    let wrong: String
    /// `line:column code message` of the wrong value.
    let finding: String

    init(_ schema: String, _ right: String, _ wrong: String, _ finding: String) {
      (self.schema, self.right, self.wrong, self.finding) = (schema, right, wrong, finding)
    }

    var testDescription: String { schema }
  }

  static let cases = [
    Case(
      #"{"type": ["string", "null"]}"#, "null", "[]",
      "1:1 schema/type this file must be text or empty (null), not a list"),
    Case(#"{"enum": [1, "a"]}"#, "1.0", "true", "1:1 schema/enum this file cannot be true"),
    Case(
      #"{"const": {"a": [1]}}"#, #"{"a": [1.0]}"#, #"{"a": []}"#,
      #"1:1 schema/const this file must be {"a":[1]}, not this value"#),
    Case(
      #"{"const": "\u00e4"}"#, #""\u00e4""#, #""a\u0308""#, "1:1 schema/const this file must be \"ä\", not \"a\u{308}\""
    ),
    Case(#"{"minimum": 2}"#, "2", "1", "1:1 schema/minimum this file must be at least 2, not 1"),
    Case(#"{"maximum": 2}"#, "2", "2.1", "1:1 schema/maximum this file must be at most 2, not 2.1"),
    Case(#"{"exclusiveMinimum": 2}"#, "3", "2", "1:1 schema/exclusiveMinimum this file must be greater than 2, not 2"),
    Case(#"{"exclusiveMaximum": 2}"#, "1", "2", "1:1 schema/exclusiveMaximum this file must be less than 2, not 2"),
    Case(
      #"{"multipleOf": 0.0001}"#, "0.0075", "0.00751",
      "1:1 schema/multipleOf this file must be a multiple of 0.0001, not 0.00751"),
    Case(
      #"{"maximum": 123456789012345678901234567890}"#, "123456789012345678901234567890",
      "123456789012345678901234567891",
      "1:1 schema/maximum this file must be at most 123456789012345678901234567890, not 123456789012345678901234567891"),
    Case(#"{"maximum": 16}"#, "0x10", "0o21", "1:1 schema/maximum this file must be at most 16, not 0o21"),
    Case(#"{"type": "integer"}"#, "+12", ".5", "1:1 schema/type this file must be a whole number, not .5"),
    Case(#"{"type": "number"}"#, "5.", ".inf", "1:1 schema/type this file must be a number, not .inf"),
    Case(
      #"{"minLength": 2}"#, #""é\ud83d\udca9""#, #""\ud83d\udca9""#,
      "1:1 schema/minLength this file must have at least 2 characters, not 1"),
    Case(
      #"{"maxLength": 1}"#, #""\ud83d\udca9""#, #""ab""#,
      "1:1 schema/maxLength this file must have at most 1 character, not 2"),
    Case(#"{"minItems": 1}"#, "[1]", "[]", "1:1 schema/minItems this file must not be empty"),
    Case(#"{"maxItems": 1}"#, "[1]", "[1, 2]", "1:1 schema/maxItems this file must have at most 1 item, not 2"),
    Case(
      #"{"minProperties": 2}"#, #"{"a": 1, "b": 2}"#, "{}",
      "1:1 schema/minProperties this file must have at least 2 keys, not 0"),
    Case(
      #"{"maxProperties": 0}"#, "{}", #"{"a": 1}"#, "1:1 schema/maxProperties this file must have at most 0 keys, not 1"
    ),
    Case(
      #"{"pattern": "^a\\d$"}"#, #""a1""#, #""a1\n""#,
      #"1:1 schema/pattern this file cannot be "a1\n": its form does not fit"#),
    Case(
      #"{"format": "date"}"#, #""2026-02-28""#, #""2026-02-29""#,
      #"1:1 schema/format this file must be a date (year-month-day), not "2026-02-29""#),
    Case(#"{"required": ["a"]}"#, #"{"a": 1}"#, #"{"b": 1}"#, "1:2 schema/required this file must have `a`"),
    Case(
      #"{"dependentRequired": {"a": ["b"]}}"#, #"{"b": 1}"#, #"{"a": 1}"#,
      "1:2 schema/dependentRequired this file must have `b`, because there is `a`"),
    Case(#"{"properties": {"a": false}}"#, "{}", #"{"a": 1}"#, "1:7 schema/false `a` is not allowed here"),
    Case(
      #"{"patternProperties": {"^x": {"type": "null"}}}"#, #"{"x": null, "y": 1}"#, #"{"xy": "1"}"#,
      "1:8 schema/type `xy` must be empty (null), not text"),
    Case(
      #"{"patternProperties": {"^x": true}, "additionalProperties": {"type": "null"}}"#, #"{"x": 1}"#, #"{"y": "1"}"#,
      "1:7 schema/type `y` must be empty (null), not text"),
    Case(
      #"{"propertyNames": {"maxLength": 1}}"#, #"{"a": 1}"#, #"{"ab": 1}"#,
      "1:2 schema/maxLength the key `ab` must have at most 1 character, not 2"),
    Case(
      #"{"dependentSchemas": {"a": {"maxProperties": 1}}}"#, #"{"a": 1}"#, #"{"a": 1, "b": 2}"#,
      "1:1 schema/maxProperties this file must have at most 1 key, not 2"),
    Case(
      #"{"dependencies": {"a": {"maxProperties": 1}}}"#, #"{"a": 1}"#, #"{"a": 1, "b": 2}"#,
      "1:1 schema/maxProperties this file must have at most 1 key, not 2"),
    Case(
      #"{"dependencies": {"a": ["b"], "c": true}}"#, #"{"b": 1, "c": 1}"#, #"{"a": 1}"#,
      "1:2 schema/dependentRequired this file must have `b`, because there is `a`"),
    Case(
      #"{"prefixItems": [true, {"type": "null"}]}"#, "[1]", "[1, [2]]",
      "1:5 schema/type item 2 of this file must be empty (null), not a list"),
    Case(
      #"{"prefixItems": [true], "items": false}"#, "[1]", "[1, 2]",
      "1:5 schema/false item 2 of this file is not allowed here"),
    Case(
      #"{"contains": {"title": "one", "const": 1}, "maxContains": 1}"#, "[1, 2]", "[1, 1]",
      "1:1 schema/contains this file must have at most 1 item that fits one, not 2"),
    Case(
      #"{"uniqueItems": true}"#, "[1, true]", "[1, 1.0]",
      "1:5 schema/uniqueItems item 2 of this file repeats item 1: 1.0"),
    Case(
      ##"{"$ref": "#/$defs/a", "$defs": {"a": {"minimum": 1}}}"##, "1", "0",
      "1:1 schema/minimum this file must be at least 1, not 0"),
    Case(
      #"{"allOf": [{"minimum": 1}, {"maximum": 5}]}"#, "1", "6", "1:1 schema/maximum this file must be at most 5, not 6"
    ),
    Case(#"{"not": {"title": "a secret"}}"#, "", "1", "1:1 schema/not this file must not fit a secret"),
    Case(
      #"{"if": {"minimum": 5}, "then": {"multipleOf": 5}, "else": {"minimum": 2}}"#, "10", "1",
      "1:1 schema/minimum this file must be at least 2, not 1"),
  ]

  @Test(arguments: cases)
  func acceptsTheRightAndNamesTheWrong(_ each: Case) throws {
    let judge = try Judge(each.schema)
    #expect(judge.set.findings.isEmpty)
    if !each.right.isEmpty { #expect(try judge.lines(each.right) == []) }
    #expect(try judge.lines(each.wrong) == [each.finding])
  }
}
