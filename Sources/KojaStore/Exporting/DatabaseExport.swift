internal import KojaCivic
internal import KojaIndex
package import KojaModel

/// The whole store as one SQLite file for other tools (Datasette, Metabase, DuckDB): a table for each collection, and for
/// the offices the events, clocks and references of all records.
package struct DatabaseExport {
  private let indexed: IndexedStore
  private let audience: Audience

  /// What goes to the offices beside the collections: views of `Docs/sql.md`.
  private static let views = ["timeline", "clocks", "stays", "held", "refs", "list_items"]

  /// An export of a store that is up to date.
  package init(_ indexed: IndexedStore, for audience: Audience) { (self.indexed, self.audience) = (indexed, audience) }

  /// Writes the file, which must not be there yet; returns the names of the collections.
  package func write(to path: String, now: Timestamp) throws(Failure) -> [String] {
    let tables = try Self.tables(of: indexed.store, for: audience, now)
    let views = audience == .internal ? Self.views : []
    let without = indexed.withheld
    try indexed.ask { index throws(IndexError) in
      try index.copy(tables, without: without, views: views, to: path, now: now)
    }
    return tables.map(\.collection)
  }

  /// The tables that an audience may have: its columns, and the records that it may know of, or those that another one may.
  static func tables(
    of store: Store, for audience: Audience, records: Audience? = nil, _ now: Timestamp
  ) throws(Failure) -> [CopiedTable] {
    var tables: [CopiedTable] = []
    for collection in store.catalogue.collections where collection.isOpen(to: audience) {
      let names = QuestionNames(store, collection, store.settings.language)
      do throws(FilterError) {
        var fields: [KojaIndex.Field] = []
        for column in names.columns where audience.mayRead(column.audience) {
          fields.append(try names.field(column.name))
        }
        // Whoever may know a case's state may know whether it is closed.
        if !names.layout.states.isEmpty, fields.contains(where: { $0.name.sameBytes(as: "status") }) {
          fields.append(try names.field("family"))
        }
        let published = (records ?? audience) == .public ? collection.published.conditions : []
        let filter = try names.filter(
          published.map { "\($0.field):\($0.values.joined(separator: ","))" }, now: now, counting: true)
        tables.append(CopiedTable(collection.name, columns: fields, filter: filter))
      } catch {
        throw error.failure([])
      }
    }
    return tables
  }
}
