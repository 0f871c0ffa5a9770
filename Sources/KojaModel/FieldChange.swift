/// A field that differs between two versions of a record.
package struct FieldChange: Sendable, Hashable {
  /// The dotted name.
  package let field: String
  /// The value before; nil when it was not there.
  package let old: Value?
  /// The value afterwards; nil when it is gone.
  package let new: Value?

  /// A difference. See the properties.
  package init(field: String, old: Value?, new: Value?) {
    self.field = field
    self.old = old
    self.new = new
  }

  /// The semantic difference of two versions: by field, whatever the order, the quoting and the comments.
  ///
  /// Mappings are followed; a list counts as one value. `status` and `timeline` are told by the action and left out.
  package static func between(_ old: Document?, _ new: Document?) -> [FieldChange] {
    var changes: [FieldChange] = []
    collect(old.map { ($0, Document.root) }, new.map { ($0, Document.root) }, path: [], into: &changes)
    return changes.filter { !["status", "timeline"].contains($0.field) }
  }

  private typealias Side = (document: Document, node: NodeIndex)

  private static func collect(_ old: Side?, _ new: Side?, path: [String], into changes: inout [FieldChange]) {
    if let old, let new, old.document.isSame(old.node, as: new.node, in: new.document) { return }
    let isOldMapping = old.map { $0.document.kind($0.node) == .mapping }
    let isNewMapping = new.map { $0.document.kind($0.node) == .mapping }
    guard path.isEmpty || isOldMapping ?? true, path.isEmpty || isNewMapping ?? true,
      isOldMapping ?? isNewMapping ?? false
    else {
      changes.append(
        FieldChange(
          field: path.joined(separator: "."), old: old.map { $0.document.value(of: $0.node) },
          new: new.map { $0.document.value(of: $0.node) }))
      return
    }
    var names: [String] = []
    var seen: Set<Key> = []
    for side in [new, old] {
      guard let side else { continue }
      for pair in side.document.pairs(side.node) {
        if let name = side.document.text(pair.key), seen.insert(Key(name)).inserted { names.append(name) }
      }
    }
    for name in names {
      let before = old.flatMap { side in side.document.value(name, in: side.node).map { (side.document, $0) } }
      let after = new.flatMap { side in side.document.value(name, in: side.node).map { (side.document, $0) } }
      collect(before, after, path: path + [name], into: &changes)
    }
  }
}
