internal import Glibc

/// A set of texts, told apart by bytes, that is asked with raw bytes and keeps a small number with each.
///
/// Grows by ``insert(_:_:)``; then shared freely between threads.
package struct ByteSet: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = [0]
  private var values: [Int32] = []
  private var slots = [Int32](repeating: -1, count: 16)

  /// Nothing yet.
  package init() {}

  /// A set of texts, each with its position.
  package init(_ texts: some Sequence<String>) {
    for (position, text) in texts.enumerated() { insert(text, Int32(position)) }
  }

  /// Whether there is nothing in it.
  package var isEmpty: Bool { values.isEmpty }

  /// Adds a text with a number; one that is there already keeps its own.
  package mutating func insert(_ text: UnsafeBufferPointer<UInt8>, _ value: Int32) {
    guard self[text] == nil else { return }
    bytes.append(contentsOf: text)
    ends.append(UInt32(bytes.count))
    values.append(value)
    if values.count * 2 > slots.count {
      slots = [Int32](repeating: -1, count: slots.count * 2)
      for index in values.indices {
        bytes[Int(ends[index])..<Int(ends[index + 1])].withUnsafeBufferPointer { Self.place(index, $0, in: &slots) }
      }
    } else {
      Self.place(values.count - 1, text, in: &slots)
    }
  }

  /// Adds a text with a number.
  package mutating func insert(_ text: String, _ value: Int32) {
    var text = text
    text.withUTF8 { insert($0, value) }
  }

  /// The number of a text; nil when it is not in the set.
  package subscript(text: UnsafeBufferPointer<UInt8>) -> Int32? {
    slots.withUnsafeBufferPointer { slots in
      var slot = Self.hash(text) & (slots.count - 1)
      while slots[slot] >= 0 {
        let index = Int(slots[slot])
        let (start, end) = (Int(ends[index]), Int(ends[index + 1]))
        let isSame =
          end - start == text.count
          && bytes.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[start..<end]).isSame(as: text) }
        if isSame { return values[index] }
        slot = (slot + 1) & (slots.count - 1)
      }
      return nil
    }
  }

  private static func place(_ index: Int, _ text: UnsafeBufferPointer<UInt8>, in slots: inout [Int32]) {
    var slot = hash(text) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(index)
  }

  private static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash = UInt64(text.count)
    var offset = 0
    let raw = UnsafeRawBufferPointer(text)
    while offset + 8 <= raw.count {
      hash = (hash ^ raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 29
      offset += 8
    }
    var last: UInt64 = 0
    while offset < raw.count {
      last = last << 8 | UInt64(raw[offset])
      offset += 1
    }
    hash = (hash ^ last) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (hash ^ hash &>> 29) &>> 20)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether both have the same bytes.
  package func isSame(as other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard count == other.count else { return false }
    guard let mine = baseAddress, let theirs = other.baseAddress else { return true }
    return memcmp(mine, theirs, count) == 0
  }
}
