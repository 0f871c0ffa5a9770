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
    ("(?<!a)b", "cb", true), ("(?:(?=a))*b", "b", true), (#"^\p{L}\p{Lu}\p{LC}\p{Uppercase_Letter}$"#, "aÉaE", true),
    (#"^\p{Script=Greek}$"#, "α", true), (#"^\p{Script=Greek}$"#, "a", false), (#"^\P{sc=Grek}$"#, "α", false),
    (#"^\p{scx=Deva}$"#, "\u{964}", true), (#"^\p{sc=Deva}$"#, "\u{964}", false),
    (#"^\p{Assigned}$"#, "\u{378}", false),
    (#"^\P{Assigned}$"#, "\u{378}", true), (#"^[\p{ASCII}]$"#, "~", true), (#"^\p{Any}$"#, "\n", true),
    (#"^\p{Emoji_Presentation}$"#, "\u{1F600}", true), (#"^\p{Alpha}\p{White_Space}$"#, "é\u{a0}", true),
  ])
  func findsWhatECMAScriptFinds(pattern: String, text: String, expected: Bool) throws {
    #expect(try matches(pattern, text) == expected)
  }

  @Test(arguments: [
    "a**", "a++", "(?>a)", "(*ACCEPT)", #"\Q"#, #"\a"#, "a{,5}", "}", "]", "(", ")", "[", "(?i)a", #"\"#, #"[\"#,
    #"\u{110000}"#,
    #"\p{Nonsense}"#, #"\p{^L}"#, #"\p{L&}"#, #"\p{bc:AL}"#, #"\p{Greek}"#, #"\p{gc=Greek}"#, #"\p{sc=L}"#,
    #"\p{sc=greek}"#, #"\p{ascii}"#, #"\p{letter}"#, #"\p{Script=}"#, #"\p{=L}"#, #"\p{}"#, #"\p{gc=Lu=}"#,
    #"\p{Script=Klingon}"#, "(?=a)*", "(?!a)+", "(?<=a){2}", "(?<!a)?", "(?<a", "(?<é>a)", "[b-a]", #"\k"#, "a{1",
    #"\ud800"#,
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

  @Test func everyPropertyThatECMAScriptNamesCanBeUsed() throws {
    let names =
      "ASCII ASCII_Hex_Digit AHex Alphabetic Alpha Any Assigned Bidi_Control Bidi_C Bidi_Mirrored Bidi_M Case_Ignorable CI "
      + "Cased Changes_When_Casefolded CWCF Changes_When_Casemapped CWCM Changes_When_Lowercased CWL "
      + "Changes_When_Titlecased CWT Changes_When_Uppercased CWU Dash Default_Ignorable_Code_Point DI Deprecated Dep "
      + "Diacritic Dia Emoji Emoji_Component EComp Emoji_Modifier EMod Emoji_Modifier_Base EBase Emoji_Presentation EPres "
      + "Extended_Pictographic ExtPict Extender Ext Grapheme_Base Gr_Base Grapheme_Extend Gr_Ext Hex_Digit Hex "
      + "IDS_Binary_Operator IDSB IDS_Trinary_Operator IDST ID_Continue IDC ID_Start IDS Ideographic Ideo Join_Control "
      + "Join_C Logical_Order_Exception LOE Lowercase Lower Math Noncharacter_Code_Point NChar Pattern_Syntax Pat_Syn "
      + "Pattern_White_Space Pat_WS Quotation_Mark QMark Radical Regional_Indicator RI Sentence_Terminal STerm "
      + "Soft_Dotted SD Terminal_Punctuation Term Unified_Ideograph UIdeo Uppercase Upper Variation_Selector VS "
      + "White_Space space XID_Continue XIDC XID_Start XIDS L LC Cn gc=Cs Combining_Mark cntrl digit punct "
      + "Script=Old_Italic sc=SignWriting sc=Phags_Pa scx=Nko sc=Nyiakeng_Puachue_Hmong sc=Zyyy"
    let refused = names.split(separator: " ").filter { (try? Pattern("^\\p{\($0)}$")) == nil }
    #expect(refused.isEmpty)
  }

  @Test(arguments: [
    ("(?<=a+)b", "fixed number"), ("[z-a]", "wrong way round"), ("a{2,1}", "larger than the second"),
    ("a{70000}", "at most 65535"), (#"[\w-z]"#, "cannot begin or end with a set"), (#"\k<x>"#, "does not have"),
    (#"(a)\2"#, "does not have"), ("(?<x>a)(?<x>b)", "the same name"), ("(?<1x>a)", "begin with a digit"),
    ("(?<abcdefghijabcdefghijabcdefghijabc>a)", "at most 32"), ("(", "is not closed"), ("[a", "is not closed"),
    ("(?<x", "name"), ("a)", "without `(`"), (#"a\"#, "unknown"), (#"\p{Nope}"#, "unknown"), ("a{1", "must be"),
    (String(repeating: "(", count: 300) + String(repeating: ")", count: 300), "too intricate"),
    ("(?:" + String(repeating: "(a{1000}){1000}", count: 40) + ")", "too intricate"),
  ]) func whatCannotBeRunIsSaidInPlainWords(pattern: String, words: String) {
    #expect {
      try Pattern(pattern)
    } throws: { error in
      guard let message = (error as? PatternError)?.message else { return false }
      return message.en.contains(words) && message.id != message.en
    }
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
    #expect(try Pattern(pattern).form()?.en == form)
  }
}

/// An expression that takes too much work for a text: nothing is taken for right that could not be judged.
struct CostlyPatternTests {
  private static let costly = #"(?=a)(a+)+$"#
  private static let text = String(repeating: "a", count: 60) + "b"

  @Test(arguments: [
    (#"{"not": {"pattern": "PATTERN"}}"#, #""TEXT""#, "schema/too-complex"),
    (#"{"patternProperties": {"PATTERN": false}}"#, #"{"TEXT": 1}"#, "schema/pattern"),
    (#"{"patternProperties": {"PATTERN": true}, "unevaluatedProperties": false}"#, #"{"TEXT": 1}"#, nil),
    (#"{"oneOf": [{"pattern": "PATTERN"}, {"type": "string"}]}"#, #""TEXT""#, nil),
    (#"{"if": {"pattern": "PATTERN"}, "then": false}"#, #""TEXT""#, nil),
    (#"{"propertyNames": {"pattern": "PATTERN"}}"#, #"{"TEXT": 1}"#, nil),
  ])
  func isNeverTakenForRight(schema: String, instance: String, code: String?) throws {
    let judge = try Judge(schema.replacing("PATTERN", with: Self.costly))
    let findings = try judge.findings(instance.replacing("TEXT", with: Self.text))
    #expect(!findings.isEmpty)
    if let code { #expect(findings.map(\.code) == [code], "\(findings.map(\.message.en))") }
  }
}
