internal import Synchronization

/// A value that is made when somebody first asks for it, and kept. Shared freely between threads.
///
/// Two that ask for it at the same moment may both make it; both get the same one. So what makes it must depend on
/// nothing that changes.
package final class Late<Value: Sendable>: Sendable {
  private let make: @Sendable () -> Value
  /// The address of the value, 0 before it is made. No reference to a box, because every record of a store asks for
  /// some: all cores at once would count its holders.
  private let made = Atomic<UInt>(0)

  /// A value and how it is made.
  package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  deinit { kept.map(Self.discard) }

  /// The value.
  package var value: Value { (kept ?? first()).pointee }

  private var kept: UnsafeMutablePointer<Value>? { UnsafeMutablePointer(bitPattern: made.load(ordering: .acquiring)) }

  /// Makes the value and keeps it, unless another thread was first.
  private func first() -> UnsafeMutablePointer<Value> {
    let mine = UnsafeMutablePointer<Value>.allocate(capacity: 1)
    mine.initialize(to: make())
    let isFirst = made.compareExchange(
      expected: 0, desired: UInt(bitPattern: mine), ordering: .acquiringAndReleasing
    ).exchanged
    guard !isFirst, let kept else { return mine }
    Self.discard(mine)
    return kept
  }

  private static func discard(_ value: UnsafeMutablePointer<Value>) {
    value.deinitialize(count: 1)
    value.deallocate()
  }
}
