/// The hash that names git objects and seals packs and indexes (RFC 3174), fed piece by piece.
///
/// It does not look for forged collisions as git's own does: it names what koja itself has written.
struct SHA1 {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32) = (
    0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0
  )
  private var pending: [UInt8] = []
  private var length: UInt64 = 0

  /// Takes the next bytes.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length += UInt64(bytes.count)
    var rest = bytes
    if !pending.isEmpty {
      let taken = min(64 - pending.count, rest.count)
      pending += UnsafeRawBufferPointer(rebasing: rest[..<taken])
      rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
      guard pending.count == 64 else { return }
      let block = pending
      block.withUnsafeBytes { state = Self.compress(state, $0) }
      pending.removeAll(keepingCapacity: true)
    }
    let whole = rest.count & ~63
    if whole > 0 { state = Self.compress(state, UnsafeRawBufferPointer(rebasing: rest[..<whole])) }
    pending += UnsafeRawBufferPointer(rebasing: rest[whole...])
  }

  /// Takes the next bytes.
  mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// The hash of all that was taken.
  consuming func finish() -> ObjectID {
    let bits = length * 8
    var tail: [UInt8] = [0x80]
    tail += [UInt8](repeating: 0, count: (119 - pending.count) % 64)
    tail += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
    update(tail)
    return ObjectID(
      high: UInt64(state.0) << 32 | UInt64(state.1), middle: UInt64(state.2) << 32 | UInt64(state.3), low: state.4)
  }

  /// Works through whole blocks of 64 bytes.
  private static func compress(
    _ start: (UInt32, UInt32, UInt32, UInt32, UInt32), _ bytes: UnsafeRawBufferPointer
  ) -> (UInt32, UInt32, UInt32, UInt32, UInt32) {
    guard let base = bytes.baseAddress else { return start }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { buffer in
      guard let words = buffer.baseAddress else { return start }
      var state = start
      var offset = 0
      while offset < bytes.count {
        for index in 0..<16 {
          words[index] = base.loadUnaligned(fromByteOffset: offset + 4 * index, as: UInt32.self).bigEndian
        }
        for index in 16..<80 {
          let word = words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]
          words[index] = word << 1 | word >> 31
        }
        state = rounds(state, words)
        offset += 64
      }
      return state
    }
  }

  @inline(__always)
  private static func rounds(
    _ start: (UInt32, UInt32, UInt32, UInt32, UInt32), _ words: UnsafeMutablePointer<UInt32>
  ) -> (UInt32, UInt32, UInt32, UInt32, UInt32) {
    var (a, b, c, d, e) = start
    @inline(__always)
    func turn(_ mixed: UInt32, _ constant: UInt32, _ index: Int) {
      let next = (a << 5 | a >> 27) &+ mixed &+ e &+ constant &+ words[index]
      e = d
      d = c
      c = b << 30 | b >> 2
      b = a
      a = next
    }
    for index in 0..<20 { turn(d ^ (b & (c ^ d)), 0x5A82_7999, index) }
    for index in 20..<40 { turn(b ^ c ^ d, 0x6ED9_EBA1, index) }
    for index in 40..<60 { turn((b & c) | (d & (b | c)), 0x8F1B_BCDC, index) }
    for index in 60..<80 { turn(b ^ c ^ d, 0xCA62_C1D6, index) }
    return (start.0 &+ a, start.1 &+ b, start.2 &+ c, start.3 &+ d, start.4 &+ e)
  }
}
