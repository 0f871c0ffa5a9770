/// Takes a PNG apart, chunk by chunk (PNG third edition, section 5), and keeps what its pixels need.
///
/// Texts, times, Exif and chunks that the standard does not know go, and whatever follows the end of the picture.
struct PNGCleaner {
  /// The bytes that every PNG begins with.
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The bytes to keep so far.
  private(set) var kept = signature
  /// What the camera said.
  private(set) var facts = ExifFacts()

  private let bytes: [UInt8]
  private var position = signature.count
  private var hasPixels = false

  /// A cleaner of bytes that begin as a PNG does.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    kept.reserveCapacity(bytes.count)
  }

  /// Chunks without which nothing can be shown.
  private static let critical: Set<String> = ["IHDR", "PLTE", "IDAT", "IEND"]

  /// Chunks that say how pixels are meant, and frames of moving pictures.
  private static let meaning: Set<String> = [
    "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "acTL", "fcTL",
    "fdAT",
  ]

  /// Goes through to the end of the picture.
  mutating func run() throws(PictureFault) {
    while true {
      let isFirst = position == Self.signature.count
      let (name, whole, content) = try chunk()
      guard isFirst == (name == "IHDR"), !isFirst || content.count == 13 else { throw .broken }
      if name == "IDAT" { hasPixels = true }
      if name == "eXIf" { facts = ExifFacts(exif: content) }
      if Self.critical.contains(name) || Self.meaning.contains(name) {
        kept += whole
      } else if name.utf8.first.map({ $0 & 0x20 == 0 }) ?? true {
        // Nobody may show a picture with a chunk that is needed and unknown.
        throw .broken
      }
      guard name == "IEND" else { continue }
      guard hasPixels else { throw .broken }
      return
    }
  }

  /// The next chunk: its name, all of its bytes, and what it holds.
  private mutating func chunk() throws(PictureFault) -> (
    name: String, whole: ArraySlice<UInt8>, content: ArraySlice<UInt8>
  ) {
    guard position + 12 <= bytes.count else { throw .cutOff }
    let length = bytes[position..<(position + 4)].reduce(0) { $0 << 8 | Int($1) }
    let name = bytes[(position + 4)..<(position + 8)]
    guard name.allSatisfy({ (0x41...0x5A).contains($0 & ~0x20) }) else { throw .broken }
    guard length <= bytes.count - position - 12 else { throw .cutOff }
    let whole = bytes[position..<(position + 12 + length)]
    position += whole.count
    return (String(decoding: name, as: UTF8.self), whole, whole.dropFirst(8).dropLast(4))
  }
}
