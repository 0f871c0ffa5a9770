internal import KojaIndex
internal import KojaModel
internal import KojaStore

extension Desk {
  /// The history of the store's records, with progress while it is taken in for the first time.
  func trail() throws(Failure) -> Trail {
    let progress = Progress(Phrase(id: "membaca riwayat:", en: "reading the history:"), language: console.language)
    return try Trail(try store(), progress: progress.tell)
  }

  /// The desk as it was at a revision or a time; itself for nil.
  func asOf(_ typed: String?) throws(Failure) -> Desk {
    guard let asked = typed else { return self }
    let present = try store()
    let typed = Self.spelled(asked, try readingTime(present))
    let (store, hasOwnSchemas) = try present.asOf(typed)
    if !hasOwnSchemas {
      console.note(
        Phrase(
          id: "skema pada saat itu tidak dapat dipakai; catatan dibaca dengan skema sekarang",
          en: "the schemas of that time cannot be used; records are read with today's"))
    }
    return Desk(self, over: store, at: try present.moment(typed))
  }

  /// Words for days, and ages, as the moments that they mean; the repository knows nothing of now.
  private static func spelled(_ typed: String, _ now: Timestamp) -> String {
    let isWord = typed.first?.isLetter == true || typed.utf8.count < 4
    // Git's own short names of commits have seven letters at least.
    let isYear = typed.utf8.count == 4 && typed.allSatisfy(\.isNumber)
    let isMonth = typed.utf8.count == 7 && typed.contains("-") && typed.first?.isNumber == true
    guard isWord || isYear || isMonth, let span = TimeSpan(typed, now: now) else { return typed }
    return Timestamp(seconds: min(span.last, now.seconds), offset: now.offset).description
  }

  /// Says of words that found nothing and name a record how to look at it.
  func noteRecords(called words: [String], _ store: Store) {
    for word in words where !word.contains(":") {
      guard let record = try? store.record(placedAs: word) else { continue }
      console.note(
        Phrase(
          id: "`\(word)` adalah sebuah catatan: `koja show \(record.id)`",
          en: "`\(word)` is a record: `koja show \(record.id)`"))
    }
  }

  /// The desk that answers as of when a person asks, with its store and the moment that it reads for.
  func asked(_ reading: ReadingOptions) throws(Failure) -> (desk: Desk, store: Store, now: Timestamp) {
    let desk = try asOf(reading.asOf)
    let store = try desk.store()
    return (desk, store, try desk.readingTime(store))
  }

  /// The record that a person names in a question about history: also one whose file is gone.
  func recordInHistory(_ typed: String) throws(Failure) -> (collection: KojaStore.Collection, id: String, path: String)
  {
    let store = try store()
    if let placed = try store.record(placedAs: typed) { return placed }
    if let gone = try store.recordOnceCommitted(typed, in: try trail()) { return gone }
    return try record(typed)
  }

  /// The record that a person names, as another desk sees it at an earlier time: then it may have had another id.
  func record(_ typed: String, as then: Desk, of moment: String) throws(Failure) -> (
    collection: KojaStore.Collection, id: String, path: String
  ) {
    let store = try then.store()
    if let placed = try store.record(placedAs: typed) { return placed }
    let record = try recordInHistory(typed)
    for entry in try trail().history(of: record) {
      if let placed = try store.record(placedAs: "\(entry.event.collection)/\(entry.event.id)") { return placed }
    }
    throw Failure(
      .findings,
      Phrase(id: "`\(record.id)` tidak ada pada `\(moment)`", en: "`\(record.id)` was not there at `\(moment)`"),
      hint: Phrase(id: "`koja log \(record.id)` menyebut versinya", en: "`koja log \(record.id)` lists its versions"))
  }
}
