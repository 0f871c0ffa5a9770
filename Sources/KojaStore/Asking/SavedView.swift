internal import KojaCivic
internal import KojaIndex
package import KojaModel

/// A question about a collection that was given a name; `schemas/<collection>/views.yaml`.
package struct SavedView: Sendable {
  /// The name.
  package let name: String
  /// What it shows, for people.
  package let label: Phrase
  /// The filter's arguments.
  package let filter: [String]
  /// The names of the columns; nil for the collection's own choice.
  package let columns: [String]?
  /// How many rows at most.
  package let limit: Int?

  /// Both filters must hold; brackets keep the alternatives of each together. The order asked for goes before the view's.
  package static func joined(_ own: [String], _ other: [String]) -> [String] {
    let sorts = (other + own).filter { $0.hasPrefix("sort:") }
    let parts = [own, other].map { $0.filter { !$0.hasPrefix("sort:") } }.filter { !$0.isEmpty }
    return parts.flatMap { ["("] + $0 + [")"] } + sorts
  }
}

extension Store {
  /// The saved views of a collection, in the order of the file. Throws a failure with findings where the file is faulty.
  package func views(of collection: Collection) throws(Failure) -> [SavedView] {
    let (views, findings) = readViews(of: collection)
    guard !findings.contains(where: { $0.severity == .error }) else {
      throw Failure(
        .store,
        Phrase(
          id: "tampilan tersimpan \(collection.label.id) bermasalah",
          en: "the saved views of \(collection.label.en) are broken"),
        hint: Phrase(
          id: "perbaiki kesalahan di atas; `koja schema check` memeriksa semuanya",
          en: "mend the errors above; `koja schema check` looks at all of them"),
        findings: findings)
    }
    return views
  }

  /// The saved view that a person names, by its name or its label. Throws a usage failure with the nearest one.
  package func view(_ typed: String, of collection: Collection) throws(Failure) -> SavedView {
    let views = try views(of: collection)
    if let view = views.first(where: { $0.name.sameBytes(as: typed) || $0.label.matches(typed) }) { return view }
    let names = views.map(\.name)
    throw Failure(
      .usage,
      Phrase(
        id: "\(collection.label.id) tidak punya tampilan `\(typed)`",
        en: "\(collection.label.en) has no saved view `\(typed)`"),
      hint: Suggestion.hint(for: typed, among: names)
        ?? Phrase(
          id: names.isEmpty
            ? "tulis di `schemas/\(collection.name)/views.yaml`" : "yang ada: \(names.joined(separator: ", "))",
          en: names.isEmpty
            ? "write it in `schemas/\(collection.name)/views.yaml`" : "there are: \(names.joined(separator: ", "))"))
  }

  /// Everything that is wrong with the saved views of a store.
  var viewFindings: [Finding] { catalogue.collections.flatMap { readViews(of: $0).findings } }

  private func readViews(of collection: Collection) -> (views: [SavedView], findings: [Finding]) {
    let path = "schemas/\(collection.name)/\(SavedView.fileName)"
    guard files.stamp(path) != nil else { return ([], []) }
    let file = readSchemaFile(path)
    guard let document = file.document, !file.isFaulty else { return ([], file.findings) }
    let names = QuestionNames(self, collection, settings.language)
    var views: [SavedView] = []
    var lost: [Finding] = []
    for (key, node) in document.pairs(Document.root) {
      let (filter, columns) = (document.value("filter", in: node), document.value("columns", in: node))
      let view = SavedView(
        name: document.text(key) ?? "",
        label: document.phrase(document.value("label", in: node), default: document.text(key) ?? ""),
        filter: document.texts(filter), columns: columns.map { document.texts($0) },
        limit: document.value("limit", in: node).flatMap { document.integer($0) })
      views.append(view)
      func note(_ error: FilterError, in list: NodeIndex?) {
        guard let list, document.items(list).indices.contains(error.argument) else { return }
        lost.append(
          Finding(
            "store/unknown-name", at: document.place(document.items(list)[error.argument], in: path), error.message,
            hint: error.hint))
      }
      do throws(FilterError) { _ = try names.filter(view.filter, now: Timestamp(seconds: 0, offset: 0)) } catch {
        note(error, in: filter)
      }
      for (position, name) in (view.columns ?? []).enumerated() {
        do throws(FilterError) {
          let shown = try names.fields(shownBy: name, argument: position)
          guard !shown.contains(where: { $0.audiences.allSatisfy(Audience.internal.mayRead) }), let columns else {
            continue
          }
          lost.append(
            Finding(
              "store/audience", at: document.place(document.items(columns)[position], in: path),
              Phrase(
                id: "`\(name)` tidak ditandai untuk \(Audience.internal.label.id)",
                en: "`\(name)` is not marked for \(Audience.internal.label.en)"),
              hint: Phrase(
                id: "hapus dari tampilan ini; `koja show ID` menampilkan satu catatan seutuhnya",
                en: "take it out of this view; `koja show ID` shows one record whole")))
        } catch {
          note(error, in: columns)
        }
      }
    }
    return (views, file.findings + lost)
  }
}

extension SavedView {
  /// The name of the file in the folder of a collection's schema.
  static let fileName = "views.yaml"
}
