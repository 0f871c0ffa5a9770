internal import KojaCivic
internal import KojaIndex
package import KojaModel

/// The records that go out by a definition, as others will read them.
package struct Export {
  /// One record of the result.
  package struct Item: Sendable {
    /// The record's id.
    package let id: String
    /// Its members under their names in the result; what has no value is left out.
    package let value: Value
    /// Its longitude and latitude; nil where it has none.
    package let point: (longitude: Value, latitude: Value)?
  }

  private let definition: ExportDefinition
  private let collection: Collection
  private let indexed: IndexedStore

  /// An export of a store that is up to date.
  package init(_ definition: ExportDefinition, of indexed: IndexedStore) throws(Failure) {
    guard let collection = indexed.store.catalogue.collection(definition.collection) else {
      throw Failure(.store, Phrase(id: "tidak ada koleksi itu", en: "there is no such collection"))
    }
    self.definition = definition
    self.collection = collection
    self.indexed = indexed
  }

  /// The records that pass the definition's filter and a person's.
  package func items(_ filter: [String], now: Timestamp) throws(Failure) -> [Item] {
    let language = indexed.store.settings.language
    let fields = definition.asked.map(\.name)
    let guards = definition.audience == .public ? collection.published.conditions.map(\.field) : []
    let question = Question(
      collection: collection, filter: SavedView.joined(definition.filter, filter), columns: fields + guards, limit: nil,
      now: now, language: language)
    let answer = try question.answer(indexed)
    let positions = Dictionary(
      zip(fields.map { Key($0) }, fields.indices), uniquingKeysWith: { first, _ in first })
    return answer.rows.compactMap { row in
      let marks = Dictionary(
        zip(guards.map { Key($0) }, row.values.dropFirst(fields.count).map(\.plainText)),
        uniquingKeysWith: { first, _ in first })
      let isPublic =
        collection.isOpen(to: .public) { marks[Key($0)] ?? nil }
        && !indexed.withheld.contains(Key("\(collection.name)/\(row.id ?? "")"))
      guard definition.audience != .public || isPublic else { return nil }
      func value(_ name: String) -> Value { positions[Key(name)].map { row.values[$0] } ?? .null }
      var members = Members(nil)
      for part in definition.parts {
        guard let found = self.value(of: part, value, answer, positions, language), found != .null else { continue }
        members.set(part.path[...], found)
      }
      let point = definition.point.map { (longitude: value($0.longitude.name), latitude: value($0.latitude.name)) }
      return Item(
        id: row.id ?? "", value: members.value,
        point: point.flatMap { $0.longitude == .null || $0.latitude == .null ? nil : $0 })
    }
  }

  private func value(
    of part: ExportDefinition.Part, _ value: (String) -> Value, _ answer: Answer, _ positions: [Key: Int],
    _ language: Language
  ) -> Value? {
    switch part.source {
    case .constant(let constant): return constant
    case .field(let name): return wrapped(translated(value(name), part), part)
    case .label(let name, let spoken):
      guard let position = positions[Key(name)] else { return nil }
      return wrapped(translated(answer.named(value(name), by: position, spoken ?? language), part), part)
    }
  }

  private func wrapped(_ value: Value?, _ part: ExportDefinition.Part) -> Value? {
    guard let member = part.member, case .array(let items) = value else { return value }
    return .array(items.map { .object([.init(member, $0)]) })
  }

  private func translated(_ value: Value, _ part: ExportDefinition.Part) -> Value? {
    guard let values = part.values else { return value }
    if case .array(let items) = value {
      let found = items.compactMap { translated($0, part) }
      return found.isEmpty ? part.otherwise : .array(found)
    }
    guard let code = value.plainText else { return part.otherwise }
    return values.first { $0.code.sameBytes(as: code) }?.value ?? part.otherwise
  }
}

extension Value {
  /// A scalar as text; nil for null, lists and objects.
  var plainText: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .boolean(let flag): flag ? "true" : "false"
    case .null, .array, .object: nil
    }
  }
}

extension Answer {
  /// The name for people behind a code or a reference in a column; the value itself where there is none.
  func named(_ value: Value, by column: Int, _ language: Language) -> Value {
    if case .array(let items) = value { return .array(items.map { named($0, by: column, language) }) }
    guard let text = value.string else { return value }
    let field = columns[column]
    if let label = field.values.first(where: { $0.name.sameBytes(as: text) })?.label { return .string(label[language]) }
    if case .reference(let target) = field.type.item, let name = names[Key("\(target)/\(text)")] {
      return .string(name[language])
    }
    return value
  }
}
