internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// How the rows of another system's table become records; `schemas/imports/<name>.yaml`.
package struct ImportMapping: Sendable {
  /// Where a value comes from.
  struct Source: Sendable {
    /// The headings; of several the first one with something in it counts. Empty for a value that is the same for all.
    var columns: [String] = []
    /// What the other system calls our codes.
    var values: [(theirs: String, ours: String)]?
    /// For what is not listed, and for an empty cell.
    var otherwise: String?
    /// The order of day and month in dates.
    var order = WrittenDate.Order.dayFirst
    /// Take no more than so many characters.
    var limit: Int?
    /// What the other system writes for nothing.
    var empty: [String] = []
    /// Where it stands in the file.
    let node: NodeIndex
  }

  /// What tells a row from all others.
  struct Identity: Sendable {
    /// The field of the record, dotted; of a list's items where ``companions`` say so.
    let field: String
    /// What else the item of the list holds.
    let companions: [(key: String, value: String)]
    /// The headings; more than one where only all of them together tell a row.
    let columns: [String]
    /// Where the field is named in the file.
    let node: NodeIndex
  }

  /// Something that happened after the record began.
  struct Event: Sendable {
    let action: String
    let at: Source
    let when: [(column: String, values: [String])]
    let reason: String?
    let fields: [(name: String, source: Source)]
    /// Where the action is named in the file.
    let node: NodeIndex

    /// Whether a row tells of it.
    func holds(_ row: ImportTable.Row) -> Bool { ImportMapping.holds(when, row) }
  }

  /// The file.
  package let definition: Definition
  /// The collection that the records go into.
  package let collection: String
  let identity: Identity
  let when: [(column: String, values: [String])]
  let reason: String?
  let fields: [(name: String, source: Source)]
  let events: [Event]
  /// Columns and their values with which nothing has happened after the record began.
  let eventless: [(column: String, values: [String])]

  /// Reads a definition that has passed its meta-schema.
  package init(_ definition: Definition) {
    self.definition = definition
    let document = definition.document
    collection = document.string(at: "collection") ?? ""
    let name = document.node(at: ["identity", "field"])
    identity = Identity(
      field: name.flatMap { document.text($0) } ?? "",
      companions: document.node(at: ["identity", "with"]).map { document.pairs($0) }.map { pairs in
        pairs.map { (document.text($0.key) ?? "", document.text($0.value) ?? "") }
      } ?? [],
      columns: document.texts(document.node(at: ["identity", "column"])),
      node: name ?? Document.root)
    when = Self.conditions(document.value("when"), document)
    reason = document.string(at: "reason")
    fields = Self.fields(document.value("fields"), document)
    eventless = Self.conditions(document.value("no_event"), document)
    events =
      document.value("events").map { document.items($0) }.map { items in
        items.compactMap { item in
          guard let action = document.value("action", in: item), let at = document.value("at", in: item) else {
            return nil
          }
          return Event(
            action: document.text(action) ?? "", at: Self.source(at, document),
            when: Self.conditions(document.value("when", in: item), document),
            reason: document.value("reason", in: item).flatMap { document.text($0) },
            fields: Self.fields(document.value("fields", in: item), document), node: action)
        }
      } ?? []
  }

  private static func conditions(_ node: NodeIndex?, _ document: Document) -> [(column: String, values: [String])] {
    node.map { document.pairs($0).map { (document.text($0.key) ?? "", document.texts($0.value)) } } ?? []
  }

  private static func fields(_ node: NodeIndex?, _ document: Document) -> [(name: String, source: Source)] {
    node.map { document.pairs($0).map { (document.text($0.key) ?? "", source($0.value, document)) } } ?? []
  }

  private static func source(_ node: NodeIndex, _ document: Document) -> Source {
    var source = Source(node: node)
    guard document.kind(node) == .mapping else {
      source.otherwise = document.text(node)
      return source
    }
    func value(_ key: String) -> NodeIndex? { document.value(key, in: node) }
    source.columns = document.texts(value("column"))
    source.values = value("values").map { values in
      document.pairs(values).map { (document.text($0.key) ?? "", document.text($0.value) ?? "") }
    }
    source.otherwise = value("else").flatMap { document.text($0) }
    source.order = value("date").flatMap { document.text($0) }.flatMap(WrittenDate.Order.init(rawValue:)) ?? .dayFirst
    source.limit = value("cut").flatMap { document.integer($0) }
    source.empty = document.texts(value("empty"))
    return source
  }

  /// Whether every column of some has one of its values in a row.
  static func holds(_ conditions: [(column: String, values: [String])], _ row: ImportTable.Row) -> Bool {
    conditions.allSatisfy { column, values in
      let text = row.cell(column)?.text.lowercased() ?? ""
      return values.contains { $0.lowercased().sameBytes(as: text) }
    }
  }

  /// The columns that tell what happened, and the values that the mapping knows of each.
  var states: [(column: String, known: [String])] {
    let conditions = events.flatMap(\.when)
    var seen: Set<Key> = []
    return conditions.map(\.column).filter { seen.insert(Key($0)).inserted }.map { column in
      let known = (conditions + eventless + when).filter { $0.column.sameBytes(as: column) }.flatMap(\.values)
      return (column, known)
    }
  }

  /// Every heading that the mapping needs, each once.
  ///
  /// - Parameter isTold: Whether some row tells of an event; the fields of one that none tells of need not be there.
  func headings(_ isTold: (Event) -> Bool) -> [String] {
    var seen: Set<Key> = []
    let named =
      identity.columns + when.map(\.column)
      + (fields + events.filter(isTold).flatMap(\.fields)).filter { $0.source.columns.count == 1 }
      .flatMap(\.source.columns)
      + events.flatMap { $0.when.map(\.column) }
    return named.filter { seen.insert(Key($0)).inserted }
  }

  /// Where it writes the id of a record of a collection into a field.
  func places(of id: String, in target: String, _ catalogue: Catalogue) -> [Place] {
    guard let home = catalogue.collection(collection) else { return [] }
    return (fields + events.flatMap(\.fields)).filter { name, source in
      guard home.field(name)?.scalar.reference?.sameBytes(as: target) ?? false else { return false }
      let written = (source.values ?? []).map(\.ours) + [source.otherwise].compactMap { $0 }
      return written.contains { $0.sameBytes(as: id) }
    }.map { definition.document.place($0.source.node, in: definition.path) }
  }

  /// Names in the file that lead nowhere.
  ///
  /// Findings: `store/unknown-name`.
  func findings(in store: Store) -> [Finding] {
    let catalogue = store.catalogue
    let document = definition.document
    func unknown(_ node: NodeIndex, _ message: Phrase, _ name: String, _ known: [String]) -> Finding {
      Finding(
        "store/unknown-name", at: document.place(node, in: definition.path), message,
        hint: Suggestion.hint(for: name, among: known))
    }
    guard let collection = catalogue.collection(collection) else {
      return document.value("collection").map { node in
        [
          unknown(
            node,
            Phrase(id: "tidak ada koleksi `\(self.collection)`", en: "there is no collection `\(self.collection)`"),
            self.collection, catalogue.collections.map(\.name))
        ]
      } ?? []
    }
    let lent = store.lentFields(of: collection).map(\.name)
    let known = collection.fields.map(\.name) + lent
    let named =
      [(identity.field, identity.node)] + (fields + events.flatMap(\.fields)).map { ($0.name, $0.source.node) }
    let lost = named.filter { name, _ in name != "id" && !Self.leads(name, in: collection) && !lent.contains(name) }.map
    { name, node in
      unknown(
        node, Phrase(id: "koleksi ini tidak punya kolom `\(name)`", en: "this collection has no field `\(name)`"), name,
        known)
    }
    let actions = collection.workflow?.actions ?? []
    let strange = events.filter { event in !actions.contains { $0.name.sameBytes(as: event.action) } }.map { event in
      unknown(
        event.node,
        Phrase(id: "alurnya tidak punya tindakan `\(event.action)`", en: "there is no action `\(event.action)`"),
        event.action, actions.map(\.name))
    }
    return lost + strange
  }

  private static func leads(_ name: String, in collection: Collection) -> Bool {
    if collection.field(name) != nil { return true }
    guard let dot = name.lastIndex(of: "."), let list = collection.field(String(name[..<dot])) else { return false }
    return list.members.contains { $0.name.sameBytes(as: String(name[name.index(after: dot)...])) }
  }
}
