internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// The places of a record that name another one.
struct RecordReferences {
  /// A place and what it says.
  struct Reference {
    /// Keys and positions from the root.
    let path: [String]
    /// What stands there.
    let value: String
    /// Whether the value names its collection itself.
    let isFull: Bool
  }

  /// The places of a record that name one record of a collection, in the order of the schema; timeline entries too.
  static func of(_ id: String, in collection: String, _ record: Collection, _ document: Document) -> [Reference] {
    var found: [Reference] = []
    let visit = { (path: [String], node: NodeIndex, declared: String) in
      guard let value = document.string(node) else { return }
      let wanted = declared == "*" ? "\(collection)/\(id)" : declared.sameBytes(as: collection) ? id : nil
      guard let wanted, value.sameBytes(as: wanted) else { return }
      found.append(Reference(path: path, value: value, isFull: declared == "*"))
    }
    collect(record.fields, document, Document.root, [], visit)
    // An entry tells what its action set, under the names of the record's fields.
    for (index, entry) in TimelineEntry.all(in: document).enumerated() where record.workflow != nil {
      for (name, node) in entry.fields {
        guard let declared = record.field(name)?.scalar.reference else { continue }
        let place = [TimelineEntry.key, String(index), name]
        if document.kind(node) == .sequence {
          for (item, node) in document.items(node).enumerated() { visit(place + [String(item)], node, declared) }
        } else {
          visit(place, node, declared)
        }
      }
    }
    return found
  }

  private static func collect(
    _ fields: [Field], _ document: Document, _ node: NodeIndex, _ path: [String],
    _ visit: ([String], NodeIndex, String) -> Void
  ) {
    for field in fields {
      guard let value = document.node(at: field.path, from: node) else { continue }
      let place = path + field.path
      let items = document.items(value)
      if let declared = field.scalar.reference {
        if document.kind(value) == .sequence {
          for (index, item) in items.enumerated() { visit(place + [String(index)], item, declared) }
        } else {
          visit(place, value, declared)
        }
      } else {
        for (index, item) in items.enumerated() {
          collect(field.members, document, item, place + [String(index)], visit)
        }
      }
    }
  }
}
