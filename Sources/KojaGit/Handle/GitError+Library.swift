internal import CLibGit2
internal import KojaModel

/// Passes a result of libgit2 on, or throws what the library says about it.
///
/// Call it with the call itself as the argument: the library keeps one message per thread, and the next call, even one
/// that frees something, may overwrite it.
@discardableResult
func git(_ operation: String, _ code: Int32) throws(GitError) -> Int32 {
  guard code < 0 else { return code }
  throw GitError(operation: operation, code: code)
}

extension GitError {
  /// What libgit2 says about the call that just failed with this code.
  init(operation: String, code: Int32) {
    let last = git_error_last()
    let area = last.map { UInt32(bitPattern: $0.pointee.klass) } ?? 0
    let said = last.flatMap { $0.pointee.message.map { String(cString: $0) } } ?? "error \(code)"
    // Where the system had no word for it, nothing stands behind the colon.
    let message = said.hasSuffix(": ") ? String(said.dropLast(2)) : said
    if let setting = Self.setting(code: code, message: message) {
      self.init(
        .unsupported(setting: setting), operation: operation, message: message,
        Self.unsupported(setting), hint: Self.wayOut(setting))
      return
    }
    let kind = Self.kind(code: code, area: area, message: message)
    let isMissing = kind == .notFound && message.contains("no match for id")
    self.init(
      kind, operation: operation, message: message, Self.phrase(kind, message),
      hint: Self.hint(isMissing ? .corrupt : kind))
  }

  private static func kind(code: Int32, area: UInt32, message: String) -> Kind {
    // The system's reason counts more than the code: libgit2 calls an unreadable file locked.
    let denied = ["Permission denied", "Read-only file system", "Operation not permitted"]
    if denied.contains(where: { message.hasSuffix($0) }) { return .permission }
    switch code {
    case GIT_ENOTFOUND.rawValue: return .notFound
    case GIT_EINVALIDSPEC.rawValue, GIT_EINVALID.rawValue, GIT_EPEEL.rawValue, GIT_EUNBORNBRANCH.rawValue,
      GIT_EBAREREPO.rawValue:
      return .invalid
    case GIT_ELOCKED.rawValue: return .locked
    case GIT_EMODIFIED.rawValue, GIT_EEXISTS.rawValue, GIT_ECONFLICT.rawValue, GIT_EUNMERGED.rawValue: return .conflict
    case GIT_EAMBIGUOUS.rawValue: return .ambiguous
    case GIT_EMISMATCH.rawValue: return .corrupt
    default: break
    }
    if area == GIT_ERROR_OS.rawValue {
      let full = ["No space left on device", "Disk quota exceeded", "Input/output error"]
      if full.contains(where: { message.hasSuffix($0) }) { return .storage }
    }
    // What cannot be inflated is damaged, whatever zlib's word for it.
    if area == GIT_ERROR_ZLIB.rawValue { return .corrupt }
    let damaged = [
      GIT_ERROR_ODB, GIT_ERROR_OBJECT, GIT_ERROR_INDEX, GIT_ERROR_TREE, GIT_ERROR_REFERENCE,
      GIT_ERROR_SHA,
    ]
    let words = ["corrupt", "invalid data", "malformed", "failed to parse", "checksum", "truncated", "inflate"]
    let sounds = words.contains { message.contains($0) }
    return sounds && damaged.contains { $0.rawValue == area } ? .corrupt : .other
  }

  /// The setting that keeps libgit2 from reading the repository, if that is the trouble.
  private static func setting(code: Int32, message: String) -> String? {
    // 1.5 asks for the exceptions first, and where there are none says only that.
    if code == GIT_EOWNER.rawValue || message.hasPrefix("config value 'safe.directory'") { return "safe.directory" }
    if message.hasPrefix("unsupported extension name ") {
      return String(message.dropFirst("unsupported extension name ".count))
    }
    if message.hasPrefix("unsupported repository version") { return "core.repositoryFormatVersion" }
    if message.contains("mandatory extension") {
      if message.contains("'link'") { return "core.splitIndex" }
      if message.contains("'sdir'") { return "index.sparse" }
    }
    if message.contains("calculated checksum does not match expected") { return "index.skipHash" }
    return nil
  }

  /// The error for an index that git keeps in a way that cannot be changed in place.
  static func unsupported(index setting: String) -> GitError {
    GitError(
      .unsupported(setting: setting), operation: "index", message: setting, unsupported(setting), hint: wayOut(setting))
  }

  /// The error for a clone that does not hold what is asked for: `shallow`, `promisor` or `core.sparseCheckout`.
  package static func unsupported(clone setting: String) -> GitError {
    GitError(
      .unsupported(setting: setting), operation: "clone", message: setting, unsupported(setting), hint: wayOut(setting))
  }

