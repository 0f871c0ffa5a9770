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
      hint: quoted(text), fix: quoting(text, at: range))
  }

  /// `.inf`, `1e400`.
  func reportNotFinite(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) {
    sink.add(
      "yaml/not-finite", at: range,
      Phrase(id: "bukan angka yang berhingga", en: "not a finite number"), hint: quoted(text))
  }

  /// What other tools take a text for.
  enum Elsewhere {
    case boolean, number, octal, special

    /// What is wrong.
    var message: Phrase {
      switch self {
      case .boolean:
        Phrase(
          id: "di sini teks, tetapi alat lain membacanya sebagai benar/salah",
          en: "text here, but other tools read it as true or false")
      case .number:
        Phrase(
          id: "di sini teks, tetapi alat lain membacanya sebagai angka",
          en: "text here, but other tools read it as a number")
      case .octal:
        Phrase(
          id: "di sini angka oktal, tetapi alat lain membacanya sebagai teks",
          en: "an octal number here, but other tools read it as text")
      case .special:
        Phrase(
          id: "di sini teks, tetapi alat lain menolak `=` tanpa tanda kutip",
          en: "text here, but other tools refuse `=` without quotes")
      }
    }
  }

  /// `yes`, `off`, `12:30`, `0o17`, `=`.
  func reportAmbiguous(_ text: UnsafeBufferPointer<UInt8>, _ elsewhere: Elsewhere, at range: Range<Int>) {
    sink.add(
      "yaml/ambiguous", .warning, at: range, elsewhere.message,
      hint: quoted(text, orBoolean: elsewhere == .boolean),
      fix: elsewhere == .octal ? nil : quoting(text, at: range))
  }

  /// `1e3`, `-.5`.
  func reportTextElsewhere(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) {
    let spelling = PlainNumber.everywhere(String(decoding: text, as: UTF8.self))
    sink.add(
      "yaml/ambiguous", .warning, at: range,
      Phrase(
        id: "di sini angka, tetapi alat lain membacanya sebagai teks",
        en: "a number here, but other tools read it as text"),
      hint: Phrase(id: "tulis `\(spelling)`", en: "write `\(spelling)`"))
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

  /// `{a:1}`.
  func reportMissingSpace(after colon: Int) {
    sink.add(
      "yaml/text-lost", .warning, at: colon..<colon + 1,
      Phrase(
        id: "titik dua tanpa spasi: semua ini terbaca sebagai satu kunci tanpa nilai",
        en: "a colon without a space: all of this reads as one key without a value"),
      hint: Phrase(id: "beri spasi sesudah titik dua", en: "put a space behind the colon"),
      fix: .replace(colon + 1..<colon + 1, with: " "))
  }

  /// Two keys that look the same.
  func reportTwin(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>, first: Range<Int>) {
    var name: String { String(decoding: text.prefix(80), as: UTF8.self) }
    sink.add(
      "yaml/twin-key", .warning, at: range,
      Phrase(
        id: "kunci `\(name)` terlihat sama dengan kunci di atas, tetapi hurufnya disusun dari kode yang lain",
        en: "the key `\(name)` looks like one above, but its letters are made of other codes"),
      hint: Phrase(
        id: "ketik ulang salah satunya; bila memang satu, satukan keduanya",
        en: "type one of them again; if they are meant as one, make them one"),
      related: (Phrase(id: "yang pertama di sini", en: "the first one is here"), first))
  }

  /// A space that YAML does not take for one.
  func reportOddSpace(at range: Range<Int>) {
    sink.add(
      "yaml/invisible", rules.deceit, at: range,
      Phrase(
        id: "ini bukan spasi biasa (biasanya hasil salin-tempel), sehingga menjadi bagian dari kunci",
        en: "this is no ordinary space (it usually comes from pasting), and so it is part of the key"),
      hint: Phrase(id: "ganti dengan spasi biasa", en: "replace it by an ordinary space"),
      fix: .replace(range, with: " "))
  }

  /// The value in quotes, as it stands.
  private func quoting(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) -> Fix? {
    guard text.count == range.count else { return nil }
    return .replace(range, with: ScalarText.doubleQuoted(String(decoding: text, as: UTF8.self)))
  }

  private func quoted(_ text: UnsafeBufferPointer<UInt8>, orBoolean: Bool = false) -> Phrase {
    guard text.count <= 80 else { return Phrase(id: "tulis di antara tanda kutip", en: "put it in quotes") }
    let form = ScalarText.doubleQuoted(String(decoding: text, as: UTF8.self))
    return orBoolean
      ? Phrase(id: "tulis `\(form)`, atau `true`/`false`", en: "write `\(form)`, or `true`/`false`")
      : Phrase(id: "bila memang teks, tulis `\(form)`", en: "if it is meant as text write `\(form)`")
  }
}
