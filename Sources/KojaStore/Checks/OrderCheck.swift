internal import KojaModel
internal import KojaSchema

/// What the schema says comes no earlier than something else (`x-not-before`) does not.
///
/// Finding: `schema/order`, at both ends. What is no moment or day is the schema's to report.
struct OrderCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    record.collection.orderedFields.flatMap { record.values(along: $0[...]) }.compactMap { field, value, holder in
      guard let name = field.notBefore,
        let sibling = record.document.node(at: field.path.dropLast() + [name], from: holder),
        let (first, last) = both(record.document.text(sibling), record.document.text(value)), last < first
      else { return nil }
      return Finding(
        "schema/order", at: record.document.place(value, in: record.path),
        Phrase(
          id: "`\(field.name)` lebih awal daripada `\(name)`", en: "`\(field.name)` is earlier than `\(name)`"),
        hint: Phrase(id: "periksa kedua tanggalnya", en: "look at both dates"),
        related: [
          Finding.Related(Phrase("`\(name)`"), at: record.document.place(sibling, in: record.path))
        ])
    }
  }

  /// Two days, or two moments, as numbers.
  private func both(_ first: String?, _ last: String?) -> (Int, Int)? {
    guard let first, let last else { return nil }
    if let first = CalendarDate(first), let last = CalendarDate(last) { return (first.dayNumber, last.dayNumber) }
    if let first = Timestamp(first), let last = Timestamp(last) { return (first.seconds, last.seconds) }
    return nil
  }
}
