/// The id of a claim taken apart: `surat-keluar-2026-000015`, or `-a` behind it for an inserted number.
package struct ClaimID: Sendable, Hashable {
  /// The serials that are counted together: a register, a register with a kind, or all.
  package let series: String
  /// The year; 0 where serials never start again.
  package let year: Int
  /// The serial, from 1.
  package let serial: Int
  /// The letter of an inserted number.
  package let suffix: String?

  /// The parts of an id.
  package init(series: String, year: Int, serial: Int, suffix: String? = nil) {
    self.series = series
    self.year = year
    self.serial = serial
    self.suffix = suffix
  }

  /// Reads an id; nil when it is none of a claim.
  package init?(_ id: String) {
    var pieces = id.split(separator: "-", omittingEmptySubsequences: false)
    var suffix: String?
    if let last = pieces.last, last.utf8.count == 1, let letter = last.utf8.first, (0x61...0x7A).contains(letter) {
      suffix = String(last)
      pieces.removeLast()
    }
    guard pieces.count >= 3, let serial = pieces.popLast().flatMap({ Self.digits($0, 6...12) }),
      let year = pieces.popLast().flatMap({ Self.digits($0, 4...4) })
    else { return nil }
    self.init(series: pieces.joined(separator: "-"), year: year, serial: serial, suffix: suffix)
  }

  /// The id: six digits at least.
  package var text: String {
    "\(series)-\(Self.padded(year, 4))-\(Self.padded(serial, 6))" + (suffix.map { "-" + $0 } ?? "")
  }

  /// The serial as a number carries it: `15`, and `15a` for an inserted one.
  package var written: String { String(serial) + (suffix ?? "") }

  /// The first number that can be put in behind it: `15a` behind `15`, `15b` behind `15a`; nil behind `15z`.
  package var next: ClaimID? {
    let letter = suffix?.utf8.first.map { $0 + 1 } ?? UInt8(ascii: "a")
    guard letter <= UInt8(ascii: "z") else { return nil }
    return ClaimID(series: series, year: year, serial: serial, suffix: String(UnicodeScalar(letter)))
  }

  private static func digits(_ text: Substring, _ width: ClosedRange<Int>) -> Int? {
    guard width.contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text)
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
