/// A fixed set of texts that is asked with raw bytes, by bytes: the place of a key in the order it was given.
struct KeyTable: Sendable {
  private let bytes: [UInt8]
  private let ends: [Int]
  private let slots: [Int32]

  /// The texts, in order.
  let keys: [String]

  /// Builds the table; a text that comes twice keeps its first place.
  init(_ keys: [String]) {
    self.keys = keys
    self.bytes = keys.flatMap(\.utf8)
    var ends = [0]
    for key in keys { ends.append(ends[ends.count - 1] + key.utf8.count) }
    self.ends = ends
    var size = 4
    while size < keys.count * 2 { size *= 2 }
    var slots = [Int32](repeating: -1, count: size)
    for (index, key) in keys.enumerated() {
      let own = Array(key.utf8)
      var slot = own.withUnsafeBufferPointer { Self.hash($0) } & (size - 1)
      while slots[slot] >= 0, !keys[Int(slots[slot])].utf8.elementsEqual(own) { slot = (slot + 1) & (size - 1) }
      if slots[slot] < 0 { slots[slot] = Int32(index) }
    }
    self.slots = slots
  }

  /// The place of a text, nil when it is not in the table.
  func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if ends[index + 1] - ends[index] == text.count, bytes[ends[index]..<ends[index + 1]].elementsEqual(text) {
        return index
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/.
  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 0x7FFF_FFFF)
  }
}
