internal import KojaModel

/// What libyaml lets through, in plain words.
extension TreeBuilder {
  /// A comment without a space before it.
  func reportGlued(at range: Range<Int>) {
    sink.add(
      "yaml/syntax", at: range,
      Phrase(id: "komentar harus didahului spasi", en: "a comment needs a space before it"),
      hint: Phrase(id: "tulis ` #`", en: "write ` #`"), fix: .replace(range.lowerBound..<range.lowerBound, with: " "))
  }

  /// `[-]`.
  func reportFlowDash(at range: Range<Int>) {
    sink.add(
      "yaml/syntax", at: range,
      Phrase(
        id: "`-` sendirian di dalam kurung bukan teks dan bukan butir daftar",
        en: "a `-` alone in brackets is neither text nor an item"),
      hint: Phrase(id: "tulis `\"-\"`, atau hapus", en: "write `\"-\"`, or delete it"))
  }

  /// `{?a: 1}`.
  func reportQuestion(at range: Range<Int>) {
    sink.add(
      "yaml/syntax", at: range,
      Phrase(
        id: "`?` di depan teks di dalam kurung: sebagian alat menghapusnya, sebagian membacanya",
        en: "a `?` before a text in brackets: some tools drop it, others read it"),
      hint: Phrase(id: "tulis teks di antara tanda kutip", en: "put the text in quotes"))
  }

  /// A text below `|` that ends with spaces and without a line break.
  func reportBlankEnd(at range: Range<Int>) {
    sink.add(
      "yaml/indent", at: range,
      Phrase(
        id: "berkas berakhir dengan baris yang hanya berisi spasi: setiap alat membaca teks di atasnya berbeda",
        en: "the file ends with a line of spaces: tools read the text above it differently"),
      hint: Phrase(id: "hapus spasi di baris ini", en: "delete the spaces of this line"),
      fix: .replace(range, with: ""))
  }

  /// A line that is not indented enough.
  func reportIndent(at range: Range<Int>, of value: Int, blanks: Range<Int>, indent: Int, hasTab: Bool) {
    sink.add(
      "yaml/indent", at: range,
      hasTab
        ? Phrase(id: "tab dipakai sebagai lekukan", en: "a tab is used as indentation")
        : Phrase(
          id: "baris lanjutan ini kurang melekuk: alat lain menolaknya",
          en: "this line goes on with a value but is not indented enough: other tools refuse it"),
      hint: Phrase(
        id: "awali dengan paling sedikit \(indent) spasi", en: "begin it with at least \(indent) spaces"),
      related: (Phrase(id: "nilai itu mulai di sini", en: "that value begins here"), value..<value + 1),
      fix: .replace(blanks, with: String(repeating: " ", count: indent)))
  }

  /// An empty line with more spaces than the text below it.
  func reportLongBlank(at range: Range<Int>) {
    sink.add(
      "yaml/indent", at: range,
      Phrase(
        id: "baris kosong ini memuat lebih banyak spasi daripada lekukan teks di bawahnya",
        en: "this empty line has more spaces than the text below is indented"),
      hint: Phrase(id: "hapus spasi di baris ini", en: "delete the spaces of this line"),
      fix: .replace(range, with: ""))
  }

  /// `%YAML` behind a document.
  func reportLateDirective(at range: Range<Int>) {
    sink.add(
      "yaml/directive", at: range,
      Phrase(
        id: "baris `%` hanya boleh sebelum dokumen, dan sesudah dokumen lain harus didahului baris `...`",
        en: "a line `%` stands before a document only, and behind another one after a line `...`"),
      hint: Phrase(id: "hapus baris ini, atau tulis `...` di atasnya", en: "delete the line, or write `...` above it"))
  }

  /// `%YAML 1.1`.
  func reportOldVersion(at range: Range<Int>) {
    sink.add(
      "yaml/directive", .warning, at: range,
      Phrase(
        id: "berkas ini mengaku YAML 1.1, tetapi dibaca sebagai YAML 1.2: `yes` dan `no` adalah teks",
        en: "this file says it is YAML 1.1, but it is read as YAML 1.2: `yes` and `no` are text"),
      hint: Phrase(id: "hapus baris ini", en: "delete this line"))
  }
}
