internal import GRDB
internal import GRDBSQLite

/// Rows of a tape as a table of SQLite: `INSERT INTO … SELECT * FROM` it takes many rows in by one statement. A statement
/// for each row costs five times as much, nearly all of it for beginning and ending statements.
///
/// SQLite reads the texts where they lie, nothing is copied before.
final class RowFeed {
  /// A row: where its cells are, and the record that it belongs to; nil is the row of a file that is no record.
  struct Row {
    let record: Int64?
    let start: Int
    let end: Int
  }

  /// What is fed at the moment.
  fileprivate struct Rows {
    var rows = UnsafeBufferPointer<Row>(start: nil, count: 0)
    var cells = UnsafeBufferPointer<RowTape.Cell>(start: nil, count: 0)
    var texts: UnsafePointer<CChar>?
  }

  private let connection: OpaquePointer
  fileprivate var current = Rows()
  private var widths: Set<Int> = []

  /// A feed for a connection, with nothing in it.
  init(_ database: Database) throws {
    guard let connection = database.sqliteConnection else { throw DatabaseError(message: "no connection") }
    self.connection = connection
  }

  /// The name in SQL of the feed as a table of so many columns, the record's number first.
  func table(width: Int) throws -> String {
    let name = "data:tape:\(width)"
    if widths.insert(width).inserted {
      // The connection holds the feed until it is closed.
      let code = sqlite3_create_module_v2(
        connection, name, FeedTable.module, Unmanaged.passRetained(self).toOpaque(),
        { feed in feed.map { Unmanaged<RowFeed>.fromOpaque($0).release() } })
      guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
    return name.quoted()
  }

  /// Runs a statement that takes some rows of a tape out of the feed.
  func run(_ statement: Statement, _ rows: [Row], of tape: RowTape) throws {
    try rows.withUnsafeBufferPointer { rows in
      try tape.cells.withUnsafeBufferPointer { cells in
        try tape.bytes.withUnsafeBytes { bytes in
          current = Rows(rows: rows, cells: cells, texts: bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
          defer { current = Rows() }
          try statement.execute()
        }
      }
    }
  }
}

/// The feed as SQLite holds it. What SQLite knows comes first in memory, as it demands.
private struct FeedTable {
  var base = sqlite3_vtab()
  let feed: Unmanaged<RowFeed>

  /// The functions that SQLite calls; never changed.
  nonisolated(unsafe) static let module: UnsafePointer<sqlite3_module> = {
    var functions = sqlite3_module()
    functions.xConnect = { connection, feed, _, names, table, _ in
      guard let feed, let name = names?[0], let table else { return SQLITE_MISUSE }
      // The number of columns stands at the end of the name.
      let columns = (0..<(Int(String(cString: name).split(separator: ":").last ?? "") ?? 0)).map { "c\($0)" }
      let code = sqlite3_declare_vtab(connection, "CREATE TABLE tape (\(columns.joined(separator: ", ")))")
      guard code == SQLITE_OK else { return code }
      let made = UnsafeMutablePointer<FeedTable>.allocate(capacity: 1)
      made.initialize(to: FeedTable(feed: .fromOpaque(feed)))
      table.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab.self)
      return SQLITE_OK
    }
    functions.xDisconnect = { table in
      UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: FeedTable.self).deallocate()
      return SQLITE_OK
    }
    functions.xBestIndex = { _, _ in SQLITE_OK }
    functions.xOpen = { _, cursor in
      let made = UnsafeMutablePointer<FeedCursor>.allocate(capacity: 1)
      made.initialize(to: FeedCursor())
      cursor?.pointee = UnsafeMutableRawPointer(made).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
      return SQLITE_OK
    }
    functions.xClose = { cursor in
      FeedCursor.at(cursor)?.deallocate()
      return SQLITE_OK
    }
    functions.xFilter = { cursor, _, _, _, _ in
      let table = UnsafeMutableRawPointer(cursor?.pointee.pVtab)?.assumingMemoryBound(to: FeedTable.self)
      guard let table, let cursor = FeedCursor.at(cursor) else { return SQLITE_MISUSE }
      cursor.pointee.fed = table.pointee.feed.takeUnretainedValue().current
      cursor.pointee.move(to: 0)
      return SQLITE_OK
    }
    functions.xNext = { cursor in
      if let cursor = FeedCursor.at(cursor) { cursor.pointee.move(to: cursor.pointee.position + 1) }
      return SQLITE_OK
    }
    functions.xEof = { cursor in FeedCursor.at(cursor)?.pointee.row == nil ? 1 : 0 }
    functions.xRowid = { cursor, number in
      number?.pointee = Int64(FeedCursor.at(cursor)?.pointee.position ?? 0)
      return SQLITE_OK
    }
    functions.xColumn = { cursor, context, column in
      FeedCursor.at(cursor)?.pointee.tell(Int(column), to: context)
      return SQLITE_OK
    }
    let module = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
    module.initialize(to: functions)
    return UnsafePointer(module)
  }()
}

/// Where a statement is in the feed.
private struct FeedCursor {
  var base = sqlite3_vtab_cursor()
  var fed = RowFeed.Rows()
  private(set) var position = 0
  /// The row at the position; nil at the end.
  private(set) var row: RowFeed.Row?

  mutating func move(to position: Int) {
    self.position = position
    row = position < fed.rows.count ? fed.rows[position] : nil
  }

  static func at(_ cursor: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> UnsafeMutablePointer<FeedCursor>? {
    UnsafeMutableRawPointer(cursor)?.assumingMemoryBound(to: FeedCursor.self)
  }

  /// Tells SQLite a value of the row: the record's number, then the cells.
  func tell(_ column: Int, to context: OpaquePointer?) {
    guard let row else { return }
    guard column > 0 else {
      if let record = row.record { sqlite3_result_int64(context, record) }
      return
    }
    let cell = row.start + column - 1
    guard cell < row.end else { return }
    switch fed.cells[cell] {
    case .null: break
    case .integer(let number): sqlite3_result_int64(context, Int64(number))
    case .real(let number): sqlite3_result_double(context, number)
    case .text(let start, let count):
      sqlite3_result_text(context, fed.texts?.advanced(by: Int(start)), Int32(count), nil)
    case .blob(let start, let count):
      sqlite3_result_blob(context, fed.texts?.advanced(by: Int(start)), Int32(count), nil)
    }
  }
}
