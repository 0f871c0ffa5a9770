internal import GRDB
package import KojaModel

/// A record by its collection and id.
package struct RecordReference: Sendable, Hashable {
  /// The collection.
  package var collection: String
  /// The id.
  package var id: String
  /// The path relative to the store.
  package var path: String
}

extension RecordIndex {
  /// The ids of a collection, sorted; for did-you-mean and completion.
  package func identifiers(in collection: String) throws(IndexError) -> [String] {
    guard let collection = plan[collection] else { return [] }
    return try run {
      try String.fetchAll($0, sql: "SELECT DISTINCT id FROM \(IndexTables.table(collection.layout.name)) ORDER BY id")
    }
  }

  /// The records of an id in any collection, sorted.
  package func find(id: String) throws(IndexError) -> [RecordReference] {
    guard !id.utf8.contains(0) else { return [] }
    return try run { database in
      try names.flatMap { layout in
        try Self.references(
          database, "SELECT ?, id, path FROM \(IndexTables.table(layout.name)) WHERE id = ? ORDER BY 3",
          [layout.name, id])
      }
    }
  }

  /// The records that a unique column names so (an agenda number, a letter number), or that another system calls so
  /// (`lapor:1234567`). Sorted.
  package func find(anyNumber number: String) throws(IndexError) -> [RecordReference] {
    guard !number.utf8.contains(0) else { return [] }
    return try run { database in
      var found: [RecordReference] = []
      for layout in names {
        for naming in layout.namings { found += try named(number, naming, layout, database) }
        for (position, column) in layout.columns.enumerated() where column.isUnique {
          let table = IndexTables.table(layout.name)
          let match =
            column.type.item == .text && !column.type.isList
            ? "record IN (SELECT record FROM \(IndexTables.texts(layout.name)) WHERE c\(position) = ?2) AND ?3 IS NOT NULL"
            : column.type.isList
              ? "record IN (SELECT record FROM \"data:item\" WHERE field = ?3 AND value = ?2)"
              : "c\(position) = ?2 AND ?3 IS NOT NULL"
          let value = Int(number).flatMap { [.integer, .number].contains(column.type.item) ? $0.databaseValue : nil }
          for reference in try Self.references(
            database, "SELECT ?1, id, path FROM \(table) WHERE \(match) ORDER BY 2, 3",
            [layout.name, value ?? number.databaseValue, plan.field(position, of: layout.name)])
          where !found.contains(reference) { found.append(reference) }
        }
      }
      return found
    }
  }

  /// The records of a collection in whose list an item has these members. Of the columns only the last is asked: which
  /// members are of one item, the record itself says.
  private func named(
    _ typed: String, _ naming: CollectionLayout.Naming, _ layout: CollectionLayout, _ database: Database
  ) throws -> [RecordReference] {
    let parts = typed.split(
      separator: ":", maxSplits: naming.members.count - 1, omittingEmptySubsequences: false
    ).map(String.init)
    guard parts.count == naming.members.count, let last = naming.members.last, let number = parts.last,
      let position = layout.columns.firstIndex(where: { Self.isSame($0.path, naming.path + [last]) })
    else { return [] }
    var arguments: StatementArguments = [
      layout.name, plan.field(position, of: layout.name), number,
      "$" + naming.path.map { ".\($0.quoted())" }.joined(),
    ]
    var conditions = ""
    for (member, part) in zip(naming.members, parts) {
      let column = layout.columns.first { Self.isSame($0.path, naming.path + [member]) }
      arguments += ["$.\(member.quoted())", column?.code(for: part) ?? part]
      conditions += " AND json_extract(item.value, ?) = ?"
    }
    let sql = """
      SELECT ?, t.id, t.path FROM \(IndexTables.table(layout.name)) t
      WHERE t.record IN (SELECT record FROM "data:item" WHERE field = ? AND value = ?) AND EXISTS (
        SELECT 1 FROM "data:body" b, json_each(b.json, ?) item WHERE b.record = t.record\(conditions))
      ORDER BY 2, 3
      """
    return try Self.references(database, sql, arguments)
  }

  private static func isSame(_ left: [String], _ right: [String]) -> Bool {
    left.count == right.count && zip(left, right).allSatisfy { $0.sameBytes(as: $1) }
  }

  /// The first id in a filter on a collection that is neither a record's nor referred to by one, as an error at its place.
  package func unknownReference(in filter: Filter, of collection: String) throws(IndexError) -> FilterError? {
    for (target, id, piece) in filter.condition.references(in: collection) {
      let table = plan[target].map { IndexTables.table($0.layout.name) }
      let isKnown = try run { database in
        let own = try table.flatMap {
          try Bool.fetchOne(database, sql: "SELECT EXISTS (SELECT 1 FROM \($0) WHERE id = ?)", arguments: [id])
        }
        return try own == true || ReferenceColumn.lead(to: target, id, database)
      }
      guard !isKnown else { continue }
      let ids = try identifiers(in: target)
      let label = plan[target]?.layout.label ?? Phrase(target)
      return piece.error(
        Phrase(id: "\(label.id) `\(id)` tidak ada", en: "there is no \(label.en) `\(id)`"),
        nearest: Suggestion.nearest(to: id, among: ids), allowed: ids.map { Labelled($0, Phrase($0)) })
    }
    return nil
  }

  /// The whole record at a path, as it was indexed; nil where there is none.
  package func record(at path: String) throws(IndexError) -> Value? {
    try run {
      try String.fetchOne(
        $0, sql: "SELECT b.json FROM \"data:file\" f JOIN \"data:body\" b ON b.record = f.record WHERE f.path = ?",
        arguments: [path]
      ).flatMap(JSONReader.value)
    }
  }

  /// The layouts in the order of their names.
  private var names: [CollectionLayout] { plan.collections.map(\.layout).sorted { Key($0.name) < Key($1.name) } }

  private static func references(
    _ database: Database, _ sql: String, _ arguments: StatementArguments
  ) throws -> [RecordReference] {
    try Row.fetchAll(database, sql: sql, arguments: arguments).map {
      RecordReference(collection: $0[0], id: $0[1], path: $0[2])
    }
  }
}
