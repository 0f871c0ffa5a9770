/// The names that a set of schemas knows, each with a small number, its symbol.
///
/// A reader that is given the table marks every key of a mapping with its symbol, so that rules compare numbers instead
/// of texts. Names are told apart by bytes. Immutable and shared freely between threads.
package final class SymbolTable: Sendable {
  /// The symbol of every name that is not in the table.
  package static let unknown: UInt32 = 0
  /// A table without names.
  package static let empty = SymbolTable([])

  /// The names; the symbol of a name is its position plus one.
  package let names: [String]
  private let bytes: [UInt8]
  private let slots: [Slot]

  /// A place in the hash table.
  fileprivate struct Slot: Sendable {
    /// The first sixteen bytes of a name, and its length: all of a name that is not longer.
    var low: UInt64 = 0, high: UInt64 = 0, length = 0
    /// Where the bytes of the name are.
    var start = 0
    /// Its symbol; ``SymbolTable/unknown`` in an empty slot.
    var symbol = SymbolTable.unknown
  }

  /// A table of some names; one that comes twice keeps its first symbol.
  package init(_ names: some Sequence<String>) {
    var seen: Set<Key> = []
    self.names = names.filter { seen.insert(Key($0)).inserted }
    var size = 4
    while size < self.names.count * 2 { size *= 2 }
    var slots = [Slot](repeating: Slot(), count: size)
    var bytes: [UInt8] = []
    for (position, name) in self.names.enumerated() {
      let text = Array(name.utf8)
      let (low, high) = text.withUnsafeBufferPointer { Self.words(of: $0) }
      var slot = Lookup.hash(low, high, text.count) & (size - 1)
      while slots[slot].symbol != Self.unknown { slot = (slot + 1) & (size - 1) }
      slots[slot] = Slot(low: low, high: high, length: text.count, start: bytes.count, symbol: UInt32(position + 1))
      bytes += text
    }
    self.bytes = bytes
    self.slots = slots
  }

  /// A view of the table that many names are looked up in; it must not leave the closure.
  package func withLookup<Result>(_ body: (Lookup) -> Result) -> Result {
    slots.withUnsafeBufferPointer { slots in
      bytes.withUnsafeBufferPointer { body(Lookup(slots: slots, bytes: $0)) }
    }
  }

  /// The symbol of a text, ``unknown`` when it is not in the table.
  package func symbol(of text: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let (low, high) = Self.words(of: text)
    return withLookup { $0.symbol(of: text, low: low, high: high) }
  }

  /// The symbol of a name, ``unknown`` when it is not in the table.
  package func symbol(of name: String) -> UInt32 {
    var name = name
    return name.withUTF8 { symbol(of: $0) }
  }

  /// The first and the next eight bytes of a text as numbers: the first byte lowest, zeros where the text is shorter.
  package static func words(of text: UnsafeBufferPointer<UInt8>) -> (low: UInt64, high: UInt64) {
    var words: (low: UInt64, high: UInt64) = (0, 0)
    for byte in text.prefix(16).reversed() {
      words.high = words.high << 8 | words.low >> 56
      words.low = words.low << 8 | UInt64(byte)
    }
    return words
  }

  /// A table as long as it is being looked into.
  package struct Lookup {
    fileprivate let slots: UnsafeBufferPointer<Slot>
    fileprivate let bytes: UnsafeBufferPointer<UInt8>

    /// The symbol of a text whose first sixteen bytes are these numbers, see ``SymbolTable/words(of:)``.
    package func symbol(of text: UnsafeBufferPointer<UInt8>, low: UInt64, high: UInt64) -> UInt32 {
      var slot = Self.hash(low, high, text.count) & (slots.count &- 1)
      while slots[slot].symbol != SymbolTable.unknown {
        if slots[slot].low == low, slots[slot].high == high, slots[slot].length == text.count,
          text.count <= 16 || isSame(text, slots[slot].start)
        {
          return slots[slot].symbol
        }
        slot = (slot &+ 1) & (slots.count &- 1)
      }
      return SymbolTable.unknown
    }

    private func isSame(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
      bytes[start..<start + text.count].elementsEqual(text)
    }

    /// Multiplied so that every byte counts in the upper half.
    fileprivate static func hash(_ low: UInt64, _ high: UInt64, _ length: Int) -> Int {
      let sum = low &+ high &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(truncatingIfNeeded: length)
      return Int(truncatingIfNeeded: ((sum ^ (sum &>> 29)) &* 0xBF58_476D_1CE4_E5B9) &>> 32)
    }
  }
}
