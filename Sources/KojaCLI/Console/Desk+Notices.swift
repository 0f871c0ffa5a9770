internal import KojaModel
internal import KojaOutput
internal import KojaSchema
internal import KojaStore

extension Desk {
  /// Shows what the reports of a collection have to say of a record, on standard error; nothing where they have nothing.
  ///
  /// - Parameter changes: The fields that changed; nil for a new record.
  func tellNotices(of id: String, in collection: KojaStore.Collection, after changes: [String]? = nil) throws(Failure) {
    let notices = collection.notices.filter { $0.isShown(after: changes) }
    guard !notices.isEmpty else { return }
    let store = try store()
    // What came in since the index was last brought up to date may be the very one: a pull, an import, a colleague.
    let indexed = try indexed()
    let now = present(store)
    for notice in notices {
      let definition = ReportDefinition(try store.definition(.report, notice.report))
      let arguments = try ReportArguments(["id=\(id)"], for: definition, in: store, now: now)
      let report = Report(definition, arguments, of: indexed, now: now)
      let table = try ReportSheet(report, arguments, now: now, language: console.language).table()
      guard !table.rows.isEmpty else { continue }
      let options = console.options(now: now)
      // One answer reads better as lines than as a table, whose cells a narrow screen would cut.
      let answer =
        table.rows.count == 1
        ? table.sheet(table.rows[0], besides: id, title: definition.title, options).render(options)
        : safe(definition.title[console.language]) + "\n" + OutputFormat.table.render(table.besides(id), options)
      console.complain(answer)
    }
  }

  /// The same of a change of one record that was made.
  func tellNotices(of change: PlannedChange) throws(Failure) {
    guard change.batch == nil else { return }
    try tellNotices(of: change.summary.id, in: change.summary.collection, after: change.summary.fields.map(\.field))
  }
}
