internal import KojaModel

/// Reads one argument: `field:value` in all its forms, or text to search for.
struct FilterValues {
  let context: FieldContext
  let now: Timestamp

  /// How a value is compared.
  private enum Operator {
    case matches, exactly, below, atMost, above, atLeast
  }

  func condition(_ piece: Piece) throws(FilterError) -> Condition {
    let all = piece.scalars
    if all.count > 1, all.first == "-" {
      return .not(try condition(piece[(all.startIndex + 1)..<all.endIndex]))
    }
    if all.count > 2, all.first == "\"", all.last == "\"" {
      return .search(piece[(all.startIndex + 1)..<(all.endIndex - 1)].text)
    }
    guard let sign = all.firstIndex(where: { $0 == ":" || $0 == "<" || $0 == ">" }), isField(all[..<sign]) else {
      guard all.contains(where: { $0 != ":" }) else {
        throw piece.error(Phrase(id: "argumen kosong", en: "the argument is empty"))
      }
      try refuseEaten(piece)
      try refuseLookalike(piece)
      return .search(piece.text)
    }
    var (name, value) = piece.split(at: sign, skipping: all[sign] == ":" ? 1 : 0)
    let how = takeOperator(&value)
    guard !value.scalars.isEmpty else {
      throw piece.error(
        Phrase(id: "`\(name.text)` tanpa nilai", en: "`\(name.text)` has no value"),
        hint: ["has", "ada"].contains(name.text.lowercased())
          ? Phrase(id: "tulis `has:KOLOM`", en: "write `has:FIELD`")
          : Phrase(
            id:
              "apakah shell mengambil `>` atau `<`? Tulis `\(name.text):A..` atau `\(name.text):..B`, atau beri kutip",
            en: "did the shell take a `>` or `<`? Write `\(name.text):A..` or `\(name.text):..B`, or quote it"))
    }
    switch name.text.lowercased() {
    case "has", "ada":
      return .any(
        try each(value) { part throws(FilterError) in
          let inside = context.fields(inside: part.text)
          return inside.isEmpty ? .has(try context.field(part)) : .any(inside.map { .has($0) })
        })
    case "overdue" where !context.layout.clocks.isEmpty: return try overdue(value)
    case "age", "umur": return try age(name, value, how)
    default:
      let labels = context.labels(name.text)
      guard labels.isEmpty else {
        return .any(try labels.map { label throws(FilterError) in try condition(label, value, how) })
      }
      return try condition(try context.field(name), value, how)
    }
  }

  /// A bare word that names a field is what a shell leaves of `field>value`; whoever looks for the word quotes it.
  private func refuseEaten(_ piece: Piece) throws(FilterError) {
    let name = piece.text
    guard let field = context.find(name), field.name.sameBytes(as: name) else { return }
    throw piece.error(
      Phrase(id: "`\(name)` adalah kolom, tanpa nilai", en: "`\(name)` is a field, without a value"),
      hint: Phrase(
        id:
          "apakah shell mengambil `>` atau `<`? Tulis `\(name):A..` atau `\(name):..B`; kata untuk dicari ditulis `\"\(name)\"` dengan kutip",
        en:
          "did the shell take a `>` or `<`? Write `\(name):A..` or `\(name):..B`; a word to search for is written `\"\(name)\"` with quotes"
      ))
  }

  /// Other languages write `unit=pupr`, `unit!=pupr`, `!unit:pupr`, `(unit:pupr or lamp)`: taken for words these would find
  /// nothing, in silence.
  private func refuseLookalike(_ piece: Piece) throws(FilterError) {
    try refuseGrown(piece)
    let isTurned = piece.scalars.first == "!"
    let rest = isTurned ? piece.scalars.dropFirst() : piece.scalars
    let range = Piece(argument: piece.argument, scalars: rest).dots
    guard let sign = range ?? rest.firstIndex(where: { "=!:<>~".unicodeScalars.contains($0) }),
      let field = context.find(String(String.UnicodeScalarView(rest[..<sign])))
    else { return }
    let signs = rest[sign...].prefix { "=!:~".unicodeScalars.contains($0) }
    guard isTurned || range != nil || signs.contains("=") || signs.contains("~") else { return }
    let value = String(String.UnicodeScalarView(rest[signs.endIndex...]))
    let isNot = isTurned || signs.first == "!"
    throw piece[(isTurned ? piece.scalars.startIndex : sign)..<piece.scalars.endIndex].error(
      Phrase(
        id: "begini tidak ada yang ditanyakan tentang `\(field.name)`", en: "this asks nothing about `\(field.name)`"),
      hint: Suggestion.question("\(isNot ? "-" : "")\(field.name):\(value.isEmpty ? "…" : value)"))
  }

