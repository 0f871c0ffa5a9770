internal import CLibYAML
internal import KojaModel

extension TreeBuilder {
  /// An anchor.
  func reportAnchor(at range: Range<Int>) {
    sink.add(
      "yaml/anchor", at: range,
      Phrase(id: "jangkar YAML tidak dipakai dalam catatan", en: "YAML anchors are not used in records"),
      hint: Phrase(
        id: "hapus; teks yang diawali `&` ditulis di antara tanda kutip",
        en: "delete it; a text that begins with `&` goes in quotes"))
  }

  /// A tag or a tag directive.
  func reportTag(at range: Range<Int>) {
    sink.add(
      "yaml/tag", at: range,
      Phrase(id: "tag YAML tidak dipakai dalam catatan", en: "YAML tags are not used in records"),
      hint: Phrase(
        id: "hapus; teks yang diawali `!` ditulis di antara tanda kutip",
        en: "delete it; a text that begins with `!` goes in quotes"))
  }

  /// An alias.
  func reportAlias(at range: Range<Int>) {
    sink.add(
      "yaml/alias", at: range,
      Phrase(id: "rujukan YAML tidak dipakai dalam catatan", en: "YAML aliases are not used in records"),
      hint: Phrase(
        id: "tulis nilainya di sini; teks yang diawali `*` ditulis di antara tanda kutip",
        en: "write the value here; a text that begins with `*` goes in quotes"))
  }

  /// `<<`.
  func reportMergeKey(at range: Range<Int>) {
    sink.add(
      "yaml/merge-key", rules.deceit, at: range,
      rules == .record
        ? Phrase(id: "kunci gabungan `<<` tidak dipakai dalam catatan", en: "merge keys `<<` are not used in records")
        : Phrase(
          id: "`<<` dalam YAML 1.2 kunci biasa: tidak ada yang digabungkan, lain dengan alat YAML 1.1",
          en: "`<<` is an ordinary key in YAML 1.2: nothing is merged, unlike in tools for YAML 1.1"),
      hint: Phrase(id: "tulis kunci-kuncinya di sini", en: "write the keys out here"))
  }

  /// A second document.
  func reportDocuments(at range: Range<Int>) {
    sink.add(
      "yaml/documents", at: range,
      Phrase(
        id: "di sini mulai dokumen kedua; satu berkas adalah satu catatan",
        en: "a second document begins here; one file is one record"),
      hint: Phrase(
        id: "pindahkan ke berkas sendiri, atau hapus baris `---`", en: "move it to a file of its own, or delete `---`"))
  }

  /// A list or a mapping as a key.
  func reportComplexKey(at range: Range<Int>) {
    sink.add(
      "yaml/key", at: range,
      Phrase(id: "kunci harus berupa teks, bukan daftar atau objek", en: "a key must be text, not a list or an object"),
      hint: Phrase(
        id: "tulis di antara tanda kutip bila memang teks", en: "put it in quotes if it is meant as text"))
  }

  /// A key that reads as something else than text.
  func reportKey(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) {
    sink.add(
      "yaml/key", at: range,
      Phrase(
        id: "kunci harus berupa teks; alat lain membacanya sebagai angka, boolean atau kosong",
        en: "a key must be text; other tools read this as a number, a boolean or nothing"),
      hint: quoted(text))
  }

  /// `0123`.
  func reportLeadingZero(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) {
    sink.add(
      "yaml/leading-zero", rules.deceit, at: range,
      Phrase(
        id: "angka dengan nol di depan: nolnya akan hilang", en: "a number with zeros in front: they would be lost"),
      hint: quoted(text))
  }

  /// `.inf`, `1e400`.
  func reportNotFinite(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) {
    sink.add(
      "yaml/not-finite", at: range,
      Phrase(id: "bukan angka yang berhingga", en: "not a finite number"), hint: quoted(text))
  }

  /// `yes`, `off`.
  func reportAmbiguous(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) {
    sink.add(
      "yaml/ambiguous", .warning, at: range,
      Phrase(
        id: "di sini teks, tetapi alat lain membacanya sebagai benar/salah",
        en: "text here, but other tools read it as true or false"),
      hint: quoted(text, orBoolean: true))
  }

  /// ` #12`.
  func reportTextLost(at range: Range<Int>) {
    sink.add(
      "yaml/text-lost", .warning, at: range,
      Phrase(
        id: "mulai ` #` ini komentar, bukan bagian dari teks di depannya",
        en: "from ` #` on this is a comment, not part of the text before it"),
      hint: Phrase(
        id: "tulis seluruh teks di antara tanda kutip; komentar ditulis dengan spasi sesudah `#`",
        en: "put the whole text in quotes; a comment has a space after `#`"))
  }

  /// A comma in braces that made a key.
  func reportStrayKey(at range: Range<Int>) {
    sink.add(
      "yaml/text-lost", .warning, at: range,
      Phrase(
        id: "terbaca sebagai kunci tanpa nilai, karena koma di dalam `{}` atau titik dua tanpa spasi",
        en: "this reads as a key without a value, because of a comma in `{}` or a colon without a space"),
      hint: Phrase(
        id: "tulis teks yang memuat koma di antara tanda kutip, dan beri spasi sesudah titik dua",
        en: "put a text with a comma in quotes, and a space behind the colon"))
  }

  /// A comment without a space before it.
  func reportGlued(at range: Range<Int>) {
    sink.add(
      "yaml/syntax", at: range,
      Phrase(id: "komentar harus didahului spasi", en: "a comment needs a space before it"),
      hint: Phrase(id: "tulis ` #`", en: "write ` #`"))
  }

  private func quoted(_ text: UnsafeBufferPointer<UInt8>, orBoolean: Bool = false) -> Phrase {
    guard text.count <= 80 else { return Phrase(id: "tulis di antara tanda kutip", en: "put it in quotes") }
    let form = ScalarText.doubleQuoted(String(decoding: text, as: UTF8.self))
    return orBoolean
      ? Phrase(id: "tulis `\(form)`, atau `true`/`false`", en: "write `\(form)`, or `true`/`false`")
      : Phrase(id: "bila memang teks, tulis `\(form)`", en: "if it is meant as text write `\(form)`")
  }
}
