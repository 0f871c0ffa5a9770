extension Value {
  /// JSON text, in one line, or indented by two spaces. Members keep their order; output is UTF-8 without escapes
  /// beyond those that JSON demands and the control, line and bidirectional characters that terminals and scripts act upon.
  package func json(indented: Bool = false) -> String {
    var out = ""
    write(to: &out, indent: indented ? 0 : nil)
    return out
  }

  private func write(to out: inout String, indent: Int?) {
    switch self {
    case .null: out += "null"
    case .boolean(let value): out += value ? "true" : "false"
    case .number(let spelling): out += Self.jsonNumber(spelling)
    case .string(let text): Self.writeString(text, to: &out)
    case .array(let items):
      Self.writeList(items, "[", "]", to: &out, indent: indent) { $0.write(to: &$1, indent: $2) }
    case .object(let members):
      Self.writeList(members, "{", "}", to: &out, indent: indent) { member, out, indent in
        Self.writeString(member.name, to: &out)
        out += indent == nil ? ":" : ": "
        member.value.write(to: &out, indent: indent)
      }
    }
  }

  private static func writeList<Element>(
    _ elements: [Element], _ open: String, _ close: String, to out: inout String, indent: Int?,
    each: (Element, inout String, Int?) -> Void
  ) {
    out += open
    for (index, element) in elements.enumerated() {
      if index > 0 { out += "," }
      if let indent { out += "\n" + String(repeating: " ", count: indent + 2) }
      each(element, &out, indent.map { $0 + 2 })
    }
    if let indent, !elements.isEmpty { out += "\n" + String(repeating: " ", count: indent) }
    out += close
  }

  /// A string as JSON, with quotes.
  package static func writeString(_ text: String, to out: inout String) {
    out += "\""
    // Whole runs between escapes are appended at once: almost every string is one run.
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      let next = text.unicodeScalars.index(after: index)
      if let escape = escape(text.unicodeScalars[index]) {
        out += text[start..<index]
        out += escape
        start = next
      }
      index = next
    }
    out += text[start...]
    out += "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x22: return "\\\""
    case 0x5C: return "\\\\"
    case 0x0A: return "\\n"
    case 0x0D: return "\\r"
    case 0x09: return "\\t"
    case 0..<0x20, 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069:
      let hex = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: return nil
    }
  }

  /// YAML spells numbers in ways that JSON does not (`+1`, `.5`, `0o17`, `0x1F`, `5.`). Infinities and what is no number
  /// are null, as in JavaScript; a hexadecimal number beyond 64 bits stays its spelling, as a string.
  static func jsonNumber(_ spelling: String) -> String {
    var text = spelling[...]
    let negative = text.hasPrefix("-")
    if negative || text.hasPrefix("+") { text = text.dropFirst() }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] where text.hasPrefix(prefix) {
      guard let value = UInt64(text.dropFirst(2), radix: radix) else { return "\"\(spelling)\"" }
      return (negative ? "-" : "") + String(value)
    }
    guard let first = text.utf8.first(where: { $0 != UInt8(ascii: ".") }), (0x30...0x39).contains(first) else {
      return "null"
    }
    var result = String(text)
    if result.hasPrefix(".") { result = "0" + result }
    if let dot = result.firstIndex(of: "."), !(result[result.index(after: dot)...].first?.isNumber ?? false) {
      result.insert("0", at: result.index(after: dot))
    }
    while result.utf8.count > 1, result.hasPrefix("0"), let second = result.dropFirst().utf8.first,
      (0x30...0x39).contains(second)
    {
      result.removeFirst()
    }
    return (negative ? "-" : "") + result
  }
}
