package import KojaModel

/// A record that no longer counts: it stays, and says since when, by whom and why.
///
/// Data: `withdrawn: {at, by, reason}` in every collection whose schema has it. Lists and counts leave such a record
/// out unless they are asked for it, its clocks stand still, and its unique values are free again.
package enum Withdrawal {
  /// The key in the record.
  package static let key = "withdrawn"

  /// Whether a record was withdrawn.
  package static func isPresent(in document: Document) -> Bool {
    document.value(key).map { document.kind($0) == .mapping } ?? false
  }
}

extension Collection {
  /// Whether the schema lets records be withdrawn.
  package var allowsWithdrawal: Bool { field("\(Withdrawal.key).reason") != nil }
}
