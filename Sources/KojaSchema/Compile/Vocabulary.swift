/// The register of keywords, and the vocabularies they belong to (JSON Schema Core 2020-12, 8.1.2).
enum Vocabulary: String, CaseIterable, Sendable {
  case core, applicator, unevaluated, validation
  case metaData = "meta-data"
  case formatAnnotation = "format-annotation"
  case formatAssertion = "format-assertion"
  case content

  /// The folder of the vocabularies of 2020-12.
  static let base = "https://json-schema.org/draft/2020-12/"

  /// The vocabulary's own name.
  var uri: String { Self.base + "vocab/" + rawValue }

  /// Those that a schema uses which says nothing else.
  static let standard = Set(allCases).subtracting([.formatAssertion])

  /// Every keyword that checks something, in the order of evaluation: the kind of value first, the cheap before the
  /// dear, and last those that ask what the others have looked at.
  static let keywords: [any Keyword.Type] = [
    TypeKeyword.self, ConstKeyword.self, EnumKeyword.self,
    Minimum.self, Maximum.self, ExclusiveMinimum.self, ExclusiveMaximum.self, MultipleOf.self,
    MinLength.self, MaxLength.self, MinItems.self, MaxItems.self, MinProperties.self, MaxProperties.self,
    FormatKeyword.self, PatternKeyword.self,
    Required.self, DependentRequired.self, Properties.self, PatternProperties.self, AdditionalProperties.self,
    PropertyNames.self, DependentSchemas.self, Dependencies.self,
    PrefixItems.self, Items.self, Contains.self, UniqueItems.self,
    Reference.self, DynamicReference.self, AllOf.self, AnyOf.self, OneOf.self, Not.self, If.self,
    UnevaluatedItems.self, UnevaluatedProperties.self,
  ]

  /// Keywords that other keywords read, and those that only say something, with the schemas they hold.
  private static let others: [String: Shape] = [
    "$defs": .map, "then": .schema, "else": .schema, "minContains": .value, "maxContains": .value,
    "$id": .value, "$schema": .value, "$anchor": .value, "$dynamicAnchor": .value, "$comment": .value,
    "$vocabulary": .value, "title": .value, "description": .value, "default": .value, "examples": .value,
    "deprecated": .value, "readOnly": .value, "writeOnly": .value, "contentEncoding": .value,
    "contentMediaType": .value, "contentSchema": .schema,
  ]

  /// Where a keyword belongs; those of no vocabulary are koja's own or nobody's.
  static func of(_ name: String) -> Vocabulary? { homes[name] }

  /// The keywords of the vocabulary.
  var keywords: [String] { Self.members.first { $0.0 == self }?.1 ?? [] }

  private static let members: [(Vocabulary, [String])] = [
    (
      .core, ["$id", "$schema", "$ref", "$anchor", "$dynamicRef", "$dynamicAnchor", "$vocabulary", "$comment", "$defs"]
    ),
    (
      .applicator,
      [
        "prefixItems", "items", "contains", "additionalProperties", "properties", "patternProperties",
        "dependentSchemas", "propertyNames", "if", "then", "else", "allOf", "anyOf", "oneOf", "not",
      ]
    ),
    (.unevaluated, ["unevaluatedItems", "unevaluatedProperties"]),
    (
      .validation,
      [
        "type", "const", "enum", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum",
        "maxLength", "minLength", "pattern", "maxItems", "minItems", "uniqueItems", "maxContains", "minContains",
        "maxProperties", "minProperties", "required", "dependentRequired",
      ]
    ),
    (.metaData, ["title", "description", "default", "deprecated", "readOnly", "writeOnly", "examples"]),
    (.content, ["contentEncoding", "contentMediaType", "contentSchema"]),
  ]

  private static let homes = Dictionary(
    members.flatMap { home, names in names.map { ($0, home) } }, uniquingKeysWith: { first, _ in first })

  /// All names that a schema may use.
  static let names: [String] = keywords.map { $0.name } + others.keys.sorted() + Annotations.names

  private static let orders = Dictionary(
    keywords.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })

  private static let silent = Set(others.keys).union(Annotations.names)

  /// The place of a name among ``keywords``.
  static func order(of name: String) -> Int? { orders[name] }

  /// Whether a name is known and checks nothing by itself.
  static func isSilent(_ name: String) -> Bool { silent.contains(name) }

  /// Where schemas stand in the value of a keyword.
  static func shape(of name: String) -> Shape { order(of: name).map { keywords[$0].shape } ?? others[name] ?? .value }
}
