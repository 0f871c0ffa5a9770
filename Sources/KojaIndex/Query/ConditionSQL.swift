internal import GRDB
internal import KojaModel

/// Conditions as SQL. Everything that a person typed is bound.
struct ConditionSQL {
  let fields: FieldSQL

  func sql(_ condition: Condition) -> SQL {
    switch condition {
    case .all(let parts): Self.joined(parts.map(sql)[...], "AND") ?? "1"
    case .any(let parts): Self.joined(parts.map(sql)[...], "OR") ?? "0"
    // What has no value is not equal to anything: `not` is true of it.
    case .not(let part): "NOT coalesce(\(sql(part)), 0)"
    case .search(let text): search(text)
    case .words(let field, let text): words(text, in: field)
    case .has(let field):
      fields.any(field) { value in
        field.type == .text || field.type == .list(of: .text)
          ? "(\(value.raw) IS NOT NULL AND \(value.raw) <> '')" : "\(value.raw) IS NOT NULL"
      }
    case .equals(let field, let scalar, _): fields.any(field) { "\($0.raw) = \(Self.bound(scalar))" }
    case .within(let field, let range): fields.any(field) { within(range, $0.key) }
    case .overdue(let clocks):
      clocks.isEmpty
        ? "t0.record IN (SELECT record FROM \"data:clock\" WHERE \(fields.isOverdue))"
        : """
        t0.record IN (SELECT record FROM "data:clock"
        WHERE \(fields.isOverdue) AND clock IN (\(clocks.map { Self.bound(.text($0)) }.joined(separator: ", "))))
        """
    }
  }

  /// A balanced tree: SQLite limits how deep an expression may be, not how wide a question.
  private static func joined(_ parts: ArraySlice<SQL>, _ word: String) -> SQL? {
    guard let first = parts.first else { return nil }
    guard parts.count > 1 else { return first }
    let middle = parts.startIndex + parts.count / 2
    guard let left = joined(parts[..<middle], word), let right = joined(parts[middle...], word) else { return nil }
    return "(\(left) \(sql: word) \(right))"
  }

  private static func bound(_ scalar: Scalar) -> SQL {
    switch scalar {
    case .text(let text): "\(text)"
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    }
  }

  private func within(_ range: KeyRange, _ key: SQL) -> SQL {
    let lower = range.lower.map { "\(key) \(sql: $0.isIncluded ? ">=" : ">") \(Self.bound($0.value))" as SQL }
    let upper = range.upper.map { "\(key) \(sql: $0.isIncluded ? "<=" : "<") \(Self.bound($0.value))" as SQL }
    return Self.joined([lower, upper].compactMap { $0 }[...], "AND") ?? "\(key) IS NOT NULL"
  }

  /// Full text of the collection.
  private func search(_ text: String) -> SQL {
    guard let collection = fields.plan[fields.collection] else { return "0" }
    return match(text, in: collection.layout, collection.searchedColumns, "t0")
  }

  private func words(_ text: String, in field: Field) -> SQL {
    if case .lent = field.source { return fields.any(field) { "instr(lower(\($0.raw)), \(text.lowercased())) > 0" } }
    guard case .column(let position, _) = field.source,
      let layout = fields.plan[field.steps.last?.target ?? fields.collection]?.layout
    else { return "0" }
    // Full text knows whole records: the id of the record that the steps lead to stands for the field.
    var record = field
    record.source = .id
    let alias = "t\(field.steps.count)"
    return fields.any(record) { _ in match(text, in: layout, [position], alias) }
  }

  private func match(_ text: String, in layout: CollectionLayout, _ columns: [Int], _ alias: String) -> SQL {
    guard !columns.isEmpty else { return "0" }
    let names = columns.map { IndexTables.textName(of: layout, $0) }.joined(separator: " ")
    let phrase = "{\(names)} : (\(text.quoted()) *)"
    let words = IndexTables.words(layout.name)
    return "\(sql: alias).record IN (SELECT rowid FROM \(sql: words) WHERE \(sql: words) MATCH \(phrase))"
  }
}
