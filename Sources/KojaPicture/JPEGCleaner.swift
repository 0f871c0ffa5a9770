/// Takes a JPEG apart, segment by segment (ITU-T T.81, annex B), and keeps what its pixels need.
///
/// Of the application segments those stay that say how colours are meant: JFIF without its thumbnail, ICC profiles,
/// Adobe's transform. Exif, XMP, IPTC, comments, the vendors' own segments, and whatever follows the end of the picture
/// (further pictures with their own Exif, films of phones) go.
struct JPEGCleaner {
  /// The bytes to keep so far.
  private(set) var kept: [UInt8] = [0xFF, 0xD8]
  /// What the camera said.
  private(set) var facts = ExifFacts()

  private let bytes: [UInt8]
  private var position = 2
  private var hasExif = false
  private var hasFrame = false
  private var hasScan = false
  /// Where Exif goes: behind JFIF, else at the beginning.
  private var exifPlace = 2

  /// A cleaner of bytes that begin as a JPEG does.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    kept.reserveCapacity(bytes.count)
  }

  /// Goes through to the end of the picture.
  mutating func run() throws(PictureFault) {
    while true {
      let marker = try nextMarker()
      switch marker {
      case 0xD9:
        guard hasFrame, hasScan else { throw .broken }
        kept += [0xFF, 0xD9]
        kept.insert(contentsOf: facts.orientationSegment, at: exifPlace)
        return
      case 0x01, 0xD0...0xD7: kept += [0xFF, marker]
      case 0x00, 0xD8: throw .broken
      default: try segment(marker)
      }
    }
  }

  /// The next marker; bytes 0xFF in front of one only fill.
  private mutating func nextMarker() throws(PictureFault) -> UInt8 {
    guard position < bytes.count else { throw .cutOff }
    guard bytes[position] == 0xFF else { throw .broken }
    while position < bytes.count, bytes[position] == 0xFF { position += 1 }
    guard position < bytes.count else { throw .cutOff }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func segment(_ marker: UInt8) throws(PictureFault) {
    guard position + 2 <= bytes.count else { throw .cutOff }
    let length = Int(bytes[position]) << 8 | Int(bytes[position + 1])
    guard length >= 2 else { throw .broken }
    guard position + length <= bytes.count else { throw .cutOff }
    let payload = bytes[(position + 2)..<(position + length)]
    position += length
    switch marker {
    case 0xE0: keepJFIF(payload)
    case 0xE1: readExif(payload)
    case 0xE2: if payload.starts(with: "ICC_PROFILE\0".utf8) { keep(marker, payload) }
    case 0xEE: if payload.starts(with: "Adobe".utf8), payload.count >= 12 { keep(marker, payload.prefix(12)) }
    case 0xC4, 0xC8, 0xCC, 0xDB...0xDF: keep(marker, payload)
    case 0xC0...0xCF:
      hasFrame = true
      keep(marker, payload)
    case 0xDA:
      hasScan = true
      keep(marker, payload)
      try keepScan()
    default: break
    }
  }

  private mutating func keep(_ marker: UInt8, _ payload: ArraySlice<UInt8>) {
    let length = payload.count + 2
    kept += [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)]
    kept += payload
  }

  private mutating func keepJFIF(_ payload: ArraySlice<UInt8>) {
    guard payload.starts(with: "JFIF\0".utf8), payload.count >= 14 else { return }
    let isFirst = kept.count == 2
    keep(0xE0, payload.prefix(12) + [0, 0])
    if isFirst { exifPlace = kept.count }
  }

  private mutating func readExif(_ payload: ArraySlice<UInt8>) {
    guard !hasExif, payload.starts(with: "Exif\0\0".utf8) else { return }
    hasExif = true
    facts = ExifFacts(exif: payload.dropFirst(6))
  }

  /// The coded pixels, up to the marker that ends them.
  private mutating func keepScan() throws(PictureFault) {
    let start = position
    let end = bytes.withUnsafeBufferPointer { bytes -> Int? in
      var index = start
      while index + 1 < bytes.count {
        if bytes[index] == 0xFF {
          switch bytes[index + 1] {
          case 0x00, 0xD0...0xD7, 0xFF: break
          default: return index
          }
        }
        index += 1
      }
      return nil
    }
    guard let end else { throw .cutOff }
    kept += bytes[start..<end]
    position = end
  }
}
