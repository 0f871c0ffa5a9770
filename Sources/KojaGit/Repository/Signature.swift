/// Who did something and when, as a commit says it.
package struct Signature: Sendable, Hashable {
  /// The name, without the characters that git does not allow.
  package var name: String
  /// The address.
  package var email: String
  /// Seconds since 1970-01-01T00:00:00Z.
  package var seconds: Int
  /// Minutes east of UTC.
  package var offset: Int

  /// A signature. Name and address are cleaned as git cleans them: no `<`, `>`, line ends; no blanks or dots at the ends.
  package init(name: String, email: String, seconds: Int, offset: Int) {
    self.name = Self.clean(name)
    self.email = Self.clean(email)
    self.seconds = seconds
    self.offset = offset
  }

  /// A signature as it stands in a commit, whoever wrote it.
  init(stored name: String, _ email: String, seconds: Int, offset: Int) {
    self.name = name
    self.email = email
    self.seconds = seconds
    self.offset = offset
  }

  /// `Name <email> 1773450720 +0700`, as it stands in a commit.
  package var line: String {
    let hours = String(abs(offset) / 60)
    let minutes = String(abs(offset) % 60)
    let zone = (hours.count < 2 ? "0" : "") + hours + (minutes.count < 2 ? "0" : "") + minutes
    return "\(name) <\(email)> \(seconds) \(offset < 0 ? "-" : "+")\(zone)"
  }

  private static func clean(_ text: String) -> String {
    let crud = Set(".,:;<>\"\\'".utf8)
    func isCrud(_ byte: UInt8) -> Bool { byte <= 0x20 || crud.contains(byte) }
    var bytes = Array(text.utf8)[...]
    while let first = bytes.first, isCrud(first) { bytes.removeFirst() }
    while let last = bytes.last, isCrud(last) { bytes.removeLast() }
    return String(decoding: bytes.filter { ![0x00, 0x0A, 0x3C, 0x3E].contains($0) }, as: UTF8.self)
  }
}
