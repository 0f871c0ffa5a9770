internal import KojaCivic
internal import KojaModel

/// A claim is filed under what it says: register, year and serial give its id. Finding: `number/id`, at the key that
/// says otherwise.
struct ClaimCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    guard record.collection.name == EngineCollections.numbers else { return [] }
    let document = record.document
    guard let parts = Self.parts(of: record.id) else { return [] }
    let said = [
      ("register", parts.register, document.scalar("register")),
      ("year", String(parts.year), document.scalar("year")),
      ("serial", String(parts.serial), document.scalar("serial")),
    ]
    return said.compactMap { key, expected, value in
      guard let value, !value.sameBytes(as: expected), let node = document.value(key) else { return nil }
      return Finding(
        "number/id", at: document.place(node, in: record.path),
        Phrase(
          id: "`\(key)` tidak sesuai dengan nama berkas ini", en: "`\(key)` does not agree with the name of this file"),
        hint: Phrase(id: "menurut namanya: \(expected)", en: "by its name: \(expected)"))
    }
  }

  /// `surat-keluar-2026-000015`, or with the suffix of an inserted number.
  static func parts(of id: String) -> (register: String, year: Int, serial: Int)? {
    var pieces = id.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    if let last = pieces.last, last.count == 1, last.first?.isLetter ?? false { pieces.removeLast() }
    guard pieces.count >= 3, let serial = pieces.popLast().flatMap({ Int($0) }),
      let year = pieces.popLast().flatMap({ Int($0) })
    else { return nil }
    return (pieces.joined(separator: "-"), year, serial)
  }
}
