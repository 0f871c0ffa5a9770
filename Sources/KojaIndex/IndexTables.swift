internal import GRDB
internal import KojaModel

/// The tables of the index and their names.
///
/// Names in SQL are those written here, positions of columns, or names from the layouts, quoted; text of records and
/// arguments is always bound.
enum IndexTables {
  /// Changes with every change of the tables, so that an older koja's index is made again.
  static let generation = 1
  /// "koja" in the file's header: a file without it is none of ours.
  static let applicationID = 0x6B6F_6A61

  /// The tables that every index has. ``view(for:)`` keeps clear of their names.
  private static let common = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE file (
      path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_s INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
      ctime_s INTEGER NOT NULL, ctime_ns INTEGER NOT NULL, inode INTEGER NOT NULL, readable INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE record (
      rowid INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL UNIQUE,
      title TEXT, date TEXT, status TEXT, family TEXT, json TEXT NOT NULL
    );
    CREATE INDEX record_id ON record (id, collection);
    CREATE TABLE list_item (
      record INTEGER NOT NULL, "column" TEXT NOT NULL, position INTEGER NOT NULL, value, key,
      PRIMARY KEY (record, "column", position)
    ) WITHOUT ROWID;
    CREATE TABLE timeline (
      record INTEGER NOT NULL, position INTEGER NOT NULL, action TEXT, at TEXT, at_seconds INTEGER, "by" TEXT,
      entered_by TEXT, recorded_at TEXT, note TEXT, reason TEXT, PRIMARY KEY (record, position)
    ) WITHOUT ROWID;
    CREATE TABLE reference (
      record INTEGER NOT NULL, "column" TEXT NOT NULL, to_collection TEXT NOT NULL, to_id TEXT NOT NULL,
      PRIMARY KEY (record, "column", to_collection, to_id)
    ) WITHOUT ROWID;
    CREATE INDEX reference_to ON reference (to_id, to_collection);
    """

  private static let commonNames: Set<String> = ["meta", "file", "record", "list_item", "timeline", "reference"]

  /// The typed table of a collection, quoted. A colon is in no collection's name, so it meets no other table.
  static func table(_ collection: String) -> String { name(collection).quoted() }

  private static func name(_ collection: String) -> String { "typed:\(collection)" }

  /// The full-text table of a collection, quoted.
  static func words(_ collection: String) -> String { "words:\(collection)".quoted() }

  /// The columns that full text covers, as positions.
  static func textColumns(of layout: CollectionLayout) -> [Int] {
    layout.columns.indices.filter { layout.columns[$0].type.item == .text || layout.columns[$0].isSearchable }
  }

  /// The name of a column in the full-text table: `c<n>`, for a list the words in `k<n>`.
  static func textName(of layout: CollectionLayout, _ position: Int) -> String {
    StoredValue.hasKey(layout.columns[position].type) ? "k\(position)" : "c\(position)"
  }

  /// Makes every table.
  static func create(in database: Database, layouts: [CollectionLayout]) throws {
    try database.execute(sql: common)
    for layout in layouts {
      var columns = ["record INTEGER PRIMARY KEY", "id TEXT NOT NULL", "path TEXT NOT NULL", "family TEXT"]
      for (position, column) in layout.columns.enumerated() {
        columns.append("c\(position)")
        if StoredValue.hasKey(column.type) { columns.append("k\(position)") }
      }
      let table = table(layout.name)
      try database.execute(sql: "CREATE TABLE \(table) (\(columns.joined(separator: ", ")))")
      let index = "typed:\(layout.name):id".quoted()
      try database.execute(sql: "CREATE INDEX \(index) ON \(table) (id, path)")
      for (position, column) in layout.columns.enumerated() where column.isUnique && !column.type.isList {
        let index = "typed:\(layout.name):\(position)".quoted()
        try database.execute(sql: "CREATE INDEX \(index) ON \(table) (c\(position))")
      }
      try createWords(in: database, layout: layout)
      try createView(in: database, layout: layout)
    }
  }

  private static func createWords(in database: Database, layout: CollectionLayout) throws {
    let names = textColumns(of: layout).map { textName(of: layout, $0) }
    guard !names.isEmpty else { return }
    let content = name(layout.name).quoted("'")
    try database.execute(
      sql: """
        CREATE VIRTUAL TABLE \(words(layout.name)) USING fts5(
          \(names.joined(separator: ", ")), content=\(content), content_rowid='record',
          tokenize='unicode61 remove_diacritics 2')
        """)
  }

  /// The view for `koja sql`: the collection's name, columns by their dotted names.
  private static func createView(in database: Database, layout: CollectionLayout) throws {
    guard !commonNames.contains(layout.name.lowercased()) else { return }
    var taken: Set<String> = ["id", "path", "family"]
    var parts = ["id", "path", "family"]
    for (position, column) in layout.columns.enumerated() where taken.insert(column.name.lowercased()).inserted {
      let stored = [.integer, .number].contains(column.type) ? "coalesce(k\(position), c\(position))" : "c\(position)"
      parts.append("\(stored) AS \(column.name.quoted())")
    }
    let list = parts.joined(separator: ", ")
    try database.execute(
      sql: "CREATE VIEW \(layout.name.quoted()) AS SELECT \(list) FROM \(table(layout.name))")
  }

  /// Drops every table and view, whatever made them.
  static func drop(in database: Database) throws {
    let made = "SELECT type, name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    let virtual = " AND sql LIKE 'CREATE VIRTUAL%'"
    for (type, filter) in [("view", ""), ("table", virtual), ("table", "")] {
      for row in try Row.fetchAll(database, sql: made + filter, arguments: [type]) {
        guard let name = row["name"] as String? else { continue }
        try database.execute(sql: "DROP \(type) IF EXISTS \(name.quoted())")
      }
    }
  }
}
