internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What dotted names stand for: fields of a record, and fields of the records that it refers to (`unit.name`).
struct FollowedValues {
  let store: Store

  /// The value; nil where there is none. A label in both languages is its text in the store's language.
  func value(_ name: String, in document: Document, of collection: Collection) -> Value? {
    let path = FollowedPath(catalogue: store.catalogue) { id, target in
      target.path(of: id).flatMap { try? store.read($0).document }
    }
    return path.end(name, in: document, of: collection)?.value(store.settings.language)
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

extension FollowedPath.End {
  /// The value; a label in both languages is its text in one of them.
  func value(_ language: Language) -> Value {
    if document.kind(node) == .mapping, let phrase = document.phraseOrText(node) { return .string(phrase[language]) }
    return document.value(of: node)
  }
}
