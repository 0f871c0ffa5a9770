internal import KojaModel

/// libyaml's syntax errors in plain words, at the place where a person has to look.
struct SyntaxReport {
  /// libyaml's words.
  let problem: String, context: String
  /// Byte offsets of the two places that libyaml names.
  let at: Int, contextAt: Int
  /// The text.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The text in quotes that was read last, if that was the last value.
  let quoted: Range<Int>?

  private typealias Words = (message: Phrase, hint: Phrase)

  /// Adds the finding `yaml/syntax`.
  func add(to sink: FindingSink) {
    if let trap = SyntaxTrap.find(self) {
      if let quoted { sink.remove("yaml/indent", within: quoted) }
      return sink.add("yaml/syntax", at: trap.range, trap.message, hint: trap.hint, fix: trap.fix)
    }
    let (start, words) = explain()
    let start1 = min(start, max(0, bytes.count - 1))
    var end = start1 + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    sink.add(
      "yaml/syntax", at: start1..<min(end, bytes.count), words.message, hint: words.hint,
      fix: SyntaxTrap.quoting(self))
  }

  private func explain() -> (Int, Words) {
    if context.contains("quoted scalar"), problem.contains("end of stream") || problem.contains("document indicator") {
      return (
        contextAt,
        (
          Phrase(id: "tanda kutip ini tidak ditutup", en: "this quote is not closed"),
          Phrase(id: "tambahkan tanda kutip penutup di akhir teks", en: "add the closing quote at the end of the text")
        )
      )
    }
    if problem.contains("Unicode character escape"), let known = Self.known.first(where: { problem.contains($0.text) })
    {
      let backslash = bytes[..<min(at + 1, bytes.count)].suffix(4).lastIndex(of: UInt8(ascii: "\\"))
      return (backslash ?? at, known.words)
    }
    if problem.contains("tab character") || at < bytes.count && bytes[at] == 0x09 { return (at, Self.tab) }
    if problem.contains("':'"), context.contains("simple key") {
      return (contextAt, at - contextAt > 1024 ? Self.longKey : Self.noColon)
    }
    if problem.contains("comment or line break"), context.contains("block scalar") { return (at, Self.blockHeader) }
    if problem.contains("mapping values are not allowed"), !lineBefore.contains(UInt8(ascii: ":")) {
      return (at, Self.continued)
    }
    if problem.contains("did not find expected key"), lineBefore.contains(where: { !$0.isBlank }) {
      return (at, Self.behindQuote)
    }
    if context.contains("directive") { return (contextAt, Self.directive) }
    if context.contains("block scalar") { return (at, generic) }
    if problem.contains("cannot start any token") { return (at, reservedCharacter) }
    if let known = Self.known.first(where: { problem.contains($0.text) }) { return (at, known.words) }
    if problem.contains("flow") || problem.contains("',' or") { return (contextAt, Self.openBracket) }
    return (at, generic)
  }

  /// What stands before the place on its line.
  private var lineBefore: Slice<UnsafeBufferPointer<UInt8>> {
    let before = bytes[..<min(at, bytes.count)]
    return bytes[(before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)..<before.endIndex]
  }

  private var generic: Words {
    (
      Phrase(id: "susunan YAML salah (\(problem))", en: "the YAML is malformed: \(problem)"),
      Phrase(
        id: "periksa lekukan dan tanda kutip baris ini dan baris di atasnya",
        en: "check indentation and quotes of this line and the one above")
    )
  }

  private var reservedCharacter: Words {
    let character = at < bytes.count ? String(decoding: [bytes[at]], as: UTF8.self) : ""
    return (
      Phrase(
        id: "teks tanpa tanda kutip tidak boleh diawali `\(character)`",
        en: "a text without quotes cannot begin with `\(character)`"),
      Phrase(id: "tulis teks di antara tanda kutip", en: "put the text in quotes")
    )
  }

  private static let tab: Words = (
    Phrase(id: "tab dipakai sebagai lekukan", en: "a tab is used as indentation"),
    Phrase(id: "ganti tab dengan spasi", en: "replace the tab by spaces")
  )
  private static let longKey: Words = (
    Phrase(id: "kunci lebih panjang dari 1024 karakter", en: "a key is longer than 1024 characters"),
    Phrase(
      id: "pendekkan, atau beri tanda kutip bila baris ini teks", en: "shorten it, or quote the line if it is text")
  )
  private static let noColon: Words = (
    Phrase(id: "baris ini tidak punya titik dua sesudah kunci", en: "this line has no colon behind its key"),
    Phrase(
      id: "tulis `kunci: nilai`; teks beberapa baris ditulis sesudah `|` dan melekuk",
      en: "write `key: value`; text of several lines goes below `|`, indented")
  )
  private static let openBracket: Words = (
    Phrase(
      id: "kurung ini tidak ditutup, atau ada koma yang kurang di dalamnya",
      en: "this bracket is not closed, or a comma is missing inside"),
    Phrase(
      id: "tambahkan kurung tutup atau koma; teks yang memuat kurung ditulis di antara tanda kutip",
      en: "add the closing bracket or the comma; a text with brackets goes in quotes")
  )

