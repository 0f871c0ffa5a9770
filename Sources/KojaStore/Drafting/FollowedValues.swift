internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What dotted names stand for: fields of a record, and fields of the records that it refers to (`unit.name`).
struct FollowedValues {
  let store: Store

  /// The value; nil where there is none. A label in both languages is its text in the store's language.
  func value(_ name: String, in document: Document, of collection: Collection) -> Value? {
    value(name.split(separator: ".").map(String.init), in: document, of: collection)
  }

  private func value(_ path: [String], in document: Document, of collection: Collection) -> Value? {
    if let node = document.node(at: path) {
      guard document.kind(node) != .null else { return nil }
      if document.kind(node) == .mapping, let phrase = document.phraseOrText(node) {
        return .string(phrase[store.settings.language])
      }
      return document.value(of: node)
    }
    for count in (1..<max(path.count, 1)).reversed() {
      let head = path.prefix(count).joined(separator: ".")
      guard let target = collection.field(head)?.reference.flatMap({ store.catalogue.collection($0) }),
        let id = document.scalar(head)
      else { continue }
      let rest = Array(path.dropFirst(count))
      if rest == ["id"] { return .string(id) }
      guard let file = target.path(of: id), let other = try? store.read(file).document else { return nil }
      return value(rest, in: other, of: target)
    }
    return nil
  }

  /// Whether a dotted name can stand for something in records of a collection.
  static func isKnown(_ name: String, of collection: Collection, in catalogue: Catalogue) -> Bool {
    let path = name.split(separator: ".").map(String.init)
    if collection.field(name) != nil { return true }
    for count in (1..<max(path.count, 1)).reversed() {
      guard
        let target = collection.field(path.prefix(count).joined(separator: "."))?.reference
          .flatMap({ catalogue.collection($0) })
      else { continue }
      let rest = path.dropFirst(count).joined(separator: ".")
      return rest.sameBytes(as: "id") || isKnown(rest, of: target, in: catalogue)
    }
    return false
  }
}
