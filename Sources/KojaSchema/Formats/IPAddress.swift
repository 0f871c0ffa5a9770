/// Numeric addresses of hosts, as `email` and `uri` may have them.
enum IPAddress {
  /// `192.0.2.1`, no leading zeros (RFC 3986, IPv4address).
  static func isVersion4(_ text: some Collection<UInt8>) -> Bool {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 4
      && parts.allSatisfy { part in
        (1...3).contains(part.count) && part.allSatisfy { (0x30...0x39).contains($0) }
          && (part.count == 1 || part.first != 0x30)
          && part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
      }
  }

  /// `2001:db8::1`, the last two groups perhaps as an address of version 4 (RFC 3986, IPv6address).
  static func isVersion6(_ text: some Collection<UInt8>) -> Bool {
    var groups = Array(text).split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard groups.count >= 3 else { return false }
    // A gap at either end leaves two empty groups there.
    if groups[0].isEmpty, groups[1].isEmpty { groups.removeFirst() }
    if groups.count > 1, groups[groups.count - 1].isEmpty, groups[groups.count - 2].isEmpty { groups.removeLast() }
    var count = groups.count
    if let last = groups.last, last.contains(UInt8(ascii: ".")) {
      guard isVersion4(last) else { return false }
      groups.removeLast()
      count += 1
    }
    let gaps = groups.count(where: \.isEmpty)
    return groups.allSatisfy { $0.count <= 4 && $0.allSatisfy { EmailFormat.isHexadecimal($0) } }
      && (gaps == 0 ? count == 8 : gaps == 1 && count <= 8)
  }
}
