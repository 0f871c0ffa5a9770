package import KojaModel
internal import KojaYAML

/// What the last check of the whole store found, for those who look at the store and do not check it themselves.
///
/// A small JSON file in the git folder; losing it loses nothing.
package struct LastCheck: Sendable {
  /// When it was.
  package let at: Timestamp
  /// How many records were looked at.
  package let checked: Int
  /// How many errors there were.
  package let errors: Int
  /// How many warnings there were.
  package let warnings: Int

  /// What a check found.
  package init(at: Timestamp, checked: Int, findings: [Finding]) {
    (self.at, self.checked) = (at, checked)
    errors = findings.count { $0.severity == .error }
    warnings = findings.count { $0.severity == .warning }
  }

  private static let name = "check.json"

  /// The last one of a store; nil where there was none, or nothing that can be read.
  package init?(of store: Store) {
    guard let bytes = try? store.own.read(Self.name, limit: 4096),
      let document = JSONReader.read(bytes, path: Self.name, limits: .record).document,
      let at = document.string(at: "at").flatMap({ Timestamp($0) })
    else { return nil }
    func number(_ key: String) -> Int { document.value(key).flatMap { document.integer($0) } ?? 0 }
    self.at = at
    (checked, errors, warnings) = (number("checked"), number("errors"), number("warnings"))
  }

  /// Notes it for those who come later; where that is not possible nothing happens.
  package func note(in store: Store) {
    guard store.past == nil else { return }
    try? store.own.write(Array((value.json() + "\n").utf8), to: Self.name)
  }

  /// As an object.
  package var value: Value {
    .object([
      .init("at", .string(at.description)), .init("checked", .integer(checked)), .init("errors", .integer(errors)),
      .init("warnings", .integer(warnings)),
    ])
  }
}
