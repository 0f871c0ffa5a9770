internal import KojaCivic
package import KojaIndex
package import KojaModel
internal import KojaSchema

/// A question about the records of a collection, as it was typed.
package struct Question {
  /// The collection.
  let collection: Collection
  /// The filter's arguments.
  let filter: [String]
  /// The names of the columns; nil for the collection's own choice.
  let columns: [String]?
  /// How many rows at most.
  let limit: Int?
  /// The moment of asking.
  let now: Timestamp
  /// The language of the person who asks.
  let language: Language
  /// Whether records that were withdrawn belong to the answer even where the filter does not ask about them.
  let withdrawn: Bool
  /// Who will read the answer: columns that are not marked for this audience are refused.
  let audience: Audience
  /// Whether personal columns may be asked for, because the answer is shown by ``Answer/telling(_:of:)`` only: masked,
  /// unless a person asks for the clear form.
  let masksPeople: Bool

  /// A question.
  package init(
    collection: Collection, filter: [String], columns: [String]?, limit: Int?, now: Timestamp, language: Language,
    withdrawn: Bool = false, for audience: Audience = .internal, masksPeople: Bool = false
  ) {
    self.collection = collection
    self.filter = filter
    self.columns = columns
    self.limit = limit
    self.now = now
    self.language = language
    self.withdrawn = withdrawn
    self.audience = audience
    self.masksPeople = masksPeople
  }

  /// The answer: rows with the asked columns.
  package func answer(_ indexed: IndexedStore) throws(Failure) -> Answer {
    let (query, fields) = try query(indexed, columns: columns ?? defaultColumns, showsMappings: true)
    let rows = try indexed.ask { index throws(IndexError) in try index.query(query) }
    return Answer(
      collection: collection, columns: fields,
      rows: rows.map { Answer.Row(id: $0.id, path: $0.path, values: $0.values) },
      names: names(fields, rows.map(\.values), indexed), unreadable: indexed.unreadable)
  }

  /// The answer: how many records there are for each combination of the asked columns; the last value is the count.
  package func counts(_ indexed: IndexedStore) throws(Failure) -> Answer {
    let (query, fields) = try query(indexed, columns: columns ?? [], showsMappings: false)
    let rows = try indexed.ask { index throws(IndexError) in try index.count(query, by: fields) }
    return Answer(
      collection: collection, columns: fields,
      rows: rows.map { Answer.Row(id: nil, path: nil, values: $0.values + [.integer($0.count)]) },
      names: names(fields, rows.map(\.values), indexed), unreadable: indexed.unreadable)
  }

  /// A mapping stands for those of its fields that may be asked, where it may stand at all.
  private func query(
    _ indexed: IndexedStore, columns: [String], showsMappings: Bool
  ) throws(Failure) -> (RecordQuery, [KojaIndex.Field]) {
    let store = indexed.store
    let names = QuestionNames(store, collection, language)
    let now = self.now
    var condition: Filter
    do throws(FilterError) {
      condition = try names.filter(filter, now: now, counting: !withdrawn)
    } catch {
      throw error.failure(filter)
    }
    func unknown() throws(Failure) -> FilterError? {
      try indexed.ask { index throws(IndexError) in
        try index.unknownReference(in: condition, of: collection.name)
      }
    }
    if let error = try unknown() {
      // Perhaps a name, as answers show it beside the id.
      let reference = store.referenceData
      condition = condition.naming(in: collection.name) { reference.id(of: $0, in: $1) }
      if try unknown() != nil { throw error.failure(filter) }
    }
    var fields: [KojaIndex.Field] = []
    for (position, name) in columns.enumerated() {
      do throws(FilterError) {
        let shown =
          showsMappings
          ? try names.fields(shownBy: name, argument: position) : [try names.field(name, argument: position)]
        let allowed = shown.filter { $0.audiences.allSatisfy(mayBeAsked) }
        fields += allowed.isEmpty ? shown : allowed
      } catch {
        throw error.failure(columns)
      }
    }
    if let field = fields.first(where: { !$0.audiences.allSatisfy(mayBeAsked) }) { throw refusal(field) }
    return (RecordQuery(collection.name, filter: condition, columns: fields, limit: limit, now: now), fields)
  }

  private func mayBeAsked(_ mark: String) -> Bool { audience.mayRead(mark) || (masksPeople && mark == "personal") }

  private func refusal(_ field: KojaIndex.Field) -> Failure {
    Failure(
      .usage,
      Phrase(
        id: "`\(field.name)` tidak ditandai untuk \(audience.label.id)",
        en: "`\(field.name)` is not marked for \(audience.label.en)"),
      hint: Phrase(
        id: "pilih kolom lain; `koja show ID` menampilkan satu catatan seutuhnya",
        en: "choose other columns; `koja show ID` shows one record whole"))
  }

  /// Id, state, date, title: what fits a terminal of 80 columns.
  private var defaultColumns: [String] {
    let layout = collection.layout(in: language)
    return ["id"] + (collection.workflow == nil ? [] : ["status"])
      + [layout.dateColumn, layout.titleColumn].compactMap { $0 }.filter { name in
        layout.columns.contains { $0.name.sameBytes(as: name) && mayBeAsked($0.audience) }
      }
  }

  /// Whether the names of a collection's records may be told.
  private func isNameable(_ collection: String, _ store: Store) -> Bool {
    guard let collection = store.catalogue.collection(collection), let title = collection.titleField else {
      return false
    }
    return collection.field(title).map { audience.mayRead($0.audience) } ?? true
  }

  /// The names of the records that reference columns lead to.
  private func names(_ fields: [KojaIndex.Field], _ rows: [[Value]], _ indexed: IndexedStore) -> [Key: Phrase] {
    var names: [Key: Phrase] = [:]
    for (position, field) in fields.enumerated() {
      guard case .reference(let target) = field.type.item, isNameable(target, indexed.store) else { continue }
      for row in rows where row.indices.contains(position) {
        let ids =
          if case .array(let items) = row[position] { items.compactMap(\.string) } else {
            [row[position].string].compactMap { $0 }
          }
        for id in ids where names[Key("\(target)/\(id)")] == nil {
          names[Key("\(target)/\(id)")] = indexed.store.title(of: id, in: target)
        }
      }
    }
    return names
  }
}

