internal import KojaCivic
internal import KojaGit
internal import KojaIndex
package import KojaModel
internal import KojaSchema

/// A report at a moment: the answer to its question, the records behind it, and what is needed to make it again.
package struct Report {
  /// The definition.
  package let definition: ReportDefinition
  /// Who will read it: what may go to the public counts all records where only the offices read.
  package let audience: Audience
  private let indexed: IndexedStore
  private let arguments: ReportArguments
  private let now: Timestamp
  private let patience: Double

  /// A report of a store that is up to date.
  package init(
    _ definition: ReportDefinition, _ arguments: ReportArguments, of indexed: IndexedStore, now: Timestamp,
    for audience: Audience = .internal, patience: Double = 60
  ) {
    self.audience = audience
    (self.definition, self.arguments, self.indexed, self.now) = (definition, arguments, indexed, now)
    self.patience = patience
  }

  /// The rows, a value for each column of the definition. Throws a failure at the place in the definition where its
  /// question is not understood.
  package func rows() throws(Failure) -> [[Value]] {
    let answer = try ask(definition.sql)
    let positions = definition.columns.map { column in
      answer.columns.firstIndex { $0.sameBytes(as: column.name) }
    }
    let rows = answer.rows.map { row in positions.map { $0.map { row[$0] } ?? .null } }
    return (audience == .public ? SmallGroups(definition) : nil).map { $0.withheld(rows) } ?? rows
  }

  /// The records behind the report, narrowed to a row of it. Throws a usage failure where the definition does not say
  /// which they are, and for a name that is no column of them.
  package func records() throws(Failure) -> (columns: [String], rows: [[Value]]) {
    guard let sql = definition.records else {
      throw Failure(
        .usage,
        Phrase(
          id: "laporan `\(definition.name)` tidak menyebut catatan di baliknya",
          en: "the report `\(definition.name)` does not say which records are behind it"),
        hint: Phrase(
          id: "tulis `records:` di `\(definition.definition.path)`",
          en: "write `records:` in `\(definition.definition.path)`"))
    }
    let answer = try ask(sql)
    var rows = answer.rows
    for (name, value) in arguments.row {
      guard let position = answer.columns.firstIndex(where: { $0.sameBytes(as: name) }) else {
        throw Failure(
          .usage, Phrase(id: "laporan ini tidak punya `\(name)`", en: "this report has no `\(name)`"),
          hint: Suggestion.hint(for: name, among: answer.columns)
            ?? Phrase(
              id: "yang ada: \(answer.columns.joined(separator: ", "))",
              en: "there are: \(answer.columns.joined(separator: ", "))"))
      }
      rows = rows.filter { ($0[position].plainText ?? "").sameBytes(as: value) }
    }
    return (answer.columns, rows)
  }

  private func ask(_ sql: String) throws(Failure) -> SQLAnswer {
    let question = SQLQuestion(sql, parameters: arguments.values, now: now, patience: patience)
    let extract = definition.audience == .public ? try indexed.extract(for: audience, now) : nil
    do throws(SQLFault) {
      if let extract { return try extract.ask(question) }
      return try indexed.ask(question)
    } catch {
      if let failure = error.failure { throw failure.failure }
      throw Failure(
        .store,
        Phrase(id: "laporan `\(definition.name)` bermasalah", en: "the report `\(definition.name)` is broken"),
        hint: error.hint, findings: [definition.finding(error, in: sql == definition.sql ? "sql" : "records")])
    }
  }

  // MARK: To make it again

  /// The commit that the records were at; nil without a history.
  package var commit: String? { indexed.store.commit }

  /// Whether there is a history that git does not let this user read.
  package var hasUnreadableHistory: Bool { indexed.store.repositoryFailure != nil }

  /// Whether the records are not those of the commit: some were edited by hand since.
  package var isDirty: Bool { indexed.store.isDirty }

  /// The blob id of the definition.
  package var version: String { (try? Repository.hash(blob: definition.definition.bytes).hex) ?? "" }

  /// The title of a record that a column refers to.
  package func title(of id: String, in collection: String) -> Phrase? {
    let catalogue = indexed.store.catalogue
    guard let field = catalogue.collection(collection).flatMap({ $0.titleField.flatMap($0.field) }),
      definition.audience.mayRead(field.audience)
    else { return nil }
    return indexed.store.title(of: id, in: collection)
  }

  /// What people call a collection's records.
  package func label(ofCollection name: String) -> Phrase? { indexed.store.catalogue.collection(name)?.label }

  /// What people call a field of a collection.
  package func label(ofField name: String, in collection: String) -> Phrase? {
    indexed.store.catalogue.collection(collection)?.field(name)?.label
  }

  /// The label of a code of a field, `collection.field`.
  package func label(of code: String, in field: String) -> Phrase? {
    guard let dot = field.firstIndex(of: "."),
      let collection = indexed.store.catalogue.collection(String(field[..<dot]))
    else { return nil }
    let name = String(field[field.index(after: dot)...])
    if name == "status", let state = collection.workflow?.state(code) { return state.label }
    if name == "timeline.reason" {
      return collection.workflow?.reasons.first { $0.code.sameBytes(as: code) }?.label
    }
    return collection.field(name)?.scalar.enumValues.first { $0.value.sameBytes(as: code) }?.label
  }
}
