internal import GRDB
internal import KojaModel

/// Fields as SQL expressions over the typed table `t<depth>` of their collection.
struct FieldSQL {
  let plan: IndexPlan
  /// The collection that the question is about.
  let collection: String
  let now: Timestamp

  /// An expression: the value as it is, and as it compares.
  struct Expression {
    var raw: SQL
    var key: SQL
  }

  /// A condition on a field: true when any value of it passes.
  func any(_ field: Field, _ test: (Expression) -> SQL) -> SQL {
    any(field, field.steps[...], collection, 0, test)
  }

  private func any(
    _ field: Field, _ steps: ArraySlice<Field.Step>, _ collection: String, _ depth: Int, _ test: (Expression) -> SQL
  ) -> SQL {
    guard let step = steps.first else {
      if case .overdue = field.source {
        let name: SQL = "clock"
        return """
          t0.record IN (SELECT record FROM "data:clock" WHERE \(isOverdue) AND \(test(Expression(raw: name, key: name))))
          """
      }
      if case .lent(let column) = field.source, column.type.isList {
        let body: SQL = "SELECT json FROM \"data:body\" WHERE record = \(sql: "t\(depth)").record"
        let item: SQL = "value"
        let test = test(Expression(raw: item, key: Self.key(item, column.type.item)))
        return "EXISTS (SELECT 1 FROM json_each((\(body)), \(Self.way(to: column))) WHERE \(test))"
      }
      guard case .column(let position, let column) = field.source, column.type.isList else {
        return test(source(field, collection, depth))
      }
      let value: SQL = "value"
      let item = Expression(raw: value, key: StoredValue.hasKey(column.type.item) ? "key" : value)
      return """
        \(sql: "t\(depth)").record IN
        (SELECT record FROM "data:item" WHERE field = \(plan.field(position, of: collection)) AND \(test(item)))
        """
    }
    let table = IndexTables.table(step.target)
    let inner = any(field, steps.dropFirst(), step.target, depth + 1, test)
    let ids: SQL = "(SELECT \(sql: "t\(depth + 1)").id FROM \(sql: table) \(sql: "t\(depth + 1)") WHERE \(inner))"
    guard step.column.type.isList else { return "\(sql: "t\(depth).c\(step.position)") IN \(ids)" }
    return """
      \(sql: "t\(depth)").record IN
      (SELECT record FROM "data:item" WHERE field = \(plan.field(step.position, of: collection)) AND value IN \(ids))
      """
  }

  /// The value of a field for an answer, an order or a group; one value a record.
  func value(_ field: Field) -> Expression { value(field, field.steps[...], collection, 0) }

  private func value(
    _ field: Field, _ steps: ArraySlice<Field.Step>, _ collection: String, _ depth: Int
  ) -> Expression {
    guard let step = steps.first else { return source(field, collection, depth) }
    let inner = value(field, steps.dropFirst(), step.target, depth + 1)
    func follow(_ wanted: SQL) -> SQL {
      let (from, to) = ("t\(depth)", "t\(depth + 1)")
      return """
        (SELECT \(wanted) FROM \(sql: IndexTables.table(step.target)) \(sql: to)
        WHERE \(sql: to).id = \(sql: "\(from).c\(step.position)") ORDER BY \(sql: to).path LIMIT 1)
        """
    }
    return Expression(raw: follow(inner.raw), key: follow(inner.key))
  }

