internal import KojaModel

/// Findings that YAML and JSON share; the code says which of them it is.
extension FindingSink {
  /// The same key twice in a mapping.
  func addDuplicate(_ code: String, name: @autoclosure () -> String, at range: Range<Int>, first: Range<Int>) {
    func short() -> String { String(String.UnicodeScalarView(name().unicodeScalars.prefix(80))) }
    add(
      code, at: range,
      Phrase(id: "kunci `\(short())` sudah ada di atas", en: "the key `\(short())` is already there above"),
      hint: Phrase(
        id: "satukan keduanya atau ganti nama salah satunya", en: "make them one or rename one of them"),
      related: (Phrase(id: "yang pertama di sini", en: "the first one is here"), first))
  }

  /// Too many levels.
  func addTooDeep(_ code: String, limit: Int, at range: Range<Int>) {
    add(
      code, at: range,
      Phrase(id: "lebih dari \(limit) tingkat bersarang", en: "nested deeper than \(limit) levels"),
      hint: Phrase(id: "sederhanakan susunannya", en: "make the structure flatter"))
  }

  /// Too many nodes.
  func addTooMany(_ code: String, limit: Int, at range: Range<Int>) {
    add(
      code, at: range,
      Phrase(
        id: "lebih dari \(limit) kunci dan nilai dalam satu berkas",
        en: "more than \(limit) keys and values in one file"),
      hint: Phrase(id: "bagi menjadi beberapa berkas", en: "split it into several files"))
  }

  /// The whole text is too large; nobody looked into it.
  func addTooLarge(_ code: String, limit: Int) {
    addUnplaced(
      code,
      Phrase(
        id: "berkas ini \(bytes.count) byte, lebih besar dari batas \(size(limit))",
        en: "this file has \(bytes.count) bytes, more than the limit of \(size(limit))"),
      hint: Phrase(
        id: "bagi menjadi beberapa berkas, atau simpan isi yang besar sebagai lampiran",
        en: "split it into several files, or keep large content as an attachment"))
  }

  private func size(_ bytes: Int) -> String {
    bytes > 0 && bytes.isMultiple(of: 1 << 20) ? "\(bytes >> 20) MiB" : "\(bytes) byte"
  }
}
