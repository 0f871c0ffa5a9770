import KojaCivic
import KojaModel
import KojaSchema
import KojaStore
import KojaTestSupport

/// RecordFaults of the timeline, of the status and of what actions own.
extension RecordFaults {
  mutating func timeline() -> [RecordFault] {
    guard let workflow = base.collection.workflow, !base.entries.isEmpty else { return [] }
    var faults: [RecordFault] = []
    for (index, entry) in base.entries.enumerated() { faults += self.entry(workflow, index, entry) }
    return faults + status(workflow) + demands()
  }

  private func slot(_ index: Int) -> String { "timeline/\(index)" }

  /// The slots of a fault that leaves open what the timeline leads to.
  private func undecided(_ index: Int) -> Set<String> {
    Set([slot(index), slot(index + 1), "status"] + entangled)
  }

  private mutating func entry(_ workflow: Workflow, _ index: Int, _ entry: NodeIndex) -> [RecordFault] {
    guard let actionNode = base.value("action", entry), let action = workflow.action(base.text(actionNode)) else {
      return []
    }
    let isLast = index == base.entries.count - 1
    var faults = [
      RecordFault(
        "unknown action", "workflow/unknown-action", base.range(actionNode), "tidak-dikenal", slots: undecided(index))
    ]
    let target = base.targets.filter { $0.parent == entry }
    for each in target where !each.isFirst {
      let behind = base.behind(each.value)
      switch each.name {
      case "by":
        faults.append(
          RecordFault("unknown officer", "workflow/officer", base.range(each.value), "orang-lain", slots: [slot(index)])
        )
        if !(each.isLast && behind.isBare) {
          faults.append(
            RecordFault(
              "entry without its officer", edits: [(base.lines(each), "")],
              [.init(code: "workflow/incomplete", spot: .kept(base.range(actionNode)))],
              slots: isLast ? undecided(index) : [slot(index)]))
        }
      case "reason":
        faults.append(
          RecordFault("unknown reason", "workflow/reason", base.range(each.value), "tidak-jelas", slots: [slot(index)]))
        if action.reason == .required, !behind.isBare {
          faults.append(
            RecordFault(
              "missing reason", edits: [(base.lines(each), "")],
              [.init(code: "workflow/reason", spot: .kept(base.range(actionNode)))], slots: [slot(index)]))
        }
      case "at": faults += times(workflow, index, base.range(each.value))
      default: break
      }
    }
    if let at = target.first(where: { $0.name == "at" }), !base.behind(at.value).isBare {
      let end = base.behind(at.value).offset
      let indent = base.indent(at)
      faults.append(
        RecordFault(
          "foreign key in an entry", edits: [(end..<end, "\(indent)urusan: x\(base.lineBreak)")],
          [.init(code: "workflow/entry", spot: .written(0, indent.utf8.count..<indent.utf8.count + 6))],
          slots: [slot(index)]))
    }
    if let illegal = illegal(workflow, index, entry, action) {
      faults.append(
        RecordFault(
          "illegal action", "workflow/illegal-action", base.range(actionNode), illegal.name,
          slots: [slot(index), slot(index - 1), "status"]))
    }
    return faults
  }

  private func times(_ workflow: Workflow, _ index: Int, _ range: Range<Int>) -> [RecordFault] {
    let isTimed = base.entries.contains { entry in
      base.value("action", entry).flatMap { workflow.action(base.text($0)) }?.within != nil
    }
    guard !isTimed else { return [] }
    var faults = [
      RecordFault("entry at no time", "schema/format", range, "\"kemarin\"", slots: [slot(index), slot(index + 1)])
    ]
    if index > 0 {
      faults.append(
        RecordFault(
          "entry out of order", "workflow/time", range, "\"2019-12-31T08:00:00+07:00\"",
          slots: [slot(index), slot(index - 1)]))
    }
    if index == base.entries.count - 1 {
      faults.append(
        RecordFault(
          "entry in the future", "workflow/time", range, "\"2099-01-05T08:00:00+07:00\"", slots: [slot(index)]))
    }
    return faults
  }

