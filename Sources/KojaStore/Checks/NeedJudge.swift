internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Whether what an action needs is so when its entry is made: see ``Need``.
struct NeedJudge {
  let record: Record
  let context: CheckContext
  let replay: Replay
  /// The position of the entry among the steps.
  let index: Int

  private var entry: TimelineEntry { replay.steps[index].entry }

  /// What is not so. Finding: `workflow/needs`.
  func findings(_ action: Workflow.Action, at place: Place) -> [Finding] {
    action.needs.compactMap { need in
      guard need.when.admits(present), let stands = objection(need.fact) else { return nil }
      let message =
        need.isAdvice
        ? Phrase(
          id: "`\(action.name)` biasanya dilakukan hanya bila \(need.told.id)",
          en: "`\(action.name)` is usually done only if \(need.told.en)")
        : Phrase(
          id: "`\(action.name)` hanya boleh bila \(need.told.id)",
          en: "`\(action.name)` is allowed only if \(need.told.en)"
        )
      return Finding(
        "workflow/needs", need.isAdvice ? .warning : .error, at: place, message, hint: need.way, details: [stands])
    }
  }

  /// What stands in the way of a fact; nil where it is so.
  private func objection(_ fact: Need.Fact) -> Phrase? {
    switch fact {
    case .holds(let wanted): wanted.failing(present).map { stands($0.field, needed: $0) }
    case .not(let unwanted): unwanted.passing(present).map { stands($0.field) }
    case .same(let fields): differing(fields)
    case .differ(let fields): shared(fields)
    case .order(let fields): misplaced(fields)
    case .none(let referring): listed(others(referring), of: referring)
    case .some(let referring): others(referring).isEmpty ? nobody(referring) : nil
    case .below(let field, let of, let by): outside(field, of, by)
    case .did(let action, let each): undone(action, each)
    case .answered(let field): unanswered(field)
    }
  }

  // MARK: Values

  private func end(_ field: String) -> FollowedPath.End? { context.reference.end(of: field, in: record) }

  /// The scalar that a field leads to, and for ``Need/today`` the day of the entry.
  private func text(_ field: String) -> String? {
    if field.sameBytes(as: Need.today) { return day(of: entry.at ?? context.now).description }
    return end(field).flatMap { $0.document.text($0.node) }
  }

  /// The same, where a list or a mapping that is there is not taken for something missing: as one that no value equals.
  private func present(_ field: String) -> String? {
    text(field) ?? end(field).flatMap { $0.document.kind($0.node) == .null ? nil : "\u{0}" }
  }

  private func day(of moment: Timestamp) -> CalendarDate {
    moment.at(offset: context.catalogue.settings.offset).date
  }

  private func day(_ field: String) -> CalendarDate? {
    if let counted = DayTemplate(between: field) {
      let day = counted.value(
        from: entry.at ?? context.now, calendar: context.workingCalendar, offset: context.catalogue.settings.offset
      ) { name in end(name).map { $0.document.value(of: $0.node) } }
      return day?.string.flatMap { CalendarDate($0) }
    }
    return text(field).flatMap { CalendarDate($0) ?? Timestamp($0).map { day(of: $0) } }
  }

  /// A value, where it may be told.
  private func shown(_ field: String) -> Phrase {
    guard let end = end(field) else { return Phrase(id: "kosong", en: "missing") }
    guard (end.holder?.collection ?? record.collection).isOpen(end.field), let text = end.document.text(end.node) else {
      return Phrase(id: "lain", en: "something else")
    }
    let holder = end.holder.map { " (\($0.collection.name)/\($0.id))" } ?? ""
    return Phrase("`\(text)`\(holder)")
  }

  private func stands(_ field: String, needed: Guard.Condition? = nil) -> Phrase {
    let (value, wanted) = (shown(field), needed.map { $0.told(", ") })
    return Phrase(
      id: "`\(field)`: \(value.id)" + (wanted.map { "; yang diminta \($0)" } ?? ""),
      en: "`\(field)`: \(value.en)" + (wanted.map { "; needed is \($0)" } ?? ""))
  }

  private func differing(_ fields: [String]) -> Phrase? {
    let there = fields.filter { text($0) != nil }
    guard let first = there.first.flatMap({ text($0) }),
      let other = there.first(where: { text($0)?.sameBytes(as: first) == false })
    else { return nil }
    return both(there[0], other)
  }

