internal import KojaModel
internal import KojaPicture

/// A file above the limit, with the way to make it smaller.
struct TooLarge {
  /// The file.
  let name: String
  /// Its size and what is allowed, in bytes; the size is nil where nobody knows it.
  let size: Int?
  let limit: Int
  /// What it is by its bytes.
  let form: FileForm

  /// The refusal.
  var failure: Failure {
    let most = Phrase.fileSize(limit)
    let is_ = size.map { Phrase.fileSize($0) }
    let (sizeID, sizeEN) = (is_.map { "\($0.id), " } ?? "", is_.map { "\($0.en), " } ?? "")
    return Failure(
      .usage,
      Phrase(
        id: "`\(name)` terlalu besar: \(sizeID)paling besar \(most.id)",
        en: "`\(name)` is too large: \(sizeEN)at most \(most.en)"),
      hint: way)
  }

  private var way: Phrase {
    let raise = Phrase(
      id: "batasnya `attachments.limit_mb` dalam schemas/store.yaml",
      en: "the limit is `attachments.limit_mb` in schemas/store.yaml")
    let shrink: Phrase? =
      switch form {
      case .jpeg, .png, .otherPicture:
        Phrase(
          id: "kecilkan sisi terpanjangnya ke 2000 piksel, misalnya `convert \(shown) -resize 2000x2000 kecil.jpg`",
          en: "make its longer side 2000 pixels, such as `convert \(shown) -resize 2000x2000 small.jpg`")
      case .pdf:
        Phrase(
          id:
            "pindai lagi dengan 150 dpi, atau bagi menjadi beberapa berkas; PDF bertanda tangan jangan diubah: mintalah yang lebih kecil",
          en:
            "scan it again at 150 dpi, or part it into several files; never change a signed PDF: ask for a smaller one")
      case .other: nil
      }
    return shrink.map { Phrase(id: "\($0.id); \(raise.id)", en: "\($0.en); \(raise.en)") } ?? raise
  }

  /// The name in a command: quoted where a shell would take it apart.
  private var shown: String {
    let isPlain = name.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789._-".unicodeScalars.contains($0))
    }
    return isPlain ? name : "'\(name.replacing("'", with: #"'\''"#))'"
  }
}
