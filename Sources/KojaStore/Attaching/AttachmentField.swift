internal import KojaModel
internal import KojaSchema

/// The list of a record that names the files beside it, as its schema has it: `attachments: [{sha256, bytes, name, kind}]`.
struct AttachmentField {
  /// The key of the list.
  static let key = "attachments"
  /// The key of an item that says when it was attached.
  static let moment = "added_at"

  /// The list.
  let list: Field

  /// The list of a collection; nil where its records name no files.
  init?(_ collection: Collection) {
    guard let list = collection.fields.first(where: { $0.isAt([Self.key]) }), list.isList,
      list.members.contains(where: { $0.isAt(["sha256"]) })
    else { return nil }
    self.list = list
  }

  /// A key of an item; nil where the schema has no such.
  func member(_ name: String) -> Field? { list.members.first { $0.isAt([name]) } }

  /// What the items of a record say, in their order; what is no mapping with a hash says nothing.
  static func items(of document: Document) -> [Item] {
    guard let list = document.value(key), document.kind(list) == .sequence else { return [] }
    return document.items(list).enumerated().compactMap { position, node in Item(document, node, at: position) }
  }

  /// One item of the list.
  struct Item {
    /// Its position, from 0.
    let position: Int
    /// The SHA-256 of the bytes, in hex.
    let hash: String
    /// Where the hash stands.
    let hashNode: NodeIndex
    /// How many bytes there are, and where that stands; nil where it is not said.
    let bytes: (count: Int, node: NodeIndex)?
    /// What the file is called.
    let name: String
    /// What kind of file it is, by code.
    let kind: String?
    /// When it was attached; nil where it is not said.
    let addedAt: Timestamp?

    fileprivate init?(_ document: Document, _ node: NodeIndex, at position: Int) {
      guard let hashNode = document.value("sha256", in: node), let hash = document.text(hashNode),
        AttachmentFolder.isHash(hash)
      else { return nil }
      (self.position, self.hash, self.hashNode) = (position, hash, hashNode)
      bytes = document.value("bytes", in: node).flatMap { node in document.integer(node).map { ($0, node) } }
      name = document.value("name", in: node).flatMap { document.text($0) } ?? ""
      kind = document.value("kind", in: node).flatMap { document.text($0) }
      addedAt = document.value(AttachmentField.moment, in: node).flatMap { document.text($0) }.flatMap { Timestamp($0) }
    }
  }
}
