package import KojaModel

/// A condition on a record as data: every named field equals one of the listed values, or is missing where `null` is one.
package struct Guard: Sendable {
  /// A field that decides.
  package struct Condition: Sendable {
    /// Its dotted name.
    package let field: String
    /// The values that let pass.
    package let values: [String]
    /// Whether a record without the field passes.
    package let allowsMissing: Bool

    /// Whether a value of the field passes; nil where it is missing.
    package func admits(_ value: String?) -> Bool {
      guard let value else { return allowsMissing }
      return values.contains { $0.sameBytes(as: value) }
    }

    /// `direction: outgoing|internal`, for people.
    package func told(_ separator: String) -> String {
      "\(field): \((values + (allowsMissing ? ["-"] : [])).joined(separator: separator))"
    }
  }

  /// The fields that decide.
  package let conditions: [Condition]

  /// The guard that lets everything pass.
  package static let always = Guard(conditions: [])

  /// Reads `when: {direction: [outgoing, internal], supervisory: [null, false]}`; a single value needs no list. Nil or wrong
  /// nodes let pass: the meta-schema reports them.
  package init(_ node: NodeIndex?, in document: Document) {
    conditions = (node.map { document.pairs($0) } ?? []).map { key, value in
      let items = document.kind(value) == .sequence ? document.items(value) : [value]
      let given = items.filter { document.kind($0) != .null }
      return Condition(
        field: document.text(key) ?? "", values: given.map { document.text($0) ?? "" },
        allowsMissing: given.count < items.count)
    }
  }

  private init(conditions: [Condition]) { self.conditions = conditions }

  /// Whether a record, given by a look-up of dotted fields, passes.
  package func admits(_ field: (String) -> String?) -> Bool {
    conditions.allSatisfy { $0.admits(field($0.field)) }
  }

  /// Whether some record may pass both: no field is asked to be one thing here and another there.
  func mayMeet(_ other: Guard) -> Bool {
    conditions.allSatisfy { one in
      other.conditions.filter { $0.field.sameBytes(as: one.field) }.allSatisfy { condition in
        one.allowsMissing && condition.allowsMissing || one.values.contains { condition.admits($0) }
      }
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
    let isOne = !dotted.utf8.contains(UInt8(ascii: "."))
    let node = isOne ? value(dotted) : node(at: dotted.split(separator: ".").map(String.init))
    return node.flatMap { kind($0) == .null ? nil : text($0) }
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