  /// Words of the language that grew together with others, `[unit:pupr]` or `'not lamp'`: each is an argument of its own.
  private func refuseGrown(_ piece: Piece) throws(FilterError) {
    let marks = ["(", ")", "[", "]"]
    let words = marks.reduce(piece.text) { $0.replacing($1, with: " \($1) ") }.split(separator: " ").map(String.init)
    guard words.count > 1 else { return }
    let isGrown =
      words.first == "not" || marks.contains(words[0])
      || marks.contains(words[words.count - 1]) && words.contains { $0.contains(":") }
    guard isGrown else { return }
    throw piece.error(
      Phrase(
        id: "`not`, `or`, kurung dan syarat masing-masing satu kata tersendiri",
        en: "`not`, `or`, brackets and conditions are words of their own"),
      hint: Phrase(
        id: "tulis \(words.joined(separator: " ")); teks untuk dicari ditulis `\"…\"` dengan kutip",
        en: "write \(words.joined(separator: " ")); a text to search for is written `\"…\"` with quotes"))
  }

  /// A name as fields have it; one with spaces only if it is a label, else the argument is text.
  private func isField(_ name: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = name.first, first == "_" || first.properties.isAlphabetic else { return false }
    if name.allSatisfy({
      $0.properties.isAlphabetic || $0.properties.numericType != nil || "_.-".unicodeScalars.contains($0)
    }) {
      return true
    }
    return context.find(String(String.UnicodeScalarView(name))) != nil
  }

  private func takeOperator(_ value: inout Piece) -> Operator {
    let forms: [(String, Operator)] = [
      ("<=", .atMost), (">=", .atLeast), ("<", .below), (">", .above), ("=", .exactly),
    ]
    for (form, how) in forms where value.scalars.starts(with: form.unicodeScalars) {
      value.scalars = value.scalars.dropFirst(form.unicodeScalars.count)
      return how
    }
    return .matches
  }

  private func each(
    _ value: Piece, _ make: (Piece) throws(FilterError) -> Condition
  ) throws(FilterError) -> [Condition] {
    var conditions: [Condition] = []
    for part in value.parts {
      guard !part.scalars.isEmpty else {
        throw value.error(
          Phrase(id: "daftar ini punya nilai kosong", en: "the list has an empty value"),
          hint: Phrase(
            id: "koma memisahkan nilai; teks dengan koma ditulis `kolom:=teks`",
            en: "commas part values; a text with a comma is written `field:=text`"))
      }
      conditions.append(try make(part))
    }
    return conditions
  }

  private func condition(_ field: Field, _ value: Piece, _ how: Operator) throws(FilterError) -> Condition {
    switch how {
    case .matches:
      let parts = try each(value) { part throws(FilterError) in try match(field, part) }
      return parts.count == 1 ? parts[0] : .any(parts)
    case .exactly:
      switch field.type.item {
      case .date, .dateTime, .text: return .equals(field, .text(value.text), at: value)
      default: return try match(field, value, mayRange: false)
      }
    case .below: return .within(field, KeyRange(upper: try end(field, value).before))
    case .atMost: return .within(field, KeyRange(upper: try end(field, value).last))
    case .above: return .within(field, KeyRange(lower: try end(field, value).after))
    case .atLeast: return .within(field, KeyRange(lower: try end(field, value).first))
    }
  }

  /// One value of a list: a range, or something to be equal to.
  private func match(_ field: Field, _ value: Piece, mayRange: Bool = true) throws(FilterError) -> Condition {
    let item = field.type.item
    // Three dots are a writer's, not a range.
    if item == .text, !mayRange || value.dots == nil || value.text.contains("...") { return .words(field, value.text) }
    if mayRange, field.values.isEmpty, item != .boolean, let dots = value.dots {
      let (from, to) = value.split(at: dots, skipping: 2)
      guard !(from.scalars.isEmpty && to.scalars.isEmpty) else {
        throw value.error(Phrase(id: "rentang tanpa awal dan akhir", en: "a range without a beginning or an end"))
      }
      let range = KeyRange(
        lower: from.scalars.isEmpty ? nil : try end(field, from).first,
        upper: to.scalars.isEmpty ? nil : try end(field, to).last)
      try refuseTurned(range, value, from, to)
      return .within(field, range)
    }
    switch item {
    case .integer, .number, .date, .dateTime:
      let end = try end(field, value)
      return .within(field, KeyRange(lower: end.first, upper: end.last))
    case .boolean: return .equals(field, .integer(try boolean(value) ? 1 : 0), at: value)
    default: return .equals(field, .text(try name(value, among: field.values, of: field.name)), at: value)
    }
  }

  private func refuseTurned(_ range: KeyRange, _ value: Piece, _ from: Piece, _ to: Piece) throws(FilterError) {
    guard range.isTurned else { return }
    throw value.error(
      Phrase(id: "rentang ini berakhir sebelum awalnya", en: "this range ends before it begins"),
      hint: Suggestion.question("\(to.text)..\(from.text)"))
  }

