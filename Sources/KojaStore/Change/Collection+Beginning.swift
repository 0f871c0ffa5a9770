internal import KojaCivic
internal import KojaModel
internal import KojaSchema

extension Collection {
  /// When a new record began by its own word: the moment that dates it (`begins`, else `date`), where that lies before it is entered. Its clocks
  /// count from there, so a case that lay on a desk for a week is a week old. Nil where no moment dates the collection.
  func beginning(of document: Document, enteredAt now: Timestamp) -> Timestamp? {
    guard workflow != nil, let name = beginField, let field = field(name), field.format == "date-time",
      let at = document.scalar(name).flatMap({ Timestamp($0, defaultOffset: now.offset) }), at.seconds < now.seconds
    else { return nil }
    return at
  }
}
