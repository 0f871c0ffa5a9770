package import KojaModel

/// A condition on a record as data: every named field equals one of the listed values.
package struct Guard: Sendable {
  /// Dotted fields and the values that let pass.
  package let conditions: [(field: String, values: [String])]

  /// The guard that lets everything pass.
  package static let always = Guard(conditions: [])

  /// Reads `when: {direction: [outgoing, internal]}`; a single value needs no list. Nil or wrong nodes let pass: the
  /// meta-schema reports them.
  package init(_ node: NodeIndex?, in document: Document) {
    guard let node else {
      self = .always
      return
    }
    conditions = document.pairs(node).map { key, value in
      (
        document.text(key) ?? "",
        document.kind(value) == .sequence ? document.texts(value) : [document.text(value) ?? ""]
      )
    }
  }

  private init(conditions: [(field: String, values: [String])]) { self.conditions = conditions }

  /// Whether a record, given by a look-up of dotted fields, passes.
  package func admits(_ field: (String) -> String?) -> Bool {
    conditions.allSatisfy { name, values in
      guard let value = field(name) else { return false }
      return values.contains { $0.sameBytes(as: value) }
    }
  }
}

extension Document {
  /// The texts of a list of scalars, or of one scalar; empty for everything else.
  package func texts(_ node: NodeIndex?) -> [String] {
    guard let node else { return [] }
    return kind(node) == .sequence ? items(node).compactMap { text($0) } : text(node).map { [$0] } ?? []
  }

  /// The scalar at a dotted field of a record, as text; nil for missing, null and collections.
  package func scalar(_ dotted: String) -> String? {
    guard let node = node(at: dotted.split(separator: ".").map(String.init)), kind(node) != .null else { return nil }
    return text(node)
  }

  /// A label in both languages from `{id: ..., en: ...}`; a missing one falls back to the other, then to a default.
  package func phrase(_ node: NodeIndex?, default fallback: String) -> Phrase {
    guard let node else { return Phrase(fallback) }
    if let text = text(node) { return Phrase(text) }
    let id = value("id", in: node).flatMap { text($0) }
    let en = value("en", in: node).flatMap { text($0) }
    return Phrase(id: id ?? en ?? fallback, en: en ?? id ?? fallback)
  }
}
