internal import KojaModel

/// The metaschemas of 2020-12, made from the register of keywords: the schema of schemas and one for each vocabulary
/// (JSON Schema Core 2020-12, 8.1 and Validation 2020-12, 5).
enum MetaSchema {
  /// The document of a metaschema; nil for any other URI.
  static func document(_ uri: String) -> Document? {
    if uri.sameBytes(as: Dialect.uri) { return Document(whole) }
    return Vocabulary.allCases.first { uri.sameBytes(as: self.uri(of: $0)) }.map { Document(part($0)) }
  }

  private static func uri(of vocabulary: Vocabulary) -> String { Vocabulary.base + "meta/" + vocabulary.rawValue }

  private static let anyKind = Value.array([.string("object"), .string("boolean")])

  /// What every metaschema begins with.
  private static func head(_ uri: String, _ vocabularies: [Vocabulary]) -> [Value.Member] {
    [
      .init("$schema", .string(Dialect.uri)), .init("$id", .string(uri)),
      .init("$vocabulary", .object(vocabularies.map { .init($0.uri, .boolean(true)) })),
      .init("$dynamicAnchor", .string("meta")), .init("type", anyKind),
    ]
  }

  private static var whole: Value {
    let parts = Vocabulary.allCases.filter { Vocabulary.standard.contains($0) }
    return .object(
      head(Dialect.uri, parts) + [
        .init("allOf", .array(parts.map { .object([.init("$ref", .string(uri(of: $0)))]) })),
        // Keywords of older drafts that 2020-12 still describes.
        .init(
          "properties",
          .object([
            .init("definitions", mapping(of: schema)),
            .init("dependencies", mapping(of: .object([.init("anyOf", .array([schema, texts]))]))),
            .init("$recursiveAnchor", anchor), .init("$recursiveRef", reference),
          ])),
      ])
  }

  private static func part(_ vocabulary: Vocabulary) -> Value {
    let names = vocabulary == .formatAnnotation || vocabulary == .formatAssertion ? ["format"] : vocabulary.keywords
    return .object(
      head(uri(of: vocabulary), [vocabulary])
        + [.init("properties", .object(names.map { .init($0, value(of: $0)) }))] + definitions(of: vocabulary))
  }

  /// The parts that other schemas may refer to by the names that the standard gives them.
  private static func definitions(of vocabulary: Vocabulary) -> [Value.Member] {
    let named: [(String, Value)] =
      switch vocabulary {
      case .core: [("anchorString", anchor), ("uriString", uri), ("uriReferenceString", reference)]
      case .applicator: [("schemaArray", kind("array", .init("minItems", .integer(1)), .init("items", schema)))]
      case .validation:
        [
          ("nonNegativeInteger", count), ("nonNegativeIntegerDefault0", count), ("simpleTypes", types),
          ("stringArray", texts),
        ]
      default: []
      }
    return named.isEmpty ? [] : [.init("$defs", .object(named.map { .init($0.0, $0.1) }))]
  }

  private static let schema = Value.object([.init("$dynamicRef", .string("#meta"))])

  private static func kind(_ name: String, _ more: Value.Member...) -> Value {
    .object([.init("type", .string(name))] + more)
  }

  private static func mapping(of values: Value) -> Value { kind("object", .init("additionalProperties", values)) }

  /// The schema of a keyword's value.
  private static func value(of keyword: String) -> Value {
    switch Vocabulary.shape(of: keyword) {
    case .schema: schema
    case .map: mapping(of: schema)
    case .mapOfSome: mapping(of: .object([.init("anyOf", .array([schema, texts]))]))
    case .list: kind("array", .init("minItems", .integer(1)), .init("items", schema))
    case .value: plain[keyword] ?? .boolean(true)
    }
  }

  private static let texts = kind("array", .init("items", kind("string")), .init("uniqueItems", .boolean(true)))
  private static let types = Value.object([.init("enum", .array(Kinds.names.map { .string($0.name) }))])
  private static let uri = kind("string", .init("format", .string("uri")))
  private static let count = kind("integer", .init("minimum", .integer(0)))
  private static let reference = kind("string", .init("format", .string("uri-reference")))
  private static let anchor = kind("string", .init("pattern", .string("^[A-Za-z_][-A-Za-z0-9._]*$")))

  /// The values of the keywords that hold no schemas; whatever else may be anything.
  private static let plain: [String: Value] = {
    var values: [String: Value] = [
      "$id": kind("string", .init("format", .string("uri-reference")), .init("pattern", .string("^[^#]*#?$"))),
      "$schema": uri, "$ref": reference, "$dynamicRef": reference,
      "$anchor": anchor, "$dynamicAnchor": anchor, "$comment": kind("string"),
      "$vocabulary": mapping(of: kind("boolean")),
      "type": .object([
        .init(
          "anyOf",
          .array([
            types,
            kind(
              "array", .init("items", types), .init("minItems", .integer(1)), .init("uniqueItems", .boolean(true))),
          ]))
      ]),
      "enum": kind("array"), "multipleOf": kind("number", .init("exclusiveMinimum", .integer(0))),
      "pattern": kind("string", .init("format", .string("regex"))), "uniqueItems": kind("boolean"),
      "required": texts, "dependentRequired": mapping(of: texts), "format": kind("string"),
      "title": kind("string"), "description": kind("string"), "deprecated": kind("boolean"),
      "readOnly": kind("boolean"), "writeOnly": kind("boolean"), "examples": kind("array"),
      "contentEncoding": kind("string"), "contentMediaType": kind("string"),
    ]
    for name in ["maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum"] { values[name] = kind("number") }
    for name in [
      "maxLength", "minLength", "maxItems", "minItems", "maxContains", "minContains", "maxProperties", "minProperties",
    ] { values[name] = count }
    return values
  }()
}
