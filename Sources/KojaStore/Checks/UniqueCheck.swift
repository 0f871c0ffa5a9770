internal import KojaModel

/// Values that only one record may have, and names in other systems that several records have. Findings: `unique/double`,
/// `unique/elsewhere`, at both ends.
enum UniqueCheck {
  static func findings(_ facts: [JoinedFacts], place: (JoinedFacts.Mark) -> Place) -> [Finding] {
    doubles(facts.flatMap(\.unique)).map { field, mark, first in
      Finding(
        "unique/double", at: place(mark),
        Phrase(
          id: "`\(field)` bernilai sama dengan di `\(first.record)`",
          en: "`\(field)` has the same value as in `\(first.record)`"),
        hint: Phrase(id: "nilai ini hanya boleh dipakai sekali", en: "only one record may have this value"),
        related: [Finding.Related(Phrase(id: "yang pertama", en: "the first"), at: place(first))])
    }
      + doubles(facts.flatMap(\.namings)).map { field, mark, first in
        Finding(
          "unique/elsewhere", .warning, at: place(mark),
          Phrase(
            id: "yang disebut `\(field)` ini juga menyebut `\(first.record)`",
            en: "what `\(field)` says here names `\(first.record)`, too"),
          hint: Phrase(
            id: "perbaiki yang salah ketik; bila keduanya hal yang sama, tutup salah satunya sebagai duplikat",
            en: "mend the one that is mistyped; if both are the same matter, close one as a duplicate"),
          related: [Finding.Related(Phrase(id: "yang pertama", en: "the first"), at: place(first))])
      }
  }

  /// Of values that several records have, all but the first.
  private static func doubles(
    _ marks: [(field: String, mark: JoinedFacts.Mark)]
  ) -> [(field: String, mark: JoinedFacts.Mark, first: JoinedFacts.Mark)] {
    var seen: [TextKey: JoinedFacts.Mark] = [:]
    return marks.compactMap { field, mark in
      let key = TextKey(field, mark.value)
      guard let first = seen[key] else {
        seen[key] = mark
        return nil
      }
      // Items of one list that are alike are told by its schema.
      if first.record.sameBytes(as: mark.record) { return nil }
      return (field.split(separator: ".", maxSplits: 1).last.map(String.init) ?? field, mark, first)
    }
  }
}
