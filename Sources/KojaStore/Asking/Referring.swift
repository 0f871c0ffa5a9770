package import KojaIndex
package import KojaModel

/// A record that refers to another one.
package struct Referring: Equatable, Sendable {
  /// The collection and the id of the record that refers.
  package let collection: String, id: String
  /// The field by which it does.
  package let field: String
}

extension IndexedStore {
  /// The records that refer to one, by collection and id, without the claims of numbers; at most `most`.
  package func referring(
    to record: (collection: Collection, id: String, path: String), most: Int, now: Timestamp
  ) throws(SQLFault) -> [Referring] {
    let sql = """
      SELECT collection, id, field FROM refs
      WHERE to_collection = :collection AND to_id = :id AND collection <> :claims ORDER BY 1, 2, 3 LIMIT :most
      """
    let parameters: [String: Value] = [
      "collection": .string(record.collection.name), "id": .string(record.id),
      "claims": .string(EngineCollections.numbers), "most": .number(String(most)),
    ]
    return try ask(SQLQuestion(sql, parameters: parameters, now: now)).rows.compactMap { row in
      guard row.count == 3, let collection = row[0].string, let id = row[1].string, let field = row[2].string else {
        return nil
      }
      return Referring(collection: collection, id: id, field: field)
    }
  }
}
