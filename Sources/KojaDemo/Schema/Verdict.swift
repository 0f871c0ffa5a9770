internal import KojaModel

/// Whether a value passes the schema of an `if`, for the keywords that conditions are written with.
enum Verdict {
  /// `properties`, `required`, `const`, `enum`, `not`, `allOf`, `anyOf`; every other keyword lets pass.
  static func accepts(_ value: Value, _ schema: Value) -> Bool {
    guard case .object(let keywords) = schema else { return schema != .boolean(false) }
    return keywords.allSatisfy { keyword in
      switch (keyword.name, keyword.value) {
      case ("const", let wanted): value == wanted
      case ("enum", .array(let wanted)): wanted.contains(value)
      case ("required", .array(let names)): names.allSatisfy { value[$0.string ?? ""] != nil }
      case ("properties", .object(let properties)):
        properties.allSatisfy { property in value[property.name].map { accepts($0, property.value) } ?? true }
      case ("not", let other): !accepts(value, other)
      case ("allOf", .array(let all)): all.allSatisfy { accepts(value, $0) }
      case ("anyOf", .array(let any)): any.contains { accepts(value, $0) }
      default: true
      }
    }
  }
}
