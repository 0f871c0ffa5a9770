internal import GRDB
internal import KojaModel

/// The tables of the index and their names. What people may ask are the views of ``IndexViews``.
///
/// A name of a table has a colon, which no collection's name has. Names in SQL are those written here, positions of
/// columns, or names from the layouts, quoted; text of records and arguments is always bound.
enum IndexTables {
  /// Changes with every change of the tables or of what stands in them, so that an older koja's index is made again.
  static let generation = 9
  /// "koja" in the file's header: a file without it is none of ours.
  static let applicationID = 0x6B6F_6A61

  /// `data:file` says which content was taken in from a path, where its hash was made; without a number the file is no
  /// record. `data:stamp`
  /// has the stamps that are newer than those in the flat file that `meta` names; without a size the file is gone.
  private static let common = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE "data:file" (record INTEGER, path TEXT PRIMARY KEY, content BLOB) WITHOUT ROWID;
    CREATE TABLE "data:stamp" (
      path TEXT PRIMARY KEY, size INTEGER, mtime_s INTEGER, mtime_ns INTEGER, ctime_s INTEGER, ctime_ns INTEGER,
      inode INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE "data:collection" (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE "data:field" (
      number INTEGER PRIMARY KEY, collection INTEGER NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL,
      is_open INTEGER NOT NULL, is_list INTEGER NOT NULL, target TEXT
    );
    CREATE TABLE "data:state" (
      collection INTEGER NOT NULL, name TEXT NOT NULL, family TEXT NOT NULL, PRIMARY KEY (collection, name)
    ) WITHOUT ROWID;
    CREATE TABLE "data:record" (record INTEGER PRIMARY KEY, collection INTEGER NOT NULL, id TEXT NOT NULL);
    CREATE TABLE "data:body" (record INTEGER PRIMARY KEY, json TEXT NOT NULL);
    CREATE TABLE "data:item" (
      record INTEGER NOT NULL, field INTEGER NOT NULL, position INTEGER NOT NULL, value, key,
      PRIMARY KEY (record, field, position)
    ) WITHOUT ROWID;
    CREATE TABLE "data:entry" (
      record INTEGER NOT NULL, position INTEGER NOT NULL, action TEXT, at TEXT, at_seconds INTEGER, "by" TEXT,
      entered_by TEXT, recorded_at TEXT, note TEXT, reason TEXT, audience TEXT, state TEXT,
      PRIMARY KEY (record, position)
    ) WITHOUT ROWID;
    CREATE TABLE "data:told" (
      record INTEGER NOT NULL, position INTEGER NOT NULL, field TEXT NOT NULL, value TEXT,
      PRIMARY KEY (record, position, field)
    ) WITHOUT ROWID;
    CREATE TABLE "data:clock" (
      record INTEGER NOT NULL, clock TEXT NOT NULL, started INTEGER, due INTEGER, state TEXT NOT NULL, stopped INTEGER,
      calendar TEXT, source TEXT, PRIMARY KEY (record, clock)
    ) WITHOUT ROWID;
    """

  /// The tables whose rows belong to records, by the numbers that the rows on a tape name them by.
  static func name(of table: IndexPlan.Table) -> String { "data:\(table)" }

  /// How the names of all tables begin but those that have no colon and hold nothing of records.
  static let prefixes = ["data:", "typed:", "text:", "words:"]

  /// The typed table of a collection, quoted.
  static func table(_ collection: String) -> String { typedName(collection).quoted() }

  /// The table of a collection's texts, quoted; there is none where there are no texts.
  static func texts(_ collection: String) -> String { textsName(collection).quoted() }

  /// The full-text table of a collection, quoted.
  static func words(_ collection: String) -> String { "words:\(collection)".quoted() }

  private static func typedName(_ collection: String) -> String { "typed:\(collection)" }
  private static func textsName(_ collection: String) -> String { "text:\(collection)" }

  /// The name of a column in the full-text table: `c<n>`, for a list or a day its key `k<n>`.
  static func textName(of layout: CollectionLayout, _ position: Int) -> String {
    StoredValue.hasKey(layout.columns[position].type) ? "k\(position)" : "c\(position)"
  }

  /// The names of a collection's columns in full text, in their order.
  static func wordNames(of collection: IndexPlan.Planned) -> [String] {
    collection.textColumns.map { textName(of: collection.layout, $0) }
  }

  /// The names of the columns of a typed table, behind the record's number.
  static func typedNames(of collection: IndexPlan.Planned) -> [String] {
    ["id", "path", "family"] + names(of: collection) { !$0.isLong }
  }

  /// The names of the columns of a table of texts, behind the record's number.
  static func textNames(of collection: IndexPlan.Planned) -> [String] { names(of: collection) { $0.isText } }

  private static func names(
    of collection: IndexPlan.Planned, where isWanted: (IndexPlan.Slot) -> Bool
  ) -> [String] {
    collection.slots.enumerated().filter { isWanted($0.element) }.flatMap { position, slot in
      slot.hasKey ? ["c\(position)", "k\(position)"] : ["c\(position)"]
    }
  }

  /// Makes every table, and writes down what the layouts say.
  static func create(in database: Database, plan: IndexPlan) throws {
    try database.execute(sql: common)
    for collection in plan.collections {
      let layout = collection.layout
      let tables = [(table(layout.name), typedNames(of: collection)), (texts(layout.name), textNames(of: collection))]
      for (table, names) in tables where !names.isEmpty {
        try database.execute(
          sql: "CREATE TABLE \(table) (record INTEGER PRIMARY KEY, \(names.joined(separator: ", ")))")
      }
      try database.execute(
        sql: "INSERT INTO \"data:collection\" VALUES (?, ?)", arguments: [collection.number, layout.name])
      for (position, column) in layout.columns.enumerated() {
        try database.execute(
          sql: "INSERT INTO \"data:field\" VALUES (?, ?, ?, ?, ?, ?, ?)",
          arguments: [
            collection.firstField + position, collection.number, position, column.name, column.isOpen,
            collection.slots[position].isList, collection.slots[position].target,
          ])
      }
      for state in layout.states {
        try database.execute(
          sql: "INSERT OR IGNORE INTO \"data:state\" VALUES (?, ?, ?)",
          arguments: [collection.number, state.name, state.family])
      }
      try createWords(in: database, collection)
    }
    try createIndexes(in: database, plan: plan)
    try IndexViews.create(in: database, plan: plan)
  }

  /// Makes the indexes while there are no rows: files come in the order of their paths, so that of ids grows at its end, and
  /// the others are small. Made afterwards, they would read every table again when no other thread has work left.
  private static func createIndexes(in database: Database, plan: IndexPlan) throws {
    try database.execute(
      sql: """
        CREATE INDEX "data:file:unreadable" ON "data:file" (path) WHERE record IS NULL;
        CREATE INDEX "data:clock:due" ON "data:clock" (due) WHERE stopped IS NULL;
        """)
    for collection in plan.collections {
      let layout = collection.layout
      let unique = layout.columns.indices.filter {
        layout.columns[$0].isUnique && !collection.slots[$0].isList && !collection.slots[$0].isLong
      }
      for column in ["id"] + unique.map({ "c\($0)" }) {
        let name = "\(typedName(layout.name)):\(column)".quoted()
        try database.execute(sql: "CREATE INDEX \(name) ON \(table(layout.name)) (\(column))")
      }
    }
  }

  private static func createWords(in database: Database, _ collection: IndexPlan.Planned) throws {
    guard !collection.textColumns.isEmpty else { return }
    let content = textsName(collection.layout.name).quoted("'")
    let words = words(collection.layout.name)
    try database.execute(
      sql: """
        CREATE VIRTUAL TABLE \(words) USING fts5(
          \(wordNames(of: collection).joined(separator: ", ")), content=\(content), content_rowid='record',
          tokenize='unicode61 remove_diacritics 2')
        """)
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
