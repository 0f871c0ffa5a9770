internal import KojaModel

/// `uri-template`: an address with places for values, `https://jambikota.go.id/berkas/{nomor}`.
///
/// Spec: RFC 6570, 2; JSON Schema Validation 2020-12, 7.3.6.
struct URITemplateFormat: Format {
  static let name = "uri-template"
  static let words = Phrase(id: "pola alamat (URI Template)", en: "a form of addresses (URI Template)")
  static let example = "https://jambikota.go.id/berkas/{nomor}"

  static func accepts(_ text: Bytes) -> Bool {
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "{"):
        let end = text.index(of: UInt8(ascii: "}"), from: index)
        guard end < text.count, isExpression(text.part(index + 1, end)) else { return false }
        index = end + 1
      case UInt8(ascii: "%"):
        guard ASCII.isEscape(text, index) else { return false }
        index += 3
      case 0...0x20, 0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7C, 0x7D, 0x7F: return false
      case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0: return false  // C1 controls
      default: index += 1
      }
    }
    return true
  }

  private static func isExpression(_ text: Bytes) -> Bool {
    var start = 0
    if let first = text.first, "+#./;?&=,!@|".utf8.contains(first) {
      // The last five are reserved for operators to come.
      guard "+#./;?&".utf8.contains(first) else { return false }
      start = 1
    }
    while true {
      let end = text.index(of: UInt8(ascii: ","), from: start)
      guard isVariable(text.part(start, end)) else { return false }
      guard end < text.count else { return true }
      start = end + 1
    }
  }

  /// A name, perhaps with `*` or `:` and a length up to 9999.
  private static func isVariable(_ text: Bytes) -> Bool {
    var end = text.count
    let colon = text.index(of: UInt8(ascii: ":"))
    if end > 0, text[end - 1] == UInt8(ascii: "*") {
      end -= 1
    } else if colon < end {
      let digits = text.part(colon + 1, end)
      guard (1...4).contains(digits.count), digits[0] != 0x30, digits.allSatisfy({ ASCII.isDigit($0) }) else {
        return false
      }
      end = colon
    }
    var index = 0
    var isPart = false
    while index < end {
      if text[index] == UInt8(ascii: "%") {
        guard ASCII.isEscape(text, index) else { return false }
        index += 3
        isPart = true
      } else {
        let isDot = text[index] == UInt8(ascii: ".")
        guard isDot ? isPart : ASCII.isAlphanumeric(text[index]) || text[index] == 0x5F else { return false }
        isPart = !isDot
        index += 1
      }
    }
    return isPart && index == end
  }
}
