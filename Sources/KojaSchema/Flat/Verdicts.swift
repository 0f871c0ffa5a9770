/// What was found out about values and schemas, while no schema asks for the way that led to it.
final class Verdicts {
  /// So many take about 30 MB; further ones are found out again.
  private static let most = 1_000_000
  private var known: [UInt64: Bool] = [:]

  /// Whether a value satisfies a schema; nil when nobody asked yet.
  subscript(node: Int, schema: Int) -> Bool? {
    get { known[UInt64(truncatingIfNeeded: node) << 32 | UInt64(truncatingIfNeeded: schema)] }
    set {
      guard known.count < Self.most else { return }
      known[UInt64(truncatingIfNeeded: node) << 32 | UInt64(truncatingIfNeeded: schema)] = newValue
    }
  }
}