  private static func unsupported(_ setting: String) -> Phrase {
    if setting == "shallow" {
      return Phrase(
        id: "klon ini tidak memuat seluruh riwayat (`git clone --depth`)",
        en: "this clone does not hold the whole history (`git clone --depth`)")
    }
    if setting == "promisor" {
      return Phrase(
        id: "klon ini mengambil berkas lama baru ketika git memerlukannya (`git clone --filter`)",
        en: "this clone fetches old files only when git needs them (`git clone --filter`)")
    }
    if setting == "core.sparseCheckout" {
      return Phrase(
        id: "klon ini hanya memuat sebagian berkas (`git sparse-checkout`), jadi jawabannya pun akan sebagian",
        en: "only a part of the files is checked out here (`git sparse-checkout`), so answers would be of a part, too")
    }
    if setting == "safe.directory" {
      return Phrase(
        id: "folder git ini milik pengguna lain, dan `safe.directory` belum mengizinkannya",
        en: "this repository belongs to another user, and `safe.directory` does not allow it")
    }
    return Phrase(
      id: "repositori ini memakai `\(setting)`, yang tidak dapat dibaca oleh pustaka git di komputer ini",
      en: "this repository uses `\(setting)`, which the git library of this computer cannot read")
  }

  private static func wayOut(_ setting: String) -> Phrase {
    let commands: String? =
      switch setting {
      case "safe.directory": "git config --global --add safe.directory <folder>"
      case "index.skipHash": "git config index.skipHash false && git update-index --force-write-index"
      case "core.splitIndex": "git config core.splitIndex false && git update-index --no-split-index"
      case "shallow": "git fetch --unshallow"
      case "promisor": "git fetch --refetch --no-filter && git config --unset remote.origin.promisor"
      case "core.sparseCheckout": "git sparse-checkout disable"
      case "extensions.objectformat":
        "git init --object-format=sha1 ../salinan && git fast-export --all | git -C ../salinan fast-import"
      case "index.sparse": "git config index.sparse false && git sparse-checkout disable"
      default: nil
      }
    guard let commands else {
      return Phrase(
        id: "buat salinan tanpa setelan itu dengan `git clone`", en: "make a copy without that setting with `git clone`"
      )
    }
    return Phrase(id: "jalankan `\(commands)`", en: "run `\(commands)`")
  }

  private static func phrase(_ kind: Kind, _ message: String) -> Phrase {
    switch kind {
    case .notFound where message.contains("no match for id"):
      Phrase(id: "sebuah objek git hilang (\(message))", en: "a git object is missing (\(message))")
    case .notFound: Phrase(id: "git tidak menemukan yang dicari (\(message))", en: "git does not find it (\(message))")
    case .locked: Phrase(id: "git sedang dipakai proses lain (\(message))", en: "git is in use elsewhere (\(message))")
    case .corrupt: Phrase(id: "data git rusak (\(message))", en: "the git data is damaged (\(message))")
    case .permission:
      Phrase(id: "tidak ada izin untuk data git (\(message))", en: "no permission for the git data (\(message))")
    case .storage: Phrase(id: "disk penuh atau rusak (\(message))", en: "the disk is full or broken (\(message))")
    case .conflict:
      Phrase(id: "git sudah berubah sementara itu (\(message))", en: "git has changed in the meantime (\(message))")
    case .ambiguous: Phrase(id: "nama itu cocok dengan beberapa objek", en: "that name fits several objects")
    case .invalid: Phrase(id: "git tidak menerimanya (\(message))", en: "git does not accept it (\(message))")
    case .unsupported, .identity, .other: Phrase(id: "git gagal (\(message))", en: "git failed (\(message))")
    }
  }

  /// The way out of a kind of trouble.
  static func hint(_ kind: Kind) -> Phrase? {
    switch kind {
    case .corrupt:
      Phrase(
        id: "periksa dengan `git fsck` dan ambil kembali dari salinan lain",
        en: "look with `git fsck` and fetch again from another copy")
    case .locked:
      Phrase(
        id: "tunggu sampai git selesai, lalu coba lagi; bila tidak ada git yang berjalan, hapus berkas kunci itu",
        en: "wait until git is done, then try again; if no git is running, delete that lock file")
    case .conflict: Phrase(id: "coba lagi", en: "try again")
    case .permission:
      Phrase(
        id: "periksa pemilik dan hak akses folder git dengan `ls -l`, atau minta pengelola komputer ini",
        en: "look at the owner and rights of the git folder with `ls -l`, or ask whoever runs this computer")
    case .storage: Phrase(id: "kosongkan ruang, lalu ulangi", en: "free some space and try again")
    default: nil
    }
  }
}
