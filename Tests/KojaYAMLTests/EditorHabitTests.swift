import KojaModel
import Testing

@testable import KojaYAML

private let long = Array(repeating: "kata", count: 30).joined(separator: " ")
private let wide = Array(repeating: "kata", count: 15).joined(separator: " ")

/// Habits of a text that an edit keeps: folded texts, indentation indicators, comments that belong to the entry above.
@Suite struct EditorHabitTests {
  @Test(arguments: [
    Case.set("a", .string("new text"), "a: >\n  one\n  two\nb: 1\n", "a: >-\n  new text\nb: 1\n"),
    .set("a", .string("new\n"), "a: >- # c\n    one\n\nb: 1\n", "a: > # c\n    new\n\nb: 1\n"),
    .set("a", .string("one\ntwo\n\nthree\n"), "a: >\n  x\n", "a: >\n  one\n\n  two\n\n\n  three\n"),
    .set("a", .string(long), "a: >-\n  x\n", "a: >-\n  \(wide)\n  \(wide)\n"),
    .set("a", .string("one\n two\n"), "a: >\n  x\n", "a: |\n  one\n   two\n"),
    .set("a", .string("end "), "a: >\n  x\n", "a: \"end \"\n"),
    .set("a", .string(""), "a: >\n  x\n", "a: \"\"\n"),
    .set("a", .string("  b\nc\n"), "a: |2\n   x\n", "a: |2\n    b\n  c\n"),
    .set("a", .string(" b\nc"), "a: |1+ # k\n   x\nb: 1\n", "a: |1- # k\n  b\n c\nb: 1\n"),
    .set("a", .string("b\nc\n"), "a: |2\n   x\n", "a: |2\n  b\n  c\n"),
    .set("a.0", .string(" b\nc\n"), "a:\n  - |2\n     x\n", "a:\n  - |2\n     b\n    c\n"),
    .set("a", .string("new text"), "a: >2\n   x\n", "a: >2-\n  new text\n"),
  ]) func theStyleOfABlockStays(_ sample: Case) throws {
    #expect(try edited(sample.before, sample.edit) == sample.after)
  }

  @Test(arguments: [
    Case.append(
      "items", .object([.init("id", .string("c"))]), "items:\n  - id: a\n    # trailing\n# top\nname: x\n",
      "items:\n  - id: a\n    # trailing\n  - id: c\n# top\nname: x\n"),
    .append("a", .string("c"), "a:\n  - b\n\n    # deep\n\nz: 1\n", "a:\n  - b\n\n    # deep\n  - c\n\nz: 1\n"),
    .append("a", .string("c"), "a:\n  - b\n  # own\nz: 1\n", "a:\n  - b\n  - c\n  # own\nz: 1\n"),
    .append("a", .string("c"), "a:\n- b\r\n  # deep", "a:\n- b\r\n  # deep\n- c"),
    .set(
      "a.c", .integer(2), "a:\n  b: 1\n    # deep\n  # own\nz: 1\n", "a:\n  b: 1\n    # deep\n  c: 2\n  # own\nz: 1\n"),
  ]) func anInnerCommentStaysWithItsEntry(_ sample: Case) throws {
    #expect(try edited(sample.before, sample.edit) == sample.after)
  }
}