  private static let directive: Words = (
    Phrase(id: "baris `%` ini tidak dikenal", en: "this line `%` is not known"),
    Phrase(
      id: "hapus; teks yang diawali `%` ditulis di antara tanda kutip",
      en: "delete it; a text that begins with `%` goes in quotes")
  )
  private static let blockHeader: Words = (
    Phrase(id: "sesudah `|` atau `>` tidak boleh ada teks", en: "no text may follow `|` or `>` on its line"),
    Phrase(id: "mulai teks di baris berikutnya, melekuk", en: "begin the text on the next line, indented")
  )
  private static let continued: Words = (
    Phrase(
      id: "baris ini terbaca sebagai lanjutan teks di atasnya, bukan sebagai kunci",
      en: "this line reads on as part of the text above it, not as a key"),
    Phrase(
      id: "samakan lekukan dengan kunci di atasnya, dan beri spasi sesudah titik duanya",
      en: "indent it like the key above, and put a space behind the colon there")
  )
  private static let behindQuote: Words = (
    Phrase(id: "ada teks sesudah tanda kutip penutup", en: "text follows a closing quote"),
    Phrase(
      id: "di antara kutip ganda tulis `\\\"`, di antara kutip tunggal `''`",
      en: "inside double quotes write `\\\"`, inside single quotes `''`")
  )

  // Words of libyaml that lead to the same words of ours wherever they come up.
  private static let known: [(text: String, words: Words)] = [
    (
      "mapping values are not allowed",
      (
        Phrase(
          id: "titik dua kedua dalam satu baris", en: "a second colon on one line"),
        Phrase(
          id: "ada titik dua di dalam teks: tulis teks di antara tanda kutip",
          en: "a colon is part of the text: put the text in quotes")
      )
    ),
    (
      "incompatible YAML document",
      (
        Phrase(
          id: "versi YAML di baris ini tidak dikenal; yang dibaca YAML 1.2",
          en: "the version of YAML on this line is not known; YAML 1.2 is read"),
        Phrase(id: "hapus baris ini", en: "delete this line")
      )
    ),
    (
      "block sequence entries are not allowed",
      (
        Phrase(id: "daftar tidak boleh mulai di baris ini", en: "a list cannot begin on this line"),
        Phrase(
          id: "tulis setiap `- ` pada baris sendiri; teks yang diawali `-` di antara tanda kutip",
          en: "write each `- ` on a line of its own; a text that begins with `-` goes in quotes")
      )
    ),
    (
      "did not find expected key",
      (
        Phrase(
          id: "lekukan baris ini tidak sama dengan kunci mana pun di atasnya",
          en: "this line is indented like no key above it"),
        Phrase(id: "samakan lekukan dengan kunci di atasnya", en: "indent it like the keys above")
      )
    ),
    (
      "did not find expected '-' indicator",
      (
        Phrase(id: "di sini seharusnya ada butir daftar `- `", en: "an item `- ` of the list is expected here"),
        Phrase(id: "samakan lekukan dengan butir di atasnya", en: "indent like the item above")
      )
    ),
    (
      "did not find expected node content",
      (
        Phrase(id: "nilai tidak ada di sini", en: "a value is missing here"),
        Phrase(
          id: "isi nilainya, hapus koma yang berlebih, atau tulis teks di antara tanda kutip",
          en: "add the value, delete the extra comma, or put the text in quotes")
      )
    ),
    (
      "did not find expected <document start>",
      (
        Phrase(id: "isi di luar catatan", en: "something stands outside the record"),
        Phrase(
          id: "samakan lekukan dengan baris pertama, atau hapus", en: "indent like the first line, or delete it")
      )
    ),
    (
      "found unknown escape character",
      (
        Phrase(
          id: "garis miring terbalik ini tidak dikenal di antara tanda kutip ganda",
          en: "this backslash means nothing in double quotes"),
        Phrase(
          id: "tulis `\\\\`, atau pakai tanda kutip tunggal", en: "write `\\\\`, or use single quotes")
      )
    ),
    (
      "hexdecimal number",
      (
        Phrase(
          id: "sesudah `\\x`, `\\u` atau `\\U` di antara tanda kutip ganda harus ada kode heksadesimal",
          en: "in double quotes `\\x`, `\\u` and `\\U` need a hexadecimal code behind them"),
        Phrase(
          id: "tulis `\\\\` untuk garis miring terbalik, atau pakai tanda kutip tunggal",
          en: "write `\\\\` for a backslash, or use single quotes")
      )
    ),
    (
      "Unicode character escape",
      (
        Phrase(id: "kode `\\u` ini bukan karakter", en: "this `\\u` code is no character"),
        Phrase(id: "tulis karakternya langsung", en: "write the character itself")
      )
    ),
    (
      "alphabetic or numeric character",
      (
        Phrase(
          id: "teks tanpa tanda kutip tidak boleh diawali `&` atau `*`",
          en: "a text without quotes cannot begin with `&` or `*`"),
        Phrase(id: "tulis teks di antara tanda kutip", en: "put the text in quotes")
      )
    ),
  ]
}
