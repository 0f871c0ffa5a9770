internal import Foundation
internal import Glibc
internal import KojaGit
internal import KojaModel
internal import KojaStore

/// Where a command writes because a person named a place outside the store: links followed, nothing of the store's own.
struct OutputPlace {
  /// What is there.
  enum Kind {
    /// A regular file, or nothing yet: it is replaced whole.
    case file
    /// A folder.
    case folder
    /// A pipe, a device or an open descriptor: what is written to it cannot be taken back, and it stays what it is.
    case stream
    /// The standard output of this process under another name, such as `/dev/stdout`.
    case standardOutput
  }

  /// The path as it was named.
  let named: String
  /// The path that is written to; a link is followed to its target.
  let path: String
  /// What is there.
  let kind: Kind

  /// Looks at a place. Throws a usage failure for one among the records, schemas, attachments or git data of the store.
  init(_ named: String, _ store: Store) throws(Failure) {
    self.named = named
    path = Self.followed(named)
    kind = Self.kind(named)
    guard kind == .file || kind == .folder, StoreFolders.hold(path, of: store) else { return }
    throw Failure(
      .usage,
      Phrase(
        id: "`\(named)` berada di dalam catatan, skema, lampiran atau data git penyimpanan ini",
        en: "`\(named)` lies among the records, schemas, attachments or git data of this store"),
      hint: Phrase(id: "tidak ada yang ditulis; pilih tempat lain", en: "nothing was written; choose another place"))
  }

  /// Why the place cannot be written.
  func unwritable(_ code: Int32 = errno) -> Failure {
    let reason = SystemReason.phrase(code)
    return Failure(
      .environment, Phrase(id: "`\(named)` tidak dapat ditulis", en: "`\(named)` cannot be written"),
      hint: Phrase(
        id: "periksa nama, hak akses dan sisa ruangnya (\(reason.id))",
        en: "look at its name, its rights and the free space (\(reason.en))"))
  }

  private static func kind(_ path: String) -> Kind {
    guard let there = status({ stat(path, &$0) }) else { return .file }
    if let out = status({ fstat(STDOUT_FILENO, &$0) }), out.st_dev == there.st_dev, out.st_ino == there.st_ino {
      return .standardOutput
    }
    switch there.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    // What a descriptor leads to may be a file that others write, too: it is written to, not replaced.
    case S_IFREG: return isOfProcess(path) ? .stream : .file
    default: return .stream
    }
  }

  /// Whether a name leads to what a process has open; `/dev/shm` is a folder like others.
  private static func isOfProcess(_ path: String) -> Bool {
    func lies(_ folder: String) -> Bool { path.utf8.starts(with: folder.utf8) }
    return lies("/proc/") || lies("/dev/") && !lies("/dev/shm/")
  }

  private static func status(_ ask: (inout stat) -> Int32) -> stat? {
    var found = stat()
    return ask(&found) == 0 ? found : nil
  }

  /// The absolute path behind a name, links followed; what is not there yet counts as it will be.
  private static func followed(_ path: String, _ most: Int = 40) -> String {
    if let known = StoreLocation.resolved(path) { return known }
    let end = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let parent = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = end.map { String(path[path.utf8.index(after: $0)...]) } ?? path
    if most > 0, let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) {
      return followed(target.hasPrefix("/") ? target : parent + "/" + target, most - 1)
    }
    guard !path.isEmpty, path != ".", path != "/", most > 0 else { return path }
    let folder = followed(parent, most - 1)
    switch name {
    case "", ".": return folder
    case "..": return folder.split(separator: "/").dropLast().reduce(into: "") { $0 += "/" + $1 }
    default: return (folder == "/" ? "" : folder) + "/" + name
    }
  }
}
