import KojaModel
import Testing

@Suite struct FindingTests {
  private func finding(_ path: String, at byte: Int, _ code: String = "x/y", _ message: String = "m") -> Finding {
    let place = LineTable(Array(repeating: 0x61, count: 20)).place(byte..<byte + 1, in: path)
    return Finding(code, at: place, Phrase(message))
  }

  @Test func findingsSortByPathThenPlaceThenCode() {
    let sorted = [
      finding("B.yaml", at: 9), finding("a.yaml", at: 2), finding("a.yaml", at: 10, "a/b"), finding("a.yaml", at: 10),
      finding("a.yaml", at: 10, "x/y", "n"), finding("a/b.yaml", at: 0),
    ]
    #expect(Array(sorted.reversed()).sorted() == sorted)
  }

  @Test func failuresExitAsDocumented() {
    let codes: [(Failure.Kind, Int32)] = [
      (.findings, 1), (.usage, 2), (.store, 3), (.conflict, 4), (.environment, 5), (.bug, 70),
    ]
    for (kind, code) in codes { #expect(kind.exitCode == code) }
  }
}
