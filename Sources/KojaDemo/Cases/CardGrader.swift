internal import KojaCivic
internal import KojaModel
internal import KojaStore

/// Grades made-up records as `koja evaluate` does: measured values are made up, all else is what the card makes of them.
struct CardGrader {
  private let cards: [(pool: CardPool, card: ScorecardDefinition)]
  /// The slots that a card fills in.
  private let slots: [Slot]
  private let language: Language

  /// A grader for a form; nil where no card is asked for.
  init?(_ pools: [CardPool], _ cards: [ScorecardDefinition], _ form: Form, _ language: Language) {
    self.language = language
    self.cards = pools.compactMap { pool in
      cards.first { $0.name.sameBytes(as: pool.card) }.map { (pool, $0) }
    }
    slots = Set(self.cards.flatMap(\.card.figures)).sorted().compactMap { form.slot($0) }
    if slots.isEmpty { return nil }
  }

  /// Whether a card fills in a slot.
  func owns(_ slot: Slot) -> Bool { slots.contains { isIn($0, slot) } }

  /// Whether an action that sets these grades anew: one that sets a grade alone is a person's judgement.
  func grades(_ set: [Slot]) -> Bool { slots.allSatisfy { slot in set.contains { isIn(slot, $0) } } }

  /// Grades a record by the first card that fits it. Returns false where that card has no version for its day, and where an
  /// action that grades finds no card.
  func grade(_ draft: Draft, _ dice: inout Dice, isDemanded: Bool = false) -> Bool {
    guard let (pool, card) = cards.first(where: { $0.pool.when.admits { draft.text($0) } }) else { return !isDemanded }
    let day = pool.day.flatMap { draft.text($0) }.flatMap { CalendarDate($0) } ?? draft.moment.date
    var values: [String: String] = [:]
    for measure in pool.measures where dice.percent(measure.chance) {
      let scale = (0..<measure.decimals).reduce(1.0) { scale, _ in scale * 10 }
      values[measure.name] = Grading.spelled(Double(dice.within(measure.range)) / scale, measure.decimals)
    }
    guard let fields = card.graded(on: day, in: language, value: { values[$0] }) else { return false }
    for (field, value) in fields { draft.form.slot(field).map { draft.set($0, value) } }
    return true
  }

  /// Whether a slot is another one or lies in it.
  private func isIn(_ slot: Slot, _ other: Slot) -> Bool {
    slot.path.count >= other.path.count && zip(slot.path, other.path).allSatisfy { $0.sameBytes(as: $1) }
  }
}
