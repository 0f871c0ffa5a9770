internal import KojaModel

/// Reads arguments into a condition: `or` binds weakest, then `and` (also by standing side by side), then `not`.
struct FilterParser {
  private let arguments: [Piece]
  private let values: FilterValues
  private var next = 0

  /// Brackets, words of their own; the square ones need no quotes in a shell.
  private static let brackets = [("(", ")"), ("[", "]")]

  /// Deeper brackets than this are refused rather than followed.
  private static let depth = 64

  init(_ arguments: [String], context: FieldContext, now: Timestamp) {
    self.arguments = arguments.enumerated().map { Piece(argument: $0, scalars: Array($1.unicodeScalars)[...]) }
    values = FilterValues(context: context, now: now)
  }

  mutating func filter() throws(FilterError) -> Filter {
    for piece in arguments where piece.scalars.contains("\0") {
      throw piece.error(Phrase(id: "argumen memuat karakter NUL", en: "the argument holds a NUL character"))
    }
    guard arguments.contains(where: { !isOrder($0) }) else {
      return Filter(condition: .all([]), order: try order())
    }
    let condition = try either(0)
    if let piece = peek {
      let (close, open) = piece.text == "]" ? ("]", "[") : (")", "(")
      throw piece.error(
        Phrase(id: "`\(close)` tanpa `\(open)` sebelumnya", en: "`\(close)` without a `\(open)` before it"))
    }
    return Filter(condition: condition, order: try order())
  }

  /// An argument that may be a word of the language, in whichever case it was typed; nil is too long for one.
  private static func word(_ piece: Piece) -> String? { piece.scalars.count <= 4 ? piece.text.lowercased() : nil }

  private func isOrder(_ piece: Piece) -> Bool { piece.scalars.starts(with: "sort:".unicodeScalars) }

  /// `sort:` may stand anywhere; it is no part of the condition.
  private func order() throws(FilterError) -> [Filter.Order] {
    var order: [Filter.Order] = []
    for piece in arguments where isOrder(piece) {
      for var part in piece[5..<piece.scalars.endIndex].parts {
        guard part.scalars.contains(where: { $0 != "-" }) else {
          throw piece.error(
            Phrase(id: "`sort` tanpa kolom", en: "`sort` has no field"),
            hint: Phrase(
              id: "tulis `sort:\(example)` atau `sort:-\(example)`", en: "write `sort:\(example)` or `sort:-\(example)`"
            ))
        }
        let isDescending = part.scalars.first == "-"
        if isDescending { part = part[(part.scalars.startIndex + 1)..<part.scalars.endIndex] }
        order.append(Filter.Order(try values.context.field(part), isDescending: isDescending))
      }
    }
    return order
  }

  /// A field that the collection has.
  private var example: String { values.context.layout.dateColumn ?? values.context.layout.columns.first?.name ?? "id" }

  private var peek: Piece? {
    mutating get {
      while next < arguments.count, isOrder(arguments[next]) { next += 1 }
      return next < arguments.count ? arguments[next] : nil
    }
  }

  private mutating func take(_ words: String...) -> Piece? {
    guard let piece = peek, let said = Self.word(piece), words.contains(said) else { return nil }
    next += 1
    return piece
  }

  private mutating func either(_ depth: Int) throws(FilterError) -> Condition {
    var parts = [try both(depth)]
    while take("or", "atau") != nil { parts.append(try both(depth)) }
    return parts.count == 1 ? parts[0] : .any(parts)
  }

  private mutating func both(_ depth: Int) throws(FilterError) -> Condition {
    var parts = [try one(depth)]
    while let piece = peek, ![")", "]", "or", "atau"].contains(Self.word(piece)) {
      _ = take("and", "dan")
      parts.append(try one(depth))
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  /// `tidak` and `bukan` are words that texts hold (`tidak menyala`), so they deny nothing; before a condition they are meant to.
  private func refuseDenial(_ piece: Piece) throws(FilterError) {
    let following = next + 1 < arguments.count ? arguments[next + 1] : nil
    guard ["tidak", "bukan"].contains(piece.text.lowercased()), let following,
      following.scalars.contains(":") || ["(", "["].contains(following.text)
    else { return }
    throw piece.error(
      Phrase(id: "`\(piece.text)` dicari sebagai kata", en: "`\(piece.text)` is looked for as a word"),
      hint: Suggestion.question("not \(following.text)"))
  }

  /// The word after which a condition is missing, or the word in its place.
  private var incomplete: Piece {
    mutating get {
      let isClosing = peek.map { [")", "]"].contains($0.text) } ?? true
      let before = arguments[..<next].last { !isOrder($0) }
      return (isClosing ? before : peek) ?? peek ?? Piece(argument: 0, scalars: [])
    }
  }

  private mutating func one(_ depth: Int) throws(FilterError) -> Condition {
    guard let piece = peek, !["or", "atau", "and", "dan", ")", "]"].contains(Self.word(piece)) else {
      throw incomplete.error(
        Phrase(id: "di sini kurang satu syarat", en: "a condition is missing here"),
        hint: Phrase(
          id: "`or`, `and`, `not`, `[` dan `]` adalah kata tersendiri; kata untuk dicari ditulis `\"or\"` dengan kutip",
          en: "`or`, `and`, `not`, `[` and `]` are words of their own; a word to search for is written `\"or\"`"))
    }
    guard depth < Self.depth else {
      throw piece.error(Phrase(id: "kurung bersarang terlalu dalam", en: "brackets are nested too deep"))
    }
    if take("not") != nil { return .not(try one(depth + 1)) }
    try refuseDenial(piece)
    for (open, close) in Self.brackets where take(open) != nil {
      let inner = try either(depth + 1)
      guard take(close) != nil else {
        throw piece.error(
          Phrase(id: "`\(open)` tanpa `\(close)` penutup", en: "`\(open)` without a closing `\(close)`"))
      }
      return inner
    }
    next += 1
    return try values.condition(piece)
  }
}
