import KojaModel

@testable import KojaYAML

/// A text in which `«` and `»` enclose the stretch where a finding is expected.
struct Marked {
  /// The text without the markers.
  let bytes: [UInt8]
  /// The enclosed stretch.
  let range: Range<Int>

  /// Takes the markers out.
  init(_ text: String) {
    // By code point: a marker before a combining character would be one character with it.
    let parts = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "«" || $0 == "»" }.map(String.init)
    bytes = Array(parts.joined().utf8)
    range = parts[0].utf8.count..<parts[0].utf8.count + parts[1].utf8.count
  }
}

/// Reads a text as `r.yaml`.
func read(_ text: String, limits: YAMLLimits = .record) -> YAMLReading {
  YAMLReader.read(Array(text.utf8), path: "r.yaml", limits: limits)
}

/// Numbers that look random and are the same in every run (xorshift).
struct Chance {
  private var state: UInt64

  /// A sequence of numbers from a seed.
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  /// A number from 0 to below the bound.
  mutating func below(_ bound: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(state >> 11) % bound
  }

  /// One of some things.
  mutating func pick<Thing>(_ things: [Thing]) -> Thing { things[below(things.count)] }
}