  /// Another action that leads to the same state and is not allowed here, and breaks no other rule.
  private func illegal(_ workflow: Workflow, _ index: Int, _ entry: NodeIndex, _ action: Workflow.Action)
    -> Workflow.Action?
  {
    let names = base.document.pairs(entry).map { base.text($0.key) }.filter { !TimelineEntry.ownKeys.contains($0) }
    let before = index > 0 ? state(workflow, before: index) : nil
    return workflow.actions.first { other in
      other.to == action.to && other.to != nil && other.name != action.name && other.reason != .required
        && other.within == nil && other.evidence.isEmpty && names.allSatisfy { other.sets.contains($0) }
        && (index == 0 || before.map { !other.from.contains($0) } ?? false)
        && other.requires.allSatisfy { base.document.value($0) != nil }
        && other.when.admits { base.document.scalar($0) }
    }
  }

  private func state(_ workflow: Workflow, before index: Int) -> String? {
    base.entries[..<index].reduce(nil as String?) { state, entry in
      base.value("action", entry).flatMap { workflow.action(base.text($0)) }?.to ?? state
    }
  }

  // MARK: The record as it is now

  private mutating func status(_ workflow: Workflow) -> [RecordFault] {
    guard let status = base.targets.first(where: { $0.path == ["status"] && $0.slot == "status" }) else { return [] }
    let present = base.text(status.value)
    let others = workflow.states.map(\.name).filter { $0 != present && $0 != "off" }
    var faults = [
      RecordFault("status typo", "schema/enum", base.range(status.value), present + "x", slots: ["status"]),
      RecordFault(
        "missing status", edits: [(base.lines(status), "")],
        [
          .init(code: "schema/required", spot: .kept(base.range(base.document.pairs(Document.root)[0].key)))
        ], slots: ["status", base.range(base.document.pairs(Document.root)[0].key).description]),
    ]
    if let other = others.randomElement(using: &chance) {
      faults.append(
        RecordFault("status that does not fit", "workflow/status", base.range(status.value), other, slots: ["status"]))
    }
    if let sample = base.targets.first(where: { $0.path == ["sample"] && $0.slot == "sample" }), !sample.isFirst,
      let timeline = base.targets.first(where: { $0.path == ["timeline"] && $0.slot == "timeline" }),
      !base.behind(timeline.value).isBare
    {
      let end = base.document.source.count
      faults.append(
        RecordFault(
          "key behind the timeline", edits: [(base.lines(sample), ""), (end..<end, "sample: true\(base.lineBreak)")],
          [.init(code: "workflow/not-last", spot: .kept(base.range(timeline.key)))], slots: ["sample"]))
    }
    return faults
  }

  /// What the last action demands and what an earlier one set.
  private mutating func demands() -> [RecordFault] {
    var faults: [RecordFault] = []
    let last = base.entries.count - 1
    for target in base.targets where target.path.count == 1 && target.slot == target.name && !target.isFirst {
      if demanded.contains(target.name), target.field?.isRequired == false,
        let action = base.value("action", base.entries[last])
      {
        faults.append(
          RecordFault(
            "demanded field is missing", edits: [(base.lines(target), "")],
            [.init(code: "workflow/requires", spot: .kept(base.range(action)))],
            slots: [target.slot, slot(last), "status"]))
      }
      let isSaid = base.entries.contains { entry in base.value(target.name, entry) != nil }
      let others = ["unit": "setda", "promised_at": "\"2026-04-21\"", "valid_from": "\"2026-03-04\""]
      if isSaid, target.name != "status", let other = others[target.name] {
        faults.append(
          RecordFault(
            "field changed past its action", "workflow/field", base.range(target.value), other,
            slots: [target.slot, slot(last), "status"]))
      }
    }
    return faults
  }
}
