package import KojaModel

extension Phrase {
  /// How large a file is, as people read it: `7,3 MiB`.
  ///
  /// - Parameter bytes: From 0.
  package static func fileSize(_ bytes: Int) -> Phrase {
    guard bytes >= 1024 else { return Phrase("\(bytes) B") }
    let (unit, name) = bytes >= 1 << 20 ? (1 << 20, "MiB") : (1 << 10, "KiB")
    let tenths = (bytes * 10 + unit / 2) / unit
    let (whole, rest) = (tenths / 10, tenths % 10)
    return rest == 0
      ? Phrase("\(whole) \(name)") : Phrase(id: "\(whole),\(rest) \(name)", en: "\(whole).\(rest) \(name)")
  }
}
