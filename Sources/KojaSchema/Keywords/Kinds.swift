internal import KojaModel

/// A set of JSON Schema's kinds of values.
struct Kinds: OptionSet, Sendable {
  let rawValue: UInt8

  static let null = Kinds(rawValue: 1)
  static let boolean = Kinds(rawValue: 2)
  static let integer = Kinds(rawValue: 4)
  static let number = Kinds(rawValue: 8)
  static let string = Kinds(rawValue: 16)
  static let array = Kinds(rawValue: 32)
  static let object = Kinds(rawValue: 64)

  /// The kinds by name, in the words of a clerk.
  static let names: [(name: String, kind: Kinds, words: Phrase)] = [
    ("string", .string, Phrase(id: "teks", en: "text")),
    ("integer", .integer, Phrase(id: "bilangan bulat", en: "a whole number")),
    ("number", .number, Phrase(id: "angka", en: "a number")),
    ("boolean", .boolean, Phrase(id: "true atau false", en: "true or false")),
    ("array", .array, Phrase(id: "daftar", en: "a list")),
    ("object", .object, Phrase(id: "kelompok isian (kunci: nilai)", en: "a mapping (key: value)")),
    ("null", .null, Phrase(id: "kosong (null)", en: "empty (null)")),
  ]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A kind by its name in a schema.
  init?(_ name: String) {
    guard let found = Self.names.first(where: { $0.name == name }) else { return nil }
    self = found.kind
  }

  /// The kind of a node as a person sees it.
  init(_ kind: NodeKind) {
    switch kind {
    case .null: self = .null
    case .boolean: self = .boolean
    case .integer, .float: self = .number
    case .string: self = .string
    case .sequence: self = .array
    case .mapping: self = .object
    }
  }

  /// All kinds that a value is of.
  init(of node: NodeIndex, _ run: Run) {
    switch run.kind(node) {
    case .integer: self = [.integer, .number]
    case .float: self = run.document.number(node).map { $0.isInteger ? [.integer, .number] : .number } ?? []
    case let kind: self = Kinds(kind)
    }
  }

  /// As ``FlatSchema/kinds`` has them.
  var nodes: UInt8 {
    let all: [(Kinds, UInt8)] = [
      (.null, 1), (.boolean, 2), (.integer, 4 | FlatSchema.integralFloats), (.number, 4 | 8), (.string, 16),
      (.array, 32), (.object, 64),
    ]
    return all.reduce(0) { contains($1.0) ? $0 | $1.1 : $0 }
  }

  /// `teks atau angka`.
  var words: Phrase {
    let found = Self.names.filter { contains($0.kind) }.map(\.words)
    return Phrase(
      id: found.map(\.id).joined(separator: " atau "), en: found.map(\.en).joined(separator: " or "))
  }
}
