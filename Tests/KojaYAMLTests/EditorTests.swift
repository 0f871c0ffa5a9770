import KojaModel
import Testing

@testable import KojaYAML

/// Applies one edit and gives the text.
func edited(_ text: String, _ edits: YAMLEdit..., before lastKey: String? = nil) throws -> String {
  String(decoding: try YAMLEditor.apply(edits, to: Array(text.utf8), path: "r.yaml", before: lastKey), as: UTF8.self)
}

/// One edit with the text before and after.
struct Case: Sendable, CustomTestStringConvertible {
  let before: String
  let edit: YAMLEdit
  let after: String
  var testDescription: String { "\(edit) in \(before.debugDescription)" }

  static func set(_ path: String, _ value: Value, _ before: String, _ after: String) -> Case {
    Case(before: before, edit: .set(path: path.split(separator: ".").map(String.init), value: value), after: after)
  }
  static func append(_ path: String, _ value: Value, _ before: String, _ after: String) -> Case {
    Case(before: before, edit: .append(path: path.split(separator: ".").map(String.init), value: value), after: after)
  }
  static func remove(_ path: String, _ before: String, _ after: String) -> Case {
    Case(before: before, edit: .remove(path: path.split(separator: ".").map(String.init)), after: after)
  }
}

@Suite struct EditorTests {
  private static let entry = Value.object([
    .init("action", .string("assign")), .init("at", .string("2026-03-14T08:12:00+07:00")),
    .init("tags", .array([.string("a b"), .integer(1)])),
  ])