  /// Two fields that share a value.
  private func shared(_ fields: [String]) -> Phrase? {
    var seen: [Key: String] = [:]
    for field in fields {
      for value in end(field).map({ $0.document.texts($0.node) }) ?? [] {
        if let other = seen[Key(value)], !other.sameBytes(as: field) {
          return Phrase(
            id: "`\(value)` ada di `\(other)` dan `\(field)`", en: "`\(value)` is in `\(other)` and `\(field)`")
        }
        seen[Key(value)] = field
      }
    }
    return nil
  }

  private func both(_ first: String, _ other: String) -> Phrase {
    let (first, other) = (stands(first), stands(other))
    return Phrase(id: "\(first.id), \(other.id)", en: "\(first.en), \(other.en)")
  }

  private func misplaced(_ fields: [String]) -> Phrase? {
    var before: CalendarDate?
    for field in fields {
      guard let day = day(field) else { continue }
      if let before, day < before {
        return Phrase(id: "`\(field)`: \(day), sebelum \(before)", en: "`\(field)`: \(day), before \(before)")
      }
      before = day
    }
    return nil
  }

  // MARK: Other records

  /// The records that refer to this one and count.
  private func others(_ referring: Need.Referring) -> [String] {
    guard let collection = context.catalogue.collection(referring.collection) else { return [] }
    return context.reference.documents(of: collection.name, field: referring.field, holding: record.id).filter {
      other in
      counts(other.document, of: collection, referring)
        && !(other.id.sameBytes(as: record.id) && collection.name.sameBytes(as: record.collection.name))
    }.map(\.id)
  }

  private func nobody(_ referring: Need.Referring) -> Phrase {
    let label = context.catalogue.collection(referring.collection)?.label ?? Phrase(referring.collection)
    return Phrase(
      id: "\(label.id) dengan `\(referring.field)`: `\(record.id)` belum ada",
      en: "there is no \(label.en.lowercased()) with `\(referring.field)`: `\(record.id)`")
  }

  private func listed(_ found: [String], of referring: Need.Referring) -> Phrase? {
    guard !found.isEmpty else { return nil }
    let list = found.prefix(5).joined(separator: ", ") + (found.count > 5 ? ", …" : "")
    return Phrase("\(referring.collection): \(list)")
  }

  private func counts(_ document: Document, of collection: Collection, _ referring: Need.Referring) -> Bool {
    let targets = document.texts(document.node(at: referring.field.split(separator: ".").map(String.init)))
    guard targets.contains(where: { $0.sameBytes(as: record.id) || $0.sameBytes(as: record.reference) }),
      referring.when.admits({ document.scalar($0) }),
      !(collection.allowsWithdrawal && Withdrawal.isPresent(in: document))
    else { return false }
    guard !referring.families.isEmpty else { return true }
    let family = document.string(at: "status").flatMap { collection.workflow?.state($0)?.family }
    return family.map { referring.families.contains($0) } ?? false
  }

  /// How high a chain of records goes at most.
  private static let mostSteps = 32

  private func outside(_ field: String, _ of: String, _ by: String) -> Phrase? {
    guard let collection = record.collection.field(field)?.reference, let low = text(field), let high = text(of) else {
      return nil
    }
    var next = low
    for _ in 0..<Self.mostSteps {
      guard let above = context.reference.document(next, in: collection)?.scalar(by) else { break }
      if above.sameBytes(as: high) { return nil }
      next = above
    }
    return both(field, of)
  }

  /// What the record that lends a schema has against the field that borrows it.
  private func unanswered(_ field: String) -> Phrase? {
    guard let field = record.collection.field(field),
      let schema = context.reference.lentSchema(for: field, in: record),
      let first = schema.findings(record.document, path: record.path).first
    else { return nil }
    return Phrase(id: "\(schema.lender): \(first.message.id)", en: "\(schema.lender): \(first.message.en)")
  }

  // MARK: Entries

  private func undone(_ action: String, _ each: String) -> Phrase? {
    guard index > 0, let state = replay.steps[index - 1].state else { return nil }
    let present = replay.steps[..<index].reversed().prefix { $0.state?.sameBytes(as: state) ?? false }
    let done = present.filter { $0.entry.action?.sameBytes(as: action) ?? false }.compactMap(\.entry.by)
    let wanted = end(each).map { $0.document.texts($0.node) } ?? []
    let missing = wanted.filter { officer in !done.contains { $0.sameBytes(as: officer) } }
    guard !missing.isEmpty else { return nil }
    return Phrase(
      id: "`\(action)` belum oleh: \(missing.joined(separator: ", "))",
      en: "`\(action)` is missing from: \(missing.joined(separator: ", "))")
  }
}
