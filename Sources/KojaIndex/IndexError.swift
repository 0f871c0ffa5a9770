internal import GRDB
package import KojaModel

/// Why the index could not answer. The store's files are never at stake.
package struct IndexError: Error, Sendable {
  /// What kind of trouble.
  package enum Kind: Sendable {
    /// The file is not sound: ``RecordIndex/discard(path:)`` it and build it again.
    case damaged
    /// Another process is writing.
    case busy
    /// The disk: full, read-only, no right.
    case disk
    /// What was to be taken in cannot be read.
    case source
    /// A bug in koja.
    case bug
  }

  /// What kind of trouble.
  package var kind: Kind
  /// What happened, one sentence without a full stop.
  package var message: Phrase
  /// The way out.
  package var hint: Phrase?

  /// That what was to be taken in cannot be read: whatever came of it would be a wrong answer.
  package init(unread message: Phrase, hint: Phrase?) { (kind, self.message, self.hint) = (.source, message, hint) }

  /// What SQLite said, as kind and words.
  package init(_ error: any Error) {
    let database = error as? DatabaseError
    let reason = database?.message ?? "\(error)"
    switch database?.resultCode {
    case .SQLITE_ERROR where Self.tellsDamage(reason), .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_FORMAT:
      kind = .damaged
      message = Phrase(id: "indeks rusak (\(reason))", en: "the index is damaged (\(reason))")
      hint = Phrase(
        id: "`koja index rebuild` membangunnya lagi dari catatan",
        en: "`koja index rebuild` makes it again from the records")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      kind = .busy
      message = Phrase(id: "indeks sedang ditulis oleh proses lain", en: "another process is writing the index")
      hint = Phrase(id: "coba lagi sebentar lagi", en: "try again in a moment")
    case .SQLITE_FULL, .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      kind = .disk
      message = Phrase(
        id: "indeks tidak bisa dibaca atau ditulis (\(reason))", en: "the index cannot be read or written (\(reason))")
      hint = Phrase(
        id: "periksa sisa ruang dan hak akses folder git", en: "check free space and rights of the git folder")
    default:
      kind = .bug
      message = Phrase(id: "indeks gagal menjawab (\(reason))", en: "the index failed to answer (\(reason))")
      hint = nil
    }
  }

  /// Whether words of SQLite tell of a damaged file where its code does not: full text says so.
  static func tellsDamage(_ words: String) -> Bool { words.hasPrefix("invalid fts5 file format") }
}
