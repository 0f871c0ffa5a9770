/// A text with placeholders: `Lampu mati di {location.area.name}`.
struct TextTemplate {
  /// A stretch of it.
  enum Part {
    case text(String)
    case name(String)
  }

  /// Its stretches.
  let parts: [Part]

  /// Reads a text. A brace that is not closed is text.
  init(_ source: String) {
    var parts: [Part] = []
    var rest = source[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      parts.append(.name(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  /// The text with all placeholders filled in; nil when one has no value.
  func filled(_ value: (String) -> String?) -> String? {
    var result = ""
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .name(let name):
        guard let text = value(name) else { return nil }
        result += text
      }
    }
    return result
  }
}
