internal import KojaModel
internal import KojaSchema

/// What the schema says has happened already (`x-past`) does not lie in the future.
///
/// Finding: `schema/future`. Entries of a timeline are the workflow's to judge.
struct FutureCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    record.collection.pastFields.flatMap { findings($0[...], at: Document.root, record, context) }
  }

  /// Follows a field, through lists, to the values it leads to.
  private func findings(
    _ way: ArraySlice<Field>, at node: NodeIndex, _ record: Record, _ context: CheckContext
  ) -> [Finding] {
    guard let field = way.first, let value = record.document.node(at: field.path, from: node) else { return [] }
    guard way.count == 1 else {
      return record.document.items(value).flatMap { findings(way.dropFirst(), at: $0, record, context) }
    }
    guard let text = record.document.text(value), Present(context).isBefore(text) else { return [] }
    return [
      Finding(
        "schema/future", at: record.document.place(value, in: record.path),
        Phrase(id: "`\(field.name)` berada di masa depan", en: "`\(field.name)` lies in the future"),
        hint: Phrase(
          id: "sekarang \(context.now); bila itu keliru, setel jam komputer ini",
          en: "it is now \(context.now); if that is wrong, set the clock of this computer"))
    ]
  }
}

/// The latest moment, and the latest day of the office, that are not in the future.
struct Present: Sendable {
  /// In seconds; clocks differ a little.
  let seconds: Int
  /// See ``CalendarDate/dayNumber``.
  let day: Int

  init(_ context: CheckContext) {
    seconds = context.now.seconds + 300
    day = Timestamp(seconds: seconds, offset: context.catalogue.settings.offset).date.dayNumber
  }

  /// Whether a moment or a day is later. What is neither is the schema's to report.
  func isBefore(_ text: String) -> Bool {
    CalendarDate(text).map { $0.dayNumber > day } ?? Timestamp(text).map { $0.seconds > seconds } ?? false
  }

  /// The same of a text as it is mostly written; nil where one has to look closer.
  func isBefore(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard text.count == 10 else { return Timestamp.seconds(text).map { $0 > seconds } }
    return CalendarDate(String(decoding: text, as: UTF8.self)).map { $0.dayNumber > day }
  }
}
