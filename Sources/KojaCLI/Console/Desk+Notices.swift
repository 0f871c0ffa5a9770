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
    // Of other cases nothing is looked at: a hint need not wait for a hundred thousand files.
    let own = collection.path(of: id).map { [$0] } ?? []
    let indexed = try indexed(.only(own + store.references(of: collection)))
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

extension Store {
  /// The files of the reference records that a collection's fields may name: categories, units, services.
  fileprivate func references(of collection: KojaStore.Collection) -> [String] {
    let fields = collection.fields + collection.fields.flatMap(\.members)
    return catalogue.collections.filter { target in
      target.kind == .reference && fields.contains { $0.scalar.reference?.sameBytes(as: target.name) ?? false }
    }.flatMap { files.walk("records/\($0.name)", stamps: false) }.filter { $0.kind == .file }.map(\.path)
  }
}
