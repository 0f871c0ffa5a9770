internal import KojaCivic
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// The figures of an evaluation, one subject a row, and what becomes of each.
struct EvaluationSheet {
  private let card: ScorecardDefinition
  private let outcomes: [EvaluationRun.Outcome]
  private let store: Store

  init(_ card: ScorecardDefinition, _ outcomes: [EvaluationRun.Outcome], _ store: Store) {
    (self.card, self.outcomes, self.store) = (card, outcomes, store)
  }

  /// Id, subject, measures, score, grade, how many marks, fate.
  var table: Table {
    guard let first = outcomes.first?.result else { return Table(columns: [], rows: []) }
    var columns = [Table.Column("id", Phrase("Id"), .code)]
    columns += first.subject.map { cell in
      Table.Column(cell.name, card.label(of: cell.name, in: store) ?? Phrase(cell.name), .code)
    }
    columns += first.measured.map { Table.Column($0.measure.name, $0.measure.label, .number) }
    columns += [
      Table.Column("score", Phrase(id: "Nilai", en: "Score"), .number),
      Table.Column("grade", Phrase(id: "Kategori", en: "Grade"), .code),
      Table.Column("marks", Phrase(id: "Tanda", en: "Marks"), .number),
      Table.Column("fate", Phrase(id: "Hasil", en: "Fate"), .code),
    ]
    return Table(columns: columns, rows: outcomes.map(row))
  }

  private func row(_ outcome: EvaluationRun.Outcome) -> Table.Row {
    let result = outcome.result
    let (word, label, id) = Self.words(outcome.fate)
    var cells = [Table.Cell(.optional(id))] + result.subject.map { Table.Cell($0.value) }
    cells += result.measured.map { measured in Table.Cell(measured.value.map { .number($0) } ?? .null) }
    cells += [
      Table.Cell(result.outcome.map { .number($0.score) } ?? .null),
      Table.Cell(
        .optional(result.outcome?.grade), display: result.outcome.flatMap { card.label(ofGrade: $0.grade, in: store) }),
      Table.Cell(.integer(result.marked.count)), Table.Cell(.string(word), display: label),
    ]
    return Table.Row(cells, id: id)
  }

  private static func words(_ fate: EvaluationRun.Fate) -> (word: String, label: Phrase, id: String?) {
    switch fate {
    case .new(let id): ("new", Phrase(id: "baru", en: "new"), id)
    case .again(let id): ("again", Phrase(id: "angka lain", en: "other figures"), id)
    case .equal(let id): ("equal", Phrase(id: "sama", en: "the same"), id)
    case .kept(let id, let state):
      ("kept", Phrase(id: "tetap (\(state.short.id))", en: "kept (\(state.short.en))"), id)
    case .ungraded(let missing):
      (
        "ungraded",
        Phrase(
          id: "tanpa \(missing.map(\.id).joined(separator: ", "))",
          en: "lacks \(missing.map(\.en).joined(separator: ", "))"), nil
      )
    }
  }

  /// What a reader should know about the figures, one mark a line; `most` of them.
  func marks(_ language: Language, most: Int = 20) -> [String] {
    let all = outcomes.flatMap { outcome in
      outcome.result.marked.map { mark in
        let note = mark.note.map { ": \($0)" } ?? ""
        return "\(mark.record)  \(mark.label[language])\(note)"
      }
    }
    let rest = Phrase(id: "… dan \(all.count - most) tanda lagi", en: "… and \(all.count - most) more marks")
    return all.prefix(most) + (all.count > most ? [rest[language]] : [])
  }

  /// How many subjects became what, and what a reader is to know beside it.
  func summary(_ more: Phrase?) -> Phrase {
    var counts: [String: Int] = [:]
    for outcome in outcomes { counts[Self.words(outcome.fate).word, default: 0] += 1 }
    func count(_ word: String) -> Int { counts[word] ?? 0 }
    let told = Phrase(
      id:
        "\(count("new")) baru, \(count("again")) dengan angka lain, \(count("equal")) sama, \(count("kept")) tetap, \(count("ungraded")) tidak dinilai",
      en:
        "\(count("new")) new, \(count("again")) with other figures, \(count("equal")) the same, \(count("kept")) kept, \(count("ungraded")) not graded"
    )
    return more.map { Phrase(id: "\(told.id); \($0.id)", en: "\(told.en); \($0.en)") } ?? told
  }
}
