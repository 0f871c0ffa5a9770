/// What a file is by its first bytes, whatever its name says.
package enum FileForm: Sendable, Equatable {
  /// Pictures whose metadata ``CleanPicture`` takes out.
  case jpeg, png
  /// A document.
  case pdf
  /// A picture that may tell where it was taken, and that nobody here can take that out of; what it is called.
  case otherPicture(String)
  /// Anything else.
  case other

  /// What some bytes are; of a long file the first kibibyte says it.
  package init(_ bytes: [UInt8]) {
    func has(_ text: String, at offset: Int = 0) -> Bool {
      bytes.count >= offset + text.utf8.count && bytes[offset...].starts(with: text.utf8)
    }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpeg
    } else if bytes.starts(with: PNGCleaner.signature) {
      self = .png
    } else if has("RIFF"), has("WEBP", at: 8) {
      self = .otherPicture("WebP")
    } else if let name = Self.heif(bytes) {
      self = .otherPicture(name)
    } else if [[0x49, 0x49, 0x2A, 0], [0x4D, 0x4D, 0, 0x2A], [0x49, 0x49, 0x2B, 0], [0x4D, 0x4D, 0, 0x2B]].contains(
      where: { bytes.starts(with: $0) })
    {
      self = .otherPicture("TIFF")
    } else if bytes.starts(with: [0xFF, 0x0A]) || has("JXL ", at: 4) {
      self = .otherPicture("JPEG XL")
    } else if has("jP  ", at: 4) {
      self = .otherPicture("JPEG 2000")
    } else if Self.isPDF(bytes) {
      self = .pdf
    } else {
      self = .other
    }
  }

  /// The ending that such files have; nil where the bytes do not say it.
  package var fileExtension: String? {
    switch self {
    case .jpeg: "jpg"
    case .png: "png"
    case .pdf: "pdf"
    case .otherPicture, .other: nil
    }
  }

  /// Whether it is a picture.
  package var isPicture: Bool {
    switch self {
    case .jpeg, .png, .otherPicture: true
    case .pdf, .other: false
    }
  }

  /// The endings of names that promise a picture.
  package static let pictureExtensions = [
    "avif", "dng", "heic", "heif", "jfif", "jp2", "jpe", "jpeg", "jpg", "jxl", "png", "tif", "tiff", "webp",
  ]

  /// The brands of still pictures in ISO base media files (ISO/IEC 23008-12, annex B); films have others.
  private static func heif(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 12, bytes[4..<8].elementsEqual("ftyp".utf8) else { return nil }
    return switch String(decoding: bytes[8..<12], as: UTF8.self) {
    case "avif", "avis": "AVIF"
    case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1", "miaf": "HEIC"
    default: nil
    }
  }

  /// Readers look for the mark in the first 1024 bytes (ISO 32000-1, annex H.3.4.1).
  private static func isPDF(_ bytes: [UInt8]) -> Bool {
    let head = bytes.prefix(1024)
    return head.indices.contains { head[$0] == UInt8(ascii: "%") && head[$0...].starts(with: "%PDF-".utf8) }
  }
}
