/// Text that is equal when its bytes are equal.
///
/// Swift's `String` compares by canonical equivalence: `"ä"` written as one code point equals `"ä"` written as two.
/// JSON Schema and YAML compare by code point, and git compares paths by byte; everything that is a key in koja (a
/// field name, an id, a state, a path) is therefore a `Key`.
package struct Key: Sendable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The text itself.
  package let string: String

  /// Wraps a text.
  package init(_ string: String) { self.string = string }

  /// Wraps a literal.
  package init(stringLiteral value: String) { self.string = value }

  package static func == (left: Key, right: Key) -> Bool {
    left.string.utf8.elementsEqual(right.string.utf8)
  }

  package static func < (left: Key, right: Key) -> Bool {
    left.string.utf8.lexicographicallyPrecedes(right.string.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in string.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
  }

  package var description: String { string }
}

extension String {
  /// Equal by bytes, see ``Key``.
  package func sameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
