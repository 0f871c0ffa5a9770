internal import GRDB
internal import KojaModel

/// What every commit did to every record, as a SQLite database: derived from the trees, deletable.
///
/// It knows no git: whoever does says which commits are new (``unknown(among:)``), hands them over with their changes
/// (``add(_:)``) and says which belong to the history at hand (``settle(tip:gained:lost:)``). What was handed over once
/// stays, whatever branch is looked at.
package final class HistoryIndex: Sendable {
  private let queue: DatabaseQueue

  /// Opens a history, and makes an empty one where it is missing, damaged, someone else's, or of another version.
  ///
  /// - `path`: the file; nil is a temporary one.
  /// - `version`: a hash of whatever decides how changes are told: workflows, audiences, the engine.
  /// - `basis`: what the version follows from; where it is that of the last time, the version is not asked for.
  package init(path: String?, basis: String? = nil, version: @autoclosure @escaping () -> String) throws(IndexError) {
    let generation = HistoryTables.generation
    queue = try DerivedDatabase(
      applicationID: HistoryTables.applicationID, version: { "\(generation):\(version())" },
      basis: basis.map { "\(generation):\($0)" }, mapped: 32 << 20, create: HistoryTables.create
    ).open(path)
  }

  /// Deletes a history. Nothing is lost: it is made again from the commits.
  package static func discard(path: String) { DerivedDatabase.discard(path: path) }

  private func run<T>(_ work: (Database) throws -> T) throws(IndexError) -> T {
    do { return try queue.inDatabase(work) } catch { throw IndexError(error) }
  }

  /// The commit whose history is marked; nil when none ever was.
  package func tip() throws(IndexError) -> String? {
    try run { try String.fetchOne($0, sql: "SELECT value FROM meta WHERE name = 'tip'") }
  }

  /// Those of some commits that were never handed over, in their order.
  package func unknown(among ids: [String]) throws(IndexError) -> [String] {
    try run { database in
      guard try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \"commit\")") ?? false else { return ids }
      let find = try database.cachedStatement(sql: "SELECT 1 FROM \"commit\" WHERE id = ?")
      return try ids.filter { try Int.fetchOne(find, arguments: [$0]) == nil }
    }
  }

  /// Those of some commits that were never handed over as read from a folder (nil for none), in their order.
  package func unknown(among wanted: [(id: String, place: String?)]) throws(IndexError) -> [String] {
    try run { database in
      let find = try database.cachedStatement(sql: "SELECT 1 FROM \"commit\" WHERE id = ? AND place IS ?")
      return try wanted.filter { try Int.fetchOne(find, arguments: [$0.id, $0.place]) == nil }.map(\.id)
    }
  }

  /// Takes in commits with their changes, parents before children, in one transaction.
  package func add(_ commits: [(commit: HistoryCommit, events: [RecordEvent])]) throws(IndexError) {
    try run { database in
      try database.inTransaction(.immediate) {
        let writer = try HistoryWriter(database)
        for (commit, events) in commits { try writer.add(commit, events) }
        return .commit
      }
    }
  }

  /// Says which commits the history of the new tip has and the marked one does not, and the other way round.
  ///
  /// - `lost`: nil when that is not known; then nothing is left of the old marks, and `gained` is the whole history.
  package func settle(tip: String, gained: [String], lost: [String]?) throws(IndexError) {
    try run { database in
      try database.inTransaction(.immediate) {
        if lost == nil { try database.execute(sql: "UPDATE \"commit\" SET is_live = 0 WHERE is_live") }
        let mark = try database.cachedStatement(sql: "UPDATE \"commit\" SET is_live = ? WHERE id = ?")
        for id in lost ?? [] { try mark.execute(arguments: [0, id]) }
        for id in gained { try mark.execute(arguments: [1, id]) }
        try database.execute(sql: "INSERT OR REPLACE INTO meta VALUES ('tip', ?)", arguments: [tip])
        return .commit
      }
    }
  }

  /// How many commits of the marked history there are, and how many changes of records.
  package func counts() throws(IndexError) -> (commits: Int, changes: Int) {
    try run { database in
      let commits = try Int.fetchOne(database, sql: "SELECT count(*) FROM \"commit\" WHERE is_live")
      let changes = try Int.fetchOne(
        database, sql: "SELECT count(*) FROM change JOIN \"commit\" ON \"commit\".n = change.\"commit\" WHERE is_live")
      return (commits ?? 0, changes ?? 0)
    }
  }

  private static let columns = """
    SELECT c.id, c.at, c."offset", a.name, a.email, c.position, c.is_merge,
      r.collection, r.id, h.kind, h.action, h.state_from, h.state_to, h.renamed, h.entries, h.fields
    """

  /// The changes of one record in the marked history, newest first.
  package func changes(of id: String, in collection: String) throws(IndexError) -> [HistoryRow] {
    try run { database in
      let sql = """
        \(Self.columns) FROM record r CROSS JOIN change h ON h.record = r.n JOIN "commit" c ON c.n = h."commit"
        JOIN author a ON a.n = c.author WHERE r.collection = ? AND r.id = ? AND c.is_live
        ORDER BY c.position DESC, c.id, h.n
        """
      return try Row.fetchAll(database, sql: sql, arguments: [collection, id]).map(HistoryRow.init)
    }
  }

  /// Visits the changes of the marked history, newest first, until the visitor answers false.
  ///
  /// - `mentioning`: texts of which one must occur in what was done or in which fields changed, for speed alone: more
  ///   than what is meant may be visited.
  package func visit(
    collection: String?, since: Int? = nil, until: Int? = nil, mentioning: [String] = [],
    _ visit: (HistoryRow) -> Bool
  ) throws(IndexError) {
    try run { database in
      var conditions = ["c.is_live"]
      var arguments: StatementArguments = []
      if let collection {
        conditions.append("r.collection = ?")
        arguments += [collection]
      }
      if let since {
        conditions.append("c.at >= ?")
        arguments += [since]
      }
      if let until {
        conditions.append("c.at <= ?")
        arguments += [until]
      }
      let texts = mentioning.map { _ in
        "instr(ifnull(h.action, '') || ' ' || ifnull(h.state_to, '') || ifnull(h.entries, '') || ifnull(h.fields, ''), ?)"
      }
      if !texts.isEmpty {
        conditions.append("(\(texts.joined(separator: " OR ")))")
        arguments += StatementArguments(mentioning)
      }
      let sql = """
        \(Self.columns) FROM "commit" c CROSS JOIN change h ON h."commit" = c.n JOIN record r ON r.n = h.record
        JOIN author a ON a.n = c.author WHERE \(conditions.joined(separator: " AND "))
        ORDER BY c.position DESC, c.id, h.n
        """
      let rows = try Row.fetchCursor(database, sql: sql, arguments: arguments)
      while let row = try rows.next() {
        guard visit(HistoryRow(row)) else { return }
      }
    }
  }
}

extension HistoryRow {
  /// Reads a row of the columns above.
  fileprivate init(_ row: Row) {
    self.init(
      commit: row[0], at: Timestamp(seconds: row[1], offset: row[2]), author: (row[3], row[4]), position: row[5],
      isMerge: row[6],
      event: RecordEvent(
        collection: row[7], id: row[8], kind: RecordEvent.Kind(rawValue: row[9]) ?? .changed, action: row[10],
        from: row[11], to: row[12], renamed: row[13], entries: RecordEvent.entries(row[14]),
        fields: RecordEvent.fields(row[15])))
  }
}
