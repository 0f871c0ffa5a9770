internal import KojaModel
internal import KojaSchema

/// The fields of a record that is being put together.
struct Members {
  private(set) var value: Value

  init(_ value: Value?) { self.value = value ?? .object([]) }

  func value(_ path: ArraySlice<String>) -> Value? {
    path.reduce(value as Value?) { $0?[$1] }
  }

  mutating func set(_ path: ArraySlice<String>, _ new: Value) { value = Self.setting(value, path, new) }

  mutating func append(_ path: ArraySlice<String>, _ item: Value) {
    if case .array(let items)? = value(path) { set(path, .array(items + [item])) } else { set(path, .array([item])) }
  }

  mutating func remove(_ path: ArraySlice<String>) { value = Self.setting(value, path, nil) }

  /// The members in the order of the schema; the timeline stays last, what the schema does not know comes before it.
  func ordered(as fields: [Field]) -> Value { Self.ordered(value, path: [], fields) }

  private static func setting(_ value: Value, _ path: ArraySlice<String>, _ new: Value?) -> Value {
    guard let step = path.first else { return new ?? .null }
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
