internal import Glibc

/// The flat file of stamps: what `stat` said of every file when the index took it in, mapped into memory and searched
/// where it lies.
///
/// Header, folders, rows, names. Folders are ordered by their paths, the rows of a folder by their names, both by bytes.
/// The token in the header says which database it belongs to; a file of another token, version or length, or with
/// another sum, is not believed: then contents are compared.
package final class StampTable: Sendable {
  /// The header: the first eight bytes, version, counts of folders and rows, bytes of names, token, sum of all behind it.
  struct Header {
    static let magic: UInt64 = 0x7461_7473_616A_6F6B  // "kojastat"
    static let size = 64
    static let version: UInt32 = 1
  }

  /// A folder: where its path lies among the names, and its rows.
  struct Folder {
    var path: UInt32, pathCount: UInt32, firstRow: UInt32, rowCount: UInt32
  }

  /// A file in its folder.
  struct Row {
    var size: Int64, mtimeSeconds: Int64, ctimeSeconds: Int64, inode: UInt64
    var mtimeNanoseconds: UInt32, ctimeNanoseconds: UInt32, name: UInt32, nameCount: UInt32

    /// The stamp.
    var stamp: FileStamp {
      FileStamp(
        size: Int(size), mtimeSeconds: Int(mtimeSeconds), mtimeNanoseconds: Int(mtimeNanoseconds),
        ctimeSeconds: Int(ctimeSeconds), ctimeNanoseconds: Int(ctimeNanoseconds), inode: inode)
    }
  }

  private let file: MappedFile
  private nonisolated(unsafe) let folders: UnsafeBufferPointer<Folder>
  private nonisolated(unsafe) let rows: UnsafeBufferPointer<Row>
  private nonisolated(unsafe) let names: UnsafeRawBufferPointer

  /// Maps a file; nil where it is not what the token promises.
  init?(path: String, token: String) {
    guard let file = MappedFile(path: path), file.bytes.count >= Header.size else { return nil }
    let bytes = file.bytes
    let (folderCount, rowCount, nameCount) = (
      Int(bytes.loadUnaligned(fromByteOffset: 12, as: UInt32.self)),
      Int(bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self)),
      Int(bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self))
    )
    let (folderBytes, rowBytes) = (folderCount * MemoryLayout<Folder>.stride, rowCount * MemoryLayout<Row>.stride)
    guard bytes.loadUnaligned(as: UInt64.self) == Header.magic,
      bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self) == Header.version,
      bytes.count == Header.size + folderBytes + rowBytes + nameCount,
      bytes[32..<64].elementsEqual(token.utf8),
      bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self) == Self.sum(bytes[32...])
    else { return nil }
    self.file = file
    let folderPart = UnsafeRawBufferPointer(rebasing: bytes[Header.size..<Header.size + folderBytes])
    let rowPart = UnsafeRawBufferPointer(
      rebasing: bytes[Header.size + folderBytes..<Header.size + folderBytes + rowBytes])
    folders = folderPart.bindMemory(to: Folder.self)
    rows = rowPart.bindMemory(to: Row.self)
    names = UnsafeRawBufferPointer(rebasing: bytes[(Header.size + folderBytes + rowBytes)...])
    let isWhole =
      folders.allSatisfy {
        Int($0.path) + Int($0.pathCount) <= nameCount && Int($0.firstRow) + Int($0.rowCount) <= rowCount
      } && rows.allSatisfy { Int($0.name) + Int($0.nameCount) < nameCount }
    if !isWhole { return nil }
  }

  /// How many files it knows.
  package var count: Int { rows.count }

  /// The positions of all folders.
  package var folderPositions: Range<Int> { 0..<folders.count }

  /// The path of a folder.
  package func path(ofFolder folder: Int) -> String { String(decoding: pathBytes(folder), as: UTF8.self) }

  /// The rows of a folder.
  package func rows(ofFolder folder: Int) -> Range<Int> {
    let folder = folders[folder]
    return Int(folder.firstRow)..<Int(folder.firstRow + folder.rowCount)
  }

  /// The name of a row's file, with a zero behind it.
  package func name(_ row: Int) -> UnsafeRawBufferPointer {
    let row = rows[row]
    return UnsafeRawBufferPointer(rebasing: names[Int(row.name)..<Int(row.name) + Int(row.nameCount)])
  }

  /// The stamp of a row.
  package func stamp(_ row: Int) -> FileStamp { rows[row].stamp }

  /// The folder of a path.
  package func folder(_ path: String) -> Int? {
    var path = path
    return path.withUTF8 { path in
      Self.search(0..<folders.count) { Self.order(pathBytes($0), UnsafeRawBufferPointer(path)) }
    }
  }

  /// The row of a name in a folder.
  package func row(_ name: UnsafeRawBufferPointer, inFolder folder: Int) -> Int? {
    Self.search(rows(ofFolder: folder)) { Self.order(self.name($0), name) }
  }

  private func pathBytes(_ folder: Int) -> UnsafeRawBufferPointer {
    let folder = folders[folder]
    return UnsafeRawBufferPointer(rebasing: names[Int(folder.path)..<Int(folder.path) + Int(folder.pathCount)])
  }

  /// The position at which the order is 0.
  private static func search(_ range: Range<Int>, _ order: (Int) -> Int) -> Int? {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      let found = order(middle)
      if found == 0 { return middle }
      if found < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }

  /// Below zero when the left comes first by bytes.
  static func order(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let count = min(left.count, right.count)
    if count > 0, let (first, second) = zip(left.baseAddress, right.baseAddress) {
      let order = memcmp(first, second, count)
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }

  private static func zip<First, Second>(_ first: First?, _ second: Second?) -> (First, Second)? {
    if let first, let second { (first, second) } else { nil }
  }

  /// A sum over words of eight bytes and the rest: finds accidents, as a sum should.
  static func sum(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(rebasing: bytes)
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325 ^ UInt64(bytes.count)
    let words = bytes.count / 8
    for word in 0..<words {
      sum = (sum ^ bytes.loadUnaligned(fromByteOffset: word * 8, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      sum ^= sum >> 29
    }
    for byte in bytes[(words * 8)...] { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return sum
  }
}
