/// An exact decimal number other than zero: `digits` × 10^`exponent`, without leading or trailing zeros in `digits`.
struct Decimal: Sendable, Hashable {
  /// Whether it is below zero.
  let isNegative: Bool
  /// Digits 0 to 9, highest first; neither the first nor the last is zero.
  let digits: [UInt8]
  /// The power of ten of the last digit.
  let exponent: Int

  /// Takes digits with zeros around them; nil for zero.
  init?(isNegative: Bool, digits: some Sequence<UInt8>, exponent: Int) {
    var kept = Array(digits.drop { $0 == 0 })
    var exponent = exponent
    while kept.last == 0 {
      kept.removeLast()
      exponent += 1
    }
    guard !kept.isEmpty else { return nil }
    self.isNegative = isNegative
    self.digits = kept
    self.exponent = exponent
  }

  /// An integer times a power of ten; nil for zero.
  init?(_ value: Int64, exponent: Int = 0) {
    self.init(isNegative: value < 0, digits: String(value.magnitude).utf8.map { $0 - 0x30 }, exponent: exponent)
  }

  /// The digits as one integer, nil beyond 18 digits.
  var mantissa: UInt64? {
    digits.count <= 18 ? digits.reduce(0) { $0 * 10 + UInt64($1) } : nil
  }

  /// The number as an integer when it is one of at most 18 digits.
  var small: Int64? {
    guard exponent >= 0, digits.count + exponent <= 18 else { return nil }
    let value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1) }
    let scaled = (0..<exponent).reduce(value) { value, _ in value * 10 }
    return isNegative ? -scaled : scaled
  }

  /// The digits, with the sign, as an integer when they end 1 to 18 places behind the point.
  var fraction: Int64? {
    guard (-18 ... -1).contains(exponent), let mantissa else { return nil }
    return isNegative ? -Int64(mantissa) : Int64(mantissa)
  }

  /// The remainder of `digits` × 10^`power` by a modulus.
  func remainder(timesTenTo power: Int, by modulus: UInt64) -> UInt64 {
    func times(_ left: UInt64, _ right: UInt64) -> UInt64 {
      modulus.dividingFullWidth(left.multipliedFullWidth(by: right)).remainder
    }
    var result = digits.reduce(UInt64(0)) { (times($0, 10 % modulus) + UInt64($1)) % modulus }
    var square = 10 % modulus
    var rest = power
    while rest > 0 {
      if rest & 1 == 1 { result = times(result, square) }
      square = times(square, square)
      rest >>= 1
    }
    return result
  }

  /// Whether the distance from zero is smaller than the other's.
  private func isShorter(than other: Decimal) -> Bool {
    let (mine, theirs) = (digits.count + exponent, other.digits.count + other.exponent)
    return mine == theirs ? digits.lexicographicallyPrecedes(other.digits) : mine < theirs
  }
}

extension Decimal: Comparable {
  static func < (left: Decimal, right: Decimal) -> Bool {
    switch (left.isNegative, right.isNegative) {
    case (true, false): true
    case (false, true): false
    case (false, false): left.isShorter(than: right)
    case (true, true): right.isShorter(than: left)
    }
  }
}
