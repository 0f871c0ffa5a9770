internal import KojaIndex
internal import KojaModel

/// What names in a question may mean: the fields of a collection, those of the records that it refers to, and their labels.
struct QuestionNames {
  /// The collection that is asked about.
  let layout: CollectionLayout
  /// All collections.
  let layouts: Layouts

  /// The names of a collection, titles in a language.
  init(_ store: Store, _ collection: Collection, _ language: Language) {
    layout = collection.layout(in: language)
    layouts = store.layouts(in: language)
  }

  /// All columns, what records lend to the collection behind its own.
  var columns: [Column] { layout.columns + layouts.lent(to: layout.name) }

  /// The field that is named in an argument.
  func field(_ name: String, argument: Int = 0) throws(FilterError) -> KojaIndex.Field {
    try KojaIndex.Field.named(name, layout: layout, layouts: layouts, argument: argument)
  }

  /// The fields that a column shows; see ``KojaIndex/Field/shown(by:layout:layouts:argument:)``.
  func fields(shownBy name: String, argument: Int) throws(FilterError) -> [KojaIndex.Field] {
    try KojaIndex.Field.shown(by: name, layout: layout, layouts: layouts, argument: argument)
  }

  /// The filter that arguments mean; see ``KojaIndex/Filter``.
  func filter(_ arguments: [String], now: Timestamp, counting: Bool = false) throws(FilterError) -> Filter {
    try Filter.parse(arguments, layout: layout, layouts: layouts, now: now, counting: counting)
  }
}
