internal import KojaModel

/// What can be wrong with anchors, aliases and tags where they are allowed.
extension TreeBuilder {
  /// A tag that the core schema does not know.
  func reportUnknownTag(at range: Range<Int>) {
    sink.add(
      "yaml/tag", .warning, at: range,
      Phrase(
        id: "tag ini tidak dikenal; nilainya dibaca seolah-olah tanpa tag",
        en: "this tag is not known; the value is read as if it were not there"),
      hint: Phrase(
        id: "hapus, atau pakai `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`",
        en: "delete it, or use `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`, `!!map`"))
  }

  /// `!!int abc`.
  func reportWrongTag(at range: Range<Int>) {
    sink.add(
      "yaml/tag", at: range,
      Phrase(id: "nilai di sini tidak cocok dengan tag ini", en: "the value here is not what this tag says"),
      hint: Phrase(id: "hapus tag atau perbaiki nilainya", en: "delete the tag or correct the value"))
  }

  /// An alias without an anchor.
  func reportUnknownAlias(_ name: String, at range: Range<Int>) {
    sink.add(
      "yaml/alias", at: range,
      Phrase(
        id: "tidak ada jangkar `&\(name)` di atas", en: "there is no anchor `&\(name)` above"),
      hint: Phrase(
        id: "perbaiki namanya; teks yang diawali `*` ditulis di antara tanda kutip",
        en: "correct the name; a text that begins with `*` goes in quotes"))
  }

  /// `&a:b`, `*a: 1`.
  func reportGluedName(at range: Range<Int>) {
    sink.add(
      "yaml/anchor", at: range,
      Phrase(
        id: "sesudah nama ini harus ada spasi: alat lain membaca nama yang lebih panjang",
        en: "a space must follow this name: other tools read a longer name"),
      hint: Phrase(
        id: "beri spasi, dan pakai hanya huruf, angka, `_` dan `-` dalam nama",
        en: "put a space, and use only letters, digits, `_` and `-` in the name"))
  }

  /// `&a [*a]`.
  func reportAliasCycle(_ name: String, at range: Range<Int>, anchor: Int) {
    sink.add(
      "yaml/alias-cycle", at: range,
      Phrase(
        id: "rujukan `*\(name)` menunjuk ke nilai yang memuat dirinya sendiri",
        en: "the alias `*\(name)` points to the value that it is part of"),
      hint: Phrase(id: "tulis nilainya di sini", en: "write the value here"),
      related: (Phrase(id: "nilai itu mulai di sini", en: "that value begins here"), anchor..<anchor + 1))
  }

  /// Aliases of aliases of aliases.
  func reportAliasBudget(at range: Range<Int>) {
    sink.add(
      "yaml/alias-budget", at: range,
      Phrase(
        id: "rujukan YAML dalam berkas ini mendatangkan lebih dari \(YAMLLimits.aliasNodes) nilai",
        en: "the aliases of this file bring more than \(YAMLLimits.aliasNodes) values"),
      hint: Phrase(
        id: "tulis nilainya langsung; berkas seperti ini biasanya dibuat untuk melumpuhkan program",
        en: "write the values out; such files are usually made to bring programs down"))
  }

  /// More documents than anybody writes.
  func reportDocumentCount(at range: Range<Int>) {
    sink.add(
      "yaml/too-many", at: range,
      Phrase(
        id: "lebih dari \(YAMLLimits.documents) dokumen dalam satu berkas",
        en: "more than \(YAMLLimits.documents) documents in one file"),
      hint: Phrase(id: "bagi menjadi beberapa berkas", en: "split it into several files"))
  }
}
