internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Where dotted names lead: to fields of a record, and to fields of the records that it refers to (`unit.name`).
struct FollowedPath {
  /// What a name leads to.
  struct End {
    /// The tree that it lies in.
    let document: Document
    /// Where it lies there; never null.
    let node: NodeIndex
    /// The record that holds it, where that is another one.
    let holder: (collection: Collection, id: String)?
    /// Its name there.
    let field: String
  }

  let catalogue: Catalogue
  /// A record of a collection by its id; nil where it cannot be read.
  let read: (_ id: String, _ collection: Collection) -> Document?

  /// What a name leads to; nil where nothing is there. Behind a reference, `id` is what the reference says.
  func end(_ dotted: String, in document: Document, of collection: Collection) -> End? {
    end(dotted.split(separator: ".").map(String.init), in: document, of: collection, holder: nil)
  }

  private func end(_ path: [String], in document: Document, of collection: Collection, holder: (Collection, String)?)
    -> End?
  {
    if let node = document.node(at: path) {
      guard document.kind(node) != .null else { return nil }
      return End(document: document, node: node, holder: holder, field: path.joined(separator: "."))
    }
    for count in (1..<max(path.count, 1)).reversed() {
      let head = path.prefix(count).joined(separator: ".")
      guard let target = collection.field(head)?.reference.flatMap({ catalogue.collection($0) }),
        let id = document.scalar(head)
      else { continue }
      let rest = Array(path.dropFirst(count))
      if rest == ["id"] {
        return End(document: Document(.string(id)), node: Document.root, holder: holder, field: head)
      }
      guard let other = read(id, target) else { return nil }
      return end(rest, in: other, of: target, holder: (target, id))
    }
    return nil
  }
}