  @Test(arguments: [
    Case.set("a", .string("new"), "a: old # c\nb: 1\n", "a: new # c\nb: 1\n"),
    .set("a", .string("x: y"), "a: old # c\n", "a: \"x: y\" # c\n"),
    .set("a", .string("no"), "a: old\n", "a: \"no\"\n"),
    .set("a", .string("0123"), "a: old\n", "a: \"0123\"\n"),
    .set("a", .string("2026-01-05"), "a: 2026-01-04\n", "a: \"2026-01-05\"\n"),
    .set("a", .string("it's"), "a: 'old'   # c\r\nb: 1", "a: 'it''s'   # c\r\nb: 1"),
    .set("a", .string("tab\t"), "a: 'old'\n", "a: \"tab\\t\"\n"),
    .set("a", .string("Jalan é"), "\u{FEFF}é: 1\na:   \"old\"", "\u{FEFF}é: 1\na:   \"Jalan é\""),
    .set("a", .integer(5), "a: \"4\" # c\n", "a: 5 # c\n"),
    .set("a", .string("x"), "a:   # c\nb: 1\n", "a: x   # c\nb: 1\n"),
    .set("a", .null, "a: x\n", "a: null\n"),
    .set("a", .string("l1\nl2\n"), "a: old # c\nb: 1\n", "a: | # c\n  l1\n  l2\nb: 1\n"),
    .set("a", .string("l1\n\nl2"), "a: old\r\nb: 1\r\n", "a: |-\r\n  l1\r\n\r\n  l2\r\nb: 1\r\n"),
    .set("a", .string("n1\nn2\n"), "a: |\n    l1\n    l2\n\n# c\nb: 1\n", "a: |\n    n1\n    n2\n\n# c\nb: 1\n"),
    .set("a", .string("x y"), "a: |  # c\n    l1\n\nb: 1\n", "a: \"x y\"  # c\n\nb: 1\n"),
    .set("a", .string("l1\nl2\n"), "a: old", "a: |\n  l1\n  l2\n"),
    .set("a", .string("l1\nl2\n"), "a: old\n    # deep\nb: 1\n", "a: \"l1\\nl2\\n\"\n    # deep\nb: 1\n"),
    .set("a.b", .string("x"), "a: {b: old, c: 1} # c\n", "a: {b: x, c: 1} # c\n"),
    .set("a.b", .string("x, y"), "a: {b: old, c: 1}\n", "a: {b: \"x, y\", c: 1}\n"),
    .set("a.d", .string("x y"), "a: {b: old, c: 1}\n", "a: {b: old, c: 1, d: \"x y\"}\n"),
    .set("a.d", .integer(2), "a: {\n  b: 1, # c\n}\n", "a: {\n  b: 1, # c\n  d: 2,\n}\n"),
    .set("a.d", .integer(2), "a: {\r\n  b: 1 # c\r\n}\r\n", "a: {\r\n  b: 1, # c\r\n  d: 2\r\n}\r\n"),
    .set("a.d", .integer(2), "a: {b: 1,\n    c: 2}\n", "a: {b: 1,\n    c: 2, d: 2}\n"),
    .set("a.b", .integer(2), "a: {b: 1, # one\n    c: 2}\n", "a: {b: 2, # one\n    c: 2}\n"),
    .append("a", .string("c"), "a: [ # penting\n]\n", "a: # penting\n  - c\n"),
    .append("a", .string("c"), "a: [\n  # penting\n] # luar\nb: 1\n", "a: # luar\n  # penting\n  - c\nb: 1\n"),
    .append("a", .string("c"), "a: [ # satu\r\n  # dua\r\n]\r\n", "a: # satu\r\n  # dua\r\n  - c\r\n"),
    .set("a.b", .integer(1), "a: { # penting\n}\n", "a: # penting\n  b: 1\n"),
    .append("a.0", .string("c"), "a:\n  - [ # penting\n    ]\n", "a:\n  - # penting\n    - c\n"),
    .append("a.0", .string("c"), "a: [[ # penting\n  ]]\n", "a: [[ # penting\n  c]]\n"),
    .append("a", .string("c"), "a: [\"a\", \"b\"]\n", "a: [\"a\", \"b\", \"c\"]\n"),
    .append("a", .string("c"), "a: [\"a\", b]\n", "a: [\"a\", b, c]\n"),
    .append("a", .string("c"), "a: [\"a b\"]\n", "a: [\"a b\", c]\n"),
    .append("a", .string("c"), "a:\n  - 'a'\n  - 'b'\n", "a:\n  - 'a'\n  - 'b'\n  - 'c'\n"),
    .set("z", .string("abc"), "\"a\": 1\n\"b\": 2\n", "\"a\": 1\n\"b\": 2\n\"z\": abc\n"),
    .set("a.z", .integer(1), "a: {'x': 1}\n", "a: {'x': 1, 'z': 1}\n"),
    .set("a.1", .string("z"), "a: [x, y]\n", "a: [x, z]\n"),
    .set("c", .string("x"), "a: 1\nb: 2 # c\n# end\n", "a: 1\nb: 2 # c\nc: x\n# end\n"),
    .set("c", .string("x"), "a: 1\r\nb:\r\n- 2", "a: 1\r\nb:\r\n- 2\r\nc: x"),
    .set("c", .string("x"), "a: |+\n  l1\n\n\n", "a: |+\n  l1\n\n\nc: x\n"),
    .set("c", .string("x"), "{}\n", "c: x\n"),
    .set("a.b.c", .integer(1), "a: # c\nd: 1\n", "a: # c\n  b:\n    c: 1\nd: 1\n"),
    .set("a.b.c", .integer(1), "a: {} # c\nd: 1\n", "a: # c\n  b:\n    c: 1\nd: 1\n"),
    .set("x.u", .integer(1), "a:\n    b: 1\n", "a:\n    b: 1\nx:\n    u: 1\n"),
    .set(
      "a", entry, "a: 1 # c\n",
      "a: # c\n  action: assign\n  at: \"2026-03-14T08:12:00+07:00\"\n  tags:\n    - \"a b\"\n    - 1\n"),
    .set("a", .integer(1), "a: # c\n  b: 1\n  c: 2 # d\n# e\nd: 1\n", "a: 1 # c\n# e\nd: 1\n"),
    .set("a", .array([.integer(3)]), "a: [1, 2] # c\n", "a: [3] # c\n"),
    .set("0.b", .integer(3), "- a: 1\n  b: 2\n- c: 1\n", "- a: 1\n  b: 3\n- c: 1\n"),
    .set("1", .integer(3), "- a: 1 # x\n  # -\n- c: 1 # y\n  d: 1\n- e\n", "- a: 1 # x\n  # -\n- 3\n- e\n"),
    .set("0.c", .integer(3), "- a: 1\n  b: 2\n- c: 1\n", "- a: 1\n  b: 2\n  c: 3\n- c: 1\n"),
    .append("a", .integer(3), "a:\n- 1\n- 2 # c\n# d\nb: 1\n", "a:\n- 1\n- 2 # c\n- 3\n# d\nb: 1\n"),
    .append("a", .integer(3), "a: [1, 2]\n", "a: [1, 2, 3]\n"),
    .append("a", .integer(3), "a: [\n  1,\n  2,\n]\n", "a: [\n  1,\n  2,\n  3,\n]\n"),
    .append(
      "a", .integer(3), "a: [\n    1,\n    2 # two\n    # end\n  ]\n",
      "a: [\n    1,\n    2, # two\n    3\n    # end\n  ]\n"),
    .append("a", .integer(3), "a: [1,\n  2] # c\n", "a: [1,\n  2, 3] # c\n"),
    .append(
      "a", .integer(3), "a: [\n  {b: 1},\n  {\n    b: 2\n  }\n]\n", "a: [\n  {b: 1},\n  {\n    b: 2\n  },\n  3\n]\n"),
    .append(
      "a", entry, "a: [] # c\n",
      "a: # c\n  - action: assign\n    at: \"2026-03-14T08:12:00+07:00\"\n    tags:\n      - \"a b\"\n      - 1\n"),
    .append("a", .integer(1), "a:\nb: 1", "a:\n  - 1\nb: 1"),
    .append("a", .integer(1), "x:\n- 1\na: []\n", "x:\n- 1\na:\n- 1\n"),
    .append("c.d", .integer(1), "a: 1\n", "a: 1\nc:\n  d:\n    - 1\n"),
    .append("a", .string("x\ny\n"), "a:\n  - 1", "a:\n  - 1\n  - |\n    x\n    y\n"),
    .append("0", .integer(9), "- - 1\n  - 2\n- 3\n", "- - 1\n  - 2\n  - 9\n- 3\n"),
    .remove("b", "a: 1\n# about b\nb:\n  c: 1 # x\n  # deep\n# about d\nd: 1\n", "a: 1\n# about d\nd: 1\n"),
    .remove("a", "# licence\na: 1\nb: 2\n", "# licence\nb: 2\n"),
    .remove("b", "a: 1\r\n# keep\r\n\r\nb: 1", "a: 1\r\n# keep\r\n"),
    .remove("b", "a: 1\nb: 1", "a: 1"),
    .remove("0.a", "- a: 1\n  b: 2\n", "- b: 2\n"),
    .remove("0.a", "- a: 1\n  # c\n  b: 2\n", "-\n  # c\n  b: 2\n"),
    .remove("a.b", "a:\n  b: 1\nc: 1\n", "a: {}\nc: 1\n"),
    .remove("a.0", "a: # c\n- 1\n", "a: [] # c\n"),
    .remove("a.0", "a:\n- x: 1\n  y: 2\n# two\n- z\n", "a:\n# two\n- z\n"),
    .remove("a.1", "a: [1, 2, 3]\n", "a: [1, 3]\n"),
    .remove("a.2", "a: [1, 2, 3,]\n", "a: [1, 2,]\n"),
    .remove("a.b", "a: {b: 1, c: 2}\n", "a: {c: 2}\n"),
    .remove("a.b", "a: {b: 1}\n", "a: {}\n"),
    .remove("a.1", "a: [\n  1,\n  # two\n  2, # zwei\n  # three\n  3\n]\n", "a: [\n  1,\n  # three\n  3\n]\n"),
    .remove("a.0", "a: [\n  1, # one\n  2,\n]\n", "a: [\n  2,\n]\n"),
    .remove("a.1", "a: [\n  1, # one\n  2 # two\n]\n", "a: [\n  1 # one\n]\n"),
    .remove("a.1", "a: [\n  1, # one\n  2, # two\n  # end\n]\n", "a: [\n  1, # one\n  # end\n]\n"),
    .remove("a.1", "a: [1, # one\n  2]\n", "a: [1 # one\n  ]\n"),
    .remove("a.1", "a: [1,\n  2]\n", "a: [1]\n"),
    .remove("a.1", "a: [1, 2,\n  3]\n", "a: [1, 3]\n"),
    .remove("a.b", "a: {b: 1, # c\n  d: 2}\n", "a: {d: 2}\n"),
    .remove("a.b", "a: {b: 1, # c\n  # about d\n  d: 2}\n", "a: {\n  # about d\n  d: 2}\n"),
    .remove("a.c", "a: {\r\n  b: 1,\r\n  c: [\r\n    2\r\n  ]\r\n}\r\n", "a: {\r\n  b: 1\r\n}\r\n"),
    .remove("b", "a: 1\nb: |+\n  x\n\n\nc: 1\n", "a: 1\nc: 1\n"),
  ]) func anEditChangesItsLinesAndNothingElse(test: Case) throws {
    #expect(try edited(test.before, test.edit) == test.after)
  }

