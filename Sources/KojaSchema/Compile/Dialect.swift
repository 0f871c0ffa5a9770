internal import KojaModel

/// Which keywords count in a schema: what its `$schema` says (JSON Schema Core 2020-12, 8.1).
struct Dialect: Sendable {
  /// The vocabularies whose keywords count.
  let vocabularies: Set<Vocabulary>

  /// That of a schema which names no other.
  static let standard = Dialect(vocabularies: Vocabulary.standard)

  /// The metaschema of 2020-12.
  static let uri = Vocabulary.base + "schema"

  /// Reads `$vocabulary` of a metaschema; one without it is like the standard. Required vocabularies that koja does not
  /// know are given back.
  static func read(_ metaschema: Document, at node: NodeIndex) -> (dialect: Dialect, unknown: [NodeIndex]) {
    guard let list = metaschema.value("$vocabulary", in: node) else { return (.standard, []) }
    var vocabularies: Set<Vocabulary> = [.core]
    var unknown: [NodeIndex] = []
    for (key, value) in Members(metaschema, list) {
      let uri = metaschema.text(key) ?? ""
      if let known = Vocabulary.allCases.first(where: { $0.uri.sameBytes(as: uri) }) {
        vocabularies.insert(known)
      } else if metaschema.boolean(value) == true {
        unknown.append(key)
      }
    }
    return (Dialect(vocabularies: vocabularies), unknown)
  }

  /// Whether a keyword counts. What belongs to no vocabulary is koja's or nobody's.
  func has(_ keyword: String) -> Bool {
    if keyword == FormatKeyword.name { return vocabularies.contains(.formatAnnotation) || assertsFormats }
    return Vocabulary.of(keyword).map { vocabularies.contains($0) } ?? true
  }

  /// Whether `format` is checked because the metaschema says so.
  var assertsFormats: Bool { vocabularies.contains(.formatAssertion) }
}
