internal import KojaModel

/// A number as JSON Schema means it: exact, whatever its spelling (`1`, `1.0`, `10e-1` and `0x1` are equal).
enum Number: Sendable, Hashable {
  /// Every integer of at most 18 digits, zero included.
  case small(Int64)
  /// Every other number whose last digit stands 1 to 18 places behind the point and that has at most 18 digits: an
  /// integer, not ending in zero, divided by ten to the power of `places`.
  case fraction(Int64, places: Int)
  /// Everything else.
  case decimal(Decimal)

  /// Reads a JSON number or a number of YAML 1.2 core; nil for `.inf`, `.nan` and what is no number.
  ///
  /// Exponents beyond ±2^40 are read as ±2^40, hexadecimal and octal numbers may have 64 digits.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let rest = isNegative || bytes.first == UInt8(ascii: "+") ? bytes.dropFirst() : bytes[...]
    if rest.count <= 18, !rest.isEmpty, rest.allSatisfy({ Self.digit($0) < 10 }) {
      let value = rest.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
      self = .small(isNegative ? -value : value)
    } else if rest.count <= 19, let value = Self.plain(rest, isNegative: isNegative) {
      self = value
    } else if rest.count > 2, rest.count <= 66, rest.first == 0x30, let radix = Self.radix(rest[rest.startIndex + 1]) {
      guard let digits = Self.digits(rest.dropFirst(2), radix: radix) else { return nil }
      self.init(Decimal(isNegative: isNegative, digits: digits, exponent: 0))
    } else {
      guard let value = Self.scientific(rest, isNegative: isNegative) else { return nil }
      self = value
    }
  }

  /// Shortens to the small form where there is one; nil is zero.
  private init(_ decimal: Decimal?) {
    guard let decimal else {
      self = .small(0)
      return
    }
    self =
      decimal.small.map { .small($0) } ?? decimal.fraction.map { .fraction($0, places: -decimal.exponent) }
      ?? .decimal(decimal)
  }

  /// Whether it has no fractional part.
  var isInteger: Bool {
    switch self {
    case .small: true
    case .fraction: false
    case .decimal(let decimal): decimal.exponent >= 0
    }
  }

  /// The number as a count, nil unless it is an integer from 0 that has at most 18 digits.
  var count: Int? {
    if case .small(let value) = self, value >= 0 { Int(value) } else { nil }
  }

  /// Whether it is an integral multiple of a divisor above zero that has at most 18 significant digits.
  func isMultiple(of divisor: Number) -> Bool {
    if case .small(let left) = self, case .small(let right) = divisor { return right != 0 && left % right == 0 }
    guard let mine = exact else { return true }
    guard let other = divisor.exact, let modulus = other.mantissa else { return false }
    // No trailing zeros in the digits: where the divisor's last digit stands higher, nothing can divide.
    guard mine.exponent >= other.exponent else { return false }
    return mine.remainder(timesTenTo: mine.exponent - other.exponent, by: modulus) == 0
  }

  /// The number with digits and exponent; nil for zero.
  var exact: Decimal? {
    switch self {
    case .small(let value): Decimal(value)
    case .fraction(let value, let places): Decimal(value, exponent: -places)
    case .decimal(let decimal): decimal
    }
  }

  /// The number scaled to an integer so many places behind the point; nil where that has too many digits.
  private func scaled(to places: Int) -> Int64? {
    let (value, own): (Int64, Int)
    switch self {
    case .small(let small): (value, own) = (small, 0)
    case .fraction(let fraction, let places): (value, own) = (fraction, places)
    case .decimal: return nil
    }
    guard own < places else { return value }
    let (product, isOver) = value.multipliedReportingOverflow(by: Self.powers[places - own])
    return isOver ? nil : product
  }

  /// How many digits stand behind the point of those that are no `decimal`.
  private var places: Int { if case .fraction(_, let places) = self { places } else { 0 } }

  private static let powers: [Int64] = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }

  /// Digits with one point and nothing else; nil for any other spelling.
  private static func plain(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, isNegative: Bool) -> Number? {
    var value: Int64 = 0
    var places: Int?
    for byte in bytes {
      if let behind = places { places = behind + 1 }
      if byte == UInt8(ascii: "."), places == nil {
        places = 0
      } else if digit(byte) < 10 {
        value = value * 10 + Int64(digit(byte))
      } else {
        return nil
      }
    }
    guard var places, bytes.count > 1 else { return nil }
    while places > 0, value % 10 == 0 { (value, places) = (value / 10, places - 1) }
    if isNegative { value = -value }
    return places == 0 ? .small(value) : .fraction(value, places: places)
  }

  private static func digit(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: .max
    }
  }

  private static func radix(_ letter: UInt8) -> UInt8? {
    letter == UInt8(ascii: "x") ? 16 : letter == UInt8(ascii: "o") ? 8 : nil
  }

  /// Digits of another radix as decimal digits.
  private static func digits(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, radix: UInt8) -> [UInt8]? {
    var result: [UInt8] = []  // lowest first
    for byte in bytes {
      let value = digit(byte)
      guard value < radix else { return nil }
      var carry = UInt16(value)
      for index in result.indices {
        carry += UInt16(result[index]) * UInt16(radix)
        result[index] = UInt8(carry % 10)
        carry /= 10
      }
      while carry > 0 {
        result.append(UInt8(carry % 10))
        carry /= 10
      }
    }
    return result.reversed()
  }

  private static func scientific(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, isNegative: Bool) -> Number? {
    var digits: [UInt8] = []
    var exponent = 0
    var rest = bytes
    while let byte = rest.first, digit(byte) < 10 {
      digits.append(digit(byte))
      rest = rest.dropFirst()
    }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      while let byte = rest.first, digit(byte) < 10 {
        digits.append(digit(byte))
        exponent -= 1
        rest = rest.dropFirst()
      }
    }
    guard !digits.isEmpty else { return nil }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      let isBelowOne = rest.first == UInt8(ascii: "-")
      if isBelowOne || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard !rest.isEmpty, rest.allSatisfy({ digit($0) < 10 }) else { return nil }
      let power = rest.reduce(0) { min($0 * 10 + Int(digit($1)), 1 << 40) }
      exponent += isBelowOne ? -power : power
      rest = rest.dropFirst(rest.count)
    }
    return rest.isEmpty ? Number(Decimal(isNegative: isNegative, digits: digits, exponent: exponent)) : nil
  }
}

extension Number: Comparable {
  static func < (left: Number, right: Number) -> Bool {
    let places = max(left.places, right.places)
    if let left = left.scaled(to: places), let right = right.scaled(to: places) { return left < right }
    switch (left.exact, right.exact) {
    case (let left?, let right?): return left < right
    case (let left?, nil): return left.isNegative
    case (nil, let right?): return !right.isNegative
    case (nil, nil): return false
    }
  }
}

extension Document {
  /// The exact value of a number node; nil for every other kind and for `.inf` and `.nan`.
  func number(_ node: NodeIndex) -> Number? {
    switch nodes[node].kind {
    case .integer, .float: withText(node) { Number($0) }
    default: nil
    }
  }
}
