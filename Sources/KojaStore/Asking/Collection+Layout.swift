internal import KojaCivic
package import KojaIndex
package import KojaModel
internal import KojaSchema

extension Catalogue {
  /// What the index needs to know of all collections. Titles in two languages are shown in the given one.
  package func layouts(in language: Language) -> Layouts {
    layouts(in: language) { _ in [] }
  }

  fileprivate func layouts(in language: Language, lent: @escaping @Sendable (Collection) -> [Column]) -> Layouts {
    let byName = Dictionary(collections.map { (Key($0.name), $0) }) { first, _ in first }
    return Layouts(collections.map(\.name), lent: { byName[Key($0)].map(lent) ?? [] }) { name in
      byName[Key(name)]?.layout(in: language) ?? CollectionLayout(name, columns: [])
    }
  }
}

extension Store {
  /// The same for questions, which may also name what records lend to others: `answers.damage`.
  func layouts(in language: Language) -> Layouts {
    let (catalogue, records) = (catalogue, records)
    return catalogue.layouts(in: language) { collection in
      var columns: [Column] = []
      for field in catalogue.lentFields(of: collection, in: records)
      where !field.isContainer && field.path.allSatisfy(Self.isPlain) {
        let column = collection.column(field)
        guard let known = columns.firstIndex(where: { $0.name.sameBytes(as: column.name) }) else {
          columns.append(column)
          continue
        }
        columns[known].merge(column)
      }
      return columns
    }
  }
}

extension Store {
  /// Whether a key can be a part of a column's name: small letters, digits and `_`.
  private static func isPlain(_ key: String) -> Bool {
    key.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "_")
    }
  }
}

extension Column {
  /// Takes in what another record asks under the same name: the values of both; what is of two types is a code.
  fileprivate mutating func merge(_ other: Column) {
    if type != other.type {
      let isNumeric = [type, other.type].allSatisfy { $0 == .integer || $0 == .number }
      type = isNumeric ? .number : type.isList && other.type.isList ? .list(of: .code) : .code
    }
    // Where one of them takes any value, both do.
    values =
      values.isEmpty || other.values.isEmpty
      ? [] : values + other.values.filter { new in !values.contains { $0.name.sameBytes(as: new.name) } }
  }
}

extension Collection {
  /// What the index needs to know of the collection. A title in two languages is shown in the given one.
  package func layout(in language: Language) -> CollectionLayout {
    layouts.answer(language) { newLayout(in: language) }
  }

  private func newLayout(in language: Language) -> CollectionLayout {
    let told = fields.filter { $0.path.first != TimelineEntry.key }
    let indexed = told.flatMap(columns)
    let title = titleColumn(in: language)
    let columns = indexed.map { column in
      var column = column
      if let title, column.name.sameBytes(as: title.name) { column.label = title.label }
      return column
    }
    return CollectionLayout(
      name, label: label, columns: columns,
      containers: told.filter(\.isContainer).map { Labelled($0.column, $0.title) }, titleColumn: title?.name,
      dateColumn: dateField,
      states: workflow?.states.map { .init($0.name, family: $0.family.rawValue, label: $0.label) } ?? [],
      clocks: workflow?.clocks.map { Labelled($0.name, $0.label) } ?? [],
      withdrawnColumn: allowsWithdrawal ? field("\(Withdrawal.key).at")?.column : nil,
      closed: Self.closed(fields), namings: namings.map { .init($0.path, members: $0.names) },
      borrowing: borrowingFields.map(\.column))
  }

  /// The keys that lead to what no answer may tell.
  private static func closed(_ fields: [KojaSchema.Field]) -> [[String]] {
    fields.flatMap { field in
      Audience.internal.mayRead(field.audience)
        ? closed(field.members).map { field.path + $0 } : [field.path]
    }
  }

  /// A title that is a label in two languages is a column for each, and carries the label of the whole.
  private func titleColumn(in language: Language) -> (name: String, label: Phrase)? {
    guard let titleField else { return nil }
    guard let field = field(titleField) else { return (titleField, Phrase(titleField)) }
    let isPhrase = field.kinds.contains(.object) && !field.kinds.contains(.string)
    return (isPhrase ? "\(titleField).\(language.rawValue)" : field.column, field.title)
  }

  /// The column of a field; of a list of mappings one for each of their members, a list itself.
  private func columns(_ field: KojaSchema.Field) -> [Column] {
    guard field.isContainer else { return [column(field)] }
    guard field.isList else { return [] }
    return field.members.filter { !$0.isList && !$0.kinds.contains(.object) }.map { member in
      var column = column(member)
      column.name = "\(field.column).\(column.name)"
      column.path = field.path + member.path
      column.type = .list(of: column.type)
      column.label = Phrase(
        id: "\(field.title.id): \(column.label.id)", en: "\(field.title.en): \(column.label.en)")
      return column
    }
  }

  fileprivate func column(_ field: KojaSchema.Field) -> Column {
    let facts = field.scalar
    let item: ColumnType =
      if let reference = facts.reference {
        .reference(reference)
      } else if !facts.enumValues.isEmpty || facts.pattern != nil {
        .code
      } else if facts.kinds.contains(.string) {
        switch facts.format {
        case "date": .date
        case "date-time": .dateTime
        case nil: .text
        default: .code
        }
      } else if facts.kinds.contains(.integer) {
        .integer
      } else if facts.kinds.contains(.number) {
        .number
      } else if facts.kinds.contains(.boolean) {
        .boolean
      } else {
        .text
      }
    return Column(
      field.column, path: field.path, field.isList ? .list(of: item) : item, label: field.title,
      values: facts.enumValues.map { Labelled($0.value, $0.label ?? Phrase($0.value)) },
      isSearchable: field.isSearchable,
      isUnique: field.isUnique, audience: field.audience)
  }
}

extension KojaSchema.Field {
  /// Whether it is a mapping, or a list of them, and so no column itself.
  fileprivate var isContainer: Bool { isList ? items == nil : kinds.contains(.object) }
}
