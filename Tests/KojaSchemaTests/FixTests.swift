import KojaModel
import KojaSchema
import KojaYAML
import Testing

/// What a keyword offers as the one safe way out, and where it offers none.
struct FixTests {
  private static let schema = """
    type: object
    additionalProperties: false
    properties:
      status: {type: string, enum: [received, resolved], x-enum-labels: {resolved: {id: Selesai, en: Done}}}
      grade: {enum: [aa, ab, ac]}
      kind: {const: office}
      code: {type: string}
      postal_code: {enum: ["36129", "36122"]}
      count: {type: integer}
      is_open: {type: boolean}
      nik: {type: string, enum: ["1", "2"], x-audience: secret}
      nama: {type: string}
    """

  /// The text as it is when everything has been mended that can be.
  private func mended(_ text: String) throws -> String {
    let judge = try Judge(Self.schema)
    let fixes = try judge.findings(text).compactMap(\.fix)
    var bytes = Array(text.utf8)
    for case .replace(let range, let new) in fixes.reversed() { bytes.replaceSubrange(range, with: Array(new.utf8)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("status: recieved\n", "status: received\n"), ("status: 'RESOLVED'  # x\n", "status: 'resolved'  # x\n"),
    ("status: selesai\n", "status: resolved\n"), ("kind: ofice\n", "kind: office\n"),
    ("code: 007\n", "code: \"007\"\n"), ("code: 1.50\n", "code: \"1.50\"\n"), ("code: true\n", "code: \"true\"\n"),
    ("postal_code: 36129\n", "postal_code: \"36129\"\n"), ("count: '5'\n", "count: 5\n"),
    ("is_open: \"true\"\n", "is_open: true\n"), ("is_open: tidak\n", "is_open: false\n"),
    ("is_open: Ya\n", "is_open: true\n"), ("staus: received\n", "status: received\n"),
    ("\"nma\": a\n", "\"nama\": a\n"), ("staus: recieved\n", "status: recieved\n"),
  ])
  func oneCandidateIsTaken(text: String, expected: String) throws {
    #expect(try mended(text) == expected)
  }

  @Test(arguments: [
    "grade: ad\n", "status: closed\n", "kind: 5\n", "code: [1]\n", "code:\n", "count: x\n", "count: |\n  5\n",
    "status: received\nstaus: received\n", "nik: 1\n", "unknown: 1\n", "count: '5.5'\n", "is_open: 'maybe'\n",
    "code: ~\n",
    "code: null\n",
  ])
  func elsewhereAPersonHasToThink(text: String) throws {
    let judge = try Judge(Self.schema)
    #expect(try !judge.findings(text).isEmpty)
    #expect(try mended(text) == text)
  }
}
