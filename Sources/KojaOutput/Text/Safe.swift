/// A text that cannot act on a terminal or deceive a reader: what moves the cursor, turns the writing direction or
/// cannot be seen is spelled out (`\n`, `\x1b`, `\u202e`). What `Value.json` leaves of it becomes a JSON escape.
///
/// Spelled out are the controls (C0, DEL, C1), U+2028 and U+2029, and whatever Unicode calls default ignorable: the
/// bidirectional controls, zero-width characters, tags, the byte order mark. What belongs to a visible character stays:
/// one variation selector behind its base, a joiner between two emoji.
package func safe(_ text: String) -> String {
  if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return text }
  let scalars = text.unicodeScalars
  var out = String.UnicodeScalarView()
  var previous: Unicode.Scalar?
  for index in scalars.indices {
    let scalar = scalars[index]
    let following = scalars.index(after: index)
    let next = following < scalars.endIndex ? scalars[following] : nil
    if isVisible(scalar, after: previous, before: next) {
      out.append(scalar)
    } else {
      out.append(contentsOf: spelledOut(scalar).unicodeScalars)
    }
    previous = scalar
  }
  return String(out)
}

/// A text of several lines, each made ``safe(_:)``; CRLF becomes LF.
package func safeLines(_ text: String) -> String {
  text.textLines.map(safe).joined(separator: "\n")
}

extension String {
  /// The lines of the text, broken at LF or CRLF only.
  var textLines: [String] {
    utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
      String(Substring(line.last == 0x0D ? line.dropLast() : line))
    }
  }
}

private func isVisible(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?, before next: Unicode.Scalar?) -> Bool
{
  switch scalar.value {
  case 0x20...0x7E: true
  case 0xFE00...0xFE0F:
    previous.map { $0.value > 0x20 && !$0.properties.isDefaultIgnorableCodePoint && $0.value != 0x7F } ?? false
  case 0x200D: previous.map(continuesEmoji) ?? false && next?.properties.isEmoji ?? false
  case 0xFFF9...0xFFFB: false
  default:
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: false
    default: !scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}

/// Whether a joiner behind this scalar can join emoji: an emoji, its presentation selector, its skin.
private func continuesEmoji(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value == 0xFE0F || scalar.value > 0xFF && scalar.properties.isEmoji
}

func spelledOut(_ scalar: Unicode.Scalar) -> String {
  switch scalar.value {
  case 0x09: return "\\t"
  case 0x0A: return "\\n"
  case 0x0D: return "\\r"
  case 0..<0xA0: return "\\x" + hex(scalar.value, digits: 2)
  default: return scalar.utf16.map { "\\u" + hex(UInt32($0), digits: 4) }.joined()
  }
}

private func hex(_ value: UInt32, digits: Int) -> String {
  let text = String(value, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
