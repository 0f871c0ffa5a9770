/// The pieces of an object that is told as its difference from another (gitformat-pack, "Deltified representation").
enum TreeDelta {
  /// A size, 7 bits a byte, lowest first.
  static func size(_ size: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = size
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  /// A stretch of the base; at most 64 KiB less one byte an instruction, which every reader takes.
  static func copy(_ offset: Int, _ count: Int, into bytes: inout [UInt8]) {
    var (offset, count) = (offset, count)
    while count > 0 {
      let length = min(count, 0xFFFF)
      let head = bytes.count
      bytes.append(0x80)
      for (bit, value) in [offset, offset >> 8, offset >> 16, offset >> 24, length, length >> 8].enumerated()
      where value & 0xFF != 0 {
        bytes[head] |= 1 << bit
        bytes.append(UInt8(value & 0xFF))
      }
      offset += length
      count -= length
    }
  }

  /// New bytes; at most 127 an instruction.
  static func insert(_ new: [UInt8], into bytes: inout [UInt8]) {
    var rest = new[...]
    while !rest.isEmpty {
      let piece = rest.prefix(127)
      bytes.append(UInt8(piece.count))
      bytes += piece
      rest = rest.dropFirst(piece.count)
    }
  }
}
