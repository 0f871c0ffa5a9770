internal import GRDB
package import KojaModel

/// A table of a copy of the index for other tools: one collection, the columns and the records that may go there.
package struct CopiedTable: Sendable {
  /// The collection, which names the table.
  package var collection: String
  /// The columns, by their names; the id is always the first.
  package var columns: [Field]
  /// Which records.
  package var filter: Filter

  /// A table of a copy. See the properties.
  package init(_ collection: String, columns: [Field], filter: Filter) {
    (self.collection, self.columns, self.filter) = (collection, columns, filter)
  }
}

extension RecordIndex {
  /// Writes tables into a new database file, typed as the schema says, and with them the views that are named, as tables.
  ///
  /// The file must not be there yet. It is plain SQLite, for tools that know nothing of koja.
  ///
  /// - Parameter without: Records, `collection/id`, that are not in the tables.
  package func copy(
    _ tables: [CopiedTable], without: Set<Key> = [], views: [String], to path: String, now: Timestamp
  ) throws(IndexError) {
    try asking(at: now) { source in
      let queue = try DatabaseQueue(path: path)
      try queue.inTransaction { target in
        try copy(tables, without: without, now: now, from: source, to: target)
        for view in views { try copy(view, "*", of: tables, now: now, from: source, to: target) }
        return .commit
      }
      try queue.close()
    }
  }

  /// A copy in memory that holds nothing but tables of some columns of some records, and the clocks of these records:
  /// whoever asks it can learn nothing else.
  ///
  /// - `without`: further records, `collection/id`, that are not in it.
  package func extract(
    _ tables: [CopiedTable], without: Set<Key> = [], now: Timestamp
  ) throws(IndexError) -> IndexExtract {
    try asking(at: now) { source in
      let queue = try DatabaseQueue()
      try queue.inTransaction { target in
        try copy(tables, without: without, now: now, from: source, to: target)
        let columns = "collection, id, clock, state, started_seconds, due_seconds, stopped_seconds, overdue"
        try copy("clocks", columns, of: tables, now: now, from: source, to: target)
        return .commit
      }
      return IndexExtract(queue)
    }
  }

  /// The rows of a view that are about records of the tables: what the tables would not hold is not even read.
  private func copy(
    _ view: String, _ columns: String, of tables: [CopiedTable], now: Timestamp, from source: Database,
    to target: Database
  ) throws {
    let kept: [SQL] = tables.map { table in
      let fields = FieldSQL(plan: plan, collection: table.collection, now: now)
      return """
        collection = \(table.collection) AND id IN (SELECT t0.id FROM \(sql: IndexTables.table(table.collection)) t0
          WHERE \(ConditionSQL(fields: fields).sql(table.filter.condition)))
        """
    }
    let sql: SQL = """
      SELECT \(sql: columns) FROM \(sql: view.quoted())
      WHERE \(kept.isEmpty ? "0" : kept.joined(separator: " OR "))
      """
    let (text, arguments) = try sql.build(source)
    let names = try source.makeStatement(sql: text).columnNames.map { $0.quoted() }
    try target.execute(sql: "CREATE TABLE \(view.quoted()) (\(names.joined(separator: ", ")))")
    try Self.fill(view, names.count, from: source, to: target, sql: text, arguments)
    try target.execute(sql: "CREATE INDEX \("\(view)_record".quoted()) ON \(view.quoted()) (collection, id)")
    for table in tables {
      try target.execute(
        sql: """
          DELETE FROM \(view.quoted()) WHERE collection = '\(table.collection)'
            AND id NOT IN (SELECT id FROM \(table.collection.quoted()))
          """)
    }
  }

  private func copy(
    _ tables: [CopiedTable], without: Set<Key>, now: Timestamp, from source: Database, to target: Database
  ) throws {
    for table in tables { try copy(table, now: now, from: source, to: target) }
    for record in without.map(\.string) {
      guard let slash = record.firstIndex(of: "/"),
        let table = tables.first(where: { $0.collection.sameBytes(as: String(record[..<slash])) })
      else { continue }
      try target.execute(
        sql: "DELETE FROM \(table.collection.quoted()) WHERE id = ?",
        arguments: [String(record[record.index(after: slash)...])])
    }
  }

  private func copy(_ table: CopiedTable, now: Timestamp, from source: Database, to target: Database) throws {
    let fields = FieldSQL(plan: plan, collection: table.collection, now: now)
    let columns = table.columns.filter { !$0.name.sameBytes(as: "id") }
    let declared = ["id TEXT PRIMARY KEY"] + columns.map { "\($0.name.quoted()) \(Self.type($0.type))" }
    try target.execute(sql: "CREATE TABLE \(table.collection.quoted()) (\(declared.joined(separator: ", ")))")
    let values = columns.map { field -> SQL in
      let value = fields.value(field)
      return [.integer, .number].contains(field.type) ? ", coalesce(\(value.key), \(value.raw))" : ", \(value.raw)"
    }
    let sql: SQL = """
      SELECT t0.id\(values.joined()) FROM \(sql: IndexTables.table(table.collection)) t0
      WHERE \(ConditionSQL(fields: fields).sql(table.filter.condition)) ORDER BY t0.id
      """
    let (text, arguments) = try sql.build(source)
    try Self.fill(table.collection, columns.count + 1, from: source, to: target, sql: text, arguments)
  }

  private static func fill(
    _ table: String, _ count: Int, from source: Database, to target: Database, sql: String,
    _ arguments: StatementArguments = []
  ) throws {
    let marks = Array(repeating: "?", count: count).joined(separator: ", ")
    let insert = try target.makeStatement(sql: "INSERT OR IGNORE INTO \(table.quoted()) VALUES (\(marks))")
    let rows = try Row.fetchCursor(source, sql: sql, arguments: arguments)
    while let row = try rows.next() {
      insert.setUncheckedArguments(StatementArguments(row.databaseValues))
      try insert.execute()
    }
  }

  private static func type(_ type: ColumnType) -> String {
    switch type {
    case .integer, .boolean: "INTEGER"
    case .number: "REAL"
    default: "TEXT"
    }
  }
}
