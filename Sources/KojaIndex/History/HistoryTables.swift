internal import GRDB

/// The tables of the history and their names.
enum HistoryTables {
  /// Changes with every change of the tables or of what is written into them.
  static let generation = 2
  /// "kojh" in the file's header.
  static let applicationID = 0x6B6F_6A68

  /// `position` orders commits: their time, but always later than that of their parents. `is_live` is whether a commit
  /// belongs to the history of the tip that `meta` names; `place` is the folder that its changes were read from.
  private static let sql = """
    CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE author (n INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, UNIQUE (name, email));
    CREATE TABLE "commit" (
      n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, position INTEGER NOT NULL, at INTEGER NOT NULL,
      "offset" INTEGER NOT NULL, author INTEGER NOT NULL, is_merge INTEGER NOT NULL, is_live INTEGER NOT NULL DEFAULT 0,
      place TEXT
    );
    CREATE INDEX commit_position ON "commit" (position);
    CREATE TABLE record (n INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, UNIQUE (collection, id));
    CREATE TABLE change (
      n INTEGER PRIMARY KEY, "commit" INTEGER NOT NULL, record INTEGER NOT NULL, kind TEXT NOT NULL, action TEXT,
      state_from TEXT, state_to TEXT, renamed TEXT, entries TEXT, fields TEXT
    );
    CREATE INDEX change_commit ON change ("commit");
    CREATE INDEX change_record ON change (record);
    """

  /// Makes every table.
  static func create(in database: Database) throws { try database.execute(sql: sql) }
}
