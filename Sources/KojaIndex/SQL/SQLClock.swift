internal import GRDBSQLite
internal import Glibc
internal import KojaModel

/// The clock that SQL reads: `date('now')` and `current_timestamp` are the moment of asking, so that a figure that was asked
/// for as of another time can be made again.
///
/// SQLite asks its file system layer for the time (https://www.sqlite.org/vfs.html), so this is that layer, with another clock.
enum SQLClock {
  /// The moment of asking, on the thread that asks; without one the system's clock.
  @TaskLocal static var now: Timestamp?

  /// Lets connections that are opened from now on read this clock.
  static func install() { _ = isInstalled }

  private static let isInstalled: Bool = {
    guard let system = sqlite3_vfs_find(nil), let name = strdup("koja") else { return false }
    // SQLite keeps it as long as the process lives.
    let layer = UnsafeMutablePointer<sqlite3_vfs>.allocate(capacity: 1)
    layer.initialize(to: system.pointee)
    layer.pointee.zName = UnsafePointer(name)
    layer.pointee.pNext = nil
    layer.pointee.xCurrentTime = { _, days in
      days?.pointee = Double(milliseconds) / 86_400_000
      return SQLITE_OK
    }
    layer.pointee.xCurrentTimeInt64 = { _, time in
      time?.pointee = milliseconds
      return SQLITE_OK
    }
    return sqlite3_vfs_register(layer, 1) == SQLITE_OK
  }()

  /// Since noon of 24 November 4714 BC (the Julian day's beginning), as SQLite counts.
  private static var milliseconds: Int64 {
    (Int64(now?.seconds ?? time(nil)) * 1000) + 210_866_760_000_000
  }
}
