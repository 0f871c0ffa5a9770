internal import KojaModel
internal import KojaOutput
internal import KojaStore

extension OutputFormat {
  /// Refuses columns of one name where rows are objects: of two members with one name most readers keep one.
  func refuseTwins(_ columns: [String], hint: Phrase) throws(Failure) {
    guard namesValues,
      let twin = columns.indices.first(where: { place in
        columns[..<place].contains { $0.sameBytes(as: columns[place]) }
      })
    else { return }
    let name = columns[twin]
    throw Failure(
      .usage, Phrase(id: "dua kolom bernama `\(name)`", en: "two columns are called `\(name)`"), hint: hint)
  }
}
