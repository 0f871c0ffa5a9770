internal import KojaModel
internal import KojaSchema

extension FieldTyping {
  /// The assignments of one command as they are meant. Throws a usage failure where two contradict each other: none of them
  /// would win silently.
  func settled(_ assignments: [Assignment]) throws(Failure) -> [Assignment] {
    var settled: [Assignment] = []
    for typed in assignments {
      let assignment = withColon(typed)
      for earlier in settled where assignment.contradicts(earlier) {
        let isSame = earlier.field.sameBytes(as: assignment.field)
        throw Failure(
          .usage,
          isSame
            ? Phrase(
              id: "`\(assignment.field)` diisi dua kali dalam satu perintah",
              en: "`\(assignment.field)` is given twice in one command")
            : Phrase(
              id: "`\(earlier.field)` dan sesudah itu `\(assignment.field)` dalam satu perintah saling meniadakan",
              en: "`\(earlier.field)` and then `\(assignment.field)` in one command contradict each other"),
          hint: Phrase(
            id: "sebutkan satu kali; untuk daftar pakai `\(assignment.field)+=…`",
            en: "give it once; for a list use `\(assignment.field)+=…`"))
      }
      settled.append(assignment)
    }
    return settled
  }

  /// `items.id=b.k=z` as `items.id:b.k=z`: a key of all items of a list can only tell which of them is meant.
  private func withColon(_ assignment: Assignment) -> Assignment {
    guard let text = assignment.given, namesAKeyOfItems(assignment.field[...], among: collection.fields),
      let meant = try? Assignment(argument: "\(assignment.field):\(text)")
    else { return assignment }
    return meant
  }

  /// Whether a path ends in a list and a key of its items, without saying which.
  private func namesAKeyOfItems(_ typed: Substring, among fields: [Field]) -> Bool {
    guard Self.find(String(typed), among: fields) == nil else { return false }
    for dot in typed.indices where typed[dot] == "." {
      guard let list = Self.find(String(typed[..<dot]), among: fields), list.isList, list.items == nil else { continue }
      let rest = typed[typed.index(after: dot)...]
      if Self.find(String(rest), among: list.members) != nil { return true }
      guard let next = rest.firstIndex(of: ".") else { return false }
      return namesAKeyOfItems(rest[rest.index(after: next)...], among: list.members)
    }
    return false
  }
}

extension Assignment {
  /// Whether it leaves nothing of what an earlier one asked for.
  fileprivate func contradicts(_ earlier: Assignment) -> Bool {
    switch (kind, earlier.kind) {
    case (.set, _), (.remove, _): ChangeDesk.isPart(earlier.field, of: field)
    case (.drop(let text), .append(let other)), (.append(let text), .drop(let other)):
      field.sameBytes(as: earlier.field) && text.sameBytes(as: other)
    default: false
    }
  }
}
