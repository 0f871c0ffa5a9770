internal import Glibc
internal import KojaModel

/// git's index as it lies on the disk (gitformat-index(5), versions 2 to 4), looked through without making an object of
/// any entry: with many files libgit2's copy in memory costs more than all the rest of a change.
///
/// Like git itself it does not compare the checksum of what it reads (`git fsck` does); entries that are cut off or out
/// of order are refused.
final class IndexFile {
  /// The version of the format, 2 to 4.
  let version: UInt32
  /// How many entries there are.
  let count: Int
  /// The permission bits of the file.
  let mode: mode_t
  /// When it was written: a file that changed since then may have an entry that looks clean.
  let written: FileStamp.FileTime
  /// The whole file.
  let bytes: UnsafeRawBufferPointer
  /// Where it lies.
  let path: String

  /// Bytes of header, of checksum, and of an entry up to its name.
  static let headerSize = 12, checksumSize = 20, factsSize = 62

  /// Maps a file; nil where there is none. Throws `corrupt` for what is no index, `unsupported` for what git keeps
  /// elsewhere (split, sparse).
  init?(_ path: String) throws(GitError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw GitError(system: "open", path: path)
    }
    defer { close(descriptor) }
    var status = stat()
    try system("fstat", path, fstat(descriptor, &status))
    let size = Int(status.st_size)
    guard size >= Self.headerSize + Self.checksumSize,
      let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
    else { throw Self.corrupt(path) }
    let bytes = UnsafeRawBufferPointer(start: base, count: size)
    let version = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    self.path = path
    self.bytes = bytes
    self.version = version
    count = Int(UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self)))
    mode = status.st_mode & 0o777
    written = FileStamp(status).modified
    guard bytes.starts(with: "DIRC".utf8), (2...4).contains(version) else { throw Self.corrupt(path) }
  }

  deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

  /// Where an entry holds the size of its file.
  static let sizeRange = 36..<40

  /// When the file of an entry was changed last.
  func modified(_ entry: IndexCursor.Entry) -> FileStamp.FileTime {
    FileStamp.FileTime(
      seconds: Int(Int32(bitPattern: number(entry.range.lowerBound + 8))),
      nanoseconds: Int(number(entry.range.lowerBound + 12)))
  }

  /// The size of the file of an entry, as wide as the index keeps it.
  func size(_ entry: IndexCursor.Entry) -> UInt32 { number(entry.range.lowerBound + Self.sizeRange.lowerBound) }

  /// Whether git treats the entry in a way of its own: a submodule, or flags that say not to look at the file.
  func isSpecial(_ entry: IndexCursor.Entry) -> Bool {
    let start = entry.range.lowerBound
    return mode(at: start) & 0o170000 == 0o160000 || bytes[start + 60] & 0x80 != 0 || entry.head > Self.factsSize
  }

  /// The mode of the entry that begins somewhere.
  func mode(at offset: Int) -> UInt32 { number(offset + 24) }

  /// Whether a file is certainly the one that the entry at an offset was made of.
  func vouches(at offset: Int, for status: stat) -> Bool {
    let stamp = FileStamp(status)
    let time = FileStamp.FileTime(
      seconds: Int(Int32(bitPattern: number(offset + 8))), nanoseconds: Int(number(offset + 12)))
    let kept = mode(at: offset)
    let isSameKind =
      kept & 0o170000 == status.st_mode & 0o170000
      && (kept & 0o170000 == 0o120000 || (kept & 0o100 != 0) == (status.st_mode & 0o100 != 0))
    return isSameKind && time == stamp.modified && time < written && number(offset + 36) != 0
      && number(offset) == UInt32(truncatingIfNeeded: stamp.changed.seconds)
      && number(offset + 4) == UInt32(truncatingIfNeeded: stamp.changed.nanoseconds)
      && number(offset + 20) == UInt32(truncatingIfNeeded: stamp.inode)
      && number(offset + 28) == stamp.user && number(offset + 32) == stamp.group
      && number(offset + 36) == UInt32(truncatingIfNeeded: stamp.size)
  }

  /// The object of an entry.
  func object(_ entry: IndexCursor.Entry) -> ObjectID { object(at: entry.range.lowerBound) }

  /// The object of the entry that begins somewhere.
  func object(at offset: Int) -> ObjectID {
    let start = offset + 40
    func word(_ offset: Int) -> UInt64 {
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start + offset, as: UInt64.self))
    }
    return ObjectID(high: word(0), middle: word(8), low: number(start + 16))
  }

  /// The extension that begins somewhere behind the entries, with the stretch of its content; nil at the checksum.
  ///
  /// Throws `unsupported` for one that must be understood to read the entries: they begin with a small letter.
  func extensionAt(_ offset: Int) throws(GitError) -> (signature: String, content: Range<Int>)? {
    let end = bytes.count - Self.checksumSize
    guard offset < end else { return nil }
    guard offset + 8 <= end, offset + 8 + Int(number(offset + 4)) <= end else { throw Self.corrupt(path) }
    let signature = String(decoding: bytes[offset..<offset + 4], as: UTF8.self)
    switch signature {
    case "link": throw GitError.unsupported(index: "core.splitIndex")
    case "sdir": throw GitError.unsupported(index: "index.sparse")
    default:
      guard (0x41...0x5A).contains(bytes[offset]) else { throw Self.corrupt(path) }
      return (signature, offset + 8..<offset + 8 + Int(number(offset + 4)))
    }
  }

  private func number(_ offset: Int) -> UInt32 {
    UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// The error for an index that cannot be read.
  static func corrupt(_ path: String) -> GitError {
    GitError(
      .corrupt, operation: "index", message: "\(path): bad index",
      Phrase(id: "indeks git `\(path)` rusak", en: "git's index `\(path)` is damaged"),
      hint: Phrase(
        id: "hapus berkas itu lalu `git reset`; berkas catatan tidak berubah",
        en: "delete that file, then run `git reset`; the records' files stay as they are"))
  }
}

