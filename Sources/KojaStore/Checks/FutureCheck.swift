internal import KojaModel
internal import KojaSchema

/// What the schema says has happened already (`x-past`) does not lie in the future.
///
/// Finding: `schema/future`. Entries of a timeline are the workflow's to judge.
struct FutureCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    let present = Present(context)
    return record.collection.pastFields.flatMap { record.values(along: $0[...]) }.compactMap { field, value, _ in
      guard let text = record.document.text(value), present.isBefore(text) else { return nil }
      return Finding(
        "schema/future", at: record.document.place(value, in: record.path),
        Phrase(id: "`\(field.name)` berada di masa depan", en: "`\(field.name)` lies in the future"),
        hint: Phrase(
          id: "sekarang \(context.now); bila itu keliru, setel jam komputer ini",
          en: "it is now \(context.now); if that is wrong, set the clock of this computer"))
    }
  }
}

extension Record {
  /// The values that a field leads to through lists, each with the mapping that it was looked up in.
  func values(along way: ArraySlice<Field>, from node: NodeIndex = Document.root) -> [(
    field: Field, value: NodeIndex, holder: NodeIndex
  )] {
    guard let field = way.first, let value = document.node(at: field.path, from: node) else { return [] }
    return way.count == 1
      ? [(field, value, node)] : document.items(value).flatMap { values(along: way.dropFirst(), from: $0) }
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

  /// Whether a moment, a day or a month is later. What is neither is the schema's to report.
  func isBefore(_ text: String) -> Bool {
    CalendarDate(text.utf8.count == 7 ? text + "-01" : text).map { $0.dayNumber > day } ?? Timestamp(text).map {
      $0.seconds > seconds
    } ?? false
  }

  /// The same of a text as it is mostly written; nil where one has to look closer.
  func isBefore(_ text: UnsafeBufferPointer<UInt8>) -> Bool? {
    guard text.count == 10 || text.count == 7 else { return Timestamp.seconds(text).map { $0 > seconds } }
    return isBefore(String(decoding: text, as: UTF8.self))
  }
}
