internal import KojaModel

/// `hostname`: labels of ASCII letters, digits and hyphens between dots, `jambikota.go.id`.
///
/// Spec: RFC 1123, 2.1; RFC 5891, 4.4 for labels with `xn--`; JSON Schema Validation 2020-12, 7.3.3.
struct HostnameFormat: Format {
  static let name = "hostname"
  static let words = Phrase(id: "nama komputer (host)", en: "the name of a computer (host)")
  static let example = "jambikota.go.id"

  static func accepts(_ text: Bytes) -> Bool {
    guard text.count <= 253 else { return false }
    var start = 0
    while true {
      let end = text.index(of: UInt8(ascii: "."), from: start)
      let label = text.part(start, end)
      guard isLabel(label), !isEncoded(label) || IDNLabel(punycode: label.part(4, label.count)) != nil else {
        return false
      }
      guard end < text.count else { return true }
      start = end + 1
    }
  }

  /// Whether a label has up to 63 letters, digits and hyphens, no hyphen at an end.
  static func isLabel(_ label: Bytes) -> Bool {
    (1...63).contains(label.count) && label.allSatisfy { ASCII.isAlphanumeric($0) || $0 == 0x2D }
      && label[0] != 0x2D && label[label.count - 1] != 0x2D
  }

  /// Whether a label begins with `xn--`.
  static func isEncoded(_ label: Bytes) -> Bool {
    label.count >= 4 && label[0] | 0x20 == 0x78 && label[1] | 0x20 == 0x6E && label[2] == 0x2D && label[3] == 0x2D
  }
}

/// `idn-hostname`: a host name in letters of any script.
///
/// Spec: RFC 5890, 2.3.2.3; JSON Schema Validation 2020-12, 7.3.3.
struct IDNHostnameFormat: Format {
  static let name = "idn-hostname"
  static let words = Phrase(
    id: "nama komputer (host, huruf apa pun)", en: "the name of a computer (host, letters of any script)")
  static let example = "jambikota.go.id"

  static func accepts(_ text: Bytes) -> Bool {
    var labels: [IDNLabel] = []
    var length = -1
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    // Full stops of other scripts separate, too (RFC 3490, 3.1).
    for part in scalars.split(omittingEmptySubsequences: false, whereSeparator: { ".。．｡".unicodeScalars.contains($0) })
    {
      guard let (label, size) = label(Array(part)) else { return false }
      labels.append(label)
      length += size + 1
    }
    return length <= 253 && IDNLabel.areRight(labels)
  }

  /// A label, and its length as it is written in ASCII.
  private static func label(_ scalars: [Unicode.Scalar]) -> (IDNLabel, Int)? {
    guard scalars.allSatisfy(\.isASCII) else {
      return IDNLabel(scalars).map { ($0, Punycode.encode(scalars).count + 4) }
    }
    return scalars.map { UInt8($0.value) }.withUnsafeBufferPointer { label in
      guard HostnameFormat.isLabel(label) else { return nil }
      if HostnameFormat.isEncoded(label) {
        return IDNLabel(punycode: label.part(4, label.count)).map { ($0, label.count) }
      }
      // Hyphens in the third and fourth place are kept for encodings.
      return label.count >= 4 && label[2] == 0x2D && label[3] == 0x2D ? nil : (IDNLabel(ascii: label), label.count)
    }
  }
}
