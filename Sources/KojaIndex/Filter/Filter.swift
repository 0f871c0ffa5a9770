package import KojaModel

/// A filter as it was understood: a condition and an order. Made by ``parse(_:layout:layouts:now:)``.
package struct Filter: Sendable {
  /// A column to sort by.
  package struct Order: Sendable {
    /// The column.
    package var field: Field
    /// Largest first. What has no value is last either way.
    package var isDescending: Bool

    /// A column to sort by.
    package init(_ field: Field, isDescending: Bool = false) {
      self.field = field
      self.isDescending = isDescending
    }
  }

  /// The condition; no condition is `all([])`.
  var condition: Condition
  /// The order; the id comes last of itself.
  package var order: [Order]

  /// A filter that everything passes.
  package static var everything: Filter { Filter(condition: .all([]), order: []) }

  /// Whether due times must be known to answer.
  package var needsClocks: Bool { condition.needsClocks || order.contains { $0.field.needsClocks } }

  /// Reads a filter from the shell's arguments; they join by `and`.
  ///
  /// - `now`: the moment, and in its offset the zone, that relative and partial dates mean.
  /// - `counting`: whether records that were withdrawn are left out, unless the filter asks about that.
  package static func parse(
    _ arguments: [String], layout: CollectionLayout, layouts: Layouts, now: Timestamp,
    counting: Bool = false
  ) throws(FilterError) -> Filter {
    let context = FieldContext(layout, among: layouts)
    var parser = FilterParser(arguments, context: context, now: now)
    var filter = try parser.filter()
    guard counting, let name = layout.withdrawnColumn, let field = context.find(name) else { return filter }
    let prefix = name.prefix { $0 != "." } + "."
    if !filter.condition.fields.contains(where: { $0.isOwn(beginningWith: prefix) }) {
      filter.condition = .all([.not(.has(field)), filter.condition])
    }
    return filter
  }
}

/// A condition on a record.
indirect enum Condition: Sendable {
  case all([Condition])
  case any([Condition])
  case not(Condition)
  /// A word or a phrase somewhere in the searched text, the last word by its beginning.
  case search(String)
  /// The same in one field.
  case words(Field, String)
  /// There is a value.
  case has(Field)
  /// The value is this one, byte by byte, as it was typed there.
  case equals(Field, Scalar, at: Piece)
  /// The value, as it compares, lies within.
  case within(Field, KeyRange)
  /// One of these clocks is overdue; none named is any.
  case overdue([String])

  /// Whether due times must be known to answer.
  var needsClocks: Bool {
    switch self {
    case .all(let parts), .any(let parts): parts.contains { $0.needsClocks }
    case .not(let part): part.needsClocks
    case .has(let field), .equals(let field, _, _), .within(let field, _): field.needsClocks
    case .overdue: true
    case .search, .words: false
    }
  }

  /// The fields that it asks about.
  var fields: [Field] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.fields)
    case .not(let part): part.fields
    case .has(let field), .equals(let field, _, _), .within(let field, _), .words(let field, _): [field]
    case .overdue, .search: []
    }
  }

  /// The ids of records that a condition on records of a collection asks for, in the order in which they were typed.
  func references(in collection: String) -> [(collection: String, id: String, at: Piece)] {
    switch self {
    case .all(let parts), .any(let parts): return parts.flatMap { $0.references(in: collection) }
    case .not(let part): return part.references(in: collection)
    case .equals(let field, .text(let id), let piece):
      return field.home(in: collection).map { [($0, id, piece)] } ?? []
    default: return []
    }
  }

  /// The same condition with other ids in the places of some.
  func naming(_ id: (_ typed: String, _ collection: String) -> String?, in collection: String) -> Condition {
    switch self {
    case .all(let parts): return .all(parts.map { $0.naming(id, in: collection) })
    case .any(let parts): return .any(parts.map { $0.naming(id, in: collection) })
    case .not(let part): return .not(part.naming(id, in: collection))
    case .equals(let field, .text(let typed), let piece):
      return field.home(in: collection).flatMap { id(typed, $0) }.map { .equals(field, .text($0), at: piece) } ?? self
    default: return self
    }
  }
}

/// A value to compare with.
enum Scalar: Sendable, Hashable {
  case text(String)
  case integer(Int)
  case real(Double)
}

/// A stretch of comparable values.
struct KeyRange: Sendable {
  /// One end of it.
  struct Bound: Sendable {
    /// The value.
    var value: Scalar
    /// Whether the value itself belongs to the stretch.
    var isIncluded: Bool
  }

  /// Where it begins; nil is from the first.
  var lower: Bound?
  /// Where it ends; nil is to the last.
  var upper: Bound?

  /// Whether its end lies before its beginning, so that nothing can be within.
  var isTurned: Bool {
    switch (lower?.value, upper?.value) {
    case (.integer(let first)?, .integer(let last)?): first > last
    case (.real(let first)?, .real(let last)?): first > last
    case (.integer(let first)?, .real(let last)?): Double(first) > last
    case (.real(let first)?, .integer(let last)?): first > Double(last)
    case (.text(let first)?, .text(let last)?): Key(first) > Key(last)
    default: false
    }
  }
}

extension Filter {
  /// The same filter with the ids of records that people called by name.
  ///
  /// - `id`: the id of what was typed among the records of a collection, where there is one.
  package func naming(
    in collection: String, _ id: (_ typed: String, _ collection: String) -> String?
  ) -> Filter {
    Filter(condition: condition.naming(id, in: collection), order: order)
  }
}

extension Field {
  /// The collection whose ids are its values; nil for every other field.
  fileprivate func home(in collection: String) -> String? {
    if case .id = source { return steps.last?.target ?? collection }
    guard case .reference(let target) = type.item, target != "*", bucket == nil else { return nil }
    return target
  }

  /// Whether it is a column of the collection itself, under a name that begins so.
  fileprivate func isOwn(beginningWith prefix: Substring) -> Bool {
    guard steps.isEmpty, let column else { return false }
    return column.name.utf8.starts(with: prefix.utf8)
  }
}
