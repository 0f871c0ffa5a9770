internal import Glibc
package import KojaModel

/// Why a file could not be read or written.
package struct FileError: Error, Sendable {
  /// What kind of trouble.
  package enum Kind: Sendable, Equatable {
    case missing, exists, denied, full, readOnly, notRegular, link, tooLarge(limit: Int), other
    /// Git cannot read it; why, and the way out.
    case unread(Phrase, hint: Phrase?)
  }

  /// What kind of trouble.
  package let kind: Kind
  /// The file, relative to the store.
  package let path: String
  /// The system's error number; 0 where koja itself refused.
  package let errno: Int32

  init(_ kind: Kind, _ path: String, errno: Int32 = 0) {
    self.kind = kind
    self.path = path
    self.errno = errno
  }

  /// The error that the last system call left behind.
  static func last(_ path: String) -> FileError {
    let code = Glibc.errno
    let kind: Kind =
      switch code {
      case ENOENT: .missing
      case EEXIST: .exists
      case ENOTDIR: .notRegular
      case EACCES, EPERM: .denied
      case ENOSPC, EDQUOT: .full
      case EROFS: .readOnly
      case ELOOP: .link
      case EISDIR: .notRegular
      default: .other
      }
    return FileError(kind, path, errno: code)
  }

  /// The error as one that a person can act upon.
  package var failure: Failure {
    let kind: Failure.Kind = self.kind == .missing ? .findings : .environment
    return Failure(kind, phrase, hint: hint)
  }

  /// What is wrong.
  package var phrase: Phrase {
    switch kind {
    case .missing: Phrase(id: "`\(path)` tidak ada", en: "`\(path)` does not exist")
    case .exists: Phrase(id: "`\(path)` sudah ada", en: "`\(path)` is there already")
    case .denied: Phrase(id: "`\(path)` tidak boleh dibuka atau ditulis", en: "no permission for `\(path)`")
    case .full: Phrase(id: "disk penuh saat menulis `\(path)`", en: "the disk is full while writing `\(path)`")
    case .readOnly:
      Phrase(id: "`\(path)` berada di disk yang hanya bisa dibaca", en: "`\(path)` is on a read-only disk")
    case .notRegular: Phrase(id: "`\(path)` bukan berkas biasa", en: "`\(path)` is not a regular file")
    case .link:
      Phrase(
        id: "`\(path)` adalah tautan simbolik; koja tidak mengikutinya",
        en: "`\(path)` is a symbolic link; koja does not follow it")
    case .tooLarge(let limit):
      Phrase(id: "`\(path)` lebih besar dari \(Self.size(limit))", en: "`\(path)` is larger than \(Self.size(limit))")
    case .unread(let why, _): Phrase(id: "`\(path)`: \(why.id)", en: "`\(path)`: \(why.en)")
    case .other: Self.other(path, errno)
    }
  }

  private static func other(_ path: String, _ code: Int32) -> Phrase {
    let reason = SystemReason.phrase(code)
    return Phrase(id: "`\(path)` tidak dapat dipakai: \(reason.id)", en: "`\(path)` cannot be used: \(reason.en)")
  }

  private static func size(_ bytes: Int) -> String {
    bytes > 0 && bytes.isMultiple(of: 1 << 20) ? "\(bytes >> 20) MiB" : "\(bytes) byte"
  }

  private var hint: Phrase? {
    switch kind {
    case .denied:
      Phrase(
        id: "periksa pemilik dan hak aksesnya dengan `ls -l`, atau minta pengelola komputer ini",
        en: "look at its owner and rights with `ls -l`, or ask whoever runs this computer")
    case .readOnly:
      Phrase(
        id: "pakai salinan di disk yang bisa ditulis, atau pasang ulang disk itu",
        en: "use a copy on a disk that can be written, or mount that disk again")
    case .full:
      Phrase(
        id: "kosongkan ruang lalu ulangi; tidak ada yang berubah",
        en: "free some space and try again; nothing was changed")
    case .unread(_, let hint): hint
    case .link, .notRegular: Phrase(id: "ganti dengan berkas biasa", en: "replace it with a regular file")
    default: nil
    }
  }
}
