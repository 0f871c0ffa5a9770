/// Finds what tells who somebody is in a free text: NIKs (and the numbers of family cards, which look alike), mobile
/// phones, e-mail addresses; with the spaces, dots and dashes that people write them with.
///
/// It would rather be right than find everything: a number that is part of a longer code, joined to letters or grouped
/// like an amount of money, is none. Names cannot be found by a pattern.
package struct PrivateText: Sendable {
  /// What was found, named as in codes and settings.
  package enum Kind: String, CaseIterable, Sendable {
    case nik, phone, email
  }

  /// One find, in bytes of the text.
  package struct Match: Equatable {
    package let kind: Kind
    package let range: Range<Int>
  }

  /// Domains whose addresses are those of offices: `go.id` covers `kominfo.jambikota.go.id`.
  let publicDomains: [String]

  /// A search that knows the addresses of offices.
  package init(publicDomains: [String]) { self.publicDomains = publicDomains }

  /// Everything in a text, in order.
  package func matches(in text: UnsafeBufferPointer<UInt8>) -> [Match] {
    let numbers = DigitGroups.runs(in: text).flatMap { PrivateNumbers(text: text, groups: $0).matches }
    let addresses = EMailAddresses(text: text, publicDomains: publicDomains).matches
    return (numbers + addresses).sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Whether a text may hold any, by one look at its bytes. No is sure; escapes are always doubtful.
  package static func mayHold(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    // Digits since the last byte that separates none; whether a phone number (08, 62) begins among them; the first
    // digit of a number that may begin there. Close behind a digit only white space lets another begin.
    var (digits, isPhone, first, isFree, gap) = (0, false, UInt8(0), true, 0)
    let (fewest, most, widest) = (PrivateNumbers.fewestDigits, PrivateNumbers.mostDigits, DigitGroups.widest)
    return classes.withUnsafeBufferPointer { classes in
      var position = 0
      while position < text.count {
        let byte = text[position]
        position &+= 1
        switch classes[Int(byte)] {
        case .other:
          (digits, isPhone, first, isFree) = (0, false, 0, true)
          while position < text.count, classes[Int(text[position])] == .other { position &+= 1 }
        case .digit:
          digits &+= 1
          if (first == 0x30 && byte == 0x38) || (first == 0x36 && byte == 0x32) { isPhone = true }
          (first, isFree, gap) = (isFree || gap > widest ? byte : 0, false, 0)
          if digits >= (isPhone ? fewest : most) { return true }
        case .space: isFree = true
        case .separator: gap &+= 1
        case .opening:
          // `(at)`
          if position < text.count, text[position] | 0x20 == UInt8(ascii: "a") { return true }
          gap &+= 1
          isFree = isFree || byte != UInt8(ascii: "(")
        case .sign: return true
        }
      }
      return false
    }
  }

  private enum ByteClass: UInt8 {
    case other, digit, separator, space, opening, sign
  }

  private static let classes: [ByteClass] = (0...255).map { byte in
    switch UInt8(byte) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
    case UInt8(ascii: "@"), UInt8(ascii: "\\"): .sign
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): .opening
    case 0x20, 0x0A, 0x0D: .space
    case let byte where DigitGroups.separators.contains(byte) || DigitGroups.dashes.contains(byte): .separator
    default: .other
    }
  }
}
