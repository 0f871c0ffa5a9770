internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// The fields of a record that is being put together.
struct Members: Sendable {
  private(set) var value: Value

  init(_ value: Value?) { self.value = value ?? .object([]) }

  func value(_ path: ArraySlice<String>) -> Value? {
    path.reduce(value as Value?) { value, step in
      if case .array(let items)? = value { return Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil } }
      return value?[step]
    }
  }

  mutating func set(_ path: ArraySlice<String>, _ new: Value) { value = Self.setting(value, path, new) }

  mutating func append(_ path: ArraySlice<String>, _ item: Value) {
    if case .array(let items)? = value(path) { set(path, .array(items + [item])) } else { set(path, .array([item])) }
  }

  mutating func remove(_ path: ArraySlice<String>) { value = Self.setting(value, path, nil) }

  /// The members in the order of the schema; the timeline stays last, what the schema does not know comes before it.
  func ordered(as fields: [Field]) -> Value { Self.ordered(value, path: [], fields) }

  /// A value that was typed as YAML, with the kinds that the schema wants: `{id: 123}` is `{id: "123"}` where the id is a
  /// text, and labels are codes.
  static func typed(_ value: Value, _ facts: Field.Facts?, items: [Field], _ typing: FieldTyping) -> Value {
    switch value {
    case .array(let list): return .array(list.map { typed($0, facts, items: items, typing) })
    case .object(let members): return .object(members.map { typed($0, path: [], items, typing) })
    default: return value
    }
  }

  /// The same for a list of lists.
  static func typed(_ value: Value, as field: Field, _ typing: FieldTyping) -> Value {
    guard case .array(let list) = value else { return scalar(value, field, typing) }
    if let row = field.rows.first { return .array(list.map { typed($0, as: row, typing) }) }
    if field.items != nil { return .array(list.map { scalar($0, field, typing) }) }
    return typed(value, field.facts, items: field.members, typing)
  }

  private static func typed(_ member: Value.Member, path: [String], _ fields: [Field], _ typing: FieldTyping)
    -> Value.Member
  {
    let path = path + [member.name]
    let field = fields.first { $0.isAt(path) }
    switch member.value {
    case .object(let members):
      return Value.Member(member.name, .object(members.map { typed($0, path: path, fields, typing) }))
    case .array(let list):
      return Value.Member(
        member.name,
        .array(
          list.map { item in
            if case .object = item { return typed(item, nil, items: field?.members ?? [], typing) }
            return scalar(item, field, typing)
          }))
    default: return Value.Member(member.name, scalar(member.value, field, typing))
    }
  }

  private static func scalar(_ value: Value, _ field: Field?, _ typing: FieldTyping) -> Value {
    guard let facts = field?.scalar, facts.kinds.contains(.string) else { return value }
    switch value {
    case .number(let text): return .string(text)
    case .string(let text):
      let label = facts.enumValues.first { $0.label?.matches(text) ?? false }
      let isCode = facts.enumValues.contains { $0.value.sameBytes(as: text) }
      return typing.value(isCode ? text : label?.value ?? text, facts) ?? value
    default: return value
    }
  }

  private static func setting(_ value: Value, _ path: ArraySlice<String>, _ new: Value?) -> Value {
    guard let step = path.first else { return new ?? .null }
    if case .array(var items) = value, let index = Int(step), items.indices.contains(index) {
      if path.count == 1, new == nil {
        items.remove(at: index)
      } else {
        items[index] = setting(items[index], path.dropFirst(), new)
      }
      return .array(items)
    }
    var members: [Value.Member] = if case .object(let members) = value { members } else { [] }
    let index = members.firstIndex { $0.name.sameBytes(as: step) }
    if path.count == 1, new == nil {
      if let index { members.remove(at: index) }
      return .object(members)
    }
    let inner = setting(index.map { members[$0].value } ?? .object([]), path.dropFirst(), new)
    if let index { members[index].value = inner } else { members.append(Value.Member(step, inner)) }
    return .object(members)
  }

  private static func ordered(_ value: Value, path: [String], _ fields: [Field]) -> Value {
    guard case .object(let members) = value else { return value }
    func rank(_ name: String) -> Int {
      if path.isEmpty, name == "timeline" { return .max }
      let full = path + [name]
      return fields.firstIndex { $0.path.count >= full.count && $0.path.prefix(full.count).elementsEqual(full) } ?? .max
        - 1
    }
    let sorted = members.enumerated().sorted { (rank($0.element.name), $0.offset) < (rank($1.element.name), $1.offset) }
    return .object(
      sorted.map { Value.Member($0.element.name, ordered($0.element.value, path: path + [$0.element.name], fields)) })
  }
}
