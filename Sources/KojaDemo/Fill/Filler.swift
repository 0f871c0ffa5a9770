internal import KojaCivic
internal import KojaModel
internal import KojaStore

/// Fills in drafts: decides what is there, and hands each scalar to ``ValueMaker``.
///
/// A slot that another one depends on is filled in before it, whatever the order of the schema.
final class Filler {
  let catalogue: Catalogue
  var references = References()
  var dice: Dice
  /// The registers that number records of the collection at hand.
  var registers: [Register] = []
  /// The collection at hand.
  var kind: RecordKind?

  init(_ catalogue: Catalogue, dice: Dice) {
    self.catalogue = catalogue
    self.dice = dice
  }

  /// Fills in a whole draft. Returns false when something that must be there could not be made.
  func fill(_ draft: Draft) -> Bool {
    fill(nil, draft)
    return !draft.hasFailed
  }

  /// Fills in a mapping: its branches first, then its keys.
  private func fill(_ parent: Slot?, _ draft: Draft) {
    let form = draft.form
    let shape = parent?.shape ?? form.shape
    let children = (parent?.children ?? form.roots).map { form.slots[$0] }
    for group in shape.alternatives {
      let index = leastUsed(group.map { _ in 10 }, uses: parent?.branchUses ?? form.branchUses) ?? 0
      if let parent { parent.branchUses[index] += 1 } else { form.branchUses[index] += 1 }
      apply(group[index], to: children, draft)
    }
    branch(parent, children, draft) { _ in true }
    limit(shape, children, parent, draft)
    for child in children {
      decide(child, draft)
      // It was decided before a branch asked for it.
      if draft.demands[child.index] == .required, draft.states[child.index] == .absent, !force(child, draft) {
        draft.hasFailed = true
      }
    }
    for (name, needs) in shape.companions where children.contains(where: { isThere($0, draft, called: name) }) {
      for child in children where needs.contains(where: { $0.sameBytes(as: child.name) }) { force(child, draft) }
    }
    let wanted = shape.minProperties - children.count { isThere($0, draft, called: $0.name) }
    guard wanted > 0 else { return }
    for child in children.filter({ draft.states[$0.index] == .absent && draft.demands[$0.index] != .forbidden })
      .prefix(wanted)
    {
      force(child, draft)
    }
  }

  /// Takes the branches of a record anew where they look at something that was cleared.
  func branch(_ draft: Draft, after cleared: [Slot]) {
    branch(nil, draft.form.roots.map { draft.form.slots[$0] }, draft) { condition in
      cleared.contains { slot in condition.names.contains { $0.sameBytes(as: slot.path[0]) } }
    }
  }

  /// Takes the branches of a mapping, those that are wanted: what each looks at is decided first.
  private func branch(_ parent: Slot?, _ children: [Slot], _ draft: Draft, where isWanted: (Shape.Condition) -> Bool) {
    for condition in (parent?.shape ?? draft.form.shape).conditions where isWanted(condition) {
      for child in children where condition.names.contains(where: { $0.sameBytes(as: child.name) }) {
        decide(child, draft)
      }
      let value = (parent.map { draft.value(of: $0) } ?? draft.value) ?? .object([])
      for branch in Verdict.accepts(value, condition.test) ? condition.then : condition.otherwise {
        apply(branch, to: children, draft)
      }
    }
  }

  private func isThere(_ slot: Slot, _ draft: Draft, called name: String) -> Bool {
    slot.name.sameBytes(as: name) && draft.states[slot.index] == .present
  }

  /// What a branch says of the keys.
  private func apply(_ branch: Shape, to children: [Slot], _ draft: Draft) {
    for child in children {
      if branch.required.contains(where: { $0.sameBytes(as: child.name) }) { draft.demands[child.index] = .required }
      guard let shape = branch.properties.first(where: { $0.name.sameBytes(as: child.name) })?.shape else { continue }
      if shape.isNever {
        draft.demands[child.index] = .forbidden
      } else {
        draft.overrides[child.index] = child.shape.narrowed(by: shape)
      }
    }
  }

  /// Where only so many keys may be there, chooses which, each in its turn.
  private func limit(_ shape: Shape, _ children: [Slot], _ parent: Slot?, _ draft: Draft) {
    guard let most = shape.maxProperties, most < children.count else { return }
    let count = dice.within(max(shape.minProperties, min(1, most))...max(most, 1))
    var chosen: Set<Int> = []
    for _ in 0..<count {
      let weights = children.indices.map { chosen.contains($0) ? 0 : children[$0].pool?.chance ?? 50 }
      guard let index = leastUsed(weights, uses: parent?.branchUses ?? draft.form.branchUses) else { break }
      if let parent { parent.branchUses[index] += 1 } else { draft.form.branchUses[index] += 1 }
      chosen.insert(index)
    }
    for (index, child) in children.enumerated() {
      draft.demands[child.index] = chosen.contains(index) ? .required : .forbidden
    }
  }

