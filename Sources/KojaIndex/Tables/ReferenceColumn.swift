internal import GRDB
internal import KojaModel

/// A column whose values are ids of other records, as the index itself tells: rows for references would say again what
/// stands in typed columns and in the items of lists.
struct ReferenceColumn {
  /// The collection and the field.
  let collection, field: String
  /// The collection that it refers to; `*` for values that name it themselves: `collection/id`.
  let target: String
  /// Whether answers may tell it.
  let isOpen: Bool
  /// A selection of the records and the values, `id` and `value`.
  private let selection: String

  /// All columns that hold references, in the order of their numbers.
  static func all(_ database: Database) throws -> [ReferenceColumn] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT c.name, f.name, f.target, f.is_open, f.is_list, f.number, f.position
        FROM "data:field" f JOIN "data:collection" c ON c.number = f.collection WHERE f.target IS NOT NULL ORDER BY f.number
        """
    ).map { row in
      let (isList, number, position): (Bool, Int, Int) = (row[4], row[5], row[6])
      let table = IndexTables.table(row[0])
      let items = "(SELECT DISTINCT record, value FROM \"data:item\" WHERE field = \(number))"
      let from = isList ? "\(items) i JOIN \(table) t ON t.record = i.record" : "\(table) t"
      let value = isList ? "i.value" : "t.c\(position)"
      return ReferenceColumn(
        collection: row[0], field: row[1], target: row[2], isOpen: row[3],
        selection: "SELECT t.id, \(value) AS value FROM \(from) WHERE typeof(\(value)) = 'text'")
    }
  }

  /// Whether a record of any collection refers to one, in a column that answers may tell or in another.
  static func lead(to collection: String, _ id: String, _ database: Database) throws -> Bool {
    for column in try all(database) where column.target == "*" || column.target.sameBytes(as: collection) {
      let value = column.target == "*" ? "\(collection)/\(id)" : id
      let sql = "SELECT EXISTS (SELECT 1 FROM (\(column.selection)) WHERE value = ?)"
      if try Bool.fetchOne(database, sql: sql, arguments: [value]) ?? false { return true }
    }
    return false
  }

  /// Makes the view `refs` for the connection that asks, unless it is there: what the open columns refer to.
  static func createView(in database: Database) throws {
    guard try !database.viewExists("refs", in: "temp") else { return }
    let none = "SELECT NULL AS collection, NULL AS id, NULL AS field, NULL AS to_collection, NULL AS to_id WHERE 0"
    var parts = [none] + (try all(database)).filter(\.isOpen).map(\.rows)
    // SQLite joins at most 500 selections, but joined selections again.
    while parts.count > 1 {
      parts = stride(from: 0, to: parts.count, by: 100).map { start in
        let some = parts[start..<min(start + 100, parts.count)]
        return "SELECT * FROM (\(some.joined(separator: " UNION ALL ")))"
      }
    }
    try database.execute(sql: "CREATE TEMP VIEW refs AS \(parts[0])")
  }

  /// The rows of the view.
  private var rows: String {
    let names = "\(collection.quoted("'")) AS collection, id, \(field.quoted("'")) AS field"
    guard target == "*" else {
      return "SELECT \(names), \(target.quoted("'")) AS to_collection, value AS to_id FROM (\(selection))"
    }
    return """
      SELECT \(names), substr(value, 1, instr(value, '/') - 1) AS to_collection, substr(value, instr(value, '/') + 1) AS to_id
      FROM (\(selection)) WHERE instr(value, '/') > 0
      """
  }
}
