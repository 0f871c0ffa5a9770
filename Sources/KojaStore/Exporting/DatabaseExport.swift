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
    var tables: [CopiedTable] = []
    for collection in indexed.store.catalogue.collections {
      let names = QuestionNames(indexed.store.catalogue, collection, indexed.store.settings.language)
      do throws(FilterError) {
        var fields: [KojaIndex.Field] = []
        for column in names.layout.columns where audience.mayRead(column.audience) {
          fields.append(try names.field(column.name))
        }
        guard !fields.isEmpty else { continue }
        let published = audience == .public ? collection.published.conditions : []
        let filter = try names.filter(
          published.map { "\($0.field):\($0.values.joined(separator: ","))" }, now: now, counting: true)
        tables.append(CopiedTable(collection.name, columns: fields, filter: filter))
      } catch {
        throw error.failure([])
      }
    }
    let views = audience == .internal ? Self.views : []
    try indexed.ask { index throws(IndexError) in try index.copy(tables, views: views, to: path, now: now) }
    return tables.map(\.collection)
  }
}
