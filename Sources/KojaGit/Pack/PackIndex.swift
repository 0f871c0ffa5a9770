internal import KojaModel

/// The index of a pack (gitformat-pack, version 2).
enum PackIndex {
  /// Writes it.
  static func write(_ entries: [PackFile.Entry], of pack: ObjectID, to path: String) throws(GitError) {
    let sorted = entries.sorted { $0.id < $1.id }
    let file = try OutputFile(path, isHashed: true)
    try file.write([0xFF, 0x74, 0x4F, 0x63] + bigEndian(UInt32(2)))
    var counts = [UInt32](repeating: 0, count: 256)
    for entry in sorted { counts[Int(entry.id.words.high >> 56)] += 1 }
    var total: UInt32 = 0
    for count in counts {
      total += count
      try file.write(bigEndian(total))
    }
    for entry in sorted { try file.write(entry.id.bytes) }
    for entry in sorted { try file.write(bigEndian(entry.checksum)) }
    var far: [UInt64] = []
    for entry in sorted {
      if entry.offset < 1 << 31 {
        try file.write(bigEndian(UInt32(entry.offset)))
      } else {
        try file.write(bigEndian(UInt32(far.count) | 1 << 31))
        far.append(entry.offset)
      }
    }
    for offset in far { try file.write(bigEndian(offset)) }
    try file.write(pack.bytes)
    try file.writeHash()
    try file.close(mode: 0o444)
  }
}
