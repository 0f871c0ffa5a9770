internal import KojaModel

/// Remembers that schemas were judged and nothing was wrong with them, so that a start need not judge them again, and reads
/// of most of them nothing before somebody asks.
///
/// `schemas` in the store's own folder names the program and the hash of all schema files. Anything else in it, damage too,
/// is no verdict; schemas with findings never have one. It may be deleted at any time.
package struct SchemaVerdict {
  private static let path = "schemas"
  private let own: OwnFolder
  /// The program that judges: another build may judge otherwise.
  private let judge: String

  /// The verdict that a store keeps; nil where nobody can say which program this is.
  init?(in own: OwnFolder) {
    guard let judge = ThisProgram.identity else { return nil }
    self.own = own
    self.judge = judge
  }

  /// Whether this program found the schemas with a fingerprint clean.
  func isClean(_ fingerprint: String) -> Bool {
    let text = text(fingerprint)
    return (try? own.read(Self.path, limit: text.count)) == text
  }

  /// Remembers schemas without findings; where that is not possible, they are judged again next time.
  func keep(_ fingerprint: String) {
    try? own.write(text(fingerprint), to: Self.path)
  }

  private func text(_ fingerprint: String) -> [UInt8] { Array("clean \(judge) \(fingerprint)\n".utf8) }
}
