package import KojaModel

/// What a change takes from outside: the clock, the environment, chance. Everything else is a function of the store.
package struct Surroundings: Sendable {
  /// The present at the office's offset.
  package let now: Timestamp
  /// The process environment, for the git identity.
  package let environment: [String: String]
  /// Thirty random bits for an id.
  package let randomBits: @Sendable () -> UInt32
  /// Waits for so many milliseconds.
  package let pause: @Sendable (Int) -> Void

  /// What a change takes from outside.
  package init(
    now: Timestamp, environment: [String: String], randomBits: @escaping @Sendable () -> UInt32,
    pause: @escaping @Sendable (Int) -> Void
  ) {
    self.now = now
    self.environment = environment
    self.randomBits = randomBits
    self.pause = pause
  }
}
