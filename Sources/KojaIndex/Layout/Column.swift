package import KojaModel

/// What kind of value a column holds, and so how it compares.
package indirect enum ColumnType: Sendable, Hashable {
  /// Free text: matched by words.
  case text
  /// A code, an enum value, a state: matched whole, by bytes.
  case code
  /// The id of a record of a collection; `*` is any collection, the value then being `collection/id`.
  case reference(String)
  /// A whole number.
  case integer
  /// Any number.
  case number
  /// True or false.
  case boolean
  /// A day.
  case date
  /// A moment.
  case dateTime
  /// A list; a test on it asks for any of its items.
  case list(of: ColumnType)

  /// The type of one item, or the type itself.
  package var item: ColumnType {
    if case .list(let item) = self { item.item } else { self }
  }

  /// Whether there may be several values.
  package var isList: Bool {
    if case .list = self { true } else { false }
  }
}

/// A value or a name with its labels: an enum value, a clock.
package struct Labelled: Sendable, Hashable {
  /// The name as records spell it.
  package var name: String
  /// The name as people read and type it.
  package var label: Phrase

  /// A name with its labels.
  package init(_ name: String, _ label: Phrase) {
    self.name = name
    self.label = label
  }
}

/// One column of a collection: a field of its records that can be asked for.
package struct Column: Sendable {
  /// The dotted name that people type: `location.area`.
  package var name: String
  /// Where the value is. A list on the way is looked through: `attachments`, `kind` are the kinds of all attachments.
  package var path: [String]
  /// The kind of value.
  package var type: ColumnType
  /// The name for people.
  package var label: Phrase
  /// The values of an enum, in the schema's order; empty where any value goes.
  package var values: [Labelled]
  /// Whether text search looks here (`x-search`).
  package var isSearchable: Bool
  /// Whether the value names its record (`x-unique`), so that it may be typed instead of the id.
  package var isUnique: Bool
  /// Who may read it (`x-audience`).
  package var audience: String
  /// The value that a person means, who may have typed its label; nil where the column knows none.
  func code(for typed: String) -> String? {
    values.first { $0.name.sameBytes(as: typed) || $0.label.matches(typed) }?.name
  }
  /// Whether answers may tell it, see ``CollectionLayout/closed``.
  var isOpen: Bool { CollectionLayout.isOpen(audience) }

  /// A column. See the properties.
  package init(
    _ name: String, path: [String]? = nil, _ type: ColumnType, label: Phrase? = nil, values: [Labelled] = [],
    isSearchable: Bool = false, isUnique: Bool = false, audience: String = "internal"
  ) {
    self.name = name
    self.path = path ?? name.split(separator: ".").map(String.init)
    self.type = type
    self.label = label ?? Phrase(name)
    self.values = values
    self.isSearchable = isSearchable
    self.isUnique = isUnique
    self.audience = audience
  }
}
