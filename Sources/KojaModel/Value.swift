/// A value on its way into or out of a record: what a person typed, what a program prints.
///
/// Members keep their order. Numbers keep their spelling.
package indirect enum Value: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// A JSON number as it is spelled.
  case number(String)
  case string(String)
  case array([Value])
  case object([Member])

  /// One member of an object.
  package struct Member: Sendable, Hashable {
    /// The name.
    package var name: String
    /// The value.
    package var value: Value

    /// A member.
    package init(_ name: String, _ value: Value) {
      self.name = name
      self.value = value
    }
  }

  /// An integer.
  package static func integer(_ value: Int) -> Value { .number(String(value)) }

  /// A text, or null.
  package static func optional(_ value: String?) -> Value { value.map { .string($0) } ?? .null }

  /// The member of an object.
  package subscript(name: String) -> Value? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name.sameBytes(as: name) }?.value
  }

  /// The text of a string value.
  package var string: String? {
    if case .string(let text) = self { text } else { nil }
  }
}

extension Document {
  /// A subtree as a value.
  package func value(of node: NodeIndex) -> Value {
    switch nodes[node].kind {
    case .null: .null
    case .boolean: .boolean(boolean(node) == true)
    case .integer, .float: .number(text(node) ?? "0")
    case .string: .string(text(node) ?? "")
    case .sequence: .array(items(node).map { value(of: $0) })
    case .mapping: .object(pairs(node).map { Value.Member(text($0.key) ?? "", value(of: $0.value)) })
    }
  }
}
