internal import KojaCivic
internal import KojaModel
internal import KojaStore

/// What an action fills in by itself, and what it demands.
extension CityDesk {
  /// Fills in what the action fills in by itself: what it sets in place of what was made up, all else where it is missing.
  ///
  /// - Returns: Whether the schema asks other things of the record by what was filled in, so that it needs a proof.
  func complete(_ move: RecordKind.Move, _ draft: Draft, own: Bool) -> Bool {
    var isDecisive = false
    for (slot, fill, isOwn) in move.fills where isOwn == own {
      guard isOwn || draft.value(of: slot) == nil, slot.parent.map({ draft.states[$0] == .present }) ?? true else {
        continue
      }
      let maker = ValueMaker(filler: filler, slot: slot, draft: draft, decides: false)
      func look(_ name: String) -> Value? {
        guard let day = DayTemplate(name) else { return maker.found(name) }
        return day.value(
          from: draft.moment, calendar: hours.calendar, offset: draft.moment.offset
        ) { maker.found($0) }
      }
      guard fill.when.admits({ look($0).flatMap { Draft.text($0) } }),
        let value = (try? ValueTemplate(value: fill.value).filled(look)) ?? nil
      else { continue }
      draft.set(slot, value)
      isDecisive =
        isDecisive
        || draft.form.shape.conditions.contains { $0.names.contains { $0.sameBytes(as: slot.path[0]) } }
    }
    return isDecisive
  }

  /// Adds what a checklist lacks.
  private func tick(_ checklist: Checklist, _ draft: Draft) {
    guard let slot = draft.form.slot(checklist.list), let field = checklist.demanded({ draft.text($0) }) else { return }
    add(
      ValueMaker(filler: filler, slot: slot, draft: draft).found(field)?.texts ?? [], as: checklist.item, to: slot,
      draft)
  }

  /// Adds the items that a list lacks; those attached before a moment do not count where one is given.
  private func add(
    _ wanted: [String], as key: String, to slot: Slot, since moment: Timestamp? = nil, _ draft: Draft
  ) {
    var items: [Value] = []
    if case .array(let present)? = draft.value(of: slot) { items = present }
    let missing = wanted.filter { name in
      !items.contains { item in
        guard item[key]?.string?.sameBytes(as: name) ?? false else { return false }
        guard let moment else { return true }
        return item["added_at"]?.string.flatMap { Timestamp($0) }.map { $0.seconds >= moment.seconds } ?? false
      }
    }
    guard !missing.isEmpty else { return }
    items += missing.compactMap { filler.item(slot, draft, with: (key, .string($0))) }
    draft.set(slot, .array(items))
  }

  /// Adds what an action demands: attachments, new ones where those from before do not count, and what is to be ticked off.
  func prove(_ move: RecordKind.Move, _ record: LiveCase) {
    let draft = record.draft
    if let checklist = move.action.checklist { tick(checklist, draft) }
    guard let slot = draft.form.slot("attachments") else { return }
    var wanted = move.action.evidence
    if let field = move.action.evidenceField {
      wanted += ValueMaker(filler: filler, slot: slot, draft: draft).found(field)?.texts ?? []
    }
    add(wanted, as: "kind", to: slot, since: record.lastMoment(of: move.action.evidenceSince), draft)
  }
}