  /// Decides whether a slot is filled in, and does it, unless that has been done.
  func decide(_ slot: Slot, _ draft: Draft) {
    guard draft.states[slot.index] == .open, !slot.isOwned, !isNumbered(slot, draft) else { return }
    if let parent = slot.parent, draft.states[parent] == .open { decide(draft.form.slots[parent], draft) }
    guard draft.states[slot.index] == .open, draft.demands[slot.index] != .forbidden else { return }
    let parentIsBusy = slot.parent.map { draft.states[$0] != .absent } ?? true
    guard parentIsBusy else { return }
    let isRequired = slot.isRequired || draft.demands[slot.index] == .required
    guard isRequired || dice.percent(slot.pool?.chance ?? (slot.itemForm == nil ? 30 : 15)) else {
      draft.mark(slot, .absent)
      return
    }
    if !make(slot, draft), isRequired { draft.hasFailed = true }
  }

  /// Fills in a slot whatever the chances. Returns whether something stands there now.
  @discardableResult
  func force(_ slot: Slot, _ draft: Draft) -> Bool {
    if draft.states[slot.index] == .present { return true }
    if let parent = slot.parent, draft.states[parent] == .open || draft.states[parent] == .absent {
      draft.mark(draft.form.slots[parent], .present)
    }
    return make(slot, draft)
  }

  /// Whether a register gives the number that stands here.
  private func isNumbered(_ slot: Slot, _ draft: Draft) -> Bool {
    guard draft.outer == nil else { return false }
    return registers.contains { register in
      guard register.field.sameBytes(as: slot.dotted) else { return false }
      for condition in register.when.conditions { draft.form.slot(condition.field).map { decide($0, draft) } }
      return register.when.admits { draft.text($0) }
    }
  }

  private func make(_ slot: Slot, _ draft: Draft) -> Bool {
    draft.mark(slot, .busy)
    if !slot.children.isEmpty {
      let hadFailed = draft.hasFailed
      draft.hasFailed = false
      fill(slot, draft)
      let isFilled = !draft.hasFailed && slot.children.contains { draft.states[$0] == .present }
      draft.hasFailed = hadFailed
      if !isFilled { draft.clear(slot) }
      draft.mark(slot, isFilled ? .present : .absent)
      return isFilled
    }
    let maker = ValueMaker(filler: self, slot: slot, draft: draft)
    let value =
      slot.shape.isList
      ? list(slot, draft)
      : slot.shape.lender.map { lent(slot, draft, maker.found($0)) } ?? maker.scalar()
    draft.set(slot, value)
    return value != nil
  }

  /// A mapping that is filled in by the schema that a record lends; nil where it lends none.
  private func lent(_ slot: Slot, _ draft: Draft, _ schema: Value?) -> Value? {
    guard let schema else { return nil }
    let form =
      slot.lentForms[schema]
      ?? Form(ShapeReader.shape(of: schema), pools: kind?.pools ?? Pools(), prefix: slot.dotted + ".")
    slot.lentForms[schema] = form
    let answers = Draft(form, outer: draft, moment: draft.moment)
    guard fill(answers), case .object(let members) = answers.value, !members.isEmpty else { return nil }
    return answers.value
  }

  private func list(_ slot: Slot, _ draft: Draft) -> Value? {
    let shape = draft.overrides[slot.index] ?? slot.shape
    let least = max(shape.minItems, 1)
    let most = min(shape.maxItems ?? .max, max(least, 3))
    let range = slot.pool?.count ?? least...max(least, most)
    var items: [Value] = []
    for _ in 0..<max(shape.minItems, dice.within(range)) {
      for _ in 0..<8 {
        guard let item = item(slot, draft), !shape.hasUniqueItems || !isAlike(item, items) else { continue }
        items.append(item)
        break
      }
    }
    return items.isEmpty || items.count < shape.minItems ? nil : .array(items)
  }

  /// Items that begin with the same value are alike: a list of requirements names each once.
  private func isAlike(_ item: Value, _ items: [Value]) -> Bool {
    guard case .object(let members) = item else { return items.contains(item) }
    return items.contains { other in members.first.map { other[$0.name] == $0.value } ?? false }
  }

  /// An item of a list; one of its scalars may be given.
  func item(_ slot: Slot, _ draft: Draft, with given: (name: String, value: Value)? = nil) -> Value? {
    guard let form = slot.itemForm else { return ValueMaker(filler: self, slot: slot, draft: draft).item() }
    let item = Draft(form, outer: draft, moment: draft.moment)
    if let given, let slot = form.slot(given.name) { item.set(slot, given.value) }
    return fill(item) ? item.value : nil
  }

  /// One of some weights; as long as there are some that were never taken, half the time one of those.
  func leastUsed(_ weights: [Int], uses: [Int]) -> Int? {
    let least = weights.indices.filter { weights[$0] > 0 && uses.indices.contains($0) && uses[$0] == 0 }
    if !least.isEmpty, dice.percent(50) { return dice.pick(least) }
    return dice.weighted(weights)
  }
}
