internal import KojaModel

/// A mapping that is being filled in.
final class Draft {
  /// What is known of a slot.
  enum State: UInt8 {
    case open, busy, absent, present
  }

  /// What a branch of the schema says of a slot.
  enum Demand: UInt8 {
    case none, required, forbidden
  }

  let form: Form
  /// The record that it is an item of.
  let outer: Draft?
  /// The moment at hand.
  var moment: Timestamp
  private(set) var values: [Value?]
  private(set) var states: [State]
  var demands: [Demand]
  /// Narrower shapes of slots, where a branch says so.
  var overrides: [Int: Shape] = [:]
  /// Whether something that must be there could not be made.
  var hasFailed = false
  /// Leaves that changed since ``changes`` was emptied, with their values before.
  var changes: [(slot: Int, old: Value?)] = []

  init(_ form: Form, outer: Draft? = nil, moment: Timestamp) {
    self.form = form
    self.outer = outer
    self.moment = moment
    values = Array(repeating: nil, count: form.slots.count)
    states = Array(repeating: .open, count: form.slots.count)
    demands = Array(repeating: .none, count: form.slots.count)
  }

  /// Says what is known of a slot.
  func mark(_ slot: Slot, _ state: State) { states[slot.index] = state }

  /// Puts a value into a leaf; nil takes it out.
  func set(_ slot: Slot, _ value: Value?) {
    if value != values[slot.index] { changes.append((slot.index, values[slot.index])) }
    values[slot.index] = value
    states[slot.index] = value == nil ? .absent : .present
    guard value != nil else { return }
    var parent = slot.parent
    while let index = parent {
      states[index] = .present
      parent = form.slots[index].parent
    }
  }

  /// Takes a slot and all below it out, so that it can be filled again.
  func clear(_ slot: Slot) {
    for child in slot.children { clear(form.slots[child]) }
    if values[slot.index] != nil { set(slot, nil) }
    states[slot.index] = .open
  }

  /// What stands in a slot; nil when there is nothing.
  func value(of slot: Slot) -> Value? {
    guard !slot.children.isEmpty else { return values[slot.index] }
    return states[slot.index] == .present ? mapping(slot.children) : nil
  }

  /// The slot's scalar as text.
  func text(of slot: Slot) -> String? { values[slot.index].flatMap(Self.text) }

  /// The scalar at a dotted field as text.
  func text(_ dotted: String) -> String? { form.slot(dotted).flatMap { text(of: $0) } }

  /// All of it, in the order of the schema.
  var value: Value { mapping(form.roots) ?? .object([]) }

  private func mapping(_ slots: [Int]) -> Value? {
    let members = slots.compactMap { index -> Value.Member? in
      let slot = form.slots[index]
      return value(of: slot).map { Value.Member(slot.name, $0) }
    }
    return members.isEmpty ? nil : .object(members)
  }

  /// A scalar as text.
  static func text(_ value: Value) -> String? {
    switch value {
    case .string(let text), .number(let text): text
    case .boolean(let flag): flag ? "true" : "false"
    default: nil
    }
  }
}

extension Draft {
  /// A picture to return to.
  struct Picture {
    fileprivate let values: [Value?]
    fileprivate let states: [State]
  }

  /// How it is now.
  var picture: Picture { Picture(values: values, states: states) }

  /// Makes it as it was.
  func restore(_ picture: Picture) {
    values = picture.values
    states = picture.states
    changes.removeAll()
    hasFailed = false
  }
}
