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
  @usableFromInline struct Slot: Sendable {
    /// What a name must be like to be this one.
    @usableFromInline let digest: NameDigest
    /// Where the bytes of the name are.
    @usableFromInline let start: Int
    /// Its symbol; ``SymbolTable/unknown`` in an empty slot.
    @usableFromInline let symbol: UInt32
  }

  /// A table of some names; one that comes twice keeps its first symbol.
  package init(_ names: some Sequence<String>) {
    var seen: Set<Key> = []
    self.names = names.filter { seen.insert(Key($0)).inserted }
    var size = 4
    while size < self.names.count * 2 { size *= 2 }
    var slots = [Slot](
      repeating: Slot(digest: NameDigest(low: 0, high: 0, length: 0), start: 0, symbol: Self.unknown), count: size)
    var bytes: [UInt8] = []
    for (position, name) in self.names.enumerated() {
      let digest = Array(name.utf8).withUnsafeBufferPointer { NameDigest($0) }
      var slot = Lookup.slot(digest.hash, size)
      while slots[slot].symbol != Self.unknown { slot = (slot + 1) & (size - 1) }
      slots[slot] = Slot(digest: digest, start: bytes.count, symbol: UInt32(position + 1))
      bytes += name.utf8
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
    withLookup { $0.symbol(of: text, NameDigest(text)) }
  }

  /// The symbol of a name, ``unknown`` when it is not in the table.
  package func symbol(of name: String) -> UInt32 {
    var name = name
    return name.withUTF8 { symbol(of: $0) }
  }

  /// A table as long as it is being looked into.
  package struct Lookup {
    @usableFromInline let slots: UnsafeBufferPointer<Slot>
    @usableFromInline let bytes: UnsafeBufferPointer<UInt8>

    @usableFromInline init(slots: UnsafeBufferPointer<Slot>, bytes: UnsafeBufferPointer<UInt8>) {
      self.slots = slots
      self.bytes = bytes
    }

    /// The symbol of a text with this digest, ``SymbolTable/unknown`` when it is not in the table.
    @inlinable package func symbol(of text: UnsafeBufferPointer<UInt8>, _ digest: NameDigest) -> UInt32 {
      var slot = Self.slot(digest.hash, slots.count)
      while slots[slot].symbol != SymbolTable.unknown {
        if slots[slot].digest == digest, digest.length <= NameDigest.whole || isSame(text, slots[slot].start) {
          return slots[slot].symbol
        }
        slot = (slot &+ 1) & (slots.count &- 1)
      }
      return SymbolTable.unknown
    }

    @usableFromInline func isSame(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
      bytes[start..<start + text.count].elementsEqual(text)
    }

    @inlinable static func slot(_ hash: UInt64, _ size: Int) -> Int {
      Int(truncatingIfNeeded: hash &>> 32) & (size &- 1)
    }
  }
}
