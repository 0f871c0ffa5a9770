/// How a number of a register is written: `{archive_code}/{serial}/{unit}`.
///
/// Names in braces are looked up; everything else stands as it is. `{serial}` may have a width: `{serial:3}`.
package struct NumberPattern: Sendable {
  private enum Part: Sendable {
    case text(String)
    case variable(String, width: Int)
  }

  private let parts: [Part]
  /// What stands behind a colon and is no width from 1 to 12, with its name: `serial:0`.
  package let oddWidths: [String]

  /// Roman numerals of the months, as letters in Indonesia carry them.
  package static let romanMonths = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]

  /// Reads a pattern. A brace that is not closed is text.
  package init(_ source: String) {
    var (parts, oddWidths) = ([Part](), [String]())
    var rest = source[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      let whole = rest[rest.index(after: open)..<close]
      let inner = whole.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let width = inner.count > 1 ? Int(inner[1]) ?? 0 : nil
      if let width, !(1...12).contains(width) { oddWidths.append(String(whole)) }
      parts.append(.variable(String(inner[0]), width: min(width ?? 0, 12)))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    (self.parts, self.oddWidths) = (parts, oddWidths)
  }

  /// The names in braces, in their order.
  package var variables: [String] {
    parts.compactMap { if case .variable(let name, _) = $0 { name } else { nil } }
  }

  /// Names that every register knows; all others are fields of the record.
  package static let ownVariables = ["serial", "year", "month", "roman_month"]

  /// Writes a number; returns the names that had no value instead, when there are any.
  package func format(_ value: (String) -> String?) -> Result<String, MissingVariables> {
    var text = ""
    var missing: [String] = []
    for part in parts {
      switch part {
      case .text(let literal): text += literal
      case .variable(let name, let width):
        guard let value = value(name) else {
          missing.append(name)
          continue
        }
        text += String(repeating: "0", count: max(0, width - value.count)) + value
      }
    }
    return missing.isEmpty ? .success(text) : .failure(MissingVariables(names: missing))
  }

  /// Variables of a pattern that the record has no value for.
  package struct MissingVariables: Error, Sendable {
    /// Their names.
    package let names: [String]
  }
}
