package import KojaModel

/// A book that gives out numbers: a record of the collection `registers`.
package struct Register: Sendable {
  /// The id of the record.
  package let id: String
  /// What people call it.
  package let name: Phrase
  /// The collection whose records it numbers.
  package let collection: String
  /// The dotted field that holds the number.
  package let field: String
  /// Which records of the collection it numbers.
  package let when: Guard
  /// How a number is written.
  package let pattern: NumberPattern
  /// Whether the serial starts again at 1 every year.
  package let restartsYearly: Bool

  /// Reads a register record that has passed its schema.
  package init(id: String, _ document: Document) {
    self.id = id
    name = document.phrase(document.value("name"), default: id)
    collection = document.string(at: "collection") ?? ""
    field = document.string(at: "field") ?? "number"
    when = Guard(document.value("when"), in: document)
    pattern = NumberPattern(document.string(at: "pattern") ?? "{serial}")
    restartsYearly = document.string(at: "restart") != "never"
  }

  /// The year under which a claim is filed: that of the act in local time, or 0 where the serial never restarts.
  package func year(of moment: Timestamp) -> Int { restartsYearly ? moment.date.parts.year : 0 }

  /// The id of the claim of a serial: `surat-keluar-2026-000015`.
  package func claimID(year: Int, serial: Int) -> String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(id)-\(padded(year, 4))-\(padded(serial, 6))"
  }
}
