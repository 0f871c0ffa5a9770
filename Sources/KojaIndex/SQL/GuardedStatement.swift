internal import Foundation
internal import GRDB
internal import GRDBSQLite
internal import KojaModel

/// One statement that may only read, prepared on a connection; the guard stands as long as it lives.
final class GuardedStatement {
  private let connection: OpaquePointer
  private var statement: OpaquePointer?
  private let clock: Deadline
  private let text: String

  init(_ question: SQLQuestion, on connection: OpaquePointer) throws(SQLFault) {
    self.connection = connection
    text = question.text
    clock = Deadline(question.patience)
    sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 64 << 20)
    try refuseTables()
    sqlite3_set_authorizer(
      connection, { _, action, first, second, _, view in GuardedStatement.verdict(action, first, second, view) }, nil)
    sqlite3_progress_handler(
      connection, 10_000,
      { context in context.map { Unmanaged<Deadline>.fromOpaque($0).takeUnretainedValue().isPassed ? 1 : 0 } ?? 1 },
      Unmanaged.passUnretained(clock).toOpaque())
    try prepare(question.text)
    try bind(question)
  }

  deinit {
    sqlite3_finalize(statement)
    sqlite3_progress_handler(connection, 0, nil, nil)
    // GRDB had an authorizer of its own, by which it learns what statements write: after this one there are none.
    sqlite3_set_authorizer(connection, nil, nil)
  }

  /// Chance answers otherwise each time: nobody could make a figure again.
  private static let chance = ["random", "randomblob"]
  private static let refusedFunctions = ["load_extension"] + chance

  /// What SQLite may do: `first` and `second` say of what, `view` for which view.
  private static func verdict(
    _ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?, _ view: UnsafePointer<CChar>?
  ) -> Int32 {
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: SQLITE_OK
    // A table behind the views is read for a view, whose name SQLite says; see ``refuseTables()``. Without a column nothing
    // is read.
    case SQLITE_READ:
      view != nil || second.map { $0.pointee == 0 } ?? true || first.map { strchr($0, 0x3A) == nil } ?? true
        ? SQLITE_OK : SQLITE_DENY
    case SQLITE_FUNCTION:
      second.map { name in refusedFunctions.allSatisfy { strcasecmp(name, $0) != 0 } } ?? false
        ? SQLITE_OK : SQLITE_DENY
    // Full text asks whether the file changed.
    case SQLITE_PRAGMA: first.map { strcasecmp($0, "data_version") == 0 } ?? false ? SQLITE_OK : SQLITE_DENY
    default: SQLITE_DENY
    }
  }

  /// Refuses a question that names a table behind the views: those hold what no answer tells.
  ///
  /// Who gives a name of his own to a selection (`WITH complaints AS …`) is taken for a view by the authorizer. But the names
  /// of the tables have a colon, so a question can say them in quotes only, and without saying them nobody gets there.
  private func refuseTables() throws(SQLFault) {
    let said = text.lowercased()
    guard IndexTables.prefixes.contains(where: said.contains) else { return }
    let tables = names("SELECT lower(name) FROM sqlite_master WHERE instr(name, ':') > 0")
    let quotes = [("\"", "\""), ("'", "'"), ("`", "`"), ("[", "]")]
    guard !tables.contains(where: { table in quotes.contains { said.contains($0 + table + $1) } }) else {
      throw behind
    }
  }

  private func prepare(_ text: String) throws(SQLFault) {
    guard !text.utf8.contains(0) else { throw fault(Phrase(id: "ada karakter NUL", en: "there is a NUL character")) }
    let bytes = Array(text.utf8CString)
    var tail = 0
    let code = bytes.withUnsafeBufferPointer { buffer in
      var rest: UnsafePointer<CChar>?
      let code = sqlite3_prepare_v2(connection, buffer.baseAddress, Int32(buffer.count), &statement, &rest)
      tail = buffer.baseAddress.flatMap { base in rest.map { base.distance(to: $0) } } ?? 0
      return code
    }
    guard code == SQLITE_OK else { throw refusal(code) }
    guard statement != nil else {
      throw fault(
        Phrase(id: "tidak ada pertanyaan", en: "there is no question"),
        hint: Phrase(id: "misalnya `SELECT id FROM complaints`", en: "such as `SELECT id FROM complaints`"))
    }
    var more: OpaquePointer?
    let second = bytes.withUnsafeBufferPointer { buffer in
      sqlite3_prepare_v2(
        connection, buffer.baseAddress?.advanced(by: tail), Int32(buffer.count - tail), &more, nil)
    }
    sqlite3_finalize(more)
    guard second == SQLITE_OK, more == nil else {
      throw SQLFault(
        message: Phrase(id: "hanya satu pertanyaan", en: "one question only"),
        hint: Phrase(id: "hapus yang di belakang `;`", en: "take away what follows the `;`"), offset: tail, failure: nil
      )
    }
  }

  private func bind(_ question: SQLQuestion) throws(SQLFault) {
    for position in 1..<max(1, sqlite3_bind_parameter_count(statement) + 1) {
      let name = sqlite3_bind_parameter_name(statement, position).map { String(cString: $0.advanced(by: 1)) }
      guard let name, let value = question.parameters[name] else {
        let known = question.parameters.keys.sorted().map { ":\($0)" }.joined(separator: ", ")
        throw fault(
          Phrase(id: "`:\(name ?? "?")` tidak diisi", en: "`:\(name ?? "?")` has no value"),
          hint: Phrase(id: "yang ada: \(known)", en: "there are: \(known)"))
      }
      switch value {
      case .null, .array, .object: sqlite3_bind_null(statement, position)
      case .boolean(let flag): sqlite3_bind_int64(statement, position, flag ? 1 : 0)
      case .number(let text):
        if let number = Int64(text) {
          sqlite3_bind_int64(statement, position, number)
        } else {
          sqlite3_bind_double(statement, position, Double(text) ?? 0)
        }
      case .string(let text):
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        sqlite3_bind_text(statement, position, text, -1, transient)
      }
    }
  }

  /// The names of the columns.
  var columns: [String] {
    (0..<sqlite3_column_count(statement)).map { sqlite3_column_name(statement, $0).map { String(cString: $0) } ?? "" }
  }

  func answer(_ question: SQLQuestion) throws(SQLFault) -> SQLAnswer {
    let count = sqlite3_column_count(statement)
    var rows: [[Value]] = []
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return SQLAnswer(columns: columns, rows: rows) }
      guard code == SQLITE_ROW else { throw refusal(code) }
      guard rows.count < question.mostRows else {
        throw fault(
          Phrase(id: "lebih dari \(question.mostRows) baris", en: "more than \(question.mostRows) rows"),
          hint: Phrase(id: "saring, jumlahkan, atau tulis LIMIT", en: "filter, add up, or write LIMIT"))
      }
      rows.append((0..<count).map(value))
    }
  }

  private func value(_ column: Int32) -> Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .number(String(sqlite3_column_int64(statement, column)))
    case SQLITE_FLOAT:
      let number = sqlite3_column_double(statement, column)
      return number.isFinite ? .number("\(number)") : .null
    case SQLITE_NULL: return .null
    default:
      let bytes = sqlite3_column_blob(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      return .string(
        String(decoding: UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count), as: UTF8.self))
    }
  }

  // MARK: What is wrong

  private func fault(_ message: Phrase, hint: Phrase? = nil) -> SQLFault {
    SQLFault(message: message, hint: hint, offset: nil, failure: nil)
  }

  private var behind: SQLFault {
    fault(
      Phrase(id: "tabel di balik tampilan tidak untuk ditanya", en: "the tables behind the views are not to be asked"),
      hint: Phrase(id: "tampilan dan kolomnya ada di Docs/sql.md", en: "views and columns stand in Docs/sql.md"))
  }

  private func refusal(_ code: Int32) -> SQLFault {
    let said = sqlite3_errmsg(connection).map { String(cString: $0) } ?? ""
    let offset = Int(sqlite3_error_offset(connection))
    switch code & 0xFF {
    case SQLITE_AUTH where said.hasSuffix("is prohibited"):
      return behind
    case SQLITE_AUTH where Self.tellsChance(said), SQLITE_ERROR where Self.tellsChance(said):
      return fault(
        Phrase(
          id: "angka acak tidak dapat diulang oleh orang lain", en: "nobody can repeat an answer that depends on chance"
        ),
        hint: Phrase(
          id: "untuk contoh, urutkan menurut kolom, misalnya `ORDER BY id LIMIT 20`",
          en: "for a sample, order by a column, such as `ORDER BY id LIMIT 20`"))
    case SQLITE_AUTH,
      SQLITE_ERROR where said.hasPrefix("cannot modify"):
      return fault(
        Phrase(id: "pertanyaan ini bukan hanya membaca", en: "this question does not only read"),
        hint: Phrase(
          id: "hanya SELECT atas tampilan di Docs/sql.md; catatan diubah dengan `koja set` dan `koja do`",
          en: "only SELECT over the views of Docs/sql.md; records are changed by `koja set` and `koja do`"))
    case SQLITE_INTERRUPT:
      return fault(
        Phrase(id: "pertanyaan ini terlalu lama", en: "this question takes too long"),
        hint: Phrase(
          id: "saring lebih awal, atau beri `--timeout` lebih besar", en: "filter earlier, or give a larger `--timeout`"
        ))
    case SQLITE_ERROR where IndexError.tellsDamage(said),
      SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_IOERR, SQLITE_FULL, SQLITE_NOMEM:
      let error = IndexError(DatabaseError(resultCode: ResultCode(rawValue: code), message: said))
      return SQLFault(message: error.message, hint: error.hint, offset: nil, failure: error)
    default:
      return SQLFault(
        message: Phrase(id: "SQL tidak dimengerti: \(said)", en: "the SQL is not understood: \(said)"),
        hint: suggestion(for: said), offset: offset >= 0 ? offset : place(ofNameIn: said), failure: nil)
    }
  }

  private static func tellsChance(_ said: String) -> Bool {
    chance.contains { said.lowercased().hasSuffix("function: \($0)") }
  }

  /// Where the name that SQLite complains about stands first, in bytes, where SQLite does not say.
  private func place(ofNameIn said: String) -> Int? {
    guard said.hasPrefix("no such "), let colon = said.range(of: ": ") else { return nil }
    return text.range(of: said[colon.upperBound...]).map {
      text.utf8.distance(from: text.startIndex, to: $0.lowerBound)
    }
  }

  /// The view or the column that was meant, where SQLite names one that is not there.
  private func suggestion(for said: String) -> Phrase? {
    let known: [String]
    if said.hasPrefix("no such table: ") {
      known = names(
        "SELECT name FROM sqlite_master WHERE type = 'view' UNION SELECT name FROM temp.sqlite_master WHERE type = 'view'"
      )
    } else if said.hasPrefix("no such column: ") {
      known = names(
        "SELECT DISTINCT p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'view'")
    } else {
      return nil
    }
    let name = said.split(separator: ":", maxSplits: 1).last.map { $0.drop { $0 == " " } } ?? ""
    let last = name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? String(name)
    guard let near = Suggestion.nearest(to: String(name), among: known) ?? Suggestion.nearest(to: last, among: known)
    else {
      return Phrase(id: "tampilan dan kolomnya ada di Docs/sql.md", en: "views and columns stand in Docs/sql.md")
    }
    return Suggestion.question(near.contains(".") ? "\"\(near)\"" : near)
  }

  private func names(_ sql: String) -> [String] {
    sqlite3_set_authorizer(connection, nil, nil)
    var list: OpaquePointer?
    defer { sqlite3_finalize(list) }
    guard sqlite3_prepare_v2(connection, sql, -1, &list, nil) == SQLITE_OK else { return [] }
    var names: [String] = []
    while sqlite3_step(list) == SQLITE_ROW {
      if let name = sqlite3_column_text(list, 0) { names.append(String(cString: name)) }
    }
    return names
  }
}

/// A moment after which a question is cut off.
private final class Deadline {
  private let end: DispatchTime

  init(_ seconds: Double) { end = .now() + seconds }

  var isPassed: Bool { DispatchTime.now() > end }
}
