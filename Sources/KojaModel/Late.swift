internal import Synchronization

/// A value that is made when somebody first asks for it, and kept. Shared freely between threads.
///
/// Two that ask for it at the same moment may both make it; both get the same one. So what makes it must depend on
/// nothing that changes.
package final class Late<Value: Sendable>: Sendable {
  private final class Made: Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private let make: @Sendable () -> Value
  private let made = AtomicLazyReference<Made>()

  /// A value and how it is made.
  package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// The value.
  package var value: Value { (made.load() ?? made.storeIfNil(Made(make()))).value }
}
