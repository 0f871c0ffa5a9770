package import KojaModel

/// Something that can be asked of a record: a column, a column of a record that it refers to, a computed time.
package struct Field: Sendable {
  /// A reference on the way to the field.
  struct Step: Sendable {
    /// The column that refers.
    var column: Column
    /// Its position in its collection.
    var position: Int
    /// The collection that it refers to.
    var target: String
  }

  /// Where the value comes from.
  enum Source: Sendable {
    case column(Int, Column)
    /// A part of a mapping that another record names: it is looked up in the record as it is kept.
    case lent(Column)
    case id, path, family
    /// The due time of a clock; without a name the earliest of those that have not stopped.
    case due(String?)
    /// The names of the overdue clocks.
    case overdue
  }

  /// A stretch of the calendar into which moments are gathered.
  enum Bucket: String, CaseIterable, Sendable {
    case year, month, week, day
  }

  /// The name as it is typed: `category.unit`.
  package internal(set) var name: String
  /// The name for people.
  package internal(set) var label: Phrase
  /// The kind of value.
  package internal(set) var type: ColumnType
  /// The values it may have, with labels; empty where any value goes.
  package internal(set) var values: [Labelled]
  /// Who may read it.
  package internal(set) var audience: String
  /// The references that lead to it.
  var steps: [Step] = []
  /// Where the value comes from, in the collection that the last step leads to.
  var source: Source
  /// The stretch of time, for `received_at.month`.
  var bucket: Bucket?

  /// The marks of whoever may read it: its own, and those of the references that lead to it.
  package var audiences: [String] { steps.map(\.column.audience) + [audience] }

  /// Whether its values say by when something must be done.
  package var isDue: Bool { if case .due = source { true } else { false } }

  /// What it is of the records' own: a column, or a part that another record names; nil for what is computed, and for id and
  /// path.
  var column: Column? {
    switch source {
    case .column(_, let column), .lent(let column): column
    default: nil
    }
  }

  /// Whether due times must be known.
  package var needsClocks: Bool {
    switch source {
    case .due, .overdue: true
    default: false
    }
  }

  /// The field of a name or of a label in either language.
  ///
  /// - `argument`: which argument of the command line an error is about.
  package static func named(
    _ name: String, layout: CollectionLayout, layouts: Layouts, argument: Int = 0
  ) throws(FilterError) -> Field {
    let piece = Piece(argument: argument, scalars: Array(name.unicodeScalars)[...])
    return try FieldContext(layout, among: layouts).field(piece)
  }

  /// The fields that a column of an answer shows: the one of its name, or all those of a mapping.
  ///
  /// - `argument`: which argument of the command line an error is about.
  package static func shown(
    by name: String, layout: CollectionLayout, layouts: Layouts, argument: Int = 0
  ) throws(FilterError) -> [Field] {
    let context = FieldContext(layout, among: layouts)
    if let field = context.find(name) { return [field] }
    let inside = context.fields(inside: name)
    return inside.isEmpty ? [try named(name, layout: layout, layouts: layouts, argument: argument)] : inside
  }
}
