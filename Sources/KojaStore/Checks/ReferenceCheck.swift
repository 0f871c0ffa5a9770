internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Links to other records: they exist, and were in force on the record's date.
///
/// Findings: `ref/unknown`, `ref/not-in-force`, `ref/elsewhere`.
struct ReferenceCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    Self.links(of: record).compactMap { field, node in finding(node, field, record, context) }
  }

  /// The values of a record that refer to others; who acted is the workflow's to judge.
  static func links(of record: Record) -> [(Field, NodeIndex)] {
    let fields = record.collection.fields.filter {
      record.collection.workflow == nil || $0.path.first != TimelineEntry.key
    }
    return links(fields, in: record.document, from: Document.root)
  }

  /// The values that refer to records, in the items of lists too. A list where there should be none, and the other way
  /// round, is the schema's to report.
  private static func links(_ fields: [Field], in document: Document, from node: NodeIndex) -> [(Field, NodeIndex)] {
    fields.flatMap { field -> [(Field, NodeIndex)] in
      guard let value = document.node(at: field.path, from: node) else { return [] }
      if field.scalar.reference != nil {
        let isList = document.kind(value) == .sequence
        return isList == field.isList ? (isList ? document.items(value) : [value]).map { (field, $0) } : []
      }
      return document.items(value).flatMap { links(field.members, in: document, from: $0) }
    }
  }

  private func finding(_ node: NodeIndex, _ field: Field, _ record: Record, _ context: CheckContext) -> Finding? {
    guard let value = record.document.string(node), let declared = field.scalar.reference else { return nil }
    if declared.contains("/") { return elsewhere(value, node, declared, field, record, context) }
    if let unknown = Self.unknown(node, field, record, context) { return unknown }
    let (collection, id) = Self.target(value, declared)
    let place = { record.document.place(node, in: record.path) }
    guard let period = context.reference.periods[Key("\(collection)/\(id)")],
      let when = Self.date(of: field, in: record), !period.meets(when.days)
    else { return nil }
    return Finding(
      "ref/not-in-force", at: place(),
      field.inForce.map { name in
        Phrase(
          id: "`\(value)` tidak berlaku pada \(when.text), isi `\(name)`",
          en: "`\(value)` was not in force in \(when.text), as `\(name)` says")
      }
        ?? Phrase(
          id: "`\(value)` tidak berlaku pada \(when.text), tanggal catatan ini",
          en: "`\(value)` was not in force on \(when.text), the date of this record"),
      hint: Phrase(
        id: "berlaku \(period.from?.description ?? "…") s.d. \(period.to?.description ?? "…")",
        en: "in force from \(period.from?.description ?? "…") to \(period.to?.description ?? "…")"))
  }

  /// A link within the store that leads to nothing.
  static func unknown(_ node: NodeIndex, _ field: Field, _ record: Record, _ context: CheckContext) -> Finding? {
    guard let value = record.document.string(node), let declared = field.scalar.reference, !declared.contains("/"),
      case let (collection, id) = target(value, declared), !context.reference.exists(id, in: collection)
    else { return nil }
    let meant = meant(value, declared, context)
    return Finding(
      "ref/unknown", at: record.document.place(node, in: record.path),
      collection == "*"
        ? Phrase(
          id: "`\(field.name)` menyebut catatan tanpa koleksinya: tulis `koleksi/\(value)`",
          en: "`\(field.name)` names a record without its collection: write `collection/\(value)`")
        : Phrase(
          id: "`\(field.name)` menunjuk `\(value)`, yang tidak ada di `\(collection)`",
          en: "`\(field.name)` refers to `\(value)`, which is not in `\(collection)`"),
      hint: meant.map { Suggestion.question($0.value) }
        ?? Suggestion.question(among: context.reference.names.namesakes(id, in: collection)),
      fix: meant.flatMap { $0.isSure ? Fix.renaming(node, in: record.document, to: $0.value) : nil })
  }

  /// A link into another store that leads to nothing; where that store is not here, it is opaque.
  private func elsewhere(
    _ value: String, _ node: NodeIndex, _ declared: String, _ field: Field, _ record: Record, _ context: CheckContext
  ) -> Finding? {
    guard let target = context.others.target(of: declared), !target.store.has(value, in: target.collection) else {
      return nil
    }
    if target.store.hasErased(value, in: target.collection) {
      // Whom a sweep erased is missing nowhere but where something goes on.
      let state = record.document.string(at: "status").flatMap { record.collection.workflow?.state($0) }
      guard let state, state.family != .closed else { return nil }
      return Finding(
        "ref/elsewhere", .warning, at: record.document.place(node, in: record.path),
        Phrase(
          id: "`\(field.name)` menunjuk `\(value)`, yang sudah dihapus, padahal perkara ini belum selesai",
          en: "`\(field.name)` refers to `\(value)`, who was erased, and this case is not over"))
    }
    return Finding(
      "ref/elsewhere", .warning, at: record.document.place(node, in: record.path),
      Phrase(
        id: "`\(field.name)` menunjuk `\(value)`, yang tidak ada di `\(declared)`: dihapus, atau salah ketik",
        en: "`\(field.name)` refers to `\(value)`, which is not in `\(declared)`: erased, or mistyped"))
  }

  /// `x-ref: "*"` values name their collection themselves: `letters/SRT-...`.
  static func target(_ value: String, _ declared: String) -> (collection: String, id: String) {
    guard declared == "*", let slash = value.firstIndex(of: "/") else { return (declared, value) }
    return (String(value[..<slash]), String(value[value.index(after: slash)...]))
  }

  /// The value that was meant, and whether it can be taken without asking.
  private static func meant(
    _ value: String, _ declared: String, _ context: CheckContext
  ) -> (value: String, isSure: Bool)? {
    let (collection, id) = target(value, declared)
    if collection == "*" {
      let homes = context.catalogue.collections.map(\.name).filter { context.reference.exists(id, in: $0) }
      return homes.count == 1 ? ("\(homes[0])/\(id)", true) : nil
    }
    guard context.catalogue.collection(collection) != nil else {
      let near = Suggestion.nearest(to: collection, among: context.catalogue.collections.map(\.name))
      return near.map { ("\($0)/\(id)", false) }
    }
    return context.reference.names.meant(by: id, in: collection).map { meant in
      (declared == "*" ? "\(collection)/\(meant.id)" : meant.id, meant.isSure)
    }
  }

  /// When a link has to be in force: when the field says that its schema names, or the part of the record that it stands in
  /// (`withdrawn: {at, by}`), or else the record's own date.
  private static func date(of field: Field, in record: Record) -> (text: String, days: ClosedRange<CalendarDate>)? {
    func beside(_ name: String) -> String? {
      record.document.node(at: field.path.dropLast() + [name]).flatMap { record.document.text($0) }
    }
    let text =
      if let name = field.inForce {
        beside(name)
      } else {
        (field.path.count > 1 ? beside("at") : nil)
          ?? record.collection.dateField.flatMap { record.document.scalar($0) }
      }
    return text.flatMap { text in CalendarDate.days(of: text).map { (String(text.prefix(10)), $0) } }
  }
}
