package import KojaIndex
package import KojaModel

/// A search through the texts of all collections, or of those that a filter fits.
package struct Search {
  /// The words, each by its beginning.
  let words: [String]
  /// A filter; collections that do not have its fields are passed over.
  let filter: [String]
  /// The moment of asking.
  let now: Timestamp
  /// How many hits at most.
  let limit: Int

  /// A search. Throws a usage failure where there is no word in the text.
  package init(_ text: String, filter: [String], now: Timestamp, limit: Int) throws(Failure) {
    words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    guard
      words.contains(where: {
        $0.unicodeScalars.contains { $0.properties.isAlphabetic || $0.properties.numericType != nil }
      })
    else {
      throw Failure(
        .usage, Phrase(id: "`\(text)` tidak memuat kata", en: "there is no word in `\(text)`"),
        hint: Phrase(id: "misalnya `koja search lampu`", en: "such as `koja search lamp`"))
    }
    (self.filter, self.now, self.limit) = (filter, now, limit)
  }

  /// The hits, the best first. Throws a usage failure where the filter fits no collection.
  package func hits(_ indexed: IndexedStore) throws(Failure) -> [SearchHit] {
    let catalogue = indexed.store.catalogue
    var hits: [SearchHit] = []
    var misfit: FilterError?
    var isFitting = false
    for collection in catalogue.collections {
      let names = QuestionNames(indexed.store, collection, indexed.store.settings.language)
      let condition: Filter
      do throws(FilterError) {
        condition = try names.filter(filter, now: now, counting: true)
      } catch {
        // A near name in any of them says more than the names of the first.
        if misfit == nil || misfit?.isNear == false && error.isNear { misfit = error }
        continue
      }
      isFitting = true
      hits += try indexed.ask { index throws(IndexError) in
        try index.search(words, in: collection.name, filter: condition, now: now, limit: limit)
      }
    }
    if !isFitting, let misfit { throw misfit.isNear ? misfit.failure(filter) : unfit(misfit) }
    return Array(
      hits.sorted { ($0.rank, Key($0.collection), Key($0.id)) < ($1.rank, Key($1.collection), Key($1.id)) }.prefix(
        limit))
  }

  /// A field that no collection has; the fields of whichever was asked last say nothing.
  private func unfit(_ error: FilterError) -> Failure {
    guard error.isUnknownField else { return error.failure(filter) }
    let text = filter.indices.contains(error.argument) ? filter[error.argument] : ""
    return Failure(
      .usage, Phrase(id: "tidak ada koleksi yang mengenal `\(text)`", en: "no collection knows `\(text)`"),
      hint: Phrase(
        id: "kolom setiap koleksi: `koja schema show KOLEKSI`; kata untuk dicari ditulis `\"\(text)\"` dengan kutip",
        en: "fields of each collection: `koja schema show COLLECTION`; a word to look for is written `\"\(text)\"`"))
  }
}
