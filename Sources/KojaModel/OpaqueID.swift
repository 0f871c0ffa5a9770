/// The id of a record that must not tell anything about it, not even when it was made: a prefix and eight random
/// characters of ``CaseID/alphabet``, `ORG-3F7K9Q2M`.
package enum OpaqueID {
  /// How many random characters there are.
  private static let length = 8

  /// Mints an id from forty random bits; higher ones do not count.
  package static func mint(prefix: String, bits: UInt64) -> String {
    let body = (0..<length).map { CaseID.alphabet[Int(truncatingIfNeeded: bits >> (5 * UInt64(length - 1 - $0))) & 31] }
    return prefix + "-" + String(decoding: body, as: UTF8.self)
  }

  /// The random characters of an id with a prefix, read from its bytes; nil when its form is wrong.
  package static func body(_ id: UnsafeBufferPointer<UInt8>, prefix: String) -> UnsafeBufferPointer<UInt8>? {
    let head = prefix.utf8.count
    guard id.count == head + 1 + length, id.starts(with: prefix.utf8), id[head] == 0x2D else { return nil }
    let body = UnsafeBufferPointer(rebasing: id[(head + 1)...])
    return body.allSatisfy(CaseID.alphabet.contains) ? body : nil
  }
}
