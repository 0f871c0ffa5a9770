package import KojaCivic
internal import KojaIndex
package import KojaModel
package import KojaSchema

/// A collection of records: what its schema and its workflow say.
package final class Collection: Sendable {
  /// What kind of records it holds.
  package enum Kind: String, Sendable {
    /// Things that other records refer to.
    case reference
    /// Things that happen and end.
    case `case`
  }

  /// The folder name below `records/` and `schemas/`.
  package let name: String
  /// What people call one of its records.
  package let label: Phrase
  /// What kind of records it holds.
  package let kind: Kind
  /// Its ids and folders.
  package let ids: IDRule
  /// The fields that together are a record's id, joined by `-`; none where it tells nothing of them.
  let idFields: [String]
  /// The field shown as a record's title.
  package let titleField: String?
  /// The field that dates a record.
  package let dateField: String?
  /// The field of the moment at which a record began where that lies before it is entered; the one that dates it, unless
  /// another is named.
  let beginField: String?
  /// On whose desk a case lies; nil where nobody's day shows it.
  let desk: Desk?
  /// The reports that are shown of a record when something comes of it.
  package let notices: [Notice]
  /// Which of its records may be shown to the public at all.
  package let published: Guard
  /// Which of its records name no person of another store, not even masked; nil for none.
  private let unnamed: Guard?

  /// What the index needs to know of it, by the language of titles.
  let layouts = Memo<Language, CollectionLayout>()
  private let lateWorkflow: Late<Workflow?>
  private let lateReferences: Late<WorkflowReferences?>
  private let lateSchema: Late<Schema>
  private let lateFields: Late<Fields>

  /// Shared by all records of the collection; see the properties. What only some commands ask for is made when they do.
  init(
    name: String, label: Phrase, kind: Kind, ids: IDRule, idFields: [String], titleField: String?, dateField: String?,
    beginField: String?, schema: Late<Schema>, fields: Late<[KojaSchema.Field]>, workflow: Late<Workflow?>,
    workflowReferences: Late<WorkflowReferences?>, desk: Desk?, notices: [Notice], published: Guard,
    unnamed: Guard?
  ) {
    self.name = name
    self.label = label
    self.kind = kind
    self.ids = ids
    self.idFields = idFields
    self.titleField = titleField
    self.dateField = dateField
    self.beginField = beginField ?? dateField
    lateWorkflow = workflow
    lateReferences = workflowReferences
    self.desk = desk
    self.notices = notices
    self.published = published
    self.unnamed = unnamed
    lateSchema = schema
    lateFields = Late { Fields(fields.value, of: name) }
  }

  /// Its workflow, when it has one.
  package var workflow: Workflow? { lateWorkflow.value }
  /// What its workflow names.
  var workflowReferences: WorkflowReferences? { lateReferences.value }
  /// The compiled schema.
  package var schema: Schema { lateSchema.value }
  /// Its fields in the order of the schema.
  package var fields: [KojaSchema.Field] { lateFields.value.all }
  /// Those of its fields whose values only one record may have.
  var uniqueFields: [KojaSchema.Field] { lateFields.value.unique }
  /// Those of its fields that link its records to each other and form no chains, or no rings.
  var chainedFields: [KojaSchema.Field] { lateFields.value.chained }

  /// Those of its fields whose point has to lie somewhere, each with the lists that lead to it.
  var placeFields: [[KojaSchema.Field]] { lateFields.value.places }

  /// Those of its fields that tell what has happened already, each with the lists that lead to it.
  var pastFields: [[KojaSchema.Field]] { lateFields.value.past }

  /// Those of its fields that come no earlier than the one beside them, each with the lists that lead to it.
  var orderedFields: [[KojaSchema.Field]] { lateFields.value.ordered }

  /// Those of its fields whose parts are as another record says.
  var borrowingFields: [KojaSchema.Field] { lateFields.value.borrowing }

  /// Those of its fields whose items are what other systems call a record.
  var namings: [KojaSchema.Field] { lateFields.value.namings }

  /// The key within a place, beside its point, that names a record of another collection; nil where there is none.
  func member(beside place: KojaSchema.Field, namingOneOf collection: String) -> String? {
    fields.first { member in
      member.path.count == place.path.count + 1 && member.path.starts(with: place.path)
        && member.reference?.sameBytes(as: collection) ?? false
    }?.path.last
  }

  /// The fields and what follows from them. A class: every record that is checked asks for some of it.
  private final class Fields: Sendable {
    let all: [KojaSchema.Field]
    let byName: [Key: KojaSchema.Field]
    let unique: [KojaSchema.Field]
    let chained: [KojaSchema.Field]
    let places: [[KojaSchema.Field]]
    let past: [[KojaSchema.Field]]
    let ordered: [[KojaSchema.Field]]
    let namings: [KojaSchema.Field]
    let borrowing: [KojaSchema.Field]
    /// Fields whose values may be told to nobody outside their audience, and those that hold such a field.
    let closed: Set<Key>

    init(_ fields: [KojaSchema.Field], of collection: String) {
      all = fields
      byName = Dictionary(fields.map { (Key($0.name), $0) }) { first, _ in first }
      unique = fields.filter(\.isUnique)
      chained = fields.filter { $0.chain != nil && $0.reference?.sameBytes(as: collection) ?? false }
      places = Collection.ways(fields) { $0.inside != nil }
      past = Collection.ways(fields, to: \.isPast)
      ordered = Collection.ways(fields) { $0.notBefore != nil }
      namings = fields.filter { !$0.names.isEmpty }
      borrowing = fields.filter { $0.schemaField != nil }
      closed = Collection.closed(fields)
    }
  }

  /// Whether the people that a record refers to may be named, given a look-up of its dotted fields.
  package func namesPeople(_ field: (String) -> String?) -> Bool { !(unnamed?.admits(field) ?? false) }

  /// The fields that decide whether a record's people may be named.
  var namingFields: [String] { unnamed?.conditions.map(\.field) ?? [] }

  /// The field with a dotted name.
  package func field(_ dotted: String) -> KojaSchema.Field? { lateFields.value.byName[Key(dotted)] }

  /// Whether the value of a dotted field may be told: that of one above the audience `internal`, or of what holds one or
  /// lies inside one, never is.
  package func isOpen(_ dotted: String) -> Bool {
    let closed = lateFields.value.closed
    guard !closed.isEmpty else { return true }
    if closed.contains(Key(dotted)) { return false }
    let path = dotted.split(separator: ".")
    return (1..<max(path.count, 1)).allSatisfy { count in
      field(path.prefix(count).joined(separator: ".")).map { !$0.isClosed } ?? true
    }
  }

  /// The fields of a kind, each with the lists that lead to it.
  private static func ways(_ fields: [KojaSchema.Field], to isWanted: (KojaSchema.Field) -> Bool)
    -> [[KojaSchema.Field]]
  {
    fields.flatMap { field in
      (isWanted(field) ? [[field]] : []) + ways(field.members, to: isWanted).map { [field] + $0 }
    }
  }

  private static func closed(_ fields: [KojaSchema.Field]) -> Set<Key> {
    func holdsPrivate(_ field: KojaSchema.Field) -> Bool {
      field.isClosed || field.members.contains(where: holdsPrivate)
    }
    var names: Set<Key> = []
    for field in fields where holdsPrivate(field) {
      // What holds a closed field is closed as a whole.
      for count in 1...max(field.path.count, 1) { names.insert(Key(field.path.prefix(count).joined(separator: "."))) }
    }
    return names
  }

  /// Whether a person who typed this means the collection: by its label in any language.
  package func isCalled(_ typed: String) -> Bool { label.matches(typed) }

  /// The path of the record with an id, relative to the store; nil when the id is not one of this collection.
  package func path(of id: String) -> String? {
    guard case .good(let folder) = ids.judge(id) else { return nil }
    return (["records", name] + (folder.isEmpty ? [] : [folder]) + [id + ".yaml"]).joined(separator: "/")
  }

  /// The id that a file's path names, when the file lies where its id says; nil for every other path.
  func idOfPlaced(_ path: String) -> Substring? {
    let utf8 = path.utf8
    let start = "records/".utf8.count + name.utf8.count + 1
    guard utf8.count > start + 5, path.hasSuffix(".yaml"), let slash = utf8.lastIndex(of: UInt8(ascii: "/")) else {
      return nil
    }
    let name = utf8.index(after: slash)..<utf8.index(utf8.endIndex, offsetBy: -5)
    var path = path
    let isPlaced = path.withUTF8 { bytes in
      let slash = utf8.distance(from: utf8.startIndex, to: slash)
      guard slash >= start - 1 else { return false }
      let folder = slash > start ? UnsafeBufferPointer(rebasing: bytes[start..<slash]) : .init(start: nil, count: 0)
      return ids.places(UnsafeBufferPointer(rebasing: bytes[(slash + 1)..<(bytes.count - 5)]), in: folder)
    }
    return isPlaced ? Substring(utf8[name]) : nil
  }

  /// Where schema and workflow stand.
  package var schemaPath: String { "schemas/\(name)/schema.yaml" }
  /// Where the workflow stands.
  package var workflowPath: String { "schemas/\(name)/workflow.yaml" }
}
