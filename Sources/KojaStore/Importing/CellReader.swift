internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Turns what stands in another system's cells into values of a collection's fields: codes by their labels, records by
/// their names, days and numbers in the ways people write them.
struct CellReader {
  private let collection: Collection
  private let typing: FieldTyping
  private let offset: Int
  private let reference: ReferenceData
  private let hasDecimalComma: Bool

  init(_ collection: Collection, _ store: Store, hasDecimalComma: Bool) {
    (self.collection, self.hasDecimalComma) = (collection, hasDecimalComma)
    (offset, reference) = (store.settings.offset, store.referenceData)
    typing = FieldTyping(collection, offset: offset)
  }

  /// The value of a text for a field. Throws what a person would be told who typed it.
  func value(_ text: String, for field: Field, order: WrittenDate.Order = .dayFirst) throws(Failure) -> Value {
    if field.isList, field.items != nil, text.hasPrefix("["),
      let document = JSONReader.read(Array(text.utf8), path: "-", limits: .record).document
    {
      return document.value(of: Document.root)
    }
    return try typing.value(normalized(text, field, order), for: field)
  }

  private func normalized(_ text: String, _ field: Field, _ order: WrittenDate.Order) throws(Failure) -> String {
    let facts = field.scalar
    switch facts.format {
    case "date": return try WrittenDate.required(text, order: order, format: "date").day.description
    case "date-time":
      return try WrittenDate.required(text, order: order, format: "date-time").moment(offset: offset).description
    default: break
    }
    if facts.kinds.isDisjoint(with: [.string]), !facts.kinds.isDisjoint(with: [.integer, .number]) {
      return number(text)
    }
    if let target = facts.reference, target != "*", !target.contains("/") {
      return reference.id(of: text, in: target) ?? text
    }
    return text
  }

  /// `1.500.000` and `-1,59` as JSON has them, where the table writes a decimal comma.
  private func number(_ text: String) -> String {
    guard hasDecimalComma,
      text.utf8.contains(UInt8(ascii: ",")) || text.utf8.count(where: { $0 == UInt8(ascii: ".") }) > 1
    else { return text }
    return String(text.filter { $0 != "." }.map { $0 == "," ? "." : $0 })
  }
}
