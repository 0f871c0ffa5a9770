internal import KojaModel

/// What libyaml says of a text that it cannot read, in the words of an office.
///
/// Each of its messages that can come up has an entry here; `SyntaxTests` proves it.
struct SyntaxWords {
  /// What is wrong, and the way out.
  let message: Phrase, hint: Phrase
}

/// Some of libyaml's messages, and what koja says instead.
struct SyntaxMessage {
  /// Which of the places that libyaml names is the one to look at.
  enum Spot {
    /// Where it stopped; where that began which it was reading; the backslash before the place where it stopped.
    case problem, context, backslash
  }

  /// A part of libyaml's words; empty for any.
  let problem: String
  /// A part of what libyaml was doing; empty for anything.
  let context: String
  /// Where to look.
  let spot: Spot
  /// What koja says.
  let words: SyntaxWords

  private init(_ problem: String, in context: String = "", at spot: Spot = .problem, _ words: SyntaxWords) {
    self.problem = problem
    self.context = context
    self.spot = spot
    self.words = words
  }

  /// The entry for a message; nil where libyaml says what it is not known to say.
  static func find(_ problem: String, in context: String) -> SyntaxMessage? {
    all.first { problem.contains($0.problem) && context.contains($0.context) }
  }

  // The first that fits counts.
  private static let all = [
    SyntaxMessage("end of stream", in: "quoted scalar", at: .context, .openQuote),
    SyntaxMessage("document indicator", in: "quoted scalar", at: .context, .openQuote),
    SyntaxMessage("invalid Unicode character escape", at: .backslash, .noCharacter),
    SyntaxMessage("hexdecimal number", at: .backslash, .noCode),
    SyntaxMessage("unknown escape character", at: .backslash, .unknownEscape),
    SyntaxMessage("tab character", .tab),
    SyntaxMessage("could not find expected ':'", at: .context, .noColon),
    SyntaxMessage("comment or line break", in: "block scalar", .blockHeader),
    SyntaxMessage("indentation indicator equal to 0", .noIndent),
    SyntaxMessage("mapping values are not allowed", .secondColon),
    SyntaxMessage("mapping keys are not allowed", .questionMark),
    SyntaxMessage("block sequence entries are not allowed", .misplacedList),
    SyntaxMessage("unexpected ':'", in: "plain scalar", .gluedColon),
    SyntaxMessage("did not find expected key", .wrongIndent),
    SyntaxMessage("did not find expected '-' indicator", .noItem),
    SyntaxMessage("did not find expected node content", .noValue),
    SyntaxMessage("did not find expected <document start>", .outside),
    SyntaxMessage("',' or ", at: .context, .openBracket),
    SyntaxMessage("alphabetic or numeric character", at: .context, .reservedName),
    SyntaxMessage("incompatible YAML document", .otherVersion),
    SyntaxMessage("found duplicate %", .sameDirective),
    SyntaxMessage("", in: "directive", at: .context, .directive),
    SyntaxMessage("undefined tag handle", at: .context, .tag),
    SyntaxMessage("", in: "a tag", at: .context, .tag),
    SyntaxMessage("cannot start any token", .reservedCharacter),
  ]
}

