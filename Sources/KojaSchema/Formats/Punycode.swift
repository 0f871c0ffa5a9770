/// Labels of host names in letters of any script, written in ASCII (behind `xn--`).
///
/// Spec: RFC 3492.
enum Punycode {
  private static let base = 36, least = 1, most = 26, skew = 38, damp = 700, firstBias = 72, firstCode = 128

  /// The label that is written so; nil when it is none.
  static func decode(_ text: Bytes) -> [Unicode.Scalar]? {
    let hyphen = text.lastIndex(of: UInt8(ascii: "-"))
    var label = hyphen.map { text[..<$0].map { Unicode.Scalar($0) } } ?? []
    var index = hyphen.map { $0 + 1 } ?? 0
    var (code, position, bias) = (firstCode, 0, firstBias)
    while index < text.count {
      let old = position
      var (weight, step) = (1, base)
      while true {
        guard index < text.count, let digit = value(of: text[index]) else { return nil }
        index += 1
        // No label is so long that more could be right.
        guard position < 1 << 32, weight < 1 << 32 else { return nil }
        position += digit * weight
        let threshold = threshold(step, bias)
        if digit < threshold { break }
        weight *= base - threshold
        step += base
      }
      let count = label.count + 1
      bias = adapted(position - old, count, isFirst: old == 0)
      code += position / count
      position %= count
      guard let value = UInt32(exactly: code), let scalar = Unicode.Scalar(value), label.count < 64 else { return nil }
      label.insert(scalar, at: position)
      position += 1
    }
    return label
  }

  /// How a label is written.
  static func encode(_ label: [Unicode.Scalar]) -> [UInt8] {
    var text = label.filter(\.isASCII).map { UInt8($0.value) }
    let basic = text.count
    if basic > 0 { text.append(UInt8(ascii: "-")) }
    var (code, delta, bias, done) = (firstCode, 0, firstBias, basic)
    while let next = label.map({ Int($0.value) }).filter({ $0 >= code }).min() {
      delta += (next - code) * (done + 1)
      code = next
      for scalar in label {
        if scalar.value < code { delta += 1 }
        guard scalar.value == code else { continue }
        var (rest, step) = (delta, base)
        while case let threshold = threshold(step, bias), rest >= threshold {
          text.append(digit(threshold + (rest - threshold) % (base - threshold)))
          rest = (rest - threshold) / (base - threshold)
          step += base
        }
        text.append(digit(rest))
        bias = adapted(delta, done + 1, isFirst: done == basic)
        delta = 0
        done += 1
      }
      delta += 1
      code += 1
    }
    return text
  }

  private static func threshold(_ step: Int, _ bias: Int) -> Int { min(most, max(least, step - bias)) }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / damp : delta / 2
    delta += delta / count
    var step = 0
    while delta > (base - least) * most / 2 {
      delta /= base - least
      step += base
    }
    return step + (base - least + 1) * delta / (delta + skew)
  }

  private static func value(of byte: UInt8) -> Int? {
    if ASCII.isDigit(byte) { return Int(byte) - 0x30 + 26 }
    return ASCII.isLetter(byte) ? Int(byte | 0x20) - 0x61 : nil
  }

  private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26) }
}
