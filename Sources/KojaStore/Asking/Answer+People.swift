internal import KojaCivic
internal import KojaIndex
internal import KojaModel

extension Answer {
  /// The answer as it may be read: personal values masked where nobody asked for them in clear, marks of people among
  /// them, for a mark links all that one person asked for; and the names of the people that rows refer to, where their
  /// store is here.
  package func telling(_ names: PersonNames, of store: Store) -> Answer {
    let personal = columns.indices.filter { columns[$0].audiences.contains("personal") }
    guard !personal.isEmpty else { return self }
    let isNaming = personal.contains { foreign($0) != nil }
    return with(
      rows: rows.map { row in
        var row = row
        let document = isNaming ? row.path.flatMap { try? store.read($0).document } : nil
        for position in personal {
          if let target = foreign(position), let document, let id = row.values[position].string {
            let name = names.name(of: id, in: target, from: collection) { document.scalar($0) }
            row.people[position] = name.map { names.isClear ? "\(id) (\($0))" : $0 }
          }
          if !names.isClear { row.values[position] = masked(row.values[position], columns[position]) }
        }
        return row
      })
  }

  /// The collection of another store that a column leads to.
  private func foreign(_ position: Int) -> String? {
    guard case .reference(let target) = columns[position].type.item, target.contains("/") else { return nil }
    return target
  }

  private func masked(_ value: Value, _ column: KojaIndex.Field) -> Value {
    guard value != .null else { return value }
    let isTitle = collection.titleField.map { column.name.sameBytes(as: $0) } ?? false
    return .string(value.string.flatMap { isTitle ? MaskedName.of($0) : nil } ?? "***")
  }
}
