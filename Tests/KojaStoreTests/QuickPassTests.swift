import Foundation
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

/// The quick pass only ever keeps silent where the checks themselves have nothing to say: a check of everything, which
/// looks quickly first, finds what the same check finds file by file, which never does.
@Suite struct QuickPassTests {
  private static let rounds =
    12 * (ProcessInfo.processInfo.environment["KOJA_SOAK"].flatMap { Int($0) } ?? 1)

  @Test func bothPassesFindTheSameInDamagedRecords() throws {
    var chance = SeededGenerator(seed: 20_261_126)
    let cases = City.records.keys.filter { !$0.string.hasPrefix("records/areas/") }.sorted()
    // Values by key, so that what is put into a record is of its kind more often than not.
    var values: [String: [String]] = [:]
    for path in cases {
      for line in try City.text(path.string).splitting(at: "\n") {
        guard let colon = line.range(of: ": ") else { continue }
        values[Self.key(line, colon.lowerBound), default: []].append(String(line[colon.upperBound...]))
      }
    }
    var (damaged, told) = (0, 0)
    for round in 0..<Self.rounds {
      var changes: [String: String?] = [:]
      for _ in 0..<8 {
        guard let path = cases.randomElement(using: &chance)?.string else { continue }
        var lines = try City.text(path).splitting(at: "\n")
        for _ in 0...Int.random(in: 0..<2, using: &chance) { Self.change(&lines, values, &chance) }
        changes[path] = lines.joined(separator: "\n")
      }
      damaged += changes.count
      let quick = try City.findings(changes).filter { $0.place.path.hasPrefix("records/") }
      let thorough = try City.findings(changes, under: ["records"])
      told += quick.count
      let (only, missed) = (Set(quick).subtracting(thorough), Set(thorough).subtracting(quick))
      try #require(
        only.isEmpty && missed.isEmpty,
        "round \(round): quick only \(only.map(\.short)), missed \(missed.map(\.short))")
    }
    print("quick pass: \(damaged) damaged records, \(told) findings, the same in both passes")
    #expect(told > Self.rounds)
  }

  private static func key(_ line: String, _ colon: String.Index) -> String {
    String(line[..<colon].drop { $0 == " " || $0 == "-" })
  }

  /// One slip of a hand: a value of another record, a digit, a line moved, doubled or gone.
  private static func change(
    _ lines: inout [String], _ values: [String: [String]], _ chance: inout SeededGenerator
  ) {
    guard lines.count > 2, let at = lines.indices.randomElement(using: &chance),
      let other = lines.indices.randomElement(using: &chance)
    else { return }
    switch Int.random(in: 0..<8, using: &chance) {
    case 0: lines.remove(at: at)
    case 1: lines.swapAt(at, other)
    case 2: lines.insert(lines[at], at: other)
    case 3, 4:
      let digits = lines[at].indices.filter { lines[at][$0].isASCII && lines[at][$0].isNumber }
      guard let digit = digits.randomElement(using: &chance) else { return }
      lines[at].replaceSubrange(digit...digit, with: String(Int.random(in: 0..<10, using: &chance)))
    default:
      guard let colon = lines[at].range(of: ": "),
        let value = values[key(lines[at], colon.lowerBound)]?.randomElement(using: &chance)
      else { return }
      lines[at].replaceSubrange(colon.upperBound..., with: value)
    }
  }
}
