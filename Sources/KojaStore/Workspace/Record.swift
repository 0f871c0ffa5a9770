package import KojaModel
internal import KojaYAML

/// A record that could be read.
package struct Record: Sendable {
  /// Its collection.
  package let collection: Collection
  /// Its id.
  package let id: String
  /// Its file, relative to the store.
  package let path: String
  /// Its text as a tree.
  package let document: Document

  /// `complaints/SKS-2603-7K3FQ2X`: how trailers and references across collections name it.
  package var reference: String { "\(collection.name)/\(id)" }

  /// The state, for records with a workflow.
  package var status: String? { document.string(at: "status") }

  /// The title of the record for people; its id where it has none.
  package var title: String {
    guard let field = collection.titleField, let node = document.node(at: field.split(separator: ".").map(String.init))
    else { return id }
    return document.phraseOrText(node)?.en ?? id
  }

  /// The id that a path names: the file name without `.yaml`.
  package static func id(ofPath path: String) -> String {
    let name = StoreFiles.name(of: path)
    return name.hasSuffix(".yaml") ? String(name.utf8.dropLast(5)) ?? name : name
  }
}

extension Document {
  /// A text, or a label in both languages.
  package func phraseOrText(_ node: NodeIndex) -> Phrase? {
    if let text = text(node) { return Phrase(text) }
    guard let id = value("id", in: node).flatMap({ text($0) }) ?? value("en", in: node).flatMap({ text($0) }) else {
      return nil
    }
    return Phrase(id: id, en: value("en", in: node).flatMap { text($0) } ?? id)
  }
}
