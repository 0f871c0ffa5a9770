internal import KojaModel

/// Decimal numbers that YAML 1.2 reads as such, and tools of YAML 1.1 as text.
package enum PlainNumber {
  /// Whether others take a number for text: `1e3`, `1.5e3` (they want a point, and a sign behind the `e`), `-.5` (they
  /// want a digit between sign and point).
  static func isTextElsewhere(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    if text.count > 1, first == UInt8(ascii: "-") || first == UInt8(ascii: "+"), text[1] == UInt8(ascii: ".") {
      return true
    }
    guard let exponent = text.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }), exponent + 1 < text.count else {
      return false
    }
    return text[exponent + 1].isDigit || !text[..<exponent].contains(UInt8(ascii: "."))
  }

  /// A number as every tool reads it: as it is spelt where that will do, else with a digit before the point and a sign
  /// behind the `e`.
  package static func everywhere(_ number: String) -> String {
    var number = number
    guard number.withUTF8({ CoreSchema.kind($0) == .float && isTextElsewhere($0) }) else { return number }
    let sign = number.prefix { $0 == "-" || $0 == "+" }
    var digits = number.dropFirst(sign.count)
    var exponent = ""
    if let index = digits.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      exponent = String(digits[digits.index(after: index)...])
      exponent = "e" + (exponent.first?.isNumber ?? false ? "+" : "") + exponent
      digits = digits[..<index]
    }
    let mantissa = (digits.first == "." ? "0" : "") + digits + (digits.contains(".") ? "" : ".0")
    return (sign == "-" ? "-" : "") + mantissa + exponent
  }
}
