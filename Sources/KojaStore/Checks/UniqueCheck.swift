internal import KojaModel

/// Values that only one record may have. Finding: `unique/double`, at both ends.
enum UniqueCheck {
  static func findings(_ facts: [JoinedFacts], place: (JoinedFacts.Mark) -> Place) -> [Finding] {
    var seen: [TextKey: JoinedFacts.Mark] = [:]
    var findings: [Finding] = []
    for (field, mark) in facts.flatMap(\.unique) {
      let key = TextKey(field, mark.value)
      guard let first = seen[key] else {
        seen[key] = mark
        continue
      }
      let name = field.split(separator: ".", maxSplits: 1).last.map(String.init) ?? field
      findings.append(
        Finding(
          "unique/double", at: place(mark),
          Phrase(
            id: "`\(name)` bernilai sama dengan di `\(first.record)`",
            en: "`\(name)` has the same value as in `\(first.record)`"),
          hint: Phrase(id: "nilai ini hanya boleh dipakai sekali", en: "only one record may have this value"),
          related: [Finding.Related(Phrase(id: "yang pertama", en: "the first"), at: place(first))]))
    }
    return findings
  }
}