extension SyntaxWords {
  /// A quote that no other one closes.
  static let openQuote = SyntaxWords(
    message: Phrase(id: "tanda kutip ini tidak ditutup", en: "this quote is not closed"),
    hint: Phrase(id: "tambahkan tanda kutip penutup di akhir teks", en: "add the closing quote at the end of the text"))
  /// `"\uD800"`.
  static let noCharacter = SyntaxWords(
    message: Phrase(id: "kode `\\u` ini bukan karakter", en: "this `\\u` code is no character"),
    hint: Phrase(id: "tulis karakternya langsung", en: "write the character itself"))
  /// `"\xzz"`.
  static let noCode = SyntaxWords(
    message: Phrase(
      id: "sesudah `\\x`, `\\u` atau `\\U` di antara tanda kutip ganda harus ada kode heksadesimal",
      en: "in double quotes `\\x`, `\\u` and `\\U` need a hexadecimal code behind them"),
    hint: Phrase(
      id: "tulis `\\\\` untuk garis miring terbalik, atau pakai tanda kutip tunggal",
      en: "write `\\\\` for a backslash, or use single quotes"))
  /// `"\q"`.
  static let unknownEscape = SyntaxWords(
    message: Phrase(
      id: "garis miring terbalik ini tidak dikenal di antara tanda kutip ganda",
      en: "this backslash means nothing in double quotes"),
    hint: Phrase(
      id: "tulis `\\\\`, atau pakai tanda kutip tunggal", en: "write `\\\\`, or use single quotes"))
  /// A tab where spaces are wanted.
  static let tab = SyntaxWords(
    message: Phrase(id: "tab dipakai sebagai lekukan", en: "a tab is used as indentation"),
    hint: Phrase(id: "ganti tab dengan spasi", en: "replace the tab by spaces"))
  /// `-` and a tab.
  static let tabAfterDash = SyntaxWords(
    message: Phrase(id: "tab sesudah `-`", en: "a tab follows the `-`"),
    hint: Phrase(id: "ganti tab dengan satu spasi", en: "replace the tab by one space"))
  /// `: value`.
  static let noKey = SyntaxWords(
    message: Phrase(id: "tidak ada kunci di depan titik dua ini", en: "there is no key before this colon"),
    hint: Phrase(
      id: "tulis `kunci: nilai`, atau tulis teks di antara tanda kutip",
      en: "write `key: value`, or put the text in quotes"))
  /// A line behind `...`.
  static let afterEnd = SyntaxWords(
    message: Phrase(
      id: "`...` di atas mengakhiri isi; dokumen berikutnya diawali `---`",
      en: "the `...` above ends the document; another one begins with `---`"),
    hint: Phrase(
      id: "hapus baris `...`, atau tulis `---` di atas baris ini",
      en: "delete the line `...`, or write `---` above this line"))
  /// A key that libyaml takes for text, because of its length.
  static let longKey = SyntaxWords(
    message: Phrase(id: "kunci ini lebih panjang dari 1024 karakter", en: "this key is longer than 1024 characters"),
    hint: Phrase(
      id: "pendekkan, atau beri tanda kutip bila baris ini teks", en: "shorten it, or quote the line if it is text"))
  /// A line that is no pair.
  static let noColon = SyntaxWords(
    message: Phrase(id: "baris ini tidak punya titik dua sesudah kunci", en: "this line has no colon behind its key"),
    hint: Phrase(
      id: "tulis `kunci: nilai`; teks beberapa baris ditulis sesudah `|` dan melekuk",
      en: "write `key: value`; text of several lines goes below `|`, indented"))
  /// `| text`.
  static let blockHeader = SyntaxWords(
    message: Phrase(id: "sesudah `|` atau `>` tidak boleh ada teks", en: "no text may follow `|` or `>` on its line"),
    hint: Phrase(id: "mulai teks di baris berikutnya, melekuk", en: "begin the text on the next line, indented"))
  /// `|0`.
  static let noIndent = SyntaxWords(
    message: Phrase(
      id: "angka sesudah `|` atau `>` adalah jumlah spasi lekukan, paling sedikit 1",
      en: "the number behind `|` or `>` is how many spaces the text is indented by, at least 1"),
    hint: Phrase(id: "hapus angka ini: lekukan terbaca sendiri", en: "delete it: the indentation is seen without it"))
  /// `a: b: c`.
  static let secondColon = SyntaxWords(
    message: Phrase(id: "titik dua kedua dalam satu baris", en: "a second colon on one line"),
    hint: Phrase(
      id: "ada titik dua di dalam teks: tulis teks di antara tanda kutip",
      en: "a colon is part of the text: put the text in quotes"))
  /// `a: b: c`, where `b` may be a key.
  static let pairOrText = SyntaxWords(
    message: secondColon.message,
    hint: Phrase(
      id: "tulis kunci kedua di baris berikutnya, melekuk; atau, bila titik duanya bagian teks, beri tanda kutip",
      en: "write the second key on the next line, indented; or, if the colon is part of the text, use quotes"))
  /// A pair that continues the text above it.
  static let continued = SyntaxWords(
    message: Phrase(
      id: "baris ini terbaca sebagai lanjutan teks di atasnya, bukan sebagai kunci",
      en: "this line reads on as part of the text above it, not as a key"),
    hint: Phrase(
      id: "samakan lekukan dengan kunci di atasnya, dan beri spasi sesudah titik duanya",
      en: "indent it like the key above, and put a space behind the colon there"))
  /// `a: ? b`.
  static let questionMark = SyntaxWords(
    message: Phrase(
      id: "tanda tanya di awal nilai ini terbaca sebagai tanda kunci",
      en: "the question mark before this value reads as the mark of a key"),
    hint: Phrase(id: "tulis teks di antara tanda kutip", en: "put the text in quotes"))
  /// `a: - b`.
  static let misplacedList = SyntaxWords(
    message: Phrase(id: "daftar tidak boleh mulai di baris ini", en: "a list cannot begin on this line"),
    hint: Phrase(
      id: "tulis setiap `- ` pada baris sendiri; teks yang diawali `-` di antara tanda kutip",
      en: "write each `- ` on a line of its own; a text that begins with `-` goes in quotes"))
  /// `name:value`.
  static let gluedColon = SyntaxWords(
    message: Phrase(id: "titik dua ini tidak diikuti spasi", en: "no space follows this colon"),
    hint: Phrase(id: "beri spasi sesudah titik dua", en: "put a space behind the colon"))
  /// A key under none of those above.
  static let wrongIndent = SyntaxWords(
    message: Phrase(
      id: "lekukan baris ini tidak sama dengan kunci mana pun di atasnya",
      en: "this line is indented like no key above it"),
    hint: Phrase(id: "samakan lekukan dengan kunci di atasnya", en: "indent it like the keys above"))
  /// An item among keys.
  static let itemAmongKeys = SyntaxWords(
    message: Phrase(
      id: "butir daftar `- ` di sini, padahal seharusnya ada kunci",
      en: "an item `- ` of a list stands where a key is expected"),
    hint: Phrase(
      id: "tulis butirnya di bawah kunci yang belum punya nilai", en: "write it below a key that has no value yet"))
  /// A bracket that closes nothing.
  static let closingBracket = SyntaxWords(
    message: Phrase(id: "kurung tutup tanpa kurung buka", en: "a closing bracket without an opening one"),
    hint: Phrase(
      id: "hapus, atau tulis teks di antara tanda kutip", en: "delete it, or put the text in quotes"))
  /// Something behind a closing quote.
  static let behindQuote = SyntaxWords(
    message: Phrase(id: "ada teks sesudah tanda kutip penutup", en: "text follows a closing quote"),
    hint: Phrase(
      id: "di antara kutip ganda tulis `\\\"`, di antara kutip tunggal `''`",
      en: "inside double quotes write `\\\"`, inside single quotes `''`"))
  /// Something behind a value.
  static let behindValue = SyntaxWords(
    message: Phrase(id: "masih ada isi sesudah nilainya selesai", en: "something follows the end of the value"),
    hint: Phrase(
      id: "tulis seluruh teks di antara tanda kutip, atau hapus yang berlebih",
      en: "put the whole text in quotes, or delete what is too much"))
  /// Something else in a list.
  static let noItem = SyntaxWords(
    message: Phrase(id: "di sini seharusnya ada butir daftar `- `", en: "an item `- ` of the list is expected here"),
    hint: Phrase(id: "samakan lekukan dengan butir di atasnya", en: "indent like the item above"))
  /// `[a,,b]`.
  static let noValue = SyntaxWords(
    message: Phrase(id: "nilai tidak ada di sini", en: "a value is missing here"),
    hint: Phrase(
      id: "isi nilainya, hapus koma yang berlebih, atau tulis teks di antara tanda kutip",
      en: "add the value, delete the extra comma, or put the text in quotes"))
  /// Something behind the end of the document.
  static let outside = SyntaxWords(
    message: Phrase(id: "isi di luar catatan", en: "something stands outside the record"),
    hint: Phrase(
      id: "samakan lekukan dengan baris pertama, atau hapus", en: "indent like the first line, or delete it"))
  /// `[1, 2`.
  static let openBracket = SyntaxWords(
    message: Phrase(
      id: "kurung ini tidak ditutup, atau ada koma yang kurang di dalamnya",
      en: "this bracket is not closed, or a comma is missing inside"),
    hint: Phrase(
      id: "tambahkan kurung tutup atau koma; teks yang memuat kurung ditulis di antara tanda kutip",
      en: "add the closing bracket or the comma; a text with brackets goes in quotes"))
  /// `& b`.
  static let reservedName = SyntaxWords(
    message: Phrase(
      id: "teks tanpa tanda kutip tidak boleh diawali `&` atau `*`",
      en: "a text without quotes cannot begin with `&` or `*`"),
    hint: Phrase(id: "tulis teks di antara tanda kutip", en: "put the text in quotes"))
  /// `@budi`.
  static let reservedCharacter = SyntaxWords(
    message: Phrase(
      id: "teks tanpa tanda kutip tidak boleh diawali tanda ini",
      en: "a text without quotes cannot begin with this sign"),
    hint: Phrase(id: "tulis teks di antara tanda kutip", en: "put the text in quotes"))
  /// `!x!y z`, `!<x y`.
  static let tag = SyntaxWords(
    message: Phrase(
      id: "tanda `!` di awal nilai ini terbaca sebagai tag YAML, dan tag itu keliru",
      en: "the `!` before this value reads as a YAML tag, and that tag is wrong"),
    hint: Phrase(
      id: "tulis teks di antara tanda kutip, atau hapus tagnya", en: "put the text in quotes, or delete the tag"))
  /// `%YAML 2.0`.
  static let otherVersion = SyntaxWords(
    message: Phrase(
      id: "versi YAML di baris ini tidak dikenal; yang dibaca YAML 1.2",
      en: "the version of YAML on this line is not known; YAML 1.2 is read"),
    hint: Phrase(id: "hapus baris ini", en: "delete this line"))
  /// `%YAML` twice.
  static let sameDirective = SyntaxWords(
    message: Phrase(
      id: "baris yang diawali `%` ini menetapkan yang sudah ditetapkan di atas",
      en: "this line, which begins with `%`, sets what is set above already"),
    hint: Phrase(id: "hapus baris ini", en: "delete this line"))
  /// `%X`.
  static let directive = SyntaxWords(
    message: Phrase(
      id: "baris yang diawali `%` ini tidak dikenal", en: "this line, which begins with `%`, is not known"),
    hint: Phrase(
      id: "hapus; teks yang diawali `%` ditulis di antara tanda kutip",
      en: "delete it; a text that begins with `%` goes in quotes"))
  /// Whatever else libyaml may say.
  static let unknown = SyntaxWords(
    message: Phrase(id: "baris ini tidak dapat dibaca sebagai YAML", en: "this line cannot be read as YAML"),
    hint: Phrase(
      id: "periksa lekukan dan tanda kutip baris ini dan baris di atasnya",
      en: "check indentation and quotes of this line and the one above"))
}
