import KojaModel
import Testing

@Suite struct KeyTests {
  private let composed = "Caf\u{E9}"
  private let decomposed = "Cafe\u{301}"

  @Test func canonicallyEqualTextsAreDifferentKeys() {
    #expect(composed == decomposed)
    #expect(Key(composed) != Key(decomposed))
    #expect(!composed.sameBytes(as: decomposed))
    #expect(Set([Key(composed), Key(decomposed)]).count == 2)
  }

  @Test func keysSortByBytesAsGitDoes() {
    let keys: [Key] = ["b", "a/b", "a-b", "\u{FF21}", "B", "\u{1F600}", "a", ""]
    #expect(keys.sorted().map(\.string) == ["", "B", "a", "a-b", "a/b", "b", "\u{FF21}", "\u{1F600}"])
  }

  @Test func aKeyIsNotAPrefixOfItself() {
    #expect(Key("unit") < Key("units"))
    #expect(!(Key("unit") < Key("unit")))
  }
}
