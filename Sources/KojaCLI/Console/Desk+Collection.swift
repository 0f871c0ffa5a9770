internal import KojaModel
internal import KojaStore

extension Desk {
  /// The collection with this name or label; nil when there is none.
  func collectionIfCalled(_ typed: String) throws(Failure) -> KojaStore.Collection? {
    let catalogue = try store().catalogue
    return catalogue.collection(typed) ?? catalogue.collections.first { $0.isCalled(typed) }
  }

  /// The collection that a person names by its folder or its label. Throws a usage failure with did-you-mean.
  func collection(_ typed: String) throws(Failure) -> KojaStore.Collection {
    if let collection = try collectionIfCalled(typed) { return collection }
    let catalogue = try store().catalogue
    let near = Suggestion.name(
      nearestTo: typed, among: catalogue.collections.map { ($0.name, [$0.label.id, $0.label.en]) })
    let names = catalogue.collections.map(\.name).joined(separator: ", ")
    throw Failure(
      .usage, Phrase(id: "tidak ada koleksi `\(typed)`", en: "there is no collection `\(typed)`"),
      hint: near.map { Suggestion.question($0) }
        ?? Phrase(id: "yang ada: \(names)", en: "there are: \(names)"))
  }
}
