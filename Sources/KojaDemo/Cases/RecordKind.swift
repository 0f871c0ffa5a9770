internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaStore

/// A collection as the city makes it: its form, its pools, its workflow by slots.
final class RecordKind {
  /// An action with the slots that it is about.
  final class Move {
    let action: Workflow.Action
    let pool: ActionPool
    /// What it sets, and whether each must be there afterwards.
    let sets: [(slot: Slot, isRequired: Bool)]
    /// What must be there and is not its own.
    let requires: [Slot]
    /// What its entry tells.
    let told: [Slot]
    /// What it takes out, and whether its entry tells that.
    let clears: [(slot: Slot, isTold: Bool)]
    /// What it fills in by itself, and whether that belongs to what it sets.
    let fills: [(slot: Slot, fill: Fill, isOwn: Bool)]
    /// How often it was taken.
    var uses = 0

    fileprivate init(_ action: Workflow.Action, _ pool: ActionPool, _ kind: RecordKind) {
      self.action = action
      self.pool = pool
      func slots(_ names: [String]) -> [Slot] { names.compactMap { kind.form.slot($0) } }
      func requires(_ name: String) -> Bool { action.requires.contains { $0.sameBytes(as: name) } }
      sets = slots(action.sets).map { ($0, requires($0.dotted) || $0.isRequired) }
      self.requires = slots(action.requires.filter { name in !action.sets.contains { $0.sameBytes(as: name) } })
      fills = action.fills.compactMap { fill in
        kind.form.slot(fill.field).map { slot in
          let isOwn = action.sets.contains { $0.sameBytes(as: fill.field) || fill.field.hasPrefix($0 + ".") }
          return (slot, fill, isOwn)
        }
      }
      func isTold(_ name: String) -> Bool { kind.collection.field(name)?.isToldInTimeline ?? false }
      clears = slots(action.clears).map { ($0, isTold($0.dotted)) }
      told = slots(action.sets.filter(isTold))
    }
  }

  let collection: Collection
  let pools: Pools
  let form: Form
  let registers: [Register]
  let statusSlot: Slot?
  let timelineSlot: Slot?
  let titleSlot: Slot?
  let dateSlot: Slot?
  /// Slots whose links form no chains.
  let chainedSlots: [Slot]
  /// Slots whose values no two records share.
  let uniqueSlots: [Slot]
  /// Collections of which there must be a record before one of these can begin.
  let prerequisites: [String]
  /// Whether each record needs a proof by the compiled schema.
  let needsProof: Bool
  /// Who grades the records; nil where nobody does.
  let grader: CardGrader?
  /// Fields by which its records refer to others that have actions which need to know of them.
  var watched: [String] = []
  private(set) var initial: [Move] = []
  private(set) var moves: [Move] = []
  /// States in which some record has come to rest.
  var rested: Set<String> = []
  /// How many of the records are there that the pools begin with.
  var begun = 0
  /// The last of the numbers that texts asked for by `{serial}`.
  private var serial = 0
  /// Ids that are taken, by their hash: a million ids are many bytes.
  private var taken: Set<UInt64> = []
  private let idPattern: PatternText?

  init(
    _ collection: Collection, _ shape: Shape, _ pools: Pools, registers: [Register], cards: [ScorecardDefinition],
    _ language: Language
  ) {
    self.collection = collection
    self.pools = pools
    self.registers = registers
    form = Form(shape, pools: pools)
    prerequisites = form.slots.filter { [form] in form.isCertain($0) }.compactMap(\.shape.reference)
      .filter { $0 != "*" && !$0.sameBytes(as: collection.name) }
    needsProof = shape.needsProofAnywhere
    let hasWorkflow = collection.workflow != nil
    statusSlot = hasWorkflow ? form.slot("status") : nil
    timelineSlot = hasWorkflow ? form.slot(TimelineEntry.key) : nil
    titleSlot = collection.titleField.flatMap { [form] in form.slot($0) ?? form.slot($0 + ".id") }
    dateSlot = collection.dateField.flatMap { [form] in form.slot($0) }
    uniqueSlots = collection.fields.filter(\.isUnique).compactMap { [form] in form.slot($0.name) }
    chainedSlots = form.slots.filter(\.shape.isChained)
    grader = CardGrader(pools.graded, cards, form, language)
    idPattern = collection.ids.prefix == nil ? PatternText(collection.ids.form.en) : nil
    statusSlot?.isOwned = true
    timelineSlot?.isOwned = true
    guard let workflow = collection.workflow else { return }
    for name in workflow.ownedFields where !workflow.initial.contains(where: { $0.sets.contains(name) }) {
      form.slot(name).map { own($0) }
    }
    initial = workflow.initial.map { Move($0, pools.actions[$0.name] ?? ActionPool(), self) }
    moves = workflow.actions.map { Move($0, pools.actions[$0.name] ?? ActionPool(), self) }
  }

  /// What a slot is called among all collections.
  func field(_ slot: Slot) -> String { collection.name + "." + slot.dotted }

  private func own(_ slot: Slot) { slot.isOwned = true }

  /// What is given of the next record: of the first ones something may be.
  var given: [Pools.Given] { begun < pools.first.count ? pools.first[begun] : [] }

  /// A number that no other record of the run gets.
  func nextSerial() -> Int {
    serial += 1
    return serial
  }

  /// Keeps an id from being given again.
  func reserve(_ id: String) { taken.insert(NumberBook.hash(id)) }

  /// A new id for a record.
  func newID(_ draft: Draft, _ dice: inout Dice) -> String? {
    if let prefix = collection.ids.prefix {
      let (year, month, _) = draft.moment.date.parts
      return fresh { CaseID(prefix: prefix, year: year, month: month, bits: UInt32(dice.below(1 << 30))).text }
    }
    if let title = titleSlot.flatMap({ draft.text(of: $0) }) {
      let slug = Self.slug(title, separator: "-")
      var number = 1
      let id = fresh {
        defer { number += 1 }
        return number == 1 ? slug : "\(slug)-\(number)"
      }
      if let id { return id }
    }
    return fresh { self.idPattern?.text(&dice) ?? "" }
  }

  /// An id, if it is a good one and nobody has it yet.
  func take(_ id: String) -> String? {
    collection.path(of: id) != nil && taken.insert(NumberBook.hash(id)).inserted ? id : nil
  }

  private func fresh(_ make: () -> String) -> String? {
    for _ in 0..<5000 {
      let id = make()
      guard collection.path(of: id) != nil else { return nil }
      if let id = take(id) { return id }
    }
    return nil
  }

  /// A text in small letters and digits, its words joined.
  static func slug(_ text: String, separator: String) -> String {
    let words = text.lowercased().utf8.split { !((0x61...0x7A).contains($0) || (0x30...0x39).contains($0)) }
    return words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: separator)
  }
}
