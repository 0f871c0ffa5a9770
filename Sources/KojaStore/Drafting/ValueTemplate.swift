package import KojaModel

/// A value whose texts may have placeholders: `"Teguran untuk {unit.name}"`, `["evaluations/{id}"]`.
///
/// A text that is nothing but a placeholder becomes the value that stands for it, whatever its kind; where there is none,
/// it is left out.
package struct ValueTemplate: Sendable {
  /// A placeholder in a longer text that stands for nothing.
  package struct Empty: Error, Sendable {
    /// What stands between the braces.
    package let name: String
  }

  /// The value as it was written.
  package let value: Value

  /// A template as it was written.
  package init(value: Value) { self.value = value }

  /// The names between braces, each once.
  package var names: [String] {
    var seen: Set<Key> = []
    return Self.texts(value).flatMap(Self.parts).compactMap(\.name).filter { seen.insert(Key($0)).inserted }
  }

  /// The name between its braces, where it is nothing but a placeholder.
  var whole: String? {
    guard case .string(let text) = value else { return nil }
    let parts = Self.parts(text)
    return parts.count == 1 ? parts[0].name : nil
  }

  /// The value with its placeholders filled in; nil where nothing is left of it. A placeholder that stands for several
  /// values gives as many items inside a list, and elsewhere one text with commas.
  package func filled(_ look: (String) -> Value?) throws(Empty) -> Value? {
    try Self.filled(value, look).first
  }

  /// The values that come of one: none, one, or inside a list several.
  private static func filled(_ value: Value, isItem: Bool = false, _ look: (String) -> Value?) throws(Empty) -> [Value]
  {
    switch value {
    case .string(let text):
      let parts = parts(text)
      if parts.count == 1, let name = parts[0].name { return look(name).map { isItem ? items($0) : [$0] } ?? [] }
      return try texts(parts, asMany: isItem, look).map { .string($0) }
    case .array(let items):
      var found: [Value] = []
      for item in items { found += try filled(item, isItem: true, look) }
      return found.isEmpty ? [] : [.array(found)]
    case .object(let members):
      var found: [Value.Member] = []
      for member in members {
        if let value = try filled(member.value, look).first { found.append(Value.Member(member.name, value)) }
      }
      return found.isEmpty ? [] : [.object(found)]
    case .null, .boolean, .number: return [value]
    }
  }

  /// A longer text: once, with commas between several values, or as many times as there are values for what stands in it.
  private static func texts(_ parts: [Part], asMany: Bool, _ look: (String) -> Value?) throws(Empty) -> [String] {
    var texts = [""]
    for part in parts {
      guard let name = part.name else {
        texts = texts.map { $0 + part.text }
        continue
      }
      let words = look(name).map(items)?.compactMap(\.plainText) ?? []
      guard !words.isEmpty else { throw Empty(name: name) }
      let ways = asMany ? words : [words.joined(separator: ", ")]
      texts = texts.flatMap { text in ways.map { text + $0 } }
    }
    return texts
  }

  private static func items(_ value: Value) -> [Value] { if case .array(let items) = value { items } else { [value] } }

  private static func texts(_ value: Value) -> [String] {
    switch value {
    case .string(let text): [text]
    case .array(let items): items.flatMap(texts)
    case .object(let members): members.flatMap { texts($0.value) }
    case .null, .boolean, .number: []
    }
  }

  /// A stretch of a text: a name between braces, or what is written. A brace that is not closed is text.
  private struct Part {
    var text = ""
    var name: String?
  }

  private static func parts(_ source: String) -> [Part] {
    var parts: [Part] = []
    var rest = source[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append(Part(text: String(rest[..<open]))) }
      parts.append(Part(name: String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(Part(text: String(rest))) }
    return parts
  }
}
