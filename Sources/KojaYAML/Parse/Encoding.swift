internal import KojaModel

/// What a text that is not UTF-8 seems to be instead.
enum Encoding: Equatable {
  case utf16, utf32
  /// One byte a character: Latin-1, or Windows' variant of it.
  case latin
  /// UTF-8 that breaks off in the middle of a character.
  case truncated
  case unknown

  /// UTF-16 and UTF-32 show at their first bytes: by their mark, or by the zeros that they put around ASCII.
  static func wide(_ bytes: [UInt8]) -> Encoding? {
    let head = Array(bytes.prefix(4))
    if head == [0xFF, 0xFE, 0, 0] || head == [0, 0, 0xFE, 0xFF] { return .utf32 }
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return .utf16 }
    guard head.count >= 2 else { return nil }
    switch head.map({ $0 == 0 }) {
    case [true, true, true, false], [false, true, true, true]: return .utf32
    case [true, false, true, false], [false, true, false, true], [true, false], [false, true]: return .utf16
    default: return nil
    }
  }

  /// What the byte at an offset, which begins no character of UTF-8, hints at.
  static func narrow(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Encoding {
    let rest = bytes[(offset + 1)...].prefix(3)
    let followers = rest.prefix { $0 & 0xC0 == 0x80 }.count
    let wanted =
      switch bytes[offset] {
      case 0xC2...0xDF: 1
      case 0xE0...0xEF: 2
      case 0xF0...0xF4: 3
      default: 0
      }
    if wanted > followers, offset + 1 + followers == bytes.count { return .truncated }
    return followers == 0 && bytes[offset] >= 0x80 ? .latin : .unknown
  }

  /// What is wrong, at a byte.
  func message(at byte: UInt8) -> Phrase {
    switch self {
    case .utf16: Phrase(id: "berkas ini ditulis dalam UTF-16, bukan UTF-8", en: "this file is UTF-16, not UTF-8")
    case .utf32: Phrase(id: "berkas ini ditulis dalam UTF-32, bukan UTF-8", en: "this file is UTF-32, not UTF-8")
    case .latin where byte >= 0xA0:
      Phrase(
        id: "bukan UTF-8: huruf ini ditulis dalam Latin-1 (ANSI, Windows-1252), agaknya `\(Unicode.Scalar(byte))`",
        en: "not UTF-8: this letter is Latin-1 (ANSI, Windows-1252), probably `\(Unicode.Scalar(byte))`")
    case .latin:
      Phrase(
        id: "bukan UTF-8: karakter ini agaknya ditulis dalam Windows-1252 (ANSI)",
        en: "not UTF-8: this character is probably Windows-1252 (ANSI)")
    case .truncated:
      Phrase(
        id: "berkas terpotong di tengah sebuah karakter", en: "the file breaks off in the middle of a character")
    case .unknown:
      Phrase(id: "mulai dari sini isi berkas bukan UTF-8", en: "from here on the file is not UTF-8")
    }
  }

  /// The way out.
  var hint: Phrase {
    self == .truncated
      ? Phrase(
        id: "pakai salinan lain yang utuh, atau hapus sisa karakter ini",
        en: "use another copy that is whole, or delete the rest of the character")
      : Phrase(
        id: "simpan ulang dari penyunting teks dengan pengodean UTF-8",
        en: "save it again from the text editor with the encoding UTF-8")
  }
}
