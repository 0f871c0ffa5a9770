internal import CLibGit2

extension ObjectID {
  /// Copies the id out of a C structure.
  init(_ id: git_oid) {
    self = withUnsafeBytes(of: id) { bytes in
      ObjectID(
        high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        middle: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        low: UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
    }
  }

  /// Copies the id out of a borrowed pointer; nil for none.
  init?(_ pointer: UnsafePointer<git_oid>?) {
    guard let pointer else { return nil }
    self.init(pointer.pointee)
  }

  /// The C structure.
  var oid: git_oid {
    var oid = git_oid()
    withUnsafeMutableBytes(of: &oid) { bytes in
      bytes.storeBytes(of: words.high.bigEndian, as: UInt64.self)
      bytes.storeBytes(of: words.middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      bytes.storeBytes(of: words.low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return oid
  }
}