  @Test(arguments: [
    ("a: 1\ntimeline:\n- b\n", "a: 1\nc: 2\ntimeline:\n- b\n"),
    ("a: 1\n\n# riwayat\n# dua\ntimeline: []\n", "a: 1\nc: 2\n\n# riwayat\n# dua\ntimeline: []\n"),
    ("a: 1 # x\n# of a\n\ntimeline: []", "a: 1 # x\n# of a\nc: 2\n\ntimeline: []"),
    ("a: |+\n  x\n\ntimeline: []\n", "a: |+\n  x\n\nc: 2\ntimeline: []\n"),
    ("# modeline\ntimeline: []\n", "# modeline\nc: 2\ntimeline: []\n"),
    ("a: 1\n", "a: 1\nc: 2\n"),
  ]) func aNewKeyGoesBeforeTheLastKey(before: String, after: String) throws {
    #expect(try edited(before, .set(path: ["c"], value: .integer(2)), before: "timeline") == after)
  }

  @Test func severalEditsComeInOneText() throws {
    let text = try edited(
      "status: received\ntimeline:\n  - action: receive\n", .set(path: ["status"], value: .string("assigned")),
      .set(path: ["unit"], value: .string("perkim")),
      .append(path: ["timeline"], value: .object([.init("action", .string("assign"))])), before: "timeline")
    #expect(text == "status: assigned\nunit: perkim\ntimeline:\n  - action: receive\n  - action: assign\n")
  }

