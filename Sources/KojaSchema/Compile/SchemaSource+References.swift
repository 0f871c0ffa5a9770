internal import KojaModel

extension SchemaSource {
  /// Whether the file can be taken for a schema: a boolean, or a mapping in which a keyword of JSON Schema stands.
  package var looksLikeSchema: Bool {
    document.boolean(Document.root) != nil
      || document.pairs(Document.root).contains { key, value in
        guard let name = document.text(key) else { return false }
        // Many a file that is no schema has a `type`.
        guard name == TypeKeyword.name else { return name.hasPrefix("$") || Vocabulary.order(of: name) != nil }
        return document.kind(value) == .sequence || document.string(value).flatMap { Kinds($0) } != nil
      }
  }

  /// The URI of a file by its path: what a URI gives a meaning to is written as `%`.
  package static func uri(ofPath path: String) -> String { URIReference.escaped(path, besides: "?#%") }

  /// The path that a relative reference names.
  package static func path(of reference: String) -> String { Pointer.unescaped(reference) }

  /// A resource that something in the file refers to.
  package struct Reference: Sendable {
    /// The URI that it has by the base in force there, without a fragment.
    package let resource: String
    /// The reference as it is written, without a fragment.
    package let written: String
  }

  /// What the file refers to outside of itself, and the resources that it gives a name (`$id`): wherever a mapping looks
  /// like that, so that whoever gathers files gathers at most too many.
  package var links: (references: [Reference], ids: [String]) {
    var references: [Reference] = []
    var ids: [String] = []
    var pending: [(node: NodeIndex, base: String)] = [(Document.root, URIReference(uri).resource)]
    while let (node, outer) = pending.popLast() {
      var base = outer
      if let id = document.value("$id", in: node).flatMap({ document.string($0) }) {
        base = URIReference(id).resolved(against: base).resource
        ids.append(base)
      }
      for keyword in ["$ref", "$dynamicRef"] {
        guard let text = document.value(keyword, in: node).flatMap({ document.string($0) }), !text.hasPrefix("#") else {
          continue
        }
        let written = String(text.split(separator: "#", omittingEmptySubsequences: false)[0])
        references.append(Reference(resource: URIReference(written).resolved(against: base).resource, written: written))
      }
      pending += (document.pairs(node).map(\.value) + document.items(node)).map { ($0, base) }
    }
    return (references, ids)
  }
}
