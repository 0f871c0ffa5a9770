internal import Foundation
internal import GRDB

/// Aggregates that reports need and SQLite lacks. Values that are no numbers are passed over, as `avg` does.
enum Aggregates {
  /// `median(x)` and `percentile(x, p)` with `p` from 0 to 100.
  static let all = [
    DatabaseFunction("median", argumentCount: 1, pure: true, aggregate: Median.self),
    DatabaseFunction("percentile", argumentCount: 2, pure: true, aggregate: Percentile.self),
  ]

  /// The middle value; of an even number of values the mean of the two in the middle. Null of none.
  struct Median: DatabaseAggregate {
    private var values: [Double] = []

    init() {}

    mutating func step(_ arguments: [DatabaseValue]) {
      if let value = Double.fromDatabaseValue(arguments[0]) { values.append(value) }
    }

    func finalize() -> (any DatabaseValueConvertible)? {
      let sorted = values.sorted()
      guard !sorted.isEmpty else { return nil }
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }

  /// The smallest value that at least so many percent of all values do not pass: the nearest rank, which is a value that
  /// occurs. Null of none.
  struct Percentile: DatabaseAggregate {
    private var values: [Double] = []
    private var share = 50.0

    init() {}

    mutating func step(_ arguments: [DatabaseValue]) {
      if let value = Double.fromDatabaseValue(arguments[0]) { values.append(value) }
      if let wanted = Double.fromDatabaseValue(arguments[1]) { share = wanted }
    }

    func finalize() -> (any DatabaseValueConvertible)? {
      let sorted = values.sorted()
      guard !sorted.isEmpty else { return nil }
      let rank = (min(100, max(0, share)) / 100 * Double(sorted.count)).rounded(.up)
      return sorted[max(0, Int(rank) - 1)]
    }
  }
}
