/// The register of keywords.
enum Vocabulary {
  /// Every keyword that checks something, in the order of evaluation: the kind of value first, the cheap before the dear.
  static let keywords: [any Keyword.Type] = [
    TypeKeyword.self, ConstKeyword.self, EnumKeyword.self,
    Minimum.self, Maximum.self, ExclusiveMinimum.self, ExclusiveMaximum.self, MultipleOf.self,
    MinLength.self, MaxLength.self, MinItems.self, MaxItems.self, MinProperties.self, MaxProperties.self,
    FormatKeyword.self, PatternKeyword.self,
    Required.self, DependentRequired.self, Properties.self, PatternProperties.self, AdditionalProperties.self,
    PropertyNames.self, DependentSchemas.self,
    PrefixItems.self, Items.self, Contains.self, UniqueItems.self,
    Reference.self, AllOf.self, AnyOf.self, OneOf.self, Not.self, If.self,
  ]

  /// Keywords that other keywords read, and those that only say something, with the schemas they hold.
  private static let others: [String: Shape] = [
    "$defs": .map, "then": .schema, "else": .schema, "minContains": .value, "maxContains": .value,
    "$id": .value, "$schema": .value, "$anchor": .value, "$dynamicAnchor": .value, "$comment": .value,
    "$vocabulary": .value, "title": .value, "description": .value, "default": .value, "examples": .value,
    "deprecated": .value, "readOnly": .value, "writeOnly": .value, "contentEncoding": .value,
    "contentMediaType": .value, "contentSchema": .schema,
  ]

  /// Keywords of 2020-12 that check something and that koja does not know yet.
  static let unsupported: Set<String> = ["$dynamicRef", "unevaluatedItems", "unevaluatedProperties"]

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
