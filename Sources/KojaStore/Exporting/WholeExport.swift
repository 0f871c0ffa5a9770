internal import KojaCivic
internal import KojaGit
internal import KojaIndex
package import KojaModel
internal import KojaYAML

/// The records of a collection as they are, less what an audience may not read: no definition is needed.
package struct WholeExport {
  /// The collection.
  package let collection: Collection
  /// Who will read it.
  package let audience: Audience
  /// Which records.
  package let filter: [String]
  private let indexed: IndexedStore

  /// The column that tells which version of its record a row was taken from: the blob id of the file, so that an edited
  /// table can be taken in again.
  package static let version = "_version"

  /// An export of a store that is up to date.
  package init(_ collection: Collection, _ filter: [String], for audience: Audience, of indexed: IndexedStore) {
    (self.collection, self.audience, self.filter, self.indexed) = (collection, audience, filter, indexed)
  }

  /// The names of the columns that may go out, in the order of the schema; the id is first, what other records ask is last.
  package var columns: [String] { ["id"] + allColumns.filter { audience.mayRead($0.audience) }.map(\.name) }

  private var allColumns: [Column] {
    QuestionNames(indexed.store, collection, indexed.store.settings.language).columns
  }

  /// How many columns and records do not go out.
  package struct Withheld: Sendable {
    /// Columns that are not marked for the audience.
    package var columns = 0
    /// Records that are not to be published.
    package var records = 0

    /// Nothing is left out unless said otherwise.
    package init(columns: Int = 0, records: Int = 0) { (self.columns, self.records) = (columns, records) }
  }

  /// A table of columns, those that a person chose or all, and what was left out. Throws a usage failure for a column
  /// that the audience may not read.
  package func table(_ chosen: [String]?, now: Timestamp, language: Language) throws(Failure) -> (
    answer: Answer, versions: [String]?, withheld: Withheld
  ) {
    let question = Question(
      collection: collection, filter: filter, columns: chosen ?? columns, limit: nil, now: now, language: language,
      for: audience)
    var answer = try question.answer(indexed)
    var withheld = Withheld()
    if chosen == nil {
      withheld.columns = allColumns.count(where: { !audience.mayRead($0.audience) })
    }
    let open = try publishable(now: now, language: language)
    if let open {
      let kept = answer.rows.filter { row in row.id.map { open.contains(Key($0)) } ?? false }
      withheld.records = answer.rows.count - kept.count
      answer = answer.with(rows: kept)
    }
    guard audience == .internal else { return (answer, nil, withheld) }
    return (answer, try versions(of: answer.rows), withheld)
  }

  /// Whole records with their ids, members that the audience may not read left out.
  package func records(now: Timestamp, language: Language) throws(Failure) -> (values: [Value], withheld: Withheld) {
    let question = Question(
      collection: collection, filter: filter, columns: ["id"], limit: nil, now: now, language: language)
    let rows = try question.answer(indexed).rows
    let open = try publishable(now: now, language: language)
    let kept = open.map { open in rows.filter { $0.id.map { open.contains(Key($0)) } ?? false } } ?? rows
    let (collection, audience, records) = (collection, audience, indexed.store.records)
    let values = Parallel.map(kept.map { ($0.id ?? "", $0.path ?? "") }) { id, path -> Value? in
      guard let bytes = try? records.bytes(path), let document = YAMLReader.read(bytes, path: path).document,
        case .object(let members) = collection.openPart(of: document.value(of: Document.root), for: audience)
      else { return nil }
      return .object([.init("id", .string(id))] + members)
    }
    return (values.compactMap { $0 }, Withheld(columns: 0, records: rows.count - kept.count))
  }

  /// The ids of the records that this audience may see; nil where all may be seen.
  private func publishable(now: Timestamp, language: Language) throws(Failure) -> Set<Key>? {
    guard collection.isOpen(to: audience) else { return [] }
    let conditions = collection.published.conditions
    guard audience == .public, !(conditions.isEmpty && indexed.withheld.isEmpty) else { return nil }
    let question = Question(
      collection: collection, filter: filter, columns: conditions.isEmpty ? ["id"] : conditions.map(\.field),
      limit: nil,
      now: now, language: language)
    return Set(
      try question.answer(indexed).rows.filter { row in
        let marks = Dictionary(
          zip(conditions.map { Key($0.field) }, row.values.map(\.plainText)), uniquingKeysWith: { first, _ in first })
        return collection.isOpen(to: audience) { marks[Key($0)] ?? nil }
      }.compactMap { $0.id.map { Key($0) } }.filter {
        !indexed.withheld.contains(Key("\(collection.name)/\($0.string)"))
      })
  }

  private func versions(of rows: [Answer.Row]) throws(Failure) -> [String] {
    let records = indexed.store.records
    return Parallel.map(rows.map { $0.path ?? "" }) { path in
      guard let bytes = try? records.bytes(path), let blob = try? Repository.hash(blob: bytes) else { return "" }
      return blob.hex
    }
  }
}
