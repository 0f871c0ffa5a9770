/// The names that a set of schemas knows, each with a small number, its symbol.
///
/// A reader that is given the table marks every key of a mapping with its symbol, so that rules compare numbers instead
/// of texts. Names are told apart by bytes. Immutable and shared freely between threads.
package final class SymbolTable: Sendable {
  /// The symbol of every name that is not in the table.
  package static let unknown: UInt32 = 0

  /// The names; the symbol of a name is its position plus one.
  package let names: [String]
  private let bytes: [UInt8]
  private let ends: [Int]
  private let slots: [UInt32]

  /// A table of some names; one that comes twice keeps its first symbol.
  package init(_ names: some Sequence<String>) {
    var seen: Set<Key> = []
    self.names = names.filter { seen.insert(Key($0)).inserted }
    bytes = self.names.flatMap(\.utf8)
    var ends = [0]
    for name in self.names { ends.append(ends[ends.count - 1] + name.utf8.count) }
    self.ends = ends
    var size = 4
    while size < self.names.count * 2 { size *= 2 }
    var slots = [UInt32](repeating: Self.unknown, count: size)
    for (position, name) in self.names.enumerated() {
      var slot = Array(name.utf8).withUnsafeBufferPointer { Self.hash($0) } & (size - 1)
      while slots[slot] != Self.unknown { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt32(position + 1)
    }
    self.slots = slots
  }

  /// The symbol of a text, ``unknown`` when it is not in the table.
  package func symbol(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] != Self.unknown {
      let position = Int(slots[slot]) - 1
      if ends[position + 1] - ends[position] == text.count,
        bytes[ends[position]..<ends[position + 1]].elementsEqual(text)
      {
        return slots[slot]
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return Self.unknown
  }

  /// The symbol of a name, ``unknown`` when it is not in the table.
  package func symbol(of name: String) -> UInt32 {
    var name = name
    return name.withUTF8 { symbol(of: $0) }
  }

  /// FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7FFF_FFFF)
  }
}
