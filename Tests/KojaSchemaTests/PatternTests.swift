import KojaModel
import KojaSchema
import Testing

/// Regular expressions of ECMA-262 over PCRE2.
struct PatternTests {
  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBufferPointer { try Pattern(pattern).matches($0) }
  }

  @Test(arguments: [
    ("b", "abc", true), ("^abc$", "abc\n", false), (#"^\d$"#, "\u{0967}", false), (#"^\w$"#, "é", false),
    (#"^\s$"#, "\u{feff}", true), (#"^[\s]$"#, "\u{a0}", true), (#"^[\S]$"#, "\u{a0}", false), (#"^[^\s]$"#, "x", true),
    ("^.$", "\u{1F4A9}", true), ("^.$", "\u{2028}", false), (#"^a\/b$"#, "a/b", true),
    (#"^\u{1F4A9}$"#, "\u{1F4A9}", true),
    (#"^\ud83d\udca9$"#, "\u{1F4A9}", true), (#"^\cA\x41$"#, "\u{1}A", true), (#"^\p{Letter}\p{gc=Lu}$"#, "aÉ", true),
    ("^[[:a]$", "[", true), ("[]", "a", false), ("[^]", "\n", true), (#"(a)?\1b"#, "b", true), ("", "", true),
    ("(?<!a)b", "cb", true),
  ])
  func findsWhatECMAScriptFinds(pattern: String, text: String, expected: Bool) throws {
    #expect(try matches(pattern, text) == expected)
  }

  @Test(arguments: [
    "a**", "a++", "(?>a)", "(*ACCEPT)", #"\Q"#, #"\a"#, "a{,5}", "}", "]", "(", ")", "[", "(?i)a", #"\"#, #"[\"#,
    #"\u{110000}"#,
    #"\p{Nonsense}"#, "(?<a", "(?<é>a)", "[b-a]", #"\k"#, "a{1", #"\ud800"#,
  ])
  func refusesWhatECMAScriptDoesNotHave(pattern: String) {
    #expect(throws: PatternError.self) { try Pattern(pattern) }
  }

  @Test func namedGroupsAreTextsWhereTheyTookPart() throws {
    let pattern = try Pattern(
      "^(?<register>[a-z-]+)-(?<year>[0-9]{4})-(?<thousand>[0-9]{3})[0-9]{3}(?<suffix>-[a-z])?$")
    #expect(
      pattern.groups(in: "agenda-masuk-2026-000015") == ["register": "agenda-masuk", "year": "2026", "thousand": "000"])
    #expect(pattern.groups(in: "x") == nil)
    #expect(pattern.names == ["register", "year", "thousand", "suffix"])
  }

  @Test func aPatternThatWouldGoOnForEverGivesUp() throws {
    #expect(try !matches("^(a+)+$", String(repeating: "a", count: 40) + "b"))
    #expect(try matches("^(?:a|b)*$", String(repeating: "ab", count: 20_000)))
  }

  @Test(arguments: [
    ("^36[0-9]{3}$", "`36`, then 3 digits"),
    ("^[a-z0-9]+(-[a-z0-9]+)*$", "lower-case letters or digits, with `-` in between"),
    ("^[a-z]+(_[a-z]+)*$", "lower-case letters, with `_` in between"),
    ("^[0-9]+$", "digits"), ("^[0-9]{2,}$", "at least 2 digits"), (#"^\d{5,8}$"#, "5 to 8 digits"),
    ("^ORG-[0-9A-HJKMNP-TV-Z]{8}$", "`ORG-`, then 8 digits or capital letters without I, L, O, U"),
    (#"^15\.71(\.[0-9]{2}(\.1[0-9]{3})?)?$"#, "begins with `15.71`"),
    (#"^\^.*\$$"#, "`^`, then any characters, then `$`"),
    (#"^[^/\\]+$"#, "characters other than `/` and `\\`"), ("^ab?", "begins with `a`"),
    ("^a|b$", nil), ("[0-9]+", nil), ("^([a-z]|x)+$", nil), ("^$", nil), ("^", nil), ("^(?!x)", nil), (#"^\w"#, nil),
    ("^[0-9]?$", nil),
  ])
  func commonShapesAreSaidInPlainWords(pattern: String, form: String?) throws {
    #expect(try Pattern(pattern).form?.en == form)
  }
}
