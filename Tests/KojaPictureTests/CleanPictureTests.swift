import KojaTestSupport
import Testing

@testable import KojaPicture

@Suite struct CleanPictureTests {
  private func clean(_ bytes: [UInt8]) throws -> [UInt8] { try CleanPicture(bytes).bytes }

  // MARK: JPEG

  @Test func whatACameraWroteGoesAndThePixelsStay() throws {
    let private_ =
      MadePicture.city.segment + MadePicture.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0<x/>".utf8))
      + MadePicture.segment(0xE2, Array("MPF\0".utf8) + [1, 2]) + MadePicture.segment(0xE4, Array("vendor".utf8))
      + MadePicture.segment(0xED, Array("Photoshop 3.0\0".utf8))
      + MadePicture.segment(0xFE, Array("Budi, HP 0812".utf8))
    #expect(try clean(MadePicture.jpeg(private_)) == MadePicture.jpeg())
  }

  @Test func coloursKeepTheirMeaning() throws {
    let colours =
      MadePicture.segment(0xE2, Array("ICC_PROFILE\0".utf8) + [1, 1, 7])
      + MadePicture.segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1])
    #expect(try clean(MadePicture.jpeg(colours)) == MadePicture.jpeg(colours))
  }

  @Test func aThumbnailGoes() throws {
    let small = MadePicture.segment(0xE0, Array("JFIF\0".utf8) + [1, 2, 0, 0, 72, 0, 72, 1, 1, 200, 100, 50])
    #expect(
      try clean(MadePicture.jpeg(MadePicture.segment(0xE0, Array("JFXX\0".utf8) + [0x13, 1]), jfif: small))
        == MadePicture.jpeg())
  }

  @Test func whatFollowsThePictureGoes() throws {
    #expect(try clean(MadePicture.jpeg(after: MadePicture.jpeg(MadePicture.city.segment))) == MadePicture.jpeg())
    #expect(try clean(MadePicture.jpeg(after: Array("a film of the phone".utf8))) == MadePicture.jpeg())
  }

  @Test func theWayUpStaysAndNothingElse() throws {
    var exif = MadePicture.city
    exif.orientation = 6
    let bytes = try clean(MadePicture.jpeg(exif.segment))
    let facts = try CleanPicture(bytes).facts
    #expect(facts.orientation == 6 && facts.place == nil)
    #expect(bytes.count == MadePicture.jpeg().count + 36)
    exif.orientation = 1
    #expect(try clean(MadePicture.jpeg(exif.segment)) == MadePicture.jpeg(), "what is upright needs no word")
    #expect(try CleanPicture(MadePicture.jpeg(exif.segment, jfif: [])).bytes == MadePicture.jpeg(jfif: []))
  }

  @Test func cleaningTwiceIsCleaningOnce() throws {
    var exif = MadePicture.city
    for orientation in UInt16(1)...8 {
      exif.orientation = orientation
      for jfif in [MadePicture.jfif, []] {
        let once = try clean(MadePicture.jpeg(exif.segment, jfif: jfif))
        #expect(try clean(once) == once)
      }
    }
    let png = try clean(MadePicture.png(MadePicture.chunk("tEXt", [1])))
    #expect(try clean(png) == png)
  }

  @Test func whatIsCutOffIsRefusedWhereverItIsCut() throws {
    for whole in [
      MadePicture.jpeg(MadePicture.city.segment), MadePicture.png(MadePicture.chunk("eXIf", MadePicture.city.bytes)),
    ] {
      for count in 8..<whole.count {
        #expect(throws: PictureFault.self, "\(count)") { try CleanPicture(Array(whole.prefix(count))) }
      }
    }
  }

  @Test func whatIsBrokenIsRefused() {
    let broken: [[UInt8]] = [
      // No pixels.
      MadePicture.start + MadePicture.segment(0xFE, []) + MadePicture.end,
      // A length below its own.
      MadePicture.start + [0xFF, 0xE1, 0, 1] + MadePicture.end,
      // Fill alone.
      MadePicture.start + [0xFF, 0xFF, 0xFF, 0xFF],
      // No marker where one belongs.
      MadePicture.start + MadePicture.jfif + [0x00] + MadePicture.frame + MadePicture.scan + MadePicture.end,
      // A picture inside.
      MadePicture.start + MadePicture.jpeg(),
      // No header.
      MadePicture.signature + MadePicture.chunk("IDAT", []) + MadePicture.chunk("IEND", []),
      // No pixels.
      MadePicture.signature + MadePicture.header + MadePicture.chunk("IEND", []),
      // A chunk that is needed and unknown.
      MadePicture.png(MadePicture.chunk("CgBI", [1])),
      // A length beyond everything.
      MadePicture.signature + [0xFF, 0xFF, 0xFF, 0xFF] + Array("IHDR".utf8) + [0, 0, 0, 0],
      // No name.
      MadePicture.png(MadePicture.chunk("ab\u{1}d", [])),
      Array("%PDF-1.7".utf8),
    ]
    for bytes in broken {
      #expect(throws: PictureFault.self, "\(bytes.prefix(24))") { try CleanPicture(bytes) }
    }
  }

  /// Any byte of a picture changed to any value is refused or cleaned, and what is cleaned stays as it is.
  @Test func noByteCrashesIt() throws {
    var exif = MadePicture.city
    exif.orientation = 3
    for whole in [MadePicture.jpeg(exif.segment), MadePicture.png(MadePicture.chunk("eXIf", exif.bytes))] {
      for position in whole.indices {
        for value in stride(from: 0, through: 255, by: 5) {
          var bytes = whole
          bytes[position] = UInt8(value)
          guard let once = try? CleanPicture(bytes) else { continue }
          let twice = try CleanPicture(once.bytes)
          #expect(twice.bytes == once.bytes && twice.facts.place == nil, "byte \(position) as \(value)")
        }
      }
    }
  }

  // MARK: PNG

  @Test func textsAndTimesOfAPNGGo() throws {
    let chunks = ["eXIf", "tEXt", "zTXt", "iTXt", "tIME", "caBX", "prVt"].flatMap { MadePicture.chunk($0, [1, 2, 3]) }
    let meaning = ["gAMA", "pHYs", "iCCP", "tRNS"].flatMap { MadePicture.chunk($0, [4, 5]) }
    #expect(try clean(MadePicture.png(chunks + meaning, after: [1, 2, 3])) == MadePicture.png(meaning))
  }

  @Test func thePlaceOfAPNGIsRead() throws {
    #expect(try CleanPicture(MadePicture.png(MadePicture.chunk("eXIf", MadePicture.city.bytes))).facts.place != nil)
  }
}
