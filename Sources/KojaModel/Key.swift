internal import Glibc

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
    left.string.sameBytes(as: right.string)
  }

  package static func < (left: Key, right: Key) -> Bool { left.string.compareBytes(with: right.string) < 0 }

  package func hash(into hasher: inout Hasher) {
    var string = string
    string.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
  }

  package var description: String { string }
}

extension String {
  /// Equal by bytes, see ``Key``.
  package func sameBytes(as other: String) -> Bool {
    utf8.count == other.utf8.count && compareBytes(with: other) == 0
  }

  /// Negative where this comes before the other by its bytes, 0 where they are the same.
  fileprivate func compareBytes(with other: String) -> Int {
    var (left, right) = (self, other)
    return left.withUTF8 { left in
      right.withUTF8 { right in
        let common = min(left.count, right.count)
        guard let first = left.baseAddress, let second = right.baseAddress, common > 0 else {
          return left.count - right.count
        }
        let order = Int(memcmp(first, second, common))
        return order == 0 ? left.count - right.count : order
      }
    }
  }
}
