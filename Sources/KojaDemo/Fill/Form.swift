internal import KojaModel

/// A place in a record that can be filled in.
final class Slot {
  let index: Int
  /// The key.
  let name: String
  /// The keys from the top of the form.
  let path: [String]
  /// The same, joined: `location.area`.
  let dotted: String
  let shape: Shape
  let parent: Int?
  /// The slots below it, when it is a mapping.
  fileprivate(set) var children: [Int] = []
  let isRequired: Bool
  let pool: FieldPool?
  /// The form of each item, when it is a list of mappings.
  let itemForm: Form?
  /// A maker of texts for the pattern, if there is one.
  let pattern: PatternText?
  /// Filled by actions only.
  var isOwned = false
  /// How often each choice was taken, so that all of them occur.
  var uses: [Int]
  /// The same for its branches and for which of its keys are there.
  var branchUses: [Int]
  /// The forms of what records lend to it, by the schemas that they lend.
  var lentForms: [Value: Form] = [:]
  /// Records that may be referred to, once they have been looked up.
  var candidates: [Candidate]?

  fileprivate init(
    index: Int, name: String, path: [String], shape: Shape, parent: Int?, isRequired: Bool, pool: FieldPool?,
    itemForm: Form?
  ) {
    self.index = index
    self.name = name
    self.path = path
    dotted = path.joined(separator: ".")
    self.shape = shape
    self.parent = parent
    self.isRequired = isRequired
    self.pool = pool
    self.itemForm = itemForm
    pattern = (shape.items.first?.pattern ?? shape.pattern).map { PatternText($0) }
    uses = [Int](repeating: 0, count: max(shape.choices.count, shape.items.first?.choices.count ?? 0))
    branchUses = [Int](repeating: 0, count: max(shape.properties.count, shape.alternatives.map(\.count).max() ?? 0))
  }
}

/// The slots of a mapping, flat, in the order of the schema: a record, or an item of a list.
final class Form {
  /// The whole mapping.
  let shape: Shape
  private(set) var slots: [Slot] = []
  /// The slots at the top.
  private(set) var roots: [Int] = []
  private var byName: [String: Int] = [:]
  /// How often each branch was taken.
  var branchUses: [Int]

  /// Lays out a shape. `prefix` is where the form stands in the record, for its pools.
  init(_ shape: Shape, pools: Pools, prefix: String = "") {
    self.shape = shape
    branchUses = [Int](repeating: 0, count: max(shape.properties.count, shape.alternatives.map(\.count).max() ?? 0))
    roots = lay(shape, below: nil, path: [], pools, prefix)
  }

  /// The slot with a dotted name.
  func slot(_ dotted: String) -> Slot? { byName[dotted].map { slots[$0] } }

  /// Whether every record has something in a slot: by its schema, or because its pool always fills it in.
  func isCertain(_ slot: Slot) -> Bool {
    (slot.isRequired || slot.pool?.chance == 100) && slot.parent.map { isCertain(slots[$0]) } ?? true
  }

  private func lay(_ shape: Shape, below parent: Int?, path: [String], _ pools: Pools, _ prefix: String) -> [Int] {
    shape.properties.map { member in
      let (name, property) = (member.name, member.shape)
      let path = path + [name]
      let full = prefix + path.joined(separator: ".")
      let item = property.items.first.flatMap { item in
        item.isMapping ? Form(item, pools: pools, prefix: full + ".") : nil
      }
      let slot = Slot(
        index: slots.count, name: name, path: path, shape: property, parent: parent,
        isRequired: shape.required.contains { $0.sameBytes(as: name) }, pool: pools.fields[full], itemForm: item)
      slots.append(slot)
      byName[slot.dotted] = slot.index
      if property.isMapping, !property.isList {
        slot.children = lay(property, below: slot.index, path: path, pools, prefix)
      }
      return slot.index
    }
  }
}
