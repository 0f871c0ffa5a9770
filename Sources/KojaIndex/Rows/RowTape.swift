/// Rows on their way into SQLite, made by the threads that read files and bound by the one that writes.
///
/// All texts lie in one array of bytes; a cell says where. The first parameter of every row is the record's number,
/// which only the writer knows, so the tape does not hold it.
struct RowTape: Sendable {
  /// One value of a row.
  enum Cell: Sendable {
    case null
    case integer(Int)
    case real(Double)
    /// A stretch of the bytes, as text.
    case text(start: UInt32, count: UInt32)
    /// A stretch of the bytes, as they are.
    case blob(start: UInt32, count: UInt32)
  }

  /// A row: into which table, and one past its last cell.
  struct Row: Sendable {
    let table: Int
    let end: Int
  }

  /// The texts of all cells; never empty, so that it has an address.
  private(set) var bytes: [UInt8] = [0]
  /// The cells of all rows.
  private(set) var cells: [Cell] = []
  /// The rows.
  private(set) var rows: [Row] = []

  /// An empty tape with room for about so many records: growing copies what is there, and touches new memory each time.
  init(records: Int = 0) {
    guard records > 0 else { return }
    bytes.reserveCapacity(records * 4096)
    cells.reserveCapacity(records * 160)
    rows.reserveCapacity(records * 20)
  }

  /// Adds a cell to the row that is being made.
  mutating func add(_ cell: Cell) { cells.append(cell) }

  /// Adds cells to the row that is being made.
  mutating func add(_ more: [Cell]) { cells += more }

  /// Adds a number, or nothing.
  mutating func add(_ number: Int?) { cells.append(number.map(Cell.integer) ?? .null) }

  /// Adds a text, or nothing. A text with NUL would be cut by SQLite, so it counts as nothing.
  mutating func add(_ text: String?) {
    guard var text else { return cells.append(.null) }
    text.withUTF8 { add($0) }
  }

  /// Adds a text of these bytes; nothing where there is a NUL among them.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    add(text.contains(0) ? .null : put(text))
  }

  /// A cell for a text of these bytes.
  mutating func put(_ text: UnsafeBufferPointer<UInt8>) -> Cell {
    let start = UInt32(bytes.count)
    bytes += text
    return .text(start: start, count: UInt32(text.count))
  }

  /// A cell for what is written at the end of the bytes.
  mutating func write(asText isText: Bool = true, _ body: (inout [UInt8]) -> Void) -> Cell {
    let start = UInt32(bytes.count)
    body(&bytes)
    let count = UInt32(bytes.count) - start
    return isText ? .text(start: start, count: count) : .blob(start: start, count: count)
  }

  /// Ends the row that is being made.
  mutating func end(_ table: Int) { rows.append(Row(table: table, end: cells.count)) }
}
