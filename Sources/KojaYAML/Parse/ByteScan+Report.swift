internal import KojaModel

extension ByteScan {
  /// Turns what was seen into findings.
  func report(to sink: FindingSink, rules: YAMLRules) {
    if isEmpty { sink.addEmpty(at: 0) }
    for (trouble, range) in troubles { report(trouble, at: range, to: sink, rules: rules) }
  }

  private func report(_ trouble: Trouble, at range: Range<Int>, to sink: FindingSink, rules: YAMLRules) {
    switch trouble {
    case .encoding(let encoding):
      sink.add("yaml/encoding", at: range, encoding.message(at: sink.bytes[range.lowerBound]), hint: encoding.hint)
    case .nul:
      sink.add(
        "yaml/damaged", at: isAllNUL ? 0..<0 : range,
        isAllNUL
          ? Phrase(
            id: "berkas rusak: isinya hanya byte kosong (NUL), biasanya karena listrik padam atau disk bermasalah",
            en: "the file is damaged: it holds NUL bytes only, as after a power cut or a failing disk")
          : Phrase(
            id: "berkas rusak: ada byte kosong (NUL) di sini", en: "the file is damaged: there is a NUL byte here"),
        hint: sink.restore)
    case .control:
      sink.add(
        "yaml/control", at: range,
        Phrase(
          id: "ada karakter kendali yang tidak terlihat di sini", en: "there is an invisible control character here"),
        hint: Phrase(
          id: "hapus; bila memang diperlukan, tulis sebagai `\\x..` di antara tanda kutip ganda",
          en: "delete it; if it is really needed write it as `\\x..` in double quotes"))
    case .lineBreak:
      sink.add(
        "yaml/line-break", at: range,
        Phrase(
          id: "ganti baris yang tidak terlihat di git dan penyunting (CR tunggal, U+0085, U+2028 atau U+2029)",
          en: "a line break that git and editors do not show (a lone CR, U+0085, U+2028 or U+2029)"),
        hint: Phrase(id: "ganti dengan ganti baris biasa (LF)", en: "replace it by an ordinary line break (LF)"))
    case .bidi:
      sink.add(
        "yaml/bidi", rules.deceit, at: range,
        Phrase(
          id: "karakter pengatur arah tulisan: teks yang terlihat bukan teks yang tersimpan",
          en: "a control for the direction of writing: what is seen is not what is stored"),
        hint: Phrase(id: "hapus karakter ini", en: "delete this character"))
    case .invisible:
      sink.add(
        "yaml/invisible", .warning, at: range,
        Phrase(
          id: "ada karakter yang tidak terlihat di sini (\(Self.codePoint(sink.bytes[range])))",
          en: "there is a character here that cannot be seen (\(Self.codePoint(sink.bytes[range])))"),
        hint: Phrase(id: "hapus karakter ini", en: "delete this character"), fix: .replace(range, with: ""))
    case .directives:
      sink.add(
        "yaml/directive", at: range,
        Phrase(id: "terlalu banyak baris `%TAG`", en: "too many lines `%TAG`"),
        hint: Phrase(id: "hapus baris-baris ini", en: "delete these lines"))
    case .conflict:
      sink.add(
        "yaml/conflict", at: range,
        Phrase(
          id: "bentrok git belum diselesaikan: penanda `<<<<<<<` masih ada",
          en: "a git conflict is not resolved: its markers `<<<<<<<` are still here"),
        hint: Phrase(
          id: "pilih baris yang benar, hapus baris `<<<<<<<`, `=======` dan `>>>>>>>`, lalu `git add` dan `git commit`",
          en:
            "keep the right lines, delete the lines `<<<<<<<`, `=======` and `>>>>>>>`, then `git add` and `git commit`"
        ))
    }
  }
}

extension ByteScan {
  /// `U+200B`, the name of a character that has no other face.
  private static func codePoint(_ bytes: ArraySlice<UInt8>) -> String {
    let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first?.value ?? 0
    let hex = String(scalar, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }
}

extension FindingSink {
  /// Adds the finding that there is nothing in the text but blanks and comments.
  func addEmpty(at offset: Int) {
    add(
      "yaml/empty", at: offset..<offset,
      Phrase(
        id: offset == 0
          ? "berkas ini kosong: tidak ada nilai di dalamnya" : "dokumen ini kosong: tidak ada nilai di dalamnya",
        en: offset == 0
          ? "this file is empty: there is no value in it" : "this document is empty: there is no value in it"),
      hint: restore)
  }

  /// The way out of a damaged file: git has an earlier version of what lies in a store.
  var restore: Phrase {
    guard path.hasPrefix("records/"), path.hasSuffix(".yaml"), let name = path.split(separator: "/").last else {
      return path.hasPrefix("schemas/")
        ? Phrase(
          id: "ambil versi terakhir yang tercatat dengan `git restore \(path)`",
          en: "take the last committed version back with `git restore \(path)`")
        : Phrase(id: "pakai salinan lain dari berkas ini", en: "use another copy of this file")
    }
    return Phrase(
      id: "ambil versi terakhir yang tercatat dengan `koja restore \(name.dropLast(5))`",
      en: "take the last committed version back with `koja restore \(name.dropLast(5))`")
  }
}
