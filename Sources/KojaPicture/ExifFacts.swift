/// The three things that are read of what a camera wrote, and nothing else: which way is up, and where it stood.
package struct ExifFacts: Sendable, Equatable {
  /// How the pixels are turned, 1 to 8; 1 where it does not say.
  package var orientation = 1
  /// Where the camera stood; nil where it does not say, or not well enough.
  package var place: PicturePlace?

  /// Nothing is known.
  init() {}

  /// What an Exif structure says, from its TIFF head on. What cannot be read says nothing.
  init(exif bytes: some Sequence<UInt8>) {
    guard let tiff = TIFFReader(bytes), let first = tiff.first else { return }
    if let value = tiff.entry(Tag.orientation, in: first).flatMap({ tiff.number($0) }), (1...8).contains(value) {
      orientation = value
    }
    if let directory = tiff.entry(Tag.gps, in: first).flatMap({ tiff.number($0) }) {
      place = Self.place(tiff, directory)
    }
  }

  /// Tags of Exif 2.32: 4.6.4 (orientation), 4.6.3 (pointer to the place), 4.6.6 (place).
  private enum Tag {
    static let orientation = 0x0112, gps = 0x8825
    static let latitudeSide = 1, latitude = 2, longitudeSide = 3, longitude = 4
  }

  private static func place(_ tiff: TIFFReader, _ directory: Int) -> PicturePlace? {
    func degrees(_ tag: Int, _ sideTag: Int, positive: UInt8, negative: UInt8) -> Double? {
      guard let entry = tiff.entry(tag, in: directory), let parts = tiff.fractions(entry, 3),
        let side = tiff.entry(sideTag, in: directory).flatMap({ tiff.letter($0) }), side == positive || side == negative
      else { return nil }
      let value = parts[0] + parts[1] / 60 + parts[2] / 3600
      return side == negative ? -value : value
    }
    guard
      let latitude = degrees(
        Tag.latitude, Tag.latitudeSide, positive: UInt8(ascii: "N"), negative: UInt8(ascii: "S")),
      let longitude = degrees(
        Tag.longitude, Tag.longitudeSide, positive: UInt8(ascii: "E"), negative: UInt8(ascii: "W"))
    else { return nil }
    return PicturePlace(latitude: latitude, longitude: longitude)
  }

  /// The whole segment of a JPEG that says which way is up and nothing else; nothing where the pixels are upright.
  var orientationSegment: [UInt8] {
    guard orientation != 1 else { return [] }
    let directory: [UInt8] = [
      0, 1,  // one entry
      0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0,
      0, 0, 0, 0,  // no further directory
    ]
    return [0xFF, 0xE1, 0, 34] + Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8] + directory
  }
}