/// Goes through the entries of an index in their order.
final class IndexCursor {
  /// One entry, valid until the one after the next is read.
  struct Entry {
    /// Where it lies in the file, padding included.
    let range: Range<Int>
    /// Its name from the root of the work tree.
    let name: UnsafeRawBufferPointer
    /// 0 for an ordinary entry, 1 to 3 for one side of a conflict.
    let stage: UInt16
    /// Bytes up to its name.
    let head: Int

    /// Whether the last component of its name is this.
    func isNamed(_ last: StaticString) -> Bool {
      let start = name.count - last.utf8CodeUnitCount
      guard start >= 0, start == 0 || name[start - 1] == UInt8(ascii: "/"), let base = name.baseAddress else {
        return false
      }
      return memcmp(base + start, last.utf8Start, last.utf8CodeUnitCount) == 0
    }
  }

  /// Where the next entry begins, at last where the extensions do.
  private(set) var offset = IndexFile.headerSize
  private let index: IndexFile
  private var left: Int
  private var last: Entry?
  // Version 4 keeps a part of the name before; two names in turn, as the last one is still compared with.
  private var names: UnsafeMutableRawBufferPointer
  private var half = 0

  /// Longer names than this are refused; no file system of Linux has them.
  private static let mostName = 1 << 14

  /// Stands before the first entry.
  init(_ index: IndexFile) {
    self.index = index
    left = index.count
    names = .allocate(byteCount: index.version == 4 ? 2 * Self.mostName : 0, alignment: 1)
  }

  deinit { names.deallocate() }

  /// The next entry; nil behind the last one. Throws `corrupt` where it is cut off or out of order, and behind the last
  /// one what ``IndexFile/extensionAt(_:)`` does.
  func next() throws(GitError) -> Entry? {
    guard left > 0 else {
      var extensions = offset
      while let found = try index.extensionAt(extensions) { extensions = found.content.upperBound }
      return nil
    }
    left -= 1
    guard let entry = read() else { throw IndexFile.corrupt(index.path) }
    // An entry without a name stands in for one of the shared index that it was split from.
    guard !entry.name.isEmpty else { throw GitError.unsupported(index: "core.splitIndex") }
    guard isInOrder(entry) else { throw IndexFile.corrupt(index.path) }
    last = entry
    offset = entry.range.upperBound
    return entry
  }

  private func read() -> Entry? {
    let bytes = index.bytes
    let end = bytes.count - IndexFile.checksumSize
    guard offset + IndexFile.factsSize < end else { return nil }
    let flags = UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 60, as: UInt16.self))
    let head = IndexFile.factsSize + (flags & 0x4000 != 0 ? 2 : 0)
    let stage = flags >> 12 & 3
    var start = offset + head
    guard start < end else { return nil }
    if index.version == 4 {
      guard let stripped = varint(&start, end), let text = text(from: start, end) else { return nil }
      let kept = (last?.name.count ?? 0) - stripped
      guard kept >= 0, kept + text.count <= Self.mostName else { return nil }
      half = Self.mostName - half
      let name = UnsafeMutableRawBufferPointer(rebasing: names[half..<half + kept + text.count])
      if let last { name.copyMemory(from: UnsafeRawBufferPointer(rebasing: last.name[..<kept])) }
      UnsafeMutableRawBufferPointer(rebasing: name[kept...]).copyMemory(from: text)
      return Entry(
        range: offset..<start + text.count + 1, name: UnsafeRawBufferPointer(name), stage: stage, head: head)
    }
    let length = Int(flags & 0xFFF)
    let name =
      length < 0xFFF && start + length < end && bytes[start + length] == 0
      ? UnsafeRawBufferPointer(rebasing: bytes[start..<start + length]) : text(from: start, end)
    guard let name else { return nil }
    // One to eight zeros up to a multiple of eight.
    let size = (head + name.count + 8) & ~7
    guard offset + size <= end else { return nil }
    return Entry(range: offset..<offset + size, name: name, stage: stage, head: head)
  }

  private func text(from start: Int, _ end: Int) -> UnsafeRawBufferPointer? {
    guard let base = index.bytes.baseAddress, start < end, let zero = memchr(base + start, 0, end - start) else {
      return nil
    }
    return UnsafeRawBufferPointer(start: base + start, count: UnsafeRawPointer(zero) - (base + start))
  }

  /// The numbers of version 4, as in packs: each byte that goes on adds one.
  private func varint(_ offset: inout Int, _ end: Int) -> Int? {
    var value = 0
    while offset < end, value < 1 << 24 {
      let byte = index.bytes[offset]
      offset += 1
      value += Int(byte & 0x7F)
      if byte & 0x80 == 0 { return value }
      value = (value + 1) << 7
    }
    return nil
  }

  private func isInOrder(_ entry: Entry) -> Bool {
    guard let last else { return true }
    let order = IndexName.order(last.name, entry.name)
    return order < 0 || order == 0 && last.stage < entry.stage
  }
}

/// Names as the index orders them.
enum IndexName {
  /// Below, equal to or above zero: by bytes, the shorter first.
  static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    guard let mine = left.baseAddress, let other = right.baseAddress else { return left.count - right.count }
    let order = memcmp(mine, other, min(left.count, right.count))
    return order != 0 ? Int(order) : left.count - right.count
  }
}
