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
  package func copy(_ tables: [CopiedTable], views: [String], to path: String, now: Timestamp) throws(IndexError) {
    try asking(at: now) { database in
      try database.execute(sql: "ATTACH ? AS copy", arguments: [path])
      defer { try? database.execute(sql: "DETACH copy") }
      try database.execute(sql: "SAVEPOINT copying")
      do {
        for table in tables { try copy(table, now: now, in: database) }
        for view in views {
          try database.execute(sql: "CREATE TABLE copy.\(view.quoted()) AS SELECT * FROM \(view.quoted())")
          try database.execute(
            sql: "CREATE INDEX copy.\("\(view)_record".quoted()) ON \(view.quoted()) (collection, id)")
        }
        try database.execute(sql: "RELEASE copying")
      } catch {
        try? database.execute(sql: "ROLLBACK TO copying")
        throw error
      }
    }
  }

  private func copy(_ table: CopiedTable, now: Timestamp, in database: Database) throws {
    let fields = FieldSQL(plan: plan, collection: table.collection, now: now)
    let columns = table.columns.filter { !$0.name.sameBytes(as: "id") }
    let name = table.collection.quoted()
    let declared = ["id TEXT PRIMARY KEY"] + columns.map { "\($0.name.quoted()) \(Self.type($0.type))" }
    try database.execute(sql: "CREATE TABLE copy.\(name) (\(declared.joined(separator: ", ")))")
    let values = columns.map { field -> SQL in
      let value = fields.value(field)
      return [.integer, .number].contains(field.type) ? ", coalesce(\(value.key), \(value.raw))" : ", \(value.raw)"
    }
    let sql: SQL = """
      INSERT OR IGNORE INTO copy.\(sql: name) SELECT t0.id\(values.joined()) FROM \(sql: IndexTables.table(table.collection)) t0
      WHERE \(ConditionSQL(fields: fields).sql(table.filter.condition)) ORDER BY t0.id
      """
    let (text, arguments) = try sql.build(database)
    try database.execute(sql: text, arguments: arguments)
  }

  private static func type(_ type: ColumnType) -> String {
    switch type {
    case .integer, .boolean: "INTEGER"
    case .number: "REAL"
    default: "TEXT"
    }
  }
}
