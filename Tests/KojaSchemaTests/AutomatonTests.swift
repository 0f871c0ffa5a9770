import KojaSchema
import Testing

/// Expressions that are decided by a table agree with PCRE2.
struct AutomatonTests {
  private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ state &>> 30) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ mixed &>> 27) &* 0x94D0_49BB_1331_11EB
      return mixed ^ mixed &>> 31
    }

    mutating func one<Element>(of elements: [Element]) -> Element {
      elements[Int.random(in: 0..<elements.count, using: &self)]
    }
  }

  /// An expression of limited depth.
  private static func pattern(_ random: inout Random, depth: Int = 3) -> String {
    let parts = (0..<Int.random(in: 1...4, using: &random)).map { _ -> String in
      let atoms = [
        "a", "b", "-", "0", "é", "\u{1F4A9}", ".", #"\."#, #"\d"#, #"\D"#, #"\w"#, #"\W"#, #"\s"#, #"\S"#, "[a-z]",
        "[^a]", "[^a-zé]", "[0-9-]", #"[\s\d]"#, #"[\u{7f}-\u{900}]"#, #"[^\ud800\udc00-\u{10ffff}]"#, "[]", "[^]",
        #"[\w-]"#, "^", "$",
      ]
      let isGroup = depth > 0 && Int.random(in: 0..<4, using: &random) == 0
      let atom =
        isGroup
        ? random.one(of: ["(", "(?:"]) + pattern(&random, depth: depth - 1) + ")" : random.one(of: atoms)
      if atom == "^" || atom == "$" { return atom }
      return atom + random.one(of: ["", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?", "+?", "{0}"])
    }
    let whole = parts.joined()
    return Int.random(in: 0..<5, using: &random) == 0 ? whole + "|" + pattern(&random, depth: depth - 1) : whole
  }

  private static func text(_ random: inout Random) -> String {
    let pieces = ["a", "b", "-", "0", "é", "\u{1F4A9}", ".", " ", "\n", "z", "\u{2028}", "\u{10000}", "ab", "00"]
    return (0..<Int.random(in: 0...6, using: &random)).map { _ in random.one(of: pieces) }.joined()
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func tablesAndPCRE2Agree(seed: UInt64) throws {
    var random = Random(state: seed)
    var found = 0
    var absent = 0
    for _ in 0..<100 {
      let source = Self.pattern(&random)
      let pattern = try Pattern(source)
      guard pattern.isAutomatic else { continue }
      for _ in 0..<20 {
        let text = Self.text(&random)
        let (verdict, isFound) = Array(text.utf8).withUnsafeBufferPointer {
          (pattern.searched($0), pattern.matches($0))
        }
        if verdict == .tooCostly { continue }
        try #require(isFound == (verdict == .found), "\(source) in \(text)")
        if isFound { found += 1 } else { absent += 1 }
      }
    }
    // The comparison is worth something only where both answers are frequent.
    #expect(found > 300)
    #expect(absent > 300)
  }

  @Test(arguments: [
    "^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", "^ORG-[0-9A-HJKMNP-TV-Z]{8}$",
    "^[a-z]+(-[a-z]+)*$", "^[0-9]{3}(\\.[0-9]{1,2}){1,3}$", "^15\\.71(\\.[0-9]{2}(\\.1[0-9]{3})?)?$",
    "^[0-9a-f]{64}$", "^[^/\\\\]+$", #"^\S*$"#, "^(a|b|c)$", "^(a+)+$",
    "^(?<register>[a-z]+(-[a-z]+)*)-(?<year>[0-9]{4})-(?<thousand>[0-9]{3})[0-9]{3}(-[a-z])?$",
  ])
  func whatSchemasWriteIsDecidedByATable(source: String) throws {
    #expect(try Pattern(source).isAutomatic)
  }

  @Test(arguments: [#"(a)\1"#, "(?=a)b", "(?<!a)b", #"\bword\b"#, #"\p{Letter}"#, "^[ab]*a[ab]{12}$", "(a{90}){90}"])
  func whatNeedsMoreIsLeftToPCRE2(source: String) throws {
    #expect(try !Pattern(source).isAutomatic)
  }

  @Test func workWithoutEndIsToldFromAbsence() throws {
    let text = Array((String(repeating: "a", count: 1 << 20) + "!").utf8)
    func verdict(_ source: String) throws -> Pattern.Verdict {
      let pattern = try Pattern(source)
      return text.withUnsafeBufferPointer { pattern.verdict($0) }
    }
    #expect(try verdict("^(a+)+$") == .absent)
    #expect(try verdict(#"^(a+)+(\1)$"#) == .tooCostly)
    #expect(try verdict(#"^(a+)!\b$"#) == .absent)
    #expect(try verdict(#"^(a+)!\B"#) == .found)
  }
}
