import Foundation
import KojaIndex
import KojaModel
import Testing

/// The flat file of stamps: what was written is found, what is damaged is not believed.
@Suite struct StampTableTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("koja-stamps-\(UUID().uuidString)").path

  private func stamp(_ number: Int) -> FileStamp {
    FileStamp(
      size: number, mtimeSeconds: 100 + number, mtimeNanoseconds: number, ctimeSeconds: 100 + number,
      ctimeNanoseconds: number, inode: UInt64(number))
  }

  /// Files in three folders, one of which begins as another does.
  private var files: [(path: String, stamp: FileStamp)] {
    ["records/a/1.yaml", "records/a/10.yaml", "records/a/2.yaml", "records/a-b/1.yaml", "records/a/x/caf\u{E9}.yaml"]
      .enumerated().map { ($1, stamp($0)) }
  }

  private func withIndex(_ work: (RecordIndex) throws -> Void) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let index = try RecordIndex.build(path: folder + "/work.db", layouts: City.layouts, version: "1") {
      filler throws(IndexError) in
      filler.keepStamps(readAt: (1000, 0))
      var batch = filler.batch
      for file in files.sorted(by: { folderAndName($0.path) < folderAndName($1.path) }) {
        batch.add(unreadable: file.path, content: [], stamp: file.stamp)
      }
      try filler.add(batch)
    }
    try work(index)
  }

  private func folderAndName(_ path: String) -> String { path.replacing("/", with: "\u{1}") }

  private func stamps(_ table: StampTable) -> [String: FileStamp] {
    var found: [String: FileStamp] = [:]
    for folder in table.folderPositions {
      for row in table.rows(ofFolder: folder) {
        let name = String(decoding: table.name(row), as: UTF8.self)
        found["\(table.path(ofFolder: folder))/\(name)"] = table.stamp(row)
      }
    }
    return found
  }

  @Test func everyFileIsFoundWithItsStamp() throws {
    try withIndex { index in
      let table = try #require(try index.ledger().table)
      #expect(stamps(table) == Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.stamp) }))
      let folder = try #require(table.folder("records/a"))
      #expect(table.folder("records/b") == nil)
      var (name, other) = ("10.yaml", "3.yaml")
      #expect(name.withUTF8 { table.row(UnsafeRawBufferPointer($0), inFolder: folder) } != nil)
      #expect(other.withUTF8 { table.row(UnsafeRawBufferPointer($0), inFolder: folder) } == nil)
    }
  }

  @Test func whatIsNewerIsMergedInItsOrder() throws {
    try withIndex { index in
      try index.update(IndexUpdate(removed: ["records/a/2.yaml", "records/none/x.yaml"]), readAt: (1000, 0)) { take in
        var batch = index.batch
        for path in ["records/a/11.yaml", "records/a/10.yaml", "records/0/9.yaml"] {
          batch.add(unreadable: path, content: [1], stamp: stamp(77))
        }
        try take(batch)
      }
      let ledger = try index.ledger()
      try index.replaceStamps(ledger.merged(), at: ledger.revision)
      let after = try index.ledger()
      #expect(after.newer.isEmpty)
      var expected = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.stamp) })
      expected["records/a/2.yaml"] = nil
      for path in ["records/a/11.yaml", "records/a/10.yaml", "records/0/9.yaml"] { expected[path] = stamp(77) }
      #expect(stamps(try #require(after.table)) == expected)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".stat") }
      #expect(names.count == 1)
    }
  }

  @Test(arguments: ["missing", "cut", "bit", "another", "magic"])
  func aDamagedOrForeignFileIsNotBelieved(_ damage: String) throws {
    try withIndex { index in
      let name = try #require(
        try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasSuffix(".stat") })
      let path = folder + "/" + name
      var bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
      switch damage {
      case "cut": bytes.removeLast()
      case "bit": bytes[bytes.count / 2] ^= 1
      case "another": bytes[40] ^= 1
      case "magic": bytes[0] ^= 1
      default: break
      }
      if damage == "missing" {
        try FileManager.default.removeItem(atPath: path)
      } else {
        try Data(bytes).write(to: URL(filePath: path))
      }
      #expect(try index.ledger().table == nil)
    }
  }
}