  @Test(arguments: [
    ("a: 1\n", YAMLEdit.remove(path: ["b"])), ("a: 1\n", .append(path: ["a"], value: .null)),
    ("a: 1\n", .set(path: ["a", "b"], value: .null)), ("a: [1]\n", .set(path: ["a", "x"], value: .null)),
    ("a: 1\na: 2\n", .set(path: ["a"], value: .null)), ("a: [", .set(path: ["a"], value: .null)),
    ("a: 1\n", .set(path: [], value: .null)),
    ("a: 1\n", .remove(path: ["b", "c"])),
  ]) func whatCannotBeDoneIsRefused(text: String, edit: YAMLEdit) {
    #expect(throws: EditRefusal.self) { try edited(text, edit) }
  }

  @Test func replacingAnObjectKeepsCommentsBesideWhatStays() throws {
    let text = "a:\n  b: 1 # one\n  # two\n  c: [1, 2] # three\n  d: x\n"
    let value = Value.object([
      .init("b", .integer(1)), .init("c", .array([.integer(1), .integer(3), .integer(4)])), .init("e", .null),
    ])
    #expect(
      try edited(text, .set(path: ["a"], value: value))
        == "a:\n  b: 1 # one\n  # two\n  c: [1, 3, 4] # three\n  e: null\n")
    let turned = Value.object([.init("d", .string("x")), .init("b", .integer(1))])
    #expect(try edited(text, .set(path: ["a"], value: turned)) == "a:\n  d: x\n  b: 1\n")
  }

  @Test func anEditThatChangesNothingLeavesTheText() throws {
    #expect(try edited("a:   'x'  # c", .set(path: ["a"], value: .string("x"))) == "a:   'x'  # c")
  }
}
