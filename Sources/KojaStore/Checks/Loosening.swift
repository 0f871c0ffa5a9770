internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Fields of secrecy, which anybody may tighten and only an action of the workflow (`loosens`) may loosen.
///
/// Finding: `history/loosened`.
enum Loosening {
  static func findings(_ record: Record, since old: Document, past: () -> RecordPast) -> [Finding] {
    guard let workflow = record.collection.workflow else { return [] }
    let owners = workflow.actions.filter { !$0.loosens.isEmpty }
    guard !owners.isEmpty else { return [] }
    let (document, before) = (record.document, TimelineEntry.all(in: old))
    let come = TimelineEntry.all(in: document).filter { entry in
      !before.contains { document.isSame(entry.node, as: $0.node, in: old) }
    }.compactMap(\.action)
    return record.collection.fields.compactMap { field in
      let loosening = owners.filter { $0.loosens.contains { $0.sameBytes(as: field.name) } }
      guard !loosening.isEmpty, isLooser(field, old, document),
        !loosening.contains(where: { action in come.contains { $0.sameBytes(as: action.name) } })
      else { return nil }
      let node = document.node(at: field.path)
      let place = node.map { document.place($0, in: record.path) } ?? document.placeOfTop(in: record.path)
      let way = "`koja do \(record.id) \(loosening[0].name) \(field.name)=… --reason …`"
      return Finding(
        "history/loosened", at: place,
        Phrase(
          id: "`\(field.name)` tidak dilonggarkan tanpa tindakan dan alasannya",
          en: "`\(field.name)` is not loosened without an action and its reason"),
        hint: Phrase(id: "kembalikan isinya, atau pakai \(way)", en: "put it back, or use \(way)"))
    }
  }

  /// Whether one of some fields says less than before.
  static func isLooser(_ names: [String], _ old: Document, _ new: Document, _ collection: Collection) -> Bool {
    names.contains { name in collection.field(name).map { isLooser($0, old, new) } ?? true }
  }

  /// Whether a field says less than before: a yes became a no, or a choice went back in the order of the schema.
  private static func isLooser(_ field: Field, _ old: Document, _ new: Document) -> Bool {
    func rank(_ document: Document) -> Int {
      self.rank(document.node(at: field.path).map { document.value(of: $0) }, field)
    }
    return rank(new) < rank(old)
  }

  /// How secret a value makes a record.
  private static func rank(_ value: Value?, _ field: Field) -> Int {
    switch value {
    case .boolean(let isSet): isSet ? 1 : 0
    case .string(let text): field.enumValues.firstIndex { $0.value.sameBytes(as: text) } ?? 0
    default: 0
    }
  }

  /// Whether a change makes a record more secret.
  static func isTightened(_ old: Document, _ new: Document, _ collection: Collection) -> Bool {
    let names = collection.workflow?.actions.flatMap(\.loosens) ?? []
    return names.contains { name in collection.field(name).map { isLooser($0, new, old) } ?? false }
  }

  /// Whether a change had to change a field: with what stood there before, the record would not be as its schema wants it now,
  /// and it is with what stands there. Asked where it became more secret, or was not as its schema wants it before.
  static func demandsChange(of path: [String], from old: Document, in record: Record) -> Bool {
    guard let before = old.node(at: path),
      isTightened(old, record.document, record.collection) || !record.collection.schema.isValid(old)
    else { return false }
    return refuses(old.value(of: before), at: path, in: record.document, of: record.collection)
  }

  /// Whether a change changed no more of an entry than it had to: parts of it that its schema does not take any more.
  static func demandsChange(ofEntry index: Int, from old: Document, in record: Record) -> Bool {
    let path = [TimelineEntry.key, String(index)]
    guard let before = old.node(at: path), let now = record.document.node(at: path) else { return false }
    func keys(_ document: Document, _ node: NodeIndex) -> [String] {
      document.pairs(node).compactMap { document.text($0.key) }
    }
    let (had, has) = (keys(old, before), keys(record.document, now))
    guard has.allSatisfy({ key in had.contains { $0.sameBytes(as: key) } }) else { return false }
    return had.allSatisfy { key in
      let (one, other) = (old.value(key, in: before), record.document.value(key, in: now))
      if let one, let other, record.document.isSame(other, as: one, in: old) { return true }
      return demandsChange(of: path + [key], from: old, in: record)
    }
  }

  /// Whether a record is as its schema wants it, and would not be with another value at a place.
  static func refuses(_ value: Value, at path: [String], in document: Document, of collection: Collection) -> Bool {
    guard collection.schema.isValid(document) else { return false }
    var members = Members(document.value(of: Document.root))
    members.set(path[...], value)
    return !collection.schema.isValid(Document(members.value))
  }

  /// The fields of secrecy that changes of a record which was there before made stricter.
  static func tightened(by changes: [FieldChange], in collection: Collection) -> [String] {
    guard let workflow = collection.workflow else { return [] }
    let names = workflow.actions.flatMap(\.loosens)
    return changes.filter { change in
      guard change.old != nil, names.contains(where: { $0.sameBytes(as: change.field) }),
        let field = collection.field(change.field)
      else { return false }
      return rank(change.new, field) > rank(change.old, field)
    }.map(\.field)
  }
}
