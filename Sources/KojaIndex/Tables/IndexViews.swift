internal import GRDB
internal import KojaModel

/// The views of the index: the contract with `koja sql`, reports and other tools. `Docs/sql.md` describes them; a
/// change here is a change there. What is above the audience `internal` is in none.
enum IndexViews {
  /// Views whose columns the layouts do not decide, by name. A collection of such a name has no view of its own.
  private static let common: [(name: String, sql: String)] = [
    (
      "timeline",
      """
      SELECT c.name AS collection, r.id, e.position, e.action, e.at, e.at_seconds, e."by", e.entered_by, e.recorded_at,
        e.note, e.reason, e.audience, e.state, s.family
      FROM "data:entry" e JOIN "data:record" r ON r.record = e.record
      JOIN "data:collection" c ON c.number = r.collection
      LEFT JOIN "data:state" s ON s.collection = r.collection AND s.name = e.state
      """
    ),
    (
      "told",
      """
      SELECT c.name AS collection, r.id, t.position, e.at, e.at_seconds, t.field, t.value
      FROM "data:told" t JOIN "data:entry" e ON e.record = t.record AND e.position = t.position
      JOIN "data:record" r ON r.record = t.record JOIN "data:collection" c ON c.number = r.collection
      """
    ),
    (
      "list_items",
      """
      SELECT c.name AS collection, r.id, f.name AS field, i.position, i.value
      FROM "data:item" i JOIN "data:record" r ON r.record = i.record
      JOIN "data:collection" c ON c.number = r.collection JOIN "data:field" f ON f.number = i.field AND f.is_open
      """
    ),
    (
      "milestones",
      """
      SELECT c.name AS collection, r.id, m.kind, m.name, min(m.at_seconds) AS first_seconds
      FROM (
        SELECT record, 'action' AS kind, action AS name, at_seconds FROM "data:entry"
        UNION ALL SELECT record, 'state', state, at_seconds FROM "data:entry"
        UNION ALL SELECT e.record, 'family', s.family, e.at_seconds
          FROM "data:entry" e JOIN "data:record" r ON r.record = e.record
          JOIN "data:state" s ON s.collection = r.collection AND s.name = e.state
      ) m JOIN "data:record" r ON r.record = m.record JOIN "data:collection" c ON c.number = r.collection
      WHERE m.name IS NOT NULL AND m.at_seconds IS NOT NULL GROUP BY m.record, m.kind, m.name
      """
    ),
  ]

  /// Views that depend on the moment of asking, by name: temporary ones of the connection that asks.
  private static let present: [(name: String, sql: String)] = [
    (
      "clocks",
      """
      SELECT c.name AS collection, r.id, k.clock, k.state, k.started AS started_seconds, k.due AS due_seconds,
        k.stopped AS stopped_seconds, coalesce(k.stopped, a.now_seconds) > k.due AS overdue, k.calendar, k.source
      FROM "data:clock" k JOIN "data:record" r ON r.record = k.record
      JOIN "data:collection" c ON c.number = r.collection JOIN temp.asked a
      """
    ),
    (
      "stays",
      """
      SELECT c.name AS collection, r.id, e.position, e.state, s.family, e.at_seconds AS since_seconds, e.until_seconds,
        coalesce(e.until_seconds, a.now_seconds) - e.at_seconds AS seconds
      FROM (
        SELECT record, position, state, at_seconds,
          lead(at_seconds) OVER (PARTITION BY record ORDER BY position) AS until_seconds
        FROM "data:entry" WHERE at_seconds IS NOT NULL
      ) e JOIN "data:record" r ON r.record = e.record JOIN "data:collection" c ON c.number = r.collection
      LEFT JOIN "data:state" s ON s.collection = r.collection AND s.name = e.state JOIN temp.asked a
      """
    ),
    (
      // A value holds from the entry that tells it until another is told, the case is closed, or it is opened again.
      "held",
      """
      WITH families AS (
        SELECT *, lag(is_closed) OVER (PARTITION BY record ORDER BY position) AS was_closed
        FROM (
          SELECT e.record, e.position, e.at_seconds, coalesce(s.family = 'closed', 0) AS is_closed
          FROM "data:entry" e JOIN "data:record" r ON r.record = e.record
          LEFT JOIN "data:state" s ON s.collection = r.collection AND s.name = e.state
          WHERE e.at_seconds IS NOT NULL
        )
      )
      SELECT c.name AS collection, r.id, h.field, h.value, h.since_seconds, h.until_seconds,
        coalesce(h.until_seconds, a.now_seconds) - h.since_seconds AS seconds
      FROM (
        SELECT record, field, active AS value, at_seconds AS since_seconds,
          lead(at_seconds) OVER (PARTITION BY record, field ORDER BY position, is_turn) AS until_seconds
        FROM (
          SELECT *, lag(active) OVER (PARTITION BY record, field ORDER BY position, is_turn) AS before
          FROM (
            SELECT record, field, position, is_turn, at_seconds, CASE WHEN NOT is_closed THEN
              first_value(value) OVER (PARTITION BY record, field, stretch ORDER BY position, is_turn) END AS active
            FROM (
              SELECT *, sum(NOT is_turn) OVER (PARTITION BY record, field ORDER BY position, is_turn) AS stretch
              FROM (
                SELECT t.record, t.field, t.position, t.value, 0 AS is_turn, f.at_seconds, f.is_closed
                FROM "data:told" t JOIN families f ON f.record = t.record AND f.position = t.position
                UNION ALL
                SELECT f.record, t.field, f.position, NULL, 1, f.at_seconds, f.is_closed
                FROM families f JOIN (SELECT DISTINCT record, field FROM "data:told") t ON t.record = f.record
                WHERE f.is_closed IS NOT f.was_closed
              )
            )
          )
        ) WHERE active IS NOT before
      ) h JOIN "data:record" r ON r.record = h.record JOIN "data:collection" c ON c.number = r.collection
      JOIN temp.asked a WHERE h.value IS NOT NULL
      """
    ),
  ]

