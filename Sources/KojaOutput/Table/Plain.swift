internal import KojaModel

extension Value {
  /// The value for a format that knows only text: a string as it is, null as nothing, lists and objects as JSON.
  var plain: String {
    switch self {
    case .null: ""
    case .string(let text): text
    default: json()
    }
  }
}

extension Table.Cell {
  /// What people see, in one line, without blanks at its ends, safe to print.
  func text(_ kind: Table.Kind, _ options: OutputOptions) -> String {
    let text = display?[options.language] ?? value.text(kind, options)
    let isOneLine = text.utf8.allSatisfy { $0 >= 0x20 } && text.utf8.first != 0x20 && text.utf8.last != 0x20
    return safe(isOneLine ? text : text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
  }
}

extension Value {
  fileprivate func text(_ kind: Table.Kind, _ options: OutputOptions) -> String {
    switch self {
    case .boolean(let isTrue):
      (isTrue ? Phrase(id: "ya", en: "yes") : Phrase(id: "tidak", en: "no"))[options.language]
    case .number(let spelling) where kind == .number: Digits.grouped(spelling, options.language)
    case .string(let text) where kind == .dateTime || kind == .due:
      Timestamp(text).map { moment in
        guard options.isTerminal else { return Moment.typed(moment, options) }
        return kind == .due
          ? Relative(options).due(moment)
          : Relative(options).near(moment)
            ?? Moment.typed(moment, options)
      } ?? text
    case .array(let items): items.map { $0.text(kind, options) }.joined(separator: ", ")
    default: plain
    }
  }
}
