internal import KojaModel

/// Filters may begin with a dash (`-unit:pupr`), so the parser lets unknown options through. A mistyped option must not
/// be taken for a word to search for.
enum FilterArguments {
  /// The names of lists with commas, one behind the other; nil where no list was given. Throws a usage failure when one of
  /// them is empty.
  static func names(_ lists: [String], of option: String) throws(Failure) -> [String]? {
    guard !lists.isEmpty else { return nil }
    let names = lists.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }.map { name in
      String(name.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard !names.contains("") else {
      throw Failure(
        .usage, Phrase(id: "`\(option)` memuat nama kolom kosong", en: "`\(option)` holds an empty field name"),
        hint: Phrase(
          id: "tulis nama kolom dipisah koma, misalnya `id,status`", en: "write names of fields, such as `id,status`"))
    }
    return names
  }

  /// Throws a usage failure for what looks like an option, with the nearest one; `known` are those of the command beside
  /// those that all have.
  static func refuseOptions(_ arguments: [String], known: [String]) throws(Failure) {
    guard
      let option = arguments.first(where: {
        $0.hasPrefix("--") || ($0.hasPrefix("-") && !$0.contains { ":<>".contains($0) })
      })
    else {
      return
    }
    let names = (known + GlobalOptions.names).map { "--" + $0 }
    throw Failure(
      .usage, Phrase(id: "tidak ada pilihan `\(option)`", en: "there is no option `\(option)`"),
      hint: Suggestion.nearest(to: String(option.prefix { $0 != "=" }), among: names).map { Suggestion.question($0) }
        ?? Phrase(id: "yang ada: \(names.joined(separator: ", "))", en: "there are: \(names.joined(separator: ", "))"))
  }
}
