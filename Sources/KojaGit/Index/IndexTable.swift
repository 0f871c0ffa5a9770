internal import Glibc

/// The ordinary entries of an index as a table: found by name, compared with files without making objects.
///
/// Only what lies in the file as it is, versions 2 and 3.
final class IndexTable: @unchecked Sendable {
  // Nothing changes after `init`; the mapped file is read only.

  /// An entry of the table.
  struct Row {
    /// Where the entry begins in the file.
    let offset: UInt32
    /// Where its name begins, and how long it is.
    let name: UInt32, length: UInt32
  }

  /// The rows in the order of their names.
  let rows: ContiguousArray<Row>
  private let index: IndexFile
  private let trees: [[UInt8]: (count: Int, id: ObjectID)]

  /// Reads all entries; nil where something asks for git's own judgement: conflicts, submodules, entries that git shall
  /// not look at, names that say only how they differ.
  init?(_ index: IndexFile) throws(GitError) {
    guard index.version < 4 else { return nil }
    var rows = ContiguousArray<Row>()
    rows.reserveCapacity(index.count)
    let cursor = IndexCursor(index)
    guard let base = index.bytes.baseAddress else { return nil }
    while let entry = try cursor.next() {
      guard entry.stage == 0, !index.isSpecial(entry), let name = entry.name.baseAddress else { return nil }
      rows.append(
        Row(offset: UInt32(entry.range.lowerBound), name: UInt32(name - base), length: UInt32(entry.name.count)))
    }
    self.rows = rows
    self.index = index
    var trees: [[UInt8]: (count: Int, id: ObjectID)] = [:]
    var offset = cursor.offset
    while let (signature, range) = try index.extensionAt(offset) {
      if signature == "TREE" {
        TreeCache(Array(index.bytes[range])).each { path, count, id in trees[path] = (count, id) }
      }
      offset = range.upperBound
    }
    self.trees = trees
  }

  /// The name of a row.
  func name(_ row: Int) -> UnsafeRawBufferPointer {
    let facts = rows[row]
    return UnsafeRawBufferPointer(rebasing: index.bytes[Int(facts.name)..<Int(facts.name + facts.length)])
  }

  /// The first row, from a row on, whose name is not before a text.
  func row(notBefore text: [UInt8], from start: Int = 0) -> Int {
    var low = start
    var high = rows.count
    text.withUnsafeBytes { text in
      while low < high {
        let middle = (low + high) / 2
        if IndexName.order(name(middle), text) < 0 { low = middle + 1 } else { high = middle }
      }
    }
    return low
  }

  /// The tree object that the index knows a folder to have ("" is the root), if it does.
  func tree(of folder: [UInt8]) -> ObjectID? { trees[folder]?.id }

  /// The object and the mode of a row.
  func content(_ row: Int) -> (id: ObjectID, mode: UInt32) {
    (index.object(at: Int(rows[row].offset)), index.mode(at: Int(rows[row].offset)))
  }

  /// Whether a file is certainly what the row says, without reading it. What changed in the tick in which the index was
  /// written is not certain.
  func vouches(_ row: Int, for status: stat) -> Bool {
    index.vouches(at: Int(rows[row].offset), for: status)
  }
}