  /// What a value means as an end of a range.
  private func end(_ field: Field, _ value: Piece) throws(FilterError) -> RangeEnd {
    switch field.type.item {
    case .integer, .number:
      let text = value.text
      if let number = Int(text) { return RangeEnd(.integer(number)) }
      guard let number = Double(text), number.isFinite else {
        throw value.error(Phrase(id: "`\(text)` bukan angka", en: "`\(text)` is not a number"))
      }
      return RangeEnd(.real(number))
    case .date, .dateTime:
      guard let period = DatePeriod(value.text, now: now) else {
        throw value.error(
          Phrase(id: "`\(value.text)` bukan tanggal", en: "`\(value.text)` is not a date"),
          hint: Phrase(
            id: "tulis `2026`, `2026-03`, `2026-03-14`, `2026-03-14T08:00`, `today` atau `yesterday`",
            en: "write `2026`, `2026-03`, `2026-03-14`, `2026-03-14T08:00`, `today` or `yesterday`"))
      }
      return field.type.item == .date ? period.days : period.moments
    case .boolean:
      throw value.error(
        Phrase(id: "`\(field.name)` hanya ya atau tidak", en: "`\(field.name)` is only true or false"))
    default:
      return RangeEnd(.text(field.values.isEmpty ? value.text : try name(value, among: field.values, of: field.name)))
    }
  }

  private func boolean(_ value: Piece) throws(FilterError) -> Bool {
    if let isTrue = YesNo.value(of: value.text) { return isTrue }
    throw value.error(
      Phrase(id: "`\(value.text)` bukan ya atau tidak", en: "`\(value.text)` is neither true nor false"),
      hint: Phrase(id: "tulis `true` atau `false`", en: "write `true` or `false`"))
  }

  /// A value by its name or its label in either language; any text where there is no list of values.
  private func name(_ value: Piece, among values: [Labelled], of field: String) throws(FilterError) -> String {
    let text = value.text
    guard !values.isEmpty, !values.contains(where: { $0.name.sameBytes(as: text) }) else { return text }
    let folded = text.lowercased()
    let labels = values.flatMap { value in Language.allCases.map { (value.label[$0].lowercased(), value.name) } }
    if let found = labels.first(where: { $0.0.sameBytes(as: folded) }) { return found.1 }
    let nearest =
      Suggestion.nearest(to: text, among: values.map(\.name))
      ?? Suggestion.nearest(to: text, among: labels.map(\.0)).flatMap { near in
        labels.first { $0.0.sameBytes(as: near) }?.1
      }
    throw value.error(
      Phrase(id: "`\(field)` tidak mengenal nilai `\(text)`", en: "`\(field)` knows no value `\(text)`"),
      nearest: nearest, allowed: values)
  }

  private func overdue(_ value: Piece) throws(FilterError) -> Condition {
    var clocks: [String] = []
    for part in value.parts {
      if ["any", "semua"].contains(part.text) { return .overdue([]) }
      clocks.append(try name(part, among: context.layout.clocks, of: "overdue"))
    }
    return .overdue(clocks)
  }

  /// Ages count back from now: the older the record, the smaller its date.
  private func age(_ name: Piece, _ value: Piece, _ how: Operator) throws(FilterError) -> Condition {
    guard let column = context.layout.dateColumn, let field = context.find(column) else {
      throw name.error(
        Phrase(
          id: "\(context.layout.label.id) tidak punya kolom tanggal untuk menghitung umur",
          en: "\(context.layout.label.en) has no date field to count an age from"))
    }
    switch how {
    case .above: return .within(field, KeyRange(upper: bound(try age(value), field, false)))
    case .atLeast: return .within(field, KeyRange(upper: bound(try age(value), field, true)))
    case .below: return .within(field, KeyRange(lower: bound(try age(value), field, false)))
    case .atMost: return .within(field, KeyRange(lower: bound(try age(value), field, true)))
    case .matches, .exactly:
      guard let dots = value.dots else {
        let age = try age(value)
        return .within(field, KeyRange(lower: bound(age.longer, field, false), upper: bound(age, field, true)))
      }
      let (from, to) = value.split(at: dots, skipping: 2)
      let range = KeyRange(
        lower: to.scalars.isEmpty ? nil : bound(try age(to), field, true),
        upper: from.scalars.isEmpty ? nil : bound(try age(from), field, true))
      try refuseTurned(range, value, from, to)
      return .within(field, range)
    }
  }

  private func age(_ value: Piece) throws(FilterError) -> Age {
    guard let age = Age(value.text) else {
      throw value.error(
        Phrase(id: "`\(value.text)` bukan umur", en: "`\(value.text)` is not an age"),
        hint: Phrase(
          id: "tulis bilangan dan satuan: `7d` (hari), `12h` (jam), `2w` (minggu), `3m` (bulan), `1y` (tahun)",
          en: "write a number and a unit: `7d` (days), `12h` (hours), `2w` (weeks), `3m` (months), `1y` (years)"))
    }
    return age
  }

  private func bound(_ age: Age, _ field: Field, _ isIncluded: Bool) -> KeyRange.Bound {
    let moment = age.moment(before: now)
    let key = field.type.item == .date ? moment.date.dayNumber : moment.seconds
    return KeyRange.Bound(value: .integer(key), isIncluded: isIncluded)
  }
}
