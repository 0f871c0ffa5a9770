internal import KojaModel

/// Tells the findings of one run apart and knows them again in the next, though lines have moved: the path, the code
/// and the text of the line, and the count among equal ones.
struct Fingerprint {
  private var seen: [UInt64: Int] = [:]

  /// The fingerprint of the next finding.
  mutating func next(_ finding: Finding) -> String {
    // Fowler, Noll and Vo's hash of 64 bits (FNV-1a).
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let line = finding.place.excerpt?.text ?? ""
    for text in [finding.place.path, finding.code, line] {
      for byte in text.utf8 where byte != 0x20 && byte != 0x09 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0xFF) &* 0x100_0000_01b3
    }
    seen[hash, default: 0] += 1
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits + ":\(seen[hash, default: 1])"
  }
}