  private func source(_ field: Field, _ collection: String, _ depth: Int) -> Expression {
    let table = "t\(depth)"
    switch field.source {
    case .id: return same("\(sql: table).id")
    case .path: return same("\(sql: table).path")
    case .family: return same("\(sql: table).family")
    case .due(nil):
      return gathered("(SELECT min(due) FROM \"data:clock\" WHERE record = t0.record AND stopped IS NULL)", field)
    case .due(let clock?):
      return gathered("(SELECT due FROM \"data:clock\" WHERE record = t0.record AND clock = \(clock))", field)
    case .overdue:
      return same(
        """
        (SELECT json_group_array(clock) FROM
        (SELECT clock FROM "data:clock" WHERE record = t0.record AND \(isOverdue) ORDER BY clock) HAVING count(*) > 0)
        """)
    case .lent(let column):
      let body: SQL = "SELECT json FROM \"data:body\" WHERE record = \(sql: table).record"
      let way = Self.way(to: column)
      let value: SQL = "json_extract((\(body)), \(way))"
      let raw: SQL =
        switch column.type {
        // Where two records ask different things under one name, what is there is compared as it is written.
        case .code: "CAST(\(value) AS TEXT)"
        // A number comes back as the record has it: as JSON, see ``StoredValue``.
        case .integer, .number: "CAST((\(body)) -> \(way) AS BLOB)"
        default: value
        }
      return inside(field, raw, Self.key(value, column.type.item))
    case .column(let position, let column):
      let raw = stored("c\(position)", column, collection, table)
      let key = StoredValue.hasKey(column.type) ? stored("k\(position)", column, collection, table) : raw
      return inside(field, raw, key)
    }
  }

  /// A value with its key, or the stretch of time that the field asks for.
  private func inside(_ field: Field, _ raw: SQL, _ key: SQL) -> Expression {
    guard let bucket = field.bucket else { return Expression(raw: raw, key: key) }
    let isDay = field.column?.type.item == .date
    return same(Self.bucket(bucket, isDay ? "\(key) * 86400" : "\(key) + \(now.offset * 60)"))
  }

  /// Where a part of a mapping stands in the JSON of its record.
  private static func way(to column: Column) -> String {
    column.path.reduce("$") { "\($0).\"\($1)\"" }
  }

  /// How a value of JSON compares, as ``StoredValue`` has it.
  private static func key(_ value: SQL, _ type: ColumnType) -> SQL {
    switch type {
    case .date: "unixepoch(\(value)) / 86400"
    case .dateTime: "unixepoch(\(value))"
    default: value
    }
  }

  /// A stored column; free text lies apart.
  private func stored(_ name: String, _ column: Column, _ collection: String, _ table: String) -> SQL {
    guard column.type.item == .text else { return "\(sql: "\(table).\(name)")" }
    return "\(sql: "(SELECT \(name) FROM \(IndexTables.texts(collection)) WHERE record = \(table).record)")"
  }

  /// Whether a row of clocks is overdue: a running clock now, a stopped one when it stopped.
  var isOverdue: SQL { "coalesce(stopped, \(now.seconds)) > due" }

  /// Seconds since 1970 as they are, or the stretch of time that the field asks for.
  private func gathered(_ seconds: SQL, _ field: Field) -> Expression {
    same(field.bucket.map { Self.bucket($0, "\(seconds) + \(now.offset * 60)") } ?? seconds)
  }

  private func same(_ sql: SQL) -> Expression { Expression(raw: sql, key: sql) }

  /// `2026`, `2026-03`, `2026-W11` (ISO 8601: the week of its Thursday), `2026-03-14` of local seconds.
  private static func bucket(_ bucket: Field.Bucket, _ seconds: SQL) -> SQL {
    switch bucket {
    case .year: return "strftime('%Y', \(seconds), 'unixepoch')"
    case .month: return "strftime('%Y-%m', \(seconds), 'unixepoch')"
    case .day: return "strftime('%Y-%m-%d', \(seconds), 'unixepoch')"
    case .week:
      func thursday(_ format: SQL) -> SQL { "strftime(\(format), \(seconds), 'unixepoch', '-3 days', 'weekday 4')" }
      return "\(thursday("'%Y'")) || printf('-W%02d', (\(thursday("'%j'")) - 1) / 7 + 1)"
    }
  }

  /// What the database says, as a value.
  func decode(_ stored: DatabaseValue, _ field: Field) -> Value {
    if case .due = field.source, case .int64(let seconds) = stored.storage {
      return .string(Timestamp(seconds: Int(seconds), offset: now.offset).description)
    }
    return StoredValue.value(stored, as: field.type)
  }
}
