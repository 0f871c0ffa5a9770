package import KojaModel

/// A book that gives out numbers: a record of the collection `registers`.
package struct Register: Sendable {
  /// Which numbers share one run of serials.
  package enum Scope: String, Sendable, CaseIterable {
    /// Those of the register.
    case register
    /// Those of the register and of one kind of record.
    case registerAndKind = "register-kind"
    /// Those of all registers that say so.
    case all
  }

  /// What is asked of a number that is out of the ordinary.
  package enum Exception: String, Sendable, CaseIterable {
    /// It is not given.
    case refused
    /// It is given, and says why.
    case withReason = "with-reason"
  }

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
  /// Which numbers share one run of serials.
  package let scope: Scope
  /// The dotted field that tells kinds apart, for the scope that needs it.
  package let kindField: String
  /// Whether the serial starts again at 1 every year.
  package let restartsYearly: Bool
  /// The dotted field whose date tells the year of a number; nil where the day of the act does.
  package let dateField: String?
  /// Numbers put between two others, `15a`.
  package let inserted: Exception
  /// Numbers dated before the one that was given last.
  package let backdated: Exception

  /// The series of registers whose scope is `all`.
  package static let sharedSeries = "all"

  /// Reads a register record that has passed its schema.
  package init(id: String, _ document: Document) {
    self.id = id
    name = document.phrase(document.value("name"), default: id)
    collection = document.string(at: "collection") ?? ""
    field = document.string(at: "field") ?? "number"
    when = Guard(document.value("when"), in: document)
    pattern = NumberPattern(document.string(at: "pattern") ?? "{serial}")
    scope = document.string(at: "scope").flatMap(Scope.init(rawValue:)) ?? .register
    kindField = document.string(at: "kind_field") ?? "kind"
    restartsYearly = document.string(at: "restart") != "never"
    dateField = document.string(at: "dated_by")
    inserted = document.string(at: "inserted").flatMap(Exception.init(rawValue:)) ?? .withReason
    backdated = document.string(at: "backdated").flatMap(Exception.init(rawValue:)) ?? .withReason
  }

  /// The year under which a claim is filed: that of the act in local time, or 0 where the serial never restarts.
  package func year(of moment: Timestamp) -> Int { year(of: moment.date) }

  /// The year under which a number of a day is filed, or 0 where the serial never restarts.
  package func year(of date: CalendarDate) -> Int { restartsYearly ? date.parts.year : 0 }

  /// The day of a record's number, where the register takes it from a field; a time counts as the day it is written with.
  package func date(for field: (String) -> String?) -> CalendarDate? {
    dateField.flatMap(field).flatMap { CalendarDate($0.prefix(10)) }
  }

  /// The series of a record's number; nil where the record lacks the kind that tells it.
  package func series(for field: (String) -> String?) -> String? {
    switch scope {
    case .register: id
    case .registerAndKind: field(kindField).map { "\(id)-\($0)" }
    case .all: Self.sharedSeries
    }
  }

  /// Whether numbers of a series can be this register's.
  package func gives(_ series: String) -> Bool {
    switch scope {
    case .register: series.sameBytes(as: id)
    case .registerAndKind: series.utf8.starts(with: (id + "-").utf8)
    case .all: series.sameBytes(as: Self.sharedSeries)
    }
  }

  /// The id of the claim of a serial in the register's own series: `surat-keluar-2026-000015`.
  package func claimID(year: Int, serial: Int) -> String { ClaimID(series: id, year: year, serial: serial).text }
}
