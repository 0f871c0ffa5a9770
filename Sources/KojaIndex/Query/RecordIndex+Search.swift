internal import GRDB
package import KojaModel

/// A record that has the words that were looked for.
package struct SearchHit: Sendable {
  /// A piece of the text around the words.
  package struct Piece: Sendable, Hashable {
    /// The text.
    package let text: String
    /// Whether it is one of the words.
    package let isHit: Bool
  }

  /// The collection.
  package let collection: String
  /// The id.
  package let id: String
  /// The path relative to the store.
  package let path: String
  /// The title, as the record has it.
  package let title: Value
  /// The state; nil without a workflow.
  package let status: String?
  /// The text around the words, in order.
  package let snippet: [Piece]
  /// How well it fits: the smaller the better (bm25).
  package let rank: Double
}

extension RecordIndex {
  /// The records of a collection that have all of some words, each by its beginning, the best first.
  ///
  /// Fields above the audience `internal` are not looked through, and a title above it is not told.
  package func search(
    _ words: [String], in collection: String, filter: Filter = .everything, now: Timestamp, limit: Int
  ) throws(IndexError) -> [SearchHit] {
    guard let planned = plan[collection], !words.isEmpty else { return [] }
    let layout = planned.layout
    let names = planned.searchedColumns.map { IndexTables.textName(of: layout, $0) }
    guard !names.isEmpty else { return [] }
    let fields = FieldSQL(plan: plan, collection: collection, now: now)
    let table = IndexTables.words(collection)
    let match = "{\(names.joined(separator: " "))} : (\(words.map { "\($0.quoted()) *" }.joined(separator: " AND ")))"
    func column(_ name: String?) -> SQL {
      name.flatMap { FieldContext(layout, among: Layouts([])).find($0) }
        .flatMap { CollectionLayout.isOpen($0.audience) ? fields.value($0).raw : nil } ?? "NULL"
    }
    let sql: SQL = """
      SELECT t0.id, t0.path, \(column(layout.titleColumn)), \(column(layout.states.isEmpty ? nil : "status")),
        snippet(\(sql: table), -1, char(2), char(3), '…', 16), bm25(\(sql: table)) AS fit
      FROM \(sql: table) JOIN \(sql: IndexTables.table(collection)) t0 ON t0.record = \(sql: table).rowid
      WHERE \(sql: table) MATCH \(match) AND \(ConditionSQL(fields: fields).sql(filter.condition))
      ORDER BY fit, t0.id LIMIT \(limit)
      """
    return try asking(at: now) { database in
      let (text, arguments) = try sql.build(database)
      return try Row.fetchAll(database, sql: text, arguments: arguments).map { row in
        SearchHit(
          collection: collection, id: row[0], path: row[1], title: (row[2] as String?).map { .string($0) } ?? .null,
          status: row[3], snippet: Self.pieces(row[4] ?? ""), rank: row[5] ?? 0)
      }
    }
  }

  /// The text between the marks that full text sets around words.
  private static func pieces(_ marked: String) -> [SearchHit.Piece] {
    var pieces: [SearchHit.Piece] = []
    var (text, isHit) = (String.UnicodeScalarView(), false)
    func end() {
      if !text.isEmpty { pieces.append(SearchHit.Piece(text: String(text), isHit: isHit)) }
      text = String.UnicodeScalarView()
    }
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "\u{2}", "\u{3}":
        end()
        isHit = scalar == "\u{2}"
      default: text.append(scalar)
      }
    }
    end()
    return pieces
  }
}
