internal import Foundation
internal import Glibc

/// Where an index lies: the database, its lock, and the flat files of stamps beside it.
///
/// Whoever has the database open shares the lock. Who puts a new database in its place takes it alone for that moment:
/// a write-ahead log that another process still reads must never meet a database that it does not belong to.
struct IndexPlace: Sendable {
  /// The database.
  let database: String

  private var folder: String { String(database.prefix(upTo: database.lastIndex(of: "/") ?? database.startIndex)) }
  /// The file name without `.db`.
  private var stem: String {
    let name = database[(database.lastIndex(of: "/").map { database.index(after: $0) } ?? database.startIndex)...]
    return String(name.hasSuffix(".db") ? name.dropLast(3) : name)
  }

  /// The lock, not yet taken; nil when the folder cannot be written.
  var lock: FileLock? { FileLock(folder + "/\(stem).users") }

  /// The flat file of a token.
  func stamps(_ token: String) -> String { folder + "/\(stem).\(token).stat" }

  /// A name for a database that is being made.
  var draft: String { folder + "/\(stem).\(getpid())-\(UInt32.random(in: 0 ... .max)).tmp" }

  /// Puts a draft in the place of the database, and sweeps up what drafts and flat files nobody uses; false when the
  /// database is in use for too long.
  ///
  /// - Parameter token: That of the flat file that belongs to the draft.
  func install(_ draft: String, token: String?, holding lock: FileLock) throws -> Bool {
    guard lock.takeAlone(patience: 1000) else { return false }
    for suffix in ["-wal", "-shm", "-journal"] { unlink(database + suffix) }
    guard rename(draft, database) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    sweep(keeping: token)
    return true
  }

  /// Deletes the database, what SQLite keeps beside it, and the flat files.
  func discard() {
    for suffix in ["", "-wal", "-shm", "-journal"] { unlink(database + suffix) }
    sweep(keeping: nil)
  }

  private func sweep(keeping token: String?) {
    let kept = token.map { "\(stem).\($0).stat" }
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard name.hasPrefix(stem + "."), name != kept else { continue }
      if name.hasSuffix(".stat") || name.hasSuffix(".tmp") && !isAlive(name) { unlink(folder + "/" + name) }
    }
  }

  /// Whether the maker of a draft still runs.
  private func isAlive(_ name: String) -> Bool {
    let process = name.dropFirst(stem.count + 1).prefix { $0 != "-" }
    return Int32(process).map { kill($0, 0) == 0 || errno == EPERM } ?? false
  }
}
