internal import CZlib
internal import Glibc
internal import KojaModel

/// One pack while it is written (gitformat-pack, version 2).
final class PackFile {
  /// What the index says of an object.
  struct Entry {
    let id: ObjectID
    let checksum: UInt32
    let offset: UInt64
  }

  /// The objects in the order in which they were written.
  private(set) var entries: [Entry] = []
  /// Where the next object will stand.
  private(set) var offset: UInt64 = 12
  private let folder: String
  private let draft: String
  private var isSealed = false
  private let file: OutputFile

  /// Begins a pack in a folder of packs, under a name that git does not read.
  init(in folder: String, number: Int) throws(GitError) {
    self.folder = folder
    draft = folder + "/tmp_pack_koja\(number)"
    file = try OutputFile(draft)
    try file.write(Array("PACK".utf8) + bigEndian(UInt32(2)) + bigEndian(UInt32(0)))
  }

  deinit { if !isSealed { unlink(draft) } }

  /// Appends an object.
  func append(_ id: ObjectID, header: [UInt8], body: ArraySlice<UInt8>) throws(GitError) {
    var checksum = header.withUnsafeBufferPointer { crc32(0, $0.baseAddress, UInt32($0.count)) }
    checksum = body.withUnsafeBufferPointer { crc32(checksum, $0.baseAddress, UInt32($0.count)) }
    try file.write(header)
    try file.write(body)
    entries.append(Entry(id: id, checksum: UInt32(truncatingIfNeeded: checksum), offset: offset))
    offset += UInt64(header.count + body.count)
  }

  /// Puts the count into the header, the hash at the end, the index beside it, and both in place; nothing when empty.
  func seal() throws(GitError) {
    guard !entries.isEmpty else { return }
    try file.patch(bigEndian(UInt32(entries.count)), at: 8)
    let hash = try file.hash()
    try file.write(hash.bytes)
    try file.close(mode: 0o444)
    let name = folder + "/pack-" + hash.hex
    try PackIndex.write(entries, of: hash, to: name + ".idx")
    try system("rename", name, rename(draft, name + ".pack"))
    isSealed = true
    try flushFolder(folder)
  }
}

/// A number as the file formats of git write it.
func bigEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
  withUnsafeBytes(of: number.bigEndian) { Array($0) }
}
