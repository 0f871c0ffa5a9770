internal import KojaModel

/// What can be wrong with a JSON text, in plain words.
enum JSONFault {
  case openQuote, openBracket, wrongBracket, singleQuote, unquoted, name, missingColon, missingComma, missingValue
  case trailingComma, trailing, comment, control, escape, surrogate, literal, number, leadingZero, notFinite

  /// The code of the finding.
  var code: String {
    switch self {
    case .control: "json/control"
    case .surrogate: "json/surrogate"
    case .comment: "json/comment"
    case .number, .leadingZero, .notFinite: "json/number"
    default: "json/syntax"
    }
  }

  /// What is wrong.
  var message: Phrase {
    switch self {
    case .openQuote: Phrase(id: "tanda kutip ini tidak ditutup di barisnya", en: "this quote is not closed on its line")
    case .openBracket: Phrase(id: "kurung ini tidak ditutup", en: "this bracket is not closed")
    case .wrongBracket:
      Phrase(id: "kurung tutup ini tidak cocok dengan kurung bukanya", en: "this bracket closes one of the other kind")
    case .singleQuote:
      Phrase(id: "JSON tidak mengenal tanda kutip tunggal", en: "JSON knows no single quotes")
    case .unquoted:
      Phrase(id: "di sini seharusnya ada nilai JSON", en: "a JSON value is expected here")
    case .name:
      Phrase(
        id: "di sini seharusnya ada nama di antara tanda kutip ganda", en: "a name in double quotes is expected here")
    case .missingColon: Phrase(id: "titik dua kurang sesudah nama ini", en: "a colon is missing behind this name")
    case .missingComma: Phrase(id: "koma kurang di sini", en: "a comma is missing here")
    case .missingValue: Phrase(id: "nilai tidak ada di sini", en: "a value is missing here")
    case .trailingComma:
      Phrase(id: "koma ini berlebih: sesudahnya tidak ada nilai", en: "this comma is one too many: no value follows it")
    case .trailing:
      Phrase(id: "masih ada isi sesudah nilai JSON selesai", en: "there is more text behind the end of the JSON value")
    case .comment: Phrase(id: "JSON tidak mengenal komentar", en: "JSON knows no comments")
    case .control:
      Phrase(
        id: "ada karakter kendali atau tab di dalam teks", en: "there is a control character or a tab inside a text")
    case .escape:
      Phrase(id: "garis miring terbalik ini tidak dikenal JSON", en: "this backslash means nothing in JSON")
    case .surrogate:
      Phrase(
        id: "kode `\\u` ini hanya separuh karakter (surrogate tanpa pasangan)",
        en: "this `\\u` code is half a character (a lone surrogate)")
    case .literal: Phrase(id: "kata ini tidak dikenal JSON", en: "JSON does not know this word")
    case .number: Phrase(id: "angka ini tidak ditulis seperti dalam JSON", en: "this number is not spelled as in JSON")
    case .leadingZero:
      Phrase(id: "angka JSON tidak boleh diawali nol", en: "a JSON number cannot begin with a zero")
    case .notFinite: Phrase(id: "bukan angka yang berhingga", en: "not a finite number")
    }
  }

  /// The way out.
  var hint: Phrase {
    switch self {
    case .openQuote:
      Phrase(
        id: "tambahkan tanda kutip penutup; ganti baris di dalam teks ditulis `\\n`",
        en: "add the closing quote; a line break inside a text is written `\\n`")
    case .openBracket: Phrase(id: "tambahkan kurung tutupnya", en: "add its closing bracket")
    case .wrongBracket: Phrase(id: "`[` ditutup `]`, dan `{` ditutup `}`", en: "`[` is closed by `]`, and `{` by `}`")
    case .singleQuote, .name: Phrase(id: "pakai tanda kutip ganda `\"`", en: "use double quotes `\"`")
    case .unquoted:
      Phrase(id: "teks ditulis di antara tanda kutip ganda", en: "a text goes in double quotes")
    case .missingColon: Phrase(id: "tulis `\"nama\": nilai`", en: "write `\"name\": value`")
    case .missingComma:
      Phrase(id: "tulis koma di antara dua nilai", en: "put a comma between two values")
    case .missingValue: Phrase(id: "isi nilainya, atau tulis `null`", en: "add the value, or write `null`")
    case .trailingComma: Phrase(id: "hapus koma ini", en: "delete this comma")
    case .trailing:
      Phrase(id: "hapus; satu berkas JSON memuat satu nilai", en: "delete it; a JSON file holds one value")
    case .comment: Phrase(id: "hapus komentar ini", en: "delete the comment")
    case .control:
      Phrase(
        id: "tulis tab sebagai `\\t`, lainnya `\\u00..`, atau hapus",
        en: "write a tab as `\\t`, others as `\\u00..`, or delete it")
    case .escape:
      Phrase(id: "tulis `\\\\` untuk garis miring terbalik itu sendiri", en: "write `\\\\` for the backslash itself")
    case .surrogate: Phrase(id: "tulis karakternya langsung", en: "write the character itself")
    case .literal: Phrase(id: "tulis `true`, `false` atau `null`", en: "write `true`, `false` or `null`")
    case .number:
      Phrase(
        id: "tulis seperti `12`, `-0.5` atau `1.2e3`; bila memang teks, di antara tanda kutip ganda",
        en: "write it like `12`, `-0.5` or `1.2e3`; if it is text, in double quotes")
    case .leadingZero:
      Phrase(
        id: "bila memang teks, tulis di antara tanda kutip ganda; bila angka, hapus nolnya",
        en: "if it is text put it in double quotes, if it is a number delete the zeros")
    case .notFinite:
      Phrase(
        id: "JSON hanya mengenal angka berhingga; tulis `null` atau teks",
        en: "JSON knows finite numbers only; write `null` or a text")
    }
  }
}
