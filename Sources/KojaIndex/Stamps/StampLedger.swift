internal import Foundation
internal import GRDB
package import KojaModel

/// What the index knows of the files' stamps: the flat file, and what changed since that was written.
///
/// The database says which flat file belongs to it and what it has to add, in the same transaction as the rows; so
/// nothing can be half done. A flat file that is not there, or not whole, costs a comparison of contents.
package struct StampLedger: Sendable {
  /// The flat file; nil where it cannot be believed.
  package let table: StampTable?
  /// What is newer than the flat file: a stamp, or that the file is gone.
  package let newer: [Key: FileStamp?]
  /// The revision of the index that this is of.
  package let revision: Int
  /// Whether anything was ever taken in.
  package let isEmpty: Bool
}

extension RecordIndex {
  /// So many stamps may stand beside the flat file before it is written anew.
  package static var newerLimit: Int { 2000 }

  /// What is known of the files' stamps.
  package func ledger() throws(IndexError) -> StampLedger {
    // Between looking into the database and opening the file another process may have replaced both.
    for _ in 0..<3 {
      let (ledger, token) = try ledgerOnce()
      if ledger.table != nil || token == nil { return ledger }
      let now = try run { try Meta.stamps.read($0) }
      if now == token { return ledger }
    }
    return try ledgerOnce().ledger
  }

  private func ledgerOnce() throws(IndexError) -> (ledger: StampLedger, token: String?) {
    try run { database in
      var (token, newer, revision, isEmpty) = (nil as String?, [Key: FileStamp?](), 0, true)
      try database.inTransaction(.deferred) {
        token = try Meta.stamps.read(database)
        revision = try self.revision(database)
        isEmpty = try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM \"data:file\")") ?? true
        let rows = try Row.fetchCursor(database, sql: "SELECT * FROM \"data:stamp\"")
        while let row = try rows.next() {
          guard let size = row[1] as Int? else {
            newer[Key(row[0])] = .some(nil)
            continue
          }
          newer[Key(row[0])] = FileStamp(
            size: size, mtimeSeconds: row[2], mtimeNanoseconds: row[3], ctimeSeconds: row[4], ctimeNanoseconds: row[5],
            inode: UInt64(bitPattern: row[6]))
        }
        return .commit
      }
      let table = token.flatMap { token in place.flatMap { StampTable(path: $0.stamps(token), token: token) } }
      return (StampLedger(table: table, newer: newer, revision: revision, isEmpty: isEmpty), token)
    }
  }

  /// Puts a new flat file in the place of the old one and of what was newer, if the index is still at a revision.
  package func replaceStamps(_ maker: StampTable.Maker, at revision: Int) throws(IndexError) {
    guard let place else { return }
    try run { database in
      let token = try maker.write(beside: place)
      var old: String?
      var isDone = false
      try database.inTransaction(.immediate) {
        guard try self.revision(database) == revision else { return .rollback }
        old = try Meta.stamps.read(database)
        try Meta.stamps.write(token, database)
        try database.execute(sql: "DELETE FROM \"data:stamp\"")
        try Meta.revision.write("\(revision + 1)", database)
        isDone = true
        return .commit
      }
      if let gone = isDone ? old : token { unlink(place.stamps(gone)) }
    }
  }

  /// The content's hash of some paths, as far as it is known.
  package func contents(of paths: [String]) throws(IndexError) -> [Key: [UInt8]] {
    try run { database in
      let find = try database.makeStatement(sql: "SELECT content FROM \"data:file\" WHERE path = ?")
      var contents: [Key: [UInt8]] = [:]
      for path in paths where !path.utf8.contains(0) {
        if let content = try Data.fetchOne(find, arguments: [path]) { contents[Key(path)] = Array(content) }
      }
      return contents
    }
  }

  /// The paths of all files that were taken in, sorted.
  package func paths() throws(IndexError) -> [String] {
    try run { try String.fetchAll($0, sql: "SELECT path FROM \"data:file\" ORDER BY path") }
  }

  /// The files that could not be read as records, sorted: their findings must be found again.
  package func unreadablePaths() throws(IndexError) -> [String] {
    try run { try String.fetchAll($0, sql: "SELECT path FROM \"data:file\" WHERE record IS NULL ORDER BY path") }
  }

  /// The paths of records with a clock that counts by one of some calendars or takes its limit from one of some
  /// records, both as `collection/id`.
  package func paths(timedBy records: [String]) throws(IndexError) -> [String] {
    guard !records.isEmpty else { return [] }
    return try run { database in
      try database.execute(sql: "CREATE TEMP TABLE IF NOT EXISTS timing (name TEXT PRIMARY KEY); DELETE FROM timing")
      let insert = try database.makeStatement(sql: "INSERT OR IGNORE INTO timing VALUES (?)")
      for record in records where !record.utf8.contains(0) { try insert.execute(arguments: [record]) }
      return try String.fetchAll(
        database,
        sql: """
          SELECT f.path FROM "data:file" f WHERE f.record IN (
            SELECT record FROM "data:clock" WHERE calendar IN (SELECT name FROM timing)
            UNION SELECT record FROM "data:clock" WHERE source IN (SELECT name FROM timing)) ORDER BY f.path
          """)
    }
  }
}

extension StampLedger {
  /// All stamps in one flat file: those of the old one with what is newer.
  package func merged() -> StampTable.Maker {
    var groups: [Key: [(name: Key, stamp: FileStamp?)]] = [:]
    for (path, stamp) in newer {
      let (folder, name) = Self.parts(of: path)
      groups[folder, default: []].append((name, stamp))
    }
    let old = table.map { table in table.folderPositions.map { Key(table.path(ofFolder: $0)) } } ?? []
    let positions = Dictionary(zip(old, old.indices)) { first, _ in first }
    var maker = StampTable.Maker()
    for folder in Set(old).union(groups.keys).sorted() {
      maker.begin(folder: folder.string)
      let group = (groups[folder] ?? []).sorted { $0.name < $1.name }
      merge(table.flatMap { table in positions[folder].map { table.rows(ofFolder: $0) } } ?? 0..<0, group, into: &maker)
    }
    return maker
  }

  private func merge(
    _ rows: Range<Int>, _ group: [(name: Key, stamp: FileStamp?)], into maker: inout StampTable.Maker
  ) {
    var row = rows.lowerBound
    for (name, stamp) in group {
      while let table, row < rows.upperBound, table.name(row).lexicographicallyPrecedes(name.string.utf8) {
        maker.add(table.name(row), table.stamp(row))
        row += 1
      }
      if let table, row < rows.upperBound, table.name(row).elementsEqual(name.string.utf8) { row += 1 }
      if let stamp { maker.add(name.string.utf8, stamp) }
    }
    while let table, row < rows.upperBound {
      maker.add(table.name(row), table.stamp(row))
      row += 1
    }
  }

  /// The folder of a path, and the name in it.
  private static func parts(of path: Key) -> (folder: Key, name: Key) {
    guard let slash = path.string.utf8.lastIndex(of: UInt8(ascii: "/")) else { return ("", path) }
    return (Key(String(path.string[..<slash])), Key(String(path.string[path.string.utf8.index(after: slash)...])))
  }
}
