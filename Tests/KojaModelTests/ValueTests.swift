import KojaModel
import Testing

@Suite struct ValueTests {
  @Test func membersKeepTheirOrder() {
    let value = Value.object([.init("b", .integer(1)), .init("a", .array([.null, .boolean(true)]))])
    #expect(value.json() == #"{"b":1,"a":[null,true]}"#)
    #expect(
      value.json(indented: true) == """
        {
          "b": 1,
          "a": [
            null,
            true
          ]
        }
        """)
  }

  @Test func emptyCollectionsStayOnOneLine() {
    #expect(Value.object([.init("a", .array([])), .init("o", .object([]))]).json() == #"{"a":[],"o":{}}"#)
    #expect(Value.array([]).json(indented: true) == "[]")
  }

  @Test func stringsAreEscaped() {
    let text = "\"\\/\n\r\t\u{0}\u{1B}[31m\u{7F}\u{85}\u{2028}é名😀"
    #expect(
      Value.string(text).json()
        == #""\"\\/\n\r\t\u0000\u001b[31m\u007f\u0085\u2028é名😀""#)
  }

  @Test(arguments: [
    ("1", "1"), ("-1.50", "-1.50"), ("1e5", "1e5"), ("+1", "1"), (".5", "0.5"), ("-.5", "-0.5"), ("5.", "5.0"),
    ("5.e3", "5.0e3"), ("007", "7"), ("-00.5", "-0.5"), ("0", "0"), ("0o17", "15"), ("0x1F", "31"), (".inf", "null"),
    (".nan", "null"), ("-.inf", "null"), ("12345678901234567890123", "12345678901234567890123"),
    ("0x1FFFFFFFFFFFFFFFF", "\"0x1FFFFFFFFFFFFFFFF\""),
  ])
  func numbersOfYAMLBecomeNumbersOfJSON(spelling: String, json: String) {
    #expect(Value.number(spelling).json() == json)
  }

  @Test func membersAreFoundByBytes() {
    let value = Value.object([.init("Caf\u{E9}", .string("x"))])
    #expect(value["Caf\u{E9}"]?.string == "x")
    #expect(value["Cafe\u{301}"] == nil)
    #expect(Value.null["x"] == nil)
    #expect(Value.optional(nil) == .null)
    #expect(Value.integer(7) == .number("7"))
  }
}
