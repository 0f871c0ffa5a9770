internal import KojaIndex
package import KojaModel

/// A stretch of time that a person asks about: `2026-03-15`, `2026-03`, `2026`, or from one to another (`2026-01..2026-03`).
package struct AskedPeriod: Sendable {
  /// As it was typed.
  let text: String
  /// Its first second; nil where it has no beginning.
  let from: Int?
  /// The second behind its last one; nil where it has no end.
  package let until: Int?

  /// Reads what was typed; nil where it is no stretch of time.
  package init?(_ text: String, now: Timestamp) {
    self.text = text
    guard let dots = text.firstRange(of: "..") else {
      guard let span = TimeSpan(text, now: now) else { return nil }
      (from, until) = (span.first, span.last + 1)
      return
    }
    let (left, right) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
    let (first, last) = (TimeSpan(left, now: now), TimeSpan(right, now: now))
    guard left.isEmpty || first != nil, right.isEmpty || last != nil, !(left.isEmpty && right.isEmpty) else {
      return nil
    }
    (from, until) = (first?.first, last.map { $0.last + 1 })
  }

  /// Throws a usage failure where it ends before it begins: nothing lies within.
  package func refuseTurned(_ name: String) throws(Failure) {
    guard let from, let until, from >= until, let dots = text.firstRange(of: "..") else { return }
    throw Failure(
      .usage, Phrase(id: "`\(name)` berakhir sebelum awalnya", en: "`\(name)` ends before it begins"),
      hint: Suggestion.question("\(text[dots.upperBound...])..\(text[..<dots.lowerBound])"))
  }

  /// What a question knows it by: its text, and its ends in seconds, half open.
  func values(named name: String) -> [String: Value] {
    [
      name: .string(text), "\(name)_from": from.map { .integer($0) } ?? .null,
      "\(name)_until": until.map { .integer($0) } ?? .null,
    ]
  }

  /// The same without one.
  static func none(named name: String) -> [String: Value] {
    [name: .null, "\(name)_from": .null, "\(name)_until": .null]
  }

  /// The first and the last day, where it has both, in a zone.
  func days(offset: Int) -> (first: CalendarDate, last: CalendarDate)? {
    guard let from, let until, from < until else { return nil }
    return (Timestamp(seconds: from, offset: offset).date, Timestamp(seconds: until - 1, offset: offset).date)
  }
}
