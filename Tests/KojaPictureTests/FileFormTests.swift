import KojaTestSupport
import Testing

@testable import KojaPicture

@Suite struct FileFormTests {
  @Test func theBytesSayWhatAFileIs() {
    let box: [UInt8] = [0, 0, 0, 24]
    let forms: [([UInt8], FileForm)] = [
      (MadePicture.jpeg(), .jpeg), (MadePicture.png(), .png), (Array("%PDF-1.7".utf8), .pdf),
      (Array("\n\n%PDF-1.4".utf8), .pdf),
      (box + Array("ftypheic".utf8), .otherPicture("HEIC")), (box + Array("ftypavif".utf8), .otherPicture("AVIF")),
      (box + Array("ftypmp42".utf8), .other), (Array("RIFF....WEBPVP8 ".utf8), .otherPicture("WebP")),
      (Array("RIFF....WAVE".utf8), .other), (Array("II*\0".utf8), .otherPicture("TIFF")),
      (Array("MM\0*".utf8), .otherPicture("TIFF")), (Array("PK\u{3}\u{4}".utf8), .other), ([], .other),
      ([0xFF], .other),
      ([0xFF, 0xD8], .other),
    ]
    for (bytes, form) in forms { #expect(FileForm(bytes) == form, "\(bytes.prefix(16))") }
  }
}
