internal import GRDB
internal import KojaModel

extension RecordIndex {
  /// The records that pass, in their order; the id is the last thing they are ordered by.
  package func query(_ query: RecordQuery) throws(IndexError) -> [RecordRow] {
    let fields = FieldSQL(layouts: layouts, collection: query.collection, now: query.now)
    let order = query.filter.order.map { order -> SQL in
      let key = fields.value(order.field).key
      return "\(key) IS NULL, \(key) \(sql: order.isDescending ? "DESC" : "ASC"), "
    }
    let columns = query.columns.map { field -> SQL in ", \(fields.value(field).raw)" }
    let record: SQL = query.includesRecords ? "(SELECT json FROM record WHERE rowid = t0.record)" : "NULL"
    let sql: SQL = """
      SELECT t0.id, t0.path, \(record)\(columns.joined()) FROM \(sql: IndexTables.table(query.collection)) t0
      WHERE \(ConditionSQL(fields: fields).sql(query.filter.condition))
      ORDER BY \(order.joined())t0.id, t0.path LIMIT \(query.limit ?? -1)
      """
    return try asking(query) { database in
      var rows: [RecordRow] = []
      let (text, arguments) = try sql.build(database)
      let cursor = try Row.fetchCursor(database, sql: text, arguments: arguments)
      while let row = try cursor.next() {
        rows.append(
          RecordRow(
            collection: query.collection, id: row[0], path: row[1],
            values: query.columns.enumerated().map { fields.decode(row[3 + $0], $1) },
            record: (row[2] as String?).flatMap(JSONReader.value)))
      }
      return rows
    }
  }

  /// How many records pass, for each combination of values that occurs, in the order of the values; records without
  /// a value come last. A record counts once for each of its items in a list. Without fields there is one row.
  package func count(_ query: RecordQuery, by groups: [Field] = []) throws(IndexError) -> [CountRow] {
    let fields = FieldSQL(layouts: layouts, collection: query.collection, now: query.now)
    var joins: [SQL] = []
    var expressions: [FieldSQL.Expression] = []
    for (number, field) in groups.enumerated() {
      let item: SQL = "\(sql: "l\(number)").value"
      switch field.source {
      case .column(_, let column) where column.type.isList && field.steps.isEmpty:
        joins.append(
          """
           LEFT JOIN (SELECT DISTINCT record, value FROM list_item WHERE "column" = \(column.name))
           \(sql: "l\(number)") ON \(sql: "l\(number)").record = t0.record
          """)
        expressions.append(FieldSQL.Expression(raw: item, key: item))
      case .overdue:
        joins.append(
          """
           LEFT JOIN (SELECT record, clock AS value FROM temp.clock WHERE overdue) \(sql: "l\(number)")
           ON \(sql: "l\(number)").record = t0.record
          """)
        expressions.append(FieldSQL.Expression(raw: item, key: item))
      default: expressions.append(fields.value(field))
      }
    }
    let columns = expressions.map { expression -> SQL in ", \(expression.raw)" }
    let order = expressions.map { expression -> SQL in "\(expression.key) IS NULL, \(expression.key), \(expression.raw)"
    }
    let positions = groups.indices.map { "\($0 + 2)" }.joined(separator: ", ")
    var sql: SQL = """
      SELECT count(*)\(columns.joined()) FROM \(sql: IndexTables.table(query.collection)) t0\(joins.joined())
      WHERE \(ConditionSQL(fields: fields).sql(query.filter.condition))
      """
    if !groups.isEmpty { sql += "\nGROUP BY \(sql: positions) ORDER BY \(order.joined(separator: ", "))" }
    return try asking(query, also: groups) { database in
      let (text, arguments) = try sql.build(database)
      return try Row.fetchAll(database, sql: text, arguments: arguments).map { row in
        CountRow(
          values: groups.enumerated().map { number, field in
            var item = field
            if field.type.isList && field.steps.isEmpty { item.type = field.type.item }
            return fields.decode(row[1 + number], item)
          }, count: row[0])
      }
    }
  }

  /// Runs a question with the clocks it needs in a temporary table.
  private func asking<T>(
    _ query: RecordQuery, also groups: [Field] = [], _ work: (Database) throws -> T
  ) throws(IndexError) -> T {
    let needsClocks = query.filter.needsClocks || (query.columns + groups).contains { $0.needsClocks }
    let clocks = needsClocks ? query.clocks?(query.collection) ?? [] : []
    return try run { database in
      guard layouts[Key(query.collection)] != nil else {
        throw DatabaseError(message: "no collection \(query.collection)")
      }
      if needsClocks { try load(clocks, of: query.collection, in: database) }
      return try work(database)
    }
  }

  private func load(_ clocks: [ClockRow], of collection: String, in database: Database) throws {
    try database.inTransaction {
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS temp.clock (
            record INTEGER NOT NULL, clock TEXT NOT NULL, due INTEGER, state TEXT NOT NULL, stopped INTEGER,
            overdue INTEGER NOT NULL, PRIMARY KEY (record, clock)
          ) WITHOUT ROWID;
          DELETE FROM temp.clock
          """)
      let table = IndexTables.table(collection)
      let insert = try database.makeStatement(
        sql: "INSERT OR REPLACE INTO temp.clock SELECT record, ?2, ?3, ?4, ?5, ?6 FROM \(table) WHERE id = ?1")
      for clock in clocks {
        insert.setUncheckedArguments([
          clock.record, clock.clock, clock.dueSeconds, clock.state, clock.stoppedSeconds, clock.isOverdue ? 1 : 0,
        ])
        try insert.execute()
      }
      return .commit
    }
  }
}
