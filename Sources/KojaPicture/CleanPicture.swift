/// A picture without what it tells of its camera, its place and its time: the same pixels, byte for byte.
///
/// What is kept is named, everything else goes: a vendor's own segment may hold a place, too. Taking apart what is clean
/// gives the same bytes again.
package struct CleanPicture: Sendable {
  /// The bytes to keep.
  package let bytes: [UInt8]
  /// What the camera said.
  package let facts: ExifFacts

  /// Takes a picture apart. Throws for one that is cut off or broken, and for what is neither JPEG nor PNG.
  package init(_ bytes: [UInt8]) throws(PictureFault) {
    switch FileForm(bytes) {
    case .jpeg:
      var cleaner = JPEGCleaner(bytes)
      try cleaner.run()
      (self.bytes, facts) = (cleaner.kept, cleaner.facts)
    case .png:
      var cleaner = PNGCleaner(bytes)
      try cleaner.run()
      (self.bytes, facts) = (cleaner.kept, cleaner.facts)
    default: throw .broken
    }
  }
}
