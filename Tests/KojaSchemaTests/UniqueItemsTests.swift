import KojaModel
import Testing

/// Which items repeat others, in short lists and in long ones, which are told apart in different ways.
@Suite struct UniqueItemsTests {
  /// Values by what they are equal to.
  private static let values = [
    ["1", "1.0", "10e-1"], ["\"1\""], ["[1]", "[1.0]"], ["{\"a\": 1, \"b\": 2}", "{\"b\": 2.0, \"a\": 1}"], ["null"],
    ["false"], ["0", "-0.0"], ["[]"], ["{}"], ["[[1]]"], ["true"], ["\"\""], ["[null]"], ["\"é\""], ["\"e\u{301}\""],
  ]

  @Test func exactlyTheLaterOnesAreTold() throws {
    let judge = try Judge(#"{"uniqueItems": true}"#)
    var state: UInt64 = 7
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for round in 0..<2_000 {
      let picks = (0..<below(round.isMultiple(of: 2) ? 9 : 40)).map { _ in below(Self.values.count) }
      let list = picks.map { kind in Self.values[kind][below(Self.values[kind].count)] }
      let repeated = picks.indices.filter { picks[..<$0].contains(picks[$0]) }
      let text = "[\(list.joined(separator: ", "))]"
      #expect(try judge.findings(text).count == repeated.count, "\(text)")
    }
  }

  @Test func listsInListsAreGoneThroughOnce() throws {
    let judge = try Judge(##"{"uniqueItems": true, "items": {"$ref": "#"}}"##)
    let wide = (0..<50).map { "[\($0)]" }.joined(separator: ",")
    let text = (0..<100).reduce("0") { inner, _ in "[\(wide),\(inner)]" }
    #expect(try judge.findings(text).isEmpty)
  }
}
