internal import Foundation

extension StampTable {
  /// Collects stamps for a flat file; folders and names must come in the order of their bytes.
  package struct Maker: Sendable {
    private var folders: [Folder] = []
    private var rows: [Row] = []
    private var names: [UInt8] = []

    /// A file without rows.
    package init() {}

    /// Adds a file by its path: folder by folder, and in a folder name by name.
    ///
    /// - Parameter moment: The clock before the first file was read; see ``FileStamp/isRacy(readAt:)``.
    package mutating func add(path: String, _ stamp: FileStamp, readAt moment: (seconds: Int, nanoseconds: Int)) {
      let path = path.utf8
      let slash = path.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
      let isSameFolder = folders.last.map {
        names[Int($0.path)..<Int($0.path + $0.pathCount)].elementsEqual(path[..<slash])
      }
      if isSameFolder != true { begin(folder: String(Substring(path[..<slash]))) }
      add(path[path.index(after: slash)...], stamp.settled(readAt: moment))
    }

    /// Begins a folder: what follows lies in it.
    package mutating func begin(folder path: String) {
      folders.append(
        Folder(path: UInt32(names.count), pathCount: UInt32(path.utf8.count), firstRow: UInt32(rows.count), rowCount: 0)
      )
      names += path.utf8
      names.append(0)
    }

    /// Adds a file to the folder that was begun last.
    package mutating func add(_ name: some Collection<UInt8>, _ stamp: FileStamp) {
      rows.append(
        Row(
          size: Int64(stamp.size), mtimeSeconds: Int64(stamp.mtimeSeconds), ctimeSeconds: Int64(stamp.ctimeSeconds),
          inode: stamp.inode, mtimeNanoseconds: UInt32(truncatingIfNeeded: stamp.mtimeNanoseconds),
          ctimeNanoseconds: UInt32(truncatingIfNeeded: stamp.ctimeNanoseconds), name: UInt32(names.count),
          nameCount: UInt32(name.count)))
      names += name
      names.append(0)
      if !folders.isEmpty { folders[folders.count - 1].rowCount += 1 }
    }

    /// The bytes of the file that belongs to a token of 32 characters.
    func bytes(token: String) -> [UInt8] {
      var body = Array(token.utf8)
      folders.withUnsafeBytes { body += $0 }
      rows.withUnsafeBytes { body += $0 }
      body += names
      var header: [UInt8] = []
      func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number) { header += $0 }
      }
      append(Header.magic)
      append(Header.version)
      append(UInt32(folders.count))
      append(UInt32(rows.count))
      append(UInt32(names.count))
      append(body.withUnsafeBytes { StampTable.sum($0[...]) })
      return header + body
    }

    /// Writes the file under a new token, and returns that. It needs no flush: its sum tells whether it is whole.
    func write(beside place: IndexPlace) throws -> String {
      let token = (0..<4).map { _ in
        let word = String(UInt32.random(in: 0 ... .max), radix: 16)
        return String(repeating: "0", count: 8 - word.count) + word
      }.joined()
      try Data(bytes(token: token)).write(to: URL(filePath: place.stamps(token)))
      return token
    }
  }
}