/// What a question brought.
package struct Answer {
  /// One row.
  package struct Row {
    /// The record's id; nil in counts.
    package let id: String?
    /// The record's file; nil in counts.
    package let path: String?
    /// The values of the columns, and in counts the count.
    package internal(set) var values: [Value]
    /// What people read in place of references to people, by column; see ``Answer/telling(_:of:)``.
    package internal(set) var people: [Int: String] = [:]
  }

  /// The collection.
  package let collection: Collection
  /// The columns.
  package let columns: [KojaIndex.Field]
  /// The rows.
  package let rows: [Row]
  /// Titles of records that are referred to, by `collection/id`.
  package let names: [Key: Phrase]
  /// Files that could not be read and so were left out.
  package let unreadable: [String]

  /// The same answer with fewer rows.
  func with(rows: [Row]) -> Answer {
    Answer(collection: collection, columns: columns, rows: rows, names: names, unreadable: unreadable)
  }
}

extension FilterError {
  /// The error with the argument and a caret under what is wrong.
  func failure(_ arguments: [String]) -> Failure {
    let text = arguments.indices.contains(argument) ? arguments[argument] : ""
    return Failure(
      .usage,
      Phrase(
        id: "\(message.id) (pada `\(text)`, karakter ke-\(columns.lowerBound))",
        en: "\(message.en) (in `\(text)`, character \(columns.lowerBound))"),
      hint: hint)
  }
}
