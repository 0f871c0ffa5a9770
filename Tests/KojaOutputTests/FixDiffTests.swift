import KojaModel
import KojaOutput
import Testing

/// What `check --fix --dry-run` shows is all that would be written.
@Suite struct FixDiffTests {
  private func diff(_ text: String, _ changes: [(old: String, new: String)], width: Int? = 80) throws -> [String] {
    let bytes = Array(text.utf8)
    var splices = Splices()
    for change in changes {
      let range = try #require(text.firstRange(of: change.old))
      let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
      let end = start + change.old.utf8.count
      #expect(splices.add(start..<end, Array(change.new.utf8), length: bytes.count) == .fits)
    }
    let file = FixPlan.File(path: "r.yaml", target: nil, before: bytes, splices: splices, mended: [])
    let options = OutputOptions(language: .en, width: width, now: Timestamp(seconds: 0, offset: 0), zone: 0)
    return FixDiff(FixPlan(files: [file]), options).text.split(separator: "\n").map(String.init)
  }

  @Test func everyLineOfARepairIsShown() throws {
    let lines = try diff(
      "a: 1\nlatitude: 103.5 # lintang\nlongitude: -1.6\nb: 2\n",
      [("103.5 # lintang\nlongitude: -1.6", "-1.6 # lintang\nlongitude: 103.5")])
    #expect(
      lines.dropFirst(2) == [
        "@@ -2 +2 @@", "-latitude: 103.5 # lintang", "-longitude: -1.6", "+latitude: -1.6 # lintang",
        "+longitude: 103.5",
      ])
  }

  @Test func twoRepairsOfALongLineAreBothShown() throws {
    let text = "a: {first: 007, note: \"" + String(repeating: "panjang ", count: 20) + "\", last: 008}\n"
    let lines = try diff(text, [("007", "\"007\""), ("008", "\"008\"")])
    #expect(lines.contains { $0.hasPrefix("+") && $0.contains("\"007\"") })
    #expect(lines.contains { $0.hasPrefix("+") && $0.contains("\"008\"") })
    #expect(try diff(text, [("007", "\"007\""), ("008", "\"008\"")], width: nil).count == 5, "one line holds both")
  }
}
