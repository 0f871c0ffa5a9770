internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Turns what stands in another system's cells into values of a collection's fields: codes by their labels, records by
/// their names, days and numbers in the ways people write them.
struct CellReader {
  private let collection: Collection
  private let typing: FieldTyping
  private let store: Store
  private let hasDecimalComma: Bool
  private let names = RecordNames()

  init(_ collection: Collection, _ store: Store, hasDecimalComma: Bool) {
    (self.collection, self.store, self.hasDecimalComma) = (collection, store, hasDecimalComma)
    typing = FieldTyping(collection, offset: store.settings.offset)
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

  private func normalized(_ text: String, _ field: Field, _ order: WrittenDate.Order) -> String {
    let facts = field.scalar
    switch facts.format {
    case "date": return WrittenDate(text, order: order)?.day.description ?? text
    case "date-time":
      return WrittenDate(text, order: order)?.moment(offset: store.settings.offset).description ?? text
    default: break
    }
    if facts.kinds.isDisjoint(with: [.string]), !facts.kinds.isDisjoint(with: [.integer, .number]) {
      return number(text)
    }
    if let target = facts.reference, target != "*", !target.contains("/") {
      return names.id(of: text, in: target, store) ?? text
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

/// Ids of records by what people call them; each collection is read once.
private final class RecordNames {
  private var ids: [Key: [Key: String]] = [:]

  /// The id that a text means: an id as it is, else the only record that is called so in either language.
  func id(of text: String, in collection: String, _ store: Store) -> String? {
    if let path = store.catalogue.collection(collection)?.path(of: text), store.records.has(path) { return text }
    let known = ids[Key(collection)] ?? read(collection, store)
    ids[Key(collection)] = known
    return known[Key(text.lowercased())].flatMap { $0.isEmpty ? nil : $0 }
  }

  private func read(_ collection: String, _ store: Store) -> [Key: String] {
    var ids: [Key: String] = [:]
    for entry in store.records.entries(under: "records/\(collection)") where entry.kind == .file {
      let id = Record.id(ofPath: entry.path)
      guard let title = store.title(of: id, in: collection) else { continue }
      for name in Set([title.id, title.en].map { Key($0.lowercased()) }) {
        // A name that several records have means none of them.
        ids[name] = ids[name] == nil ? id : ""
      }
    }
    return ids
  }
}
