internal import CPCRE2
internal import KojaModel

extension PatternError {
  /// What PCRE2 says of an expression that it cannot compile, in plain words; ``Translation`` has refused most before.
  init(pcre2 number: Int32) {
    let known = Self.words.first { $0.numbers.contains(number) }
    self.init(known?.message ?? Self.other, hint: known?.hint)
  }

  private static let other = Phrase(
    id: "pola ini tidak dapat dipakai (PCRE2)", en: "this pattern cannot be used (by PCRE2)")

  private static let lookBehind = Phrase(
    id: "`(?<=` dan `(?<!` hanya dapat melihat ke belakang sejauh jumlah huruf yang tetap",
    en: "`(?<=` and `(?<!` can look back only by a fixed number of characters")

  private static let words: [(numbers: Set<Int32>, message: Phrase, hint: Phrase?)] = [
    (
      [
        PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH, PCRE2_ERROR_LOOKBEHIND_TOO_COMPLICATED,
        PCRE2_ERROR_LOOKBEHIND_TOO_LONG,
      ],
      lookBehind,
      Phrase(
        id: "tulis tanpa `*`, `+`, `?` dan `{2,5}` di dalamnya", en: "write it without `*`, `+`, `?` and `{2,5}` inside"
      )
    ),
    (
      [PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER],
      Phrase(
        id: "dalam `{…,…}` angka pertama lebih besar dari yang kedua",
        en: "in `{…,…}` the first number is larger than the second"),
      Phrase(id: "tukar keduanya, seperti `{1,2}`", en: "swap them, as in `{1,2}`")
    ),
    (
      [PCRE2_ERROR_QUANTIFIER_TOO_BIG],
      Phrase(id: "angka dalam `{…}` paling besar 65535", en: "a number in `{…}` is at most 65535"), nil
    ),
    (
      [PCRE2_ERROR_CLASS_RANGE_ORDER],
      Phrase(
        id: "rentang dalam `[…]` terbalik: awalnya sesudah akhirnya",
        en: "a range in `[…]` is the wrong way round: its first character comes after its last"),
      Phrase(
        id: "tulis seperti `[a-z]`; untuk tanda `-` sendiri `\\-`", en: "write it as in `[a-z]`; for a `-` itself `\\-`"
      )
    ),
    (
      [PCRE2_ERROR_CLASS_INVALID_RANGE],
      Phrase(
        id: "dalam `[…]` rentang `-` tidak dapat berawal atau berakhir pada kelompok seperti `\\w`",
        en: "in `[…]` a range `-` cannot begin or end with a set such as `\\w`"),
      Phrase(id: "untuk tanda `-` sendiri tulis `\\-`", en: "for a `-` itself write `\\-`")
    ),
    (
      [PCRE2_ERROR_BAD_SUBPATTERN_REFERENCE],
      Phrase(
        id: "rujukan ke kelompok yang tidak ada dalam pola ini",
        en: "a reference to a group that this pattern does not have"),
      Phrase(
        id: "`\\1` merujuk kelompok `(…)` pertama, `\\k<nama>` kelompok `(?<nama>…)`",
        en: "`\\1` refers to the first group `(…)`, `\\k<name>` to the group `(?<name>…)`")
    ),
    (
      [PCRE2_ERROR_DUPLICATE_SUBPATTERN_NAME],
      Phrase(id: "dua kelompok memakai nama yang sama", en: "two groups have the same name"),
      Phrase(id: "ganti nama salah satunya", en: "rename one of them")
    ),
    (
      [PCRE2_ERROR_INVALID_SUBPATTERN_NAME],
      Phrase(id: "nama kelompok tidak boleh diawali angka", en: "a group's name cannot begin with a digit"), nil
    ),
    (
      [PCRE2_ERROR_SUBPATTERN_NAME_TOO_LONG],
      Phrase(id: "nama kelompok paling panjang 32 huruf", en: "a group's name has at most 32 characters"), nil
    ),
    (
      [
        PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP, PCRE2_ERROR_PARENTHESES_STACK_CHECK, PCRE2_ERROR_PATTERN_TOO_LARGE,
        PCRE2_ERROR_PATTERN_TOO_COMPLICATED, PCRE2_ERROR_TOO_MANY_NAMED_SUBPATTERNS, PCRE2_ERROR_TOO_MANY_CAPTURES,
        PCRE2_ERROR_SUBPATTERN_NUMBER_TOO_BIG, PCRE2_ERROR_HEAP_FAILED, PCRE2_ERROR_INTERNAL_CODE_OVERFLOW,
        PCRE2_ERROR_INTERNAL_OVERRAN_WORKSPACE, PCRE2_ERROR_INTERNAL_PARSED_OVERFLOW,
      ],
      Phrase(id: "pola ini terlalu besar atau terlalu rumit", en: "this pattern is too large or too intricate"),
      Phrase(
        id: "sederhanakan, atau bagi menjadi beberapa pola dengan `allOf`", en: "simplify it, or divide it with `allOf`"
      )
    ),
  ]
}