  /// Names that no collection's view can have.
  private static let reserved = Set(["meta", "asked", "records", "refs"] + common.map(\.name) + present.map(\.name))

  /// Makes the views that do not depend on the present.
  static func create(in database: Database, plan: IndexPlan) throws {
    for view in common { try database.execute(sql: "CREATE VIEW \(view.name) AS \(view.sql)") }
    for collection in plan.collections { try create(in: database, collection) }
    let all = plan.collections.map { selection(of: $0) }
    // SQLite joins at most 500 selections.
    let none = "SELECT NULL AS collection, NULL AS id, NULL AS path, NULL AS title, NULL AS date, NULL AS status,"
    let records = all.isEmpty ? "\(none) NULL AS family, NULL AS json WHERE 0" : all.joined(separator: " UNION ALL ")
    try database.execute(sql: "CREATE VIEW records AS \(records)")
  }

  /// Makes the views of the connection that asks: those that depend on the present, for a moment, and `refs`.
  static func create(in database: Database, now: Timestamp) throws {
    try database.execute(
      sql: "CREATE TEMP TABLE IF NOT EXISTS asked (now TEXT NOT NULL, now_seconds INTEGER NOT NULL); DELETE FROM asked")
    try database.execute(sql: "INSERT INTO asked VALUES (?, ?)", arguments: [now.description, now.seconds])
    for view in present {
      try database.execute(sql: "CREATE TEMP VIEW IF NOT EXISTS \(view.name) AS \(view.sql)")
    }
    try ReferenceColumn.createView(in: database)
  }

  /// One view for a collection: its name, columns by their dotted names.
  private static func create(in database: Database, _ collection: IndexPlan.Planned) throws {
    let layout = collection.layout
    guard !reserved.contains(layout.name.lowercased()) else { return }
    var taken: Set<String> = ["id", "path", "family", "json"]
    var parts = ["t.id", "t.path", "t.family"]
    for (position, column) in layout.columns.enumerated()
    where column.isOpen && taken.insert(column.name.lowercased()).inserted {
      parts.append("\(shown(position, of: collection)) AS \(column.name.quoted())")
    }
    let columns = parts.joined(separator: ", ")
    try database.execute(
      sql: "CREATE VIEW \(layout.name.quoted()) AS SELECT \(columns), b.json \(from(collection))")
  }

  /// A number as a number, whatever its spelling; anything else as it is written.
  private static func shown(_ position: Int, of collection: IndexPlan.Planned) -> String {
    let slot = collection.slots[position]
    if slot.isLong { return "x.c\(position)" }
    let isNumber = (slot.form == .integer || slot.form == .number) && !slot.isList
    return isNumber ? "coalesce(t.k\(position), t.c\(position))" : "t.c\(position)"
  }

  /// The tables of a collection; those of which no column is asked are left out by SQLite.
  private static func from(_ collection: IndexPlan.Planned) -> String {
    let name = collection.layout.name
    let texts = "LEFT JOIN \(IndexTables.texts(name)) x ON x.record = t.record "
    return """
      FROM \(IndexTables.table(name)) t \(collection.textColumns.isEmpty ? "" : texts)
      LEFT JOIN "data:body" b ON b.record = t.record
      """
  }

  private static func selection(of collection: IndexPlan.Planned) -> String {
    let layout = collection.layout
    func column(_ name: String?) -> String {
      guard let position = layout.position(of: name), layout.columns[position].isOpen else { return "NULL" }
      return shown(position, of: collection)
    }
    return """
      SELECT \(layout.name.quoted("'")) AS collection, t.id, t.path, \(column(layout.titleColumn)) AS title,
        \(column(layout.dateColumn)) AS date, \(column("status")) AS status, t.family, b.json \(from(collection))
      """
  }
}
