internal import GRDB
internal import KojaModel

extension RecordIndex {
  /// The records that pass, in their order; the id is the last thing they are ordered by.
  package func query(_ query: RecordQuery) throws(IndexError) -> [RecordRow] {
    let fields = FieldSQL(plan: plan, collection: query.collection, now: query.now)
    let order = query.filter.order.map { order -> SQL in
      let key = fields.value(order.field).key
      return "\(key) IS NULL, \(key) \(sql: order.isDescending ? "DESC" : "ASC"), "
    }
    let columns = query.columns.map { field -> SQL in ", \(fields.value(field).raw)" }
    let record: SQL = query.includesRecords ? "(SELECT json FROM \"data:body\" WHERE record = t0.record)" : "NULL"
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
    let fields = FieldSQL(plan: plan, collection: query.collection, now: query.now)
    var joins: [SQL] = []
    var expressions: [FieldSQL.Expression] = []
    for (number, field) in groups.enumerated() {
      let item: SQL = "\(sql: "l\(number)").value"
      switch field.source {
      case .column(let position, let column) where column.type.isList && field.steps.isEmpty:
        let listed = plan.field(position, of: query.collection)
        joins.append(
          """
           LEFT JOIN (SELECT DISTINCT record, value FROM "data:item" WHERE field = \(listed))
           \(sql: "l\(number)") ON \(sql: "l\(number)").record = t0.record
          """)
        expressions.append(FieldSQL.Expression(raw: item, key: item))
      case .overdue:
        joins.append(
          """
           LEFT JOIN (SELECT record, clock AS value FROM "data:clock" WHERE \(fields.isOverdue)) \(sql: "l\(number)")
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
    return try asking(query) { database in
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

  private func asking<T>(_ query: RecordQuery, _ work: (Database) throws -> T) throws(IndexError) -> T {
    try run { database in
      guard plan[query.collection] != nil else { throw DatabaseError(message: "no collection \(query.collection)") }
      return try work(database)
    }
  }
}
