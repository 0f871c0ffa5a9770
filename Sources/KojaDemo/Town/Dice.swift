/// The only chance in a made-up city: SplitMix64 from a seed, the same on every machine.
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, not including, a bound; 0 where the bound is not positive.
  mutating func below(_ bound: Int) -> Int {
    bound > 1 ? Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high) : 0
  }

  /// A number of a range.
  mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// Whether something happens that happens so often in a hundred.
  mutating func percent(_ chance: Int) -> Bool { below(100) < chance }

  /// One of some things; nil of none.
  mutating func pick<Things: RandomAccessCollection>(_ things: Things) -> Things.Element? {
    things.isEmpty ? nil : things[things.index(things.startIndex, offsetBy: below(things.count))]
  }

  /// The position of a weight, each as likely as it is heavy; nil when none weighs anything.
  mutating func weighted(_ weights: [Int]) -> Int? {
    let total = weights.reduce(0, +)
    guard total > 0 else { return nil }
    var rest = below(total)
    for (index, weight) in weights.enumerated() {
      if rest < weight { return index }
      rest -= weight
    }
    return nil
  }
}
