internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaStore

/// Whether what an action needs is so in the city that is being made: see ``Need``.
struct MadeNeeds {
  let filler: Filler
  let record: LiveCase
  /// Looks values up, across references.
  private let maker: ValueMaker?

  /// The calendar by which days are counted.
  private let calendar: BusinessCalendar?

  init(_ filler: Filler, _ record: LiveCase, _ calendar: BusinessCalendar?) {
    (self.filler, self.record, self.calendar) = (filler, record, calendar)
    maker = (record.kind.statusSlot ?? record.kind.form.slots.first).map {
      ValueMaker(filler: filler, slot: $0, draft: record.draft, decides: false)
    }
  }

  /// Whether nothing stands in the way of an action.
  func areMet(by action: Workflow.Action) -> Bool {
    action.needs.allSatisfy { $0.isAdvice || !$0.when.admits(present) || isSo($0.fact) } && isInTime(action)
  }

  /// Whether no limit has run out that an action would extend; pauses, which would put it off, are not looked at.
  private func isInTime(_ action: Workflow.Action) -> Bool {
    let clocks = record.kind.collection.workflow?.clocks ?? []
    return clocks.filter { $0.extension?.action.sameBytes(as: action.name) ?? false }.allSatisfy { clock in
      let limit: TimeLimit? =
        switch clock.target {
        case .fixed(let limit): limit
        case .field(let path): value(path.joined(separator: ".")).flatMap { TimeLimit(Document.root, in: Document($0)) }
        case nil: nil
        }
      let begun = record.entries.first { entry in
        clock.start.contains { $0.sameBytes(as: entry["action"]?.string ?? "") }
      }
      guard let limit, let start = begun?["at"]?.string.flatMap({ Timestamp($0) }),
        case .at(let due) = DueTime.of(limit, from: start, calendar: calendar)
      else { return false }
      return record.draft.moment <= due
    }
  }

  /// Whether nothing stands in the way of planning an action: days go by, and records that refer to this one may come.
  func mayBeMet(by action: Workflow.Action) -> Bool {
    action.needs.allSatisfy { need in
      switch need.fact {
      case .order, .some: true
      default: need.isAdvice || !need.when.admits(present) || isSo(need.fact)
      }
    }
  }

  /// The officers whom a later action waits for until they have done this one; in the order of the record.
  func awaited(_ action: Workflow.Action) -> [String] {
    let facts = record.kind.collection.workflow?.actions.flatMap(\.needs).map(\.fact) ?? []
    return facts.flatMap { fact -> [String] in
      guard case .did(let name, let each) = fact, name.sameBytes(as: action.name) else { return [] }
      return undone(name, each)
    }
  }

  private func value(_ name: String) -> Value? {
    if name.sameBytes(as: "status") { return record.state.map { .string($0) } }
    return maker?.found(name)
  }

  private func text(_ name: String) -> String? {
    name.sameBytes(as: Need.today) ? record.draft.moment.date.description : value(name).flatMap { Draft.text($0) }
  }

  /// The same, where a list or a mapping that is there is not taken for something missing.
  private func present(_ name: String) -> String? {
    text(name) ?? value(name).flatMap { $0 == .null ? nil : "\u{0}" }
  }

  private func isSo(_ fact: Need.Fact) -> Bool {
    switch fact {
    case .holds(let wanted): wanted.failing(present) == nil
    case .not(let unwanted): unwanted.passing(present) == nil
    case .same(let fields): Set(fields.compactMap(text).map { Key($0) }).count < 2
    case .differ(let fields): areApart(fields)
    case .order(let fields): isOrdered(fields.compactMap(day))
    case .some(let referring): filler.references.isReferred(to: record, by: referring)
    case .none(let referring): !filler.references.isReferred(to: record, by: referring)
    case .below(let field, let of, let by): lies(field, below: of, by)
    case .did(let action, let each): undone(action, each).isEmpty
    // Made-up records answer nothing: what has to be answered keeps them from going on.
    case .answered: true
    }
  }

  private func areApart(_ fields: [String]) -> Bool {
    let values = fields.map { Set((value($0)?.texts ?? []).map { Key($0) }) }
    return values.reduce(0) { $0 + $1.count } == values.reduce(Set()) { $0.union($1) }.count
  }

  private func day(_ name: String) -> CalendarDate? {
    guard let counted = DayTemplate(between: name) else { return text(name).flatMap { CalendarDate($0.prefix(10)) } }
    let moment = record.draft.moment
    return counted.value(from: moment, calendar: calendar, offset: moment.offset, value)?.string.flatMap {
      CalendarDate($0)
    }
  }

  private func isOrdered(_ days: [CalendarDate]) -> Bool { zip(days, days.dropFirst()).allSatisfy { $0 <= $1 } }

  private func lies(_ field: String, below of: String, _ by: String) -> Bool {
    guard let collection = record.kind.collection.field(field)?.reference, var next = text(field), let high = text(of)
    else { return true }
    for _ in 0..<8 {
      guard let above = filler.references.find(next, in: collection)?.at(by).flatMap({ Draft.text($0) }) else { break }
      if above.sameBytes(as: high) { return true }
      next = above
    }
    return false
  }

  /// The officers of a list who have not done an action since the record came into its state.
  private func undone(_ action: String, _ each: String) -> [String] {
    let workflow = record.kind.collection.workflow
    let present = record.entries.reversed().prefix { entry in
      guard let to = entry["action"]?.string.flatMap({ workflow?.action($0) })?.to else { return true }
      return record.state.map { to.sameBytes(as: $0) } ?? false
    }
    let done = present.filter { $0["action"]?.string?.sameBytes(as: action) ?? false }.compactMap { $0["by"]?.string }
    return (value(each)?.texts ?? []).filter { officer in !done.contains { $0.sameBytes(as: officer) } }
  }
}
