import KojaTestSupport
import Testing

@testable import KojaSchema

/// Numbers are exact and equal whatever their spelling, and however they are kept.
struct NumberTests {
  private func number(_ text: String) -> Number? {
    var text = text
    return text.withUTF8 { Number($0) }
  }

  @Test(arguments: [
    ("1", "1.0"), ("-1.5", "-1.500"), ("0.1", "1e-1"), ("0", "-0.0"), ("12.50", "125e-1"), ("100", "1e2"),
    ("0.000000000000000001", "1e-18"), ("1234567890123456.7", "12345678901234567e-1"), (".5", "0.5"), ("1.", "1"),
  ])
  func spellingsOfOneNumberAreEqual(_ left: String, _ right: String) throws {
    let (left, right) = (try #require(number(left)), try #require(number(right)))
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
    #expect(!(left < right) && !(right < left))
  }

  @Test(arguments: [".", "-", "1.2.3", "1e", "--1", "1 ", "0x", ""])
  func whatIsNoNumberIsNone(_ text: String) { #expect(number(text) == nil) }

  /// The order of numbers with few digits, with many and far apart is that of their exact decimals.
  @Test func theOrderIsThatOfExactDecimals() throws {
    var chance = SeededGenerator(seed: 7)
    func random() -> String {
      let digits = (0..<Int.random(in: 1...20, using: &chance)).map { _ in
        "\(Int.random(in: 0...9, using: &chance))"
      }
      let point = Int.random(in: 0...digits.count, using: &chance)
      let fraction = point < digits.count ? "." + digits[point...].joined() : ""
      return (Bool.random(using: &chance) ? "-" : "") + "0" + digits[..<point].joined() + fraction
    }
    for _ in 0..<20_000 {
      let (left, right) = (random(), Bool.random(using: &chance) ? random() : "0.5")
      let (mine, theirs) = (try #require(number(left)), try #require(number(right)))
      let exact: Bool =
        switch (mine.exact, theirs.exact) {
        case (let mine?, let theirs?): mine < theirs
        case (let mine?, nil): mine.isNegative
        case (nil, let theirs?): !theirs.isNegative
        case (nil, nil): false
        }
      #expect((mine < theirs) == exact, "\(left) < \(right)")
      #expect((mine == theirs) == (mine.exact == theirs.exact), "\(left) == \(right)")
    }
  }
}
