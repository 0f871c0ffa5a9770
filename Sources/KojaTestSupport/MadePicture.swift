/// Pictures made by hand: the smallest that have everything a cleaner looks at.
package enum MadePicture {
  /// A segment of a JPEG with its length.
  package static func segment(_ marker: UInt8, _ payload: [UInt8]) -> [UInt8] {
    let length = payload.count + 2
    return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + payload
  }

  /// How a JPEG begins.
  package static let start: [UInt8] = [0xFF, 0xD8]
  /// How it ends.
  package static let end: [UInt8] = [0xFF, 0xD9]
  /// The segment that says how pixels are scaled.
  package static let jfif = segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 72, 0, 72, 0, 0])
  /// Quantization tables.
  package static let tables = segment(0xDB, [0] + [UInt8](repeating: 1, count: 64))
  /// One grey pixel.
  package static let frame = segment(0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0])
  /// Coded pixels with a stuffed byte and a restart, which are no markers.
  package static let scan = segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]

  /// A picture with these segments behind JFIF.
  package static func jpeg(_ segments: [UInt8] = [], jfif: [UInt8] = jfif, after: [UInt8] = []) -> [UInt8] {
    start + jfif + segments + tables + frame + scan + end + after
  }

  /// A chunk of a PNG; its check sum is of no matter here.
  package static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let count = content.count
    return [UInt8(count >> 24 & 0xFF), UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)]
      + Array(name.utf8) + content + [1, 2, 3, 4]
  }

  /// How a PNG begins.
  package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Its header: one pixel.
  package static let header = chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])

  /// A picture with these chunks before its pixels.
  package static func png(_ chunks: [UInt8] = [], after: [UInt8] = []) -> [UInt8] {
    signature + header + chunks + chunk("IDAT", [9, 9, 9]) + chunk("IEND", []) + after
  }

  /// What a camera writes: which way is up, and degrees, minutes and seconds of a place with their sides.
  package struct Exif {
    /// Whether numbers begin with their largest byte.
    package var isBig = true
    /// How the pixels are turned.
    package var orientation: UInt16?
    /// Degrees, minutes, seconds, each as a fraction, and `N` or `S`.
    package var latitude: (side: String, parts: [(UInt32, UInt32)])?
    /// The same with `E` or `W`.
    package var longitude: (side: String, parts: [(UInt32, UInt32)])?

    /// What a camera writes; nothing is said unless it is given.
    package init(
      isBig: Bool = true, orientation: UInt16? = nil, latitude: (side: String, parts: [(UInt32, UInt32)])? = nil,
      longitude: (side: String, parts: [(UInt32, UInt32)])? = nil
    ) {
      (self.isBig, self.orientation) = (isBig, orientation)
      (self.latitude, self.longitude) = (latitude, longitude)
    }

    /// From the TIFF head on.
    package var bytes: [UInt8] {
      let entries = (orientation == nil ? 0 : 1) + 1
      let gps = 8 + 2 + 12 * entries + 4
      var first = short(UInt16(entries))
      if let orientation { first += short(0x0112) + short(3) + long(1) + short(orientation) + [0, 0] }
      first += short(0x8825) + short(4) + long(1) + long(UInt32(gps)) + long(0)
      let sides = [(1, latitude), (3, longitude)].compactMap { tag, value in value.map { (tag, $0) } }
      var directory = short(UInt16(2 * sides.count))
      var values: [UInt8] = []
      let data = gps + 2 + 24 * sides.count + 4
      for (tag, value) in sides {
        directory += short(UInt16(tag)) + short(2) + long(2) + Array(value.side.utf8.prefix(1)) + [0, 0, 0]
        directory += short(UInt16(tag + 1)) + short(5) + long(UInt32(value.parts.count))
        directory += long(UInt32(data + values.count))
        for part in value.parts { values += long(part.0) + long(part.1) }
      }
      let head = Array((isBig ? "MM" : "II").utf8) + short(42) + long(8)
      return head + first + directory + long(0) + values
    }

    /// As a segment of a JPEG.
    package var segment: [UInt8] { MadePicture.segment(0xE1, Array("Exif\0\0".utf8) + bytes) }

    private func short(_ value: UInt16) -> [UInt8] {
      let bytes = [UInt8(value >> 8), UInt8(value & 0xFF)]
      return isBig ? bytes : bytes.reversed()
    }

    private func long(_ value: UInt32) -> [UInt8] {
      let bytes = (0..<4).map { UInt8(value >> (24 - 8 * $0) & 0xFF) }
      return isBig ? bytes : bytes.reversed()
    }
  }

  /// A place in the city.
  package static let city = Exif(
    latitude: ("S", [(1, 1), (36, 1), (2437, 100)]), longitude: ("E", [(103, 1), (34, 1), (5394, 100)]))
}
