internal import KojaModel
internal import KojaStore

extension Desk {
  /// The collection that a person names by its folder or its label. Throws a usage failure with did-you-mean.
  func collection(_ typed: String) throws(Failure) -> KojaStore.Collection {
    let catalogue = try store().catalogue
    if let collection = catalogue.collection(typed) ?? catalogue.collections.first(where: { $0.isCalled(typed) }) {
      return collection
    }
    let near = Suggestion.name(
      nearestTo: typed, among: catalogue.collections.map { ($0.name, [$0.label.id, $0.label.en]) })
    let names = catalogue.collections.map(\.name).joined(separator: ", ")
    throw Failure(
      .usage, Phrase(id: "tidak ada koleksi `\(typed)`", en: "there is no collection `\(typed)`"),
      hint: near.map { Suggestion.question($0) }
        ?? Phrase(id: "yang ada: \(names)", en: "there are: \(names)"))
  }
}
