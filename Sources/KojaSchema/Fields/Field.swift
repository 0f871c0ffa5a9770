package import KojaModel

/// What a schema says about one field of a record, for those who list, filter, index and fill in fields.
package struct Field: Sendable {
  /// A kind of value.
  package enum Kind: String, Sendable, CaseIterable {
    case string, integer, number, boolean, array, object, null

    /// What a clerk calls it.
    package var words: Phrase { Kinds.names.first { $0.name == rawValue }?.words ?? Phrase(rawValue) }
  }

  /// What the links of one field from record to record may not form (`x-chain`).
  package enum Chain: String, Sendable, CaseIterable {
    /// A link leads to a record that has no such link itself.
    case none
    /// Links never lead back to where they began.
    case acyclic
  }

  /// Where the point of a place has to lie (`x-inside`).
  package struct Inside: Sendable {
    /// The collection whose records have boxes, `bounds: {south, north, west, east}`.
    package let collection: String
    /// How far outside a box still counts, in degrees.
    package let margin: Double
  }

  /// A value that is allowed.
  package struct EnumValue: Sendable {
    /// The value as it stands in the record.
    package let value: String
    /// Its name for people.
    package let label: Phrase?
  }

  /// What holds for a value: the field's own, or that of each item of a list.
  package struct Facts: Sendable {
    /// The kinds that are allowed; empty when the schema does not say.
    package let kinds: Set<Kind>
    /// The `format`.
    package let format: String?
    /// The `pattern`.
    package let pattern: String?
    /// The allowed values, in the order of the schema; empty when any will do.
    package let enumValues: [EnumValue]
    /// The collection whose ids these are (`x-ref`); `*` for `collection/id`.
    package let reference: String?

    /// Whether values are typed alike by both.
    func isSame(as other: Facts) -> Bool {
      kinds == other.kinds && format == other.format
        && enumValues.map(\.value).elementsEqual(other.enumValues.map(\.value)) { $0.sameBytes(as: $1) }
    }
  }

  /// The keys that lead to it.
  package let path: [String]
  /// What holds for its value.
  package let facts: Facts
  /// What holds for each item, when it is a list of scalars.
  package let items: Facts?
  /// The fields of each item, when it is a list of mappings; their paths begin at the item.
  package let members: [Field]
  /// What each item is, when it is a list of lists: one field whose path is empty, or none.
  package let rows: [Field]
  /// Its name for people.
  package let label: Phrase?
  /// Whether no two records may have the same value, or the same item of a list (`x-unique`).
  package let isUnique: Bool
  /// Whether it never changes once committed (`x-immutable`).
  package let isImmutable: Bool
  /// Whether it tells what has happened already: a moment or a day that is not in the future (`x-past`).
  package let isPast: Bool
  /// The field beside it, of which it is no earlier moment or day (`x-not-before`).
  package let notBefore: String?
  /// The field beside it whose day, moment or month tells when its link has to be in force, where that is not the record's
  /// own date (`x-in-force`).
  package let inForce: String?
  /// The field, across a reference, of the record whose schema its parts follow (`x-schema`).
  package let schemaField: String?
  /// What a new record has here where nothing else is said (`default`).
  package let preset: Value?
  /// What its links may not form; nil where they are free.
  package let chain: Chain?
  /// Who may see it: `public`, `internal`, `personal` or `secret`; the strictest of its own and those above it.
  package let audience: String
  /// Whether it is in the full-text search (`x-search`).
  package let isSearchable: Bool
  /// The kinds of personal data that it is there for (`x-contains`).
  package let contains: [String]
  /// The members of its items that together name the record elsewhere, for people: `lapor:1234567` (`x-names`).
  package let names: [String]
  /// Where its `latitude` and `longitude` have to lie; nil where it is no place (`x-inside`).
  package let inside: Inside?
  /// Its column in the index: `x-column`, or the keys with dots.
  package let column: String
  /// Whether the mapping that holds it must have it.
  package let isRequired: Bool
  /// Whether it is a mapping that may have keys besides those that are declared.
  package let isOpen: Bool
  /// Whether it is a list whose items are such mappings.
  package let hasOpenItems: Bool
  /// What holds for the values of keys of their own choosing: of its own, then of the mappings that these are, and so on.
  let openFacts: [Facts]

  /// The kinds that are allowed; empty when the schema does not say.
  package var kinds: Set<Kind> { facts.kinds }
  /// The `format`.
  package var format: String? { facts.format }
  /// The `pattern`.
  package var pattern: String? { facts.pattern }
  /// The allowed values.
  package var enumValues: [EnumValue] { facts.enumValues }
  /// The collection whose ids these are.
  package var reference: String? { facts.reference }
  /// Whether its values may be told to nobody outside their audience: they are above `internal`.
  package var isClosed: Bool { !["public", "internal"].contains(audience) }
  /// Whether it is a list.
  package var isList: Bool { facts.kinds.contains(.array) }

  /// The same field, seen from so many keys further down.
  package func moved(below depth: Int) -> Field { at(Array(path.dropFirst(depth)), column: column, audience: audience) }

  /// The same field as a part of a mapping, whose readers are no more than those of the mapping.
  package func placed(in mapping: Field) -> Field {
    let (path, ranks) = (mapping.path + path, Annotations.audiences)
    let isWider = (ranks.firstIndex(of: audience) ?? 0) < (ranks.firstIndex(of: mapping.audience) ?? 0)
    return at(path, column: path.joined(separator: "."), audience: isWider ? mapping.audience : audience)
  }

  private func at(_ path: [String], column: String, audience: String) -> Field {
    Field(
      path: path, facts: facts, items: items, members: members, rows: rows, label: label,
      isUnique: isUnique, isImmutable: isImmutable, isPast: isPast, notBefore: notBefore,
      inForce: inForce, schemaField: schemaField, preset: preset, chain: chain, audience: audience,
      isSearchable: isSearchable,
      contains: contains, names: names, inside: inside, column: column, isRequired: isRequired, isOpen: isOpen,
      hasOpenItems: hasOpenItems, openFacts: openFacts)
  }

  /// What is known of keys of their own choosing in an open mapping: where they are, who may see them, and what the schema
  /// says of all such values.
  package func own(_ keys: [String]) -> Field {
    let path = path + keys
    let silent = Facts(kinds: [], format: nil, pattern: nil, enumValues: [], reference: nil)
    return Field(
      path: path, facts: openFacts.indices.contains(keys.count - 1) ? openFacts[keys.count - 1] : silent,
      items: nil, members: [], rows: [], label: nil, isUnique: false, isImmutable: isImmutable, isPast: false,
      notBefore: nil, inForce: nil, schemaField: nil, preset: nil, chain: nil, audience: audience, isSearchable: false,
      contains: contains, names: [], inside: nil, column: path.joined(separator: "."), isRequired: false,
      isOpen: true, hasOpenItems: false, openFacts: Array(openFacts.dropFirst(keys.count)))
  }

  /// Whether its keys are these.
  package func isAt(_ path: [String]) -> Bool {
    self.path.count == path.count && zip(self.path, path).allSatisfy { $0.sameBytes(as: $1) }
  }
}
