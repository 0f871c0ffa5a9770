internal import Glibc

/// Why the system refused something, in both languages; its own texts are in one.
package enum SystemReason {
  /// The reason for an error number (`errno`).
  package static func phrase(_ code: Int32) -> Phrase {
    words.first { $0.codes.contains(code) }?.phrase
      ?? Phrase(id: "sistem menolaknya, kesalahan nomor \(code)", en: "the system refuses, error number \(code)")
  }

  private static let words: [(codes: Set<Int32>, phrase: Phrase)] = [
    ([ENOENT], Phrase(id: "tidak ada", en: "it is not there")),
    ([EACCES, EPERM], Phrase(id: "tidak ada izin", en: "no permission")),
    ([EEXIST], Phrase(id: "sudah ada", en: "it is there already")),
    ([ENOTDIR], Phrase(id: "sebagian jalurnya bukan folder", en: "a part of its path is no folder")),
    ([EISDIR], Phrase(id: "itu sebuah folder", en: "it is a folder")),
    ([ENOTEMPTY], Phrase(id: "foldernya tidak kosong", en: "the folder is not empty")),
    ([ENOSPC, EDQUOT], Phrase(id: "disk penuh", en: "the disk is full")),
    ([EFBIG], Phrase(id: "terlalu besar untuk disk ini", en: "it is too large for this disk")),
    ([EROFS], Phrase(id: "disk hanya dapat dibaca", en: "the disk can only be read")),
    ([EIO], Phrase(id: "disk bermasalah", en: "the disk has a problem")),
    ([EBUSY, ETXTBSY], Phrase(id: "sedang dipakai program lain", en: "another program is using it")),
    ([ELOOP], Phrase(id: "tautan simboliknya berputar", en: "its symbolic links lead in a circle")),
    ([ENAMETOOLONG], Phrase(id: "namanya terlalu panjang", en: "its name is too long")),
    ([EILSEQ], Phrase(id: "namanya bukan UTF-8", en: "its name is not UTF-8")),
    ([EMFILE, ENFILE], Phrase(id: "terlalu banyak berkas terbuka", en: "too many files are open")),
    ([ENOMEM], Phrase(id: "memori habis", en: "there is no memory left")),
    ([ENOEXEC], Phrase(id: "bukan program yang dapat dijalankan", en: "it is no program that can be run")),
    ([EPIPE], Phrase(id: "penerimanya sudah pergi", en: "its reader has gone away")),
    ([EXDEV], Phrase(id: "berada di disk lain", en: "it is on another disk")),
  ]
}
