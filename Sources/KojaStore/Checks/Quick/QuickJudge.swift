internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Decides, without making a text, that the checks of a record apart from its schema have nothing to say about it.
///
/// No means only that they have to look: whatever is rare or doubtful is theirs. A test compares both.
struct QuickJudge {
  private let data: QuickData
  private let rules: QuickRules
  private let document: Document
  private let view: DocumentView
  private let id: Substring

  /// Whether ``ReferenceCheck``, ``WorkflowCheck``, ``FutureCheck``, ``OrderCheck``, ``IDFieldsCheck``, ``ClaimCheck`` and ``PointCheck`` find nothing in a record.
  static func isClean(_ document: Document, id: Substring, collection: Int, _ data: QuickData) -> Bool {
    guard let rules = data.rules[collection], document.symbols === data.symbols else { return false }
    return document.withView { view in
      guard case .mapping = view.nodes[Document.root].kind else { return false }
      let judge = QuickJudge(data: data, rules: rules, document: document, view: view, id: id)
      return judge.references() && judge.workflow() && judge.claim() && judge.past() && judge.order() && judge.name()
        && rules.places.hold(view)
    } ?? false
  }

  // MARK: References

  private func references() -> Bool {
    rules.chained.allSatisfy { view.value(at: $0) == nil }
      && (rules.references.isEmpty || follow(rules.references, Document.root))
  }

  private func follow(_ steps: [QuickRules.Step], _ mapping: Int) -> Bool {
    var key = mapping + 1
    let end = Int(view.nodes[mapping].next)
    while key < end {
      let symbol = view.nodes[key].symbol
      if symbol != SymbolTable.unknown {
        for step in steps where step.symbol == symbol {
          if !leads(key + 1, step, in: mapping) { return false }
          break
        }
      }
      key = Int(view.nodes[key + 1].next)
    }
    return true
  }

  /// A value and, where it is a list, its items.
  private func leads(_ node: Int, _ step: QuickRules.Step, in mapping: Int) -> Bool {
    switch view.nodes[node].kind {
    case .sequence:
      var item = node + 1
      let end = Int(view.nodes[node].next)
      while item < end {
        if !leads(item, step, in: mapping) { return false }
        item = Int(view.nodes[item].next)
      }
      return true
    case .mapping: return step.below.isEmpty || follow(step.below, node)
    case .string: return step.target.map { exists(view.text(node), $0, dated: step.inForce, in: mapping) } ?? true
    default: return true
    }
  }

  private func exists(
    _ text: UnsafeBufferPointer<UInt8>, _ target: QuickRules.Target, dated: UInt32?, in mapping: Int
  ) -> Bool {
    switch target {
    case .elsewhere(let place): return place.map { data.elsewhere[$0][text] != nil } ?? true
    case .collection(let place):
      guard let place, data.ids.has(text, in: place) else { return false }
      return data.dated[place][text].map { isInForce(data.periods[Int($0)], dated: dated, in: mapping) } ?? true
    case .any:
      guard let slash = text.firstIndex(of: UInt8(ascii: "/")),
        let place = data.collectionNames[UnsafeBufferPointer(rebasing: text[..<slash])]
      else { return false }
      let id = UnsafeBufferPointer(rebasing: text[(slash + 1)...])
      return exists(id, .collection(Int(place)), dated: dated, in: mapping)
    }
  }

  /// Whether the record's date, or the one that the schema names for this link, lies in a period, if there is any; no where
  /// it cannot be read, or where the part of the record that refers has a date of its own.
  private func isInForce(_ period: (from: Int, to: Int), dated: UInt32?, in mapping: Int) -> Bool {
    if let dated {
      guard let node = view.value(dated, in: mapping) else { return true }
      guard !isCollection(node), let days = CalendarDate.days(of: String(decoding: view.text(node), as: UTF8.self))
      else { return false }
      return period.from <= days.upperBound.dayNumber && days.lowerBound.dayNumber <= period.to
    }
    if mapping != Document.root, view.value(data.at, in: mapping) != nil { return false }
    guard let path = rules.date, let node = view.value(at: path) else { return true }
    let text = view.text(node)
    guard text.count >= 10, let year = digits(text, 0, 4), text[4] == 0x2D, let month = digits(text, 5, 2),
      text[7] == 0x2D, let day = digits(text, 8, 2), let date = CalendarDate(year: year, month: month, day: day)
    else { return false }
    return period.from <= date.dayNumber && date.dayNumber <= period.to
  }

  private func digits(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var number = 0
    for offset in start..<start + count {
      guard (0x30...0x39).contains(text[offset]) else { return nil }
      number = number * 10 + Int(text[offset] - 0x30)
    }
    return number
  }

  // MARK: The past

  /// Whether what has happened already does not lie in the future; no where the check has to look.
  private func past() -> Bool {
    rules.past.allSatisfy { field in
      guard let node = view.value(at: field.path) else { return true }
      guard !field.isDeep else { return false }
      guard let part = field.part else { return !isCollection(node) && data.present.isBefore(view.text(node)) == false }
      guard case .sequence = view.nodes[node].kind else { return false }
      var item = node + 1
      let end = Int(view.nodes[node].next)
      while item < end {
        if let value = view.value(part, in: item) {
          guard !isCollection(value), data.present.isBefore(view.text(value)) == false else { return false }
        }
        item = Int(view.nodes[item].next)
      }
      return true
    }
  }

  /// Whether what comes no earlier than something else does not; no where the check has to look.
  private func order() -> Bool {
    rules.ordered.allSatisfy { field in
      guard let node = view.value(at: field.path) else { return true }
      guard !field.isList, !isCollection(node) else { return false }
      guard let other = view.value(at: field.other) else { return true }
      guard !isCollection(other) else { return false }
      let (last, first) = (view.text(node), view.text(other))
      // Days as they are mostly written are in the order of their bytes.
      if last.count == 10, first.count == 10 { return !last.lexicographicallyPrecedes(first) }
      guard let last = Timestamp.seconds(last), let first = Timestamp.seconds(first) else { return false }
      return first <= last
    }
  }

  /// Whether the id is what its fields make.
  private func name() -> Bool {
    guard !rules.idFields.isEmpty else { return true }
    var rest = id.utf8[...]
    for field in rules.idFields {
      guard let node = view.value(at: field) else { continue }
      guard !isCollection(node) else { return false }
      let part = view.text(node)
      if rest.startIndex != id.utf8.startIndex {
        guard rest.first == UInt8(ascii: "-") else { return false }
        rest = rest.dropFirst()
      }
      guard rest.starts(with: part) else { return false }
      rest = rest.dropFirst(part.count)
    }
    return rest.isEmpty
  }

  // MARK: Claims

  private func claim() -> Bool {
    guard rules.isClaims else { return !rules.isRare }
    guard let register = text(data.register), let year = text(data.year), let serial = text(data.serial),
      data.registers[register] != nil, view.value(data.suffix, in: Document.root) == nil, let at = text(data.claimedAt),
      let seconds = Timestamp.seconds(at), year.count == 4,
      digits(year, 0, 4) == Timestamp(seconds: seconds, offset: data.offset).date.parts.year
    else { return false }
    // `surat-keluar-2026-000015`; an inserted number is for the check itself.
    var id = String(id)
    return id.withUTF8 { id in
      let tail = year.count + 8
      guard id.count == register.count + tail, year.count == 4, serial.count <= 6, serial.first != 0x30,
        UnsafeBufferPointer(rebasing: id[..<register.count]).isSame(as: register), id[register.count] == 0x2D,
        UnsafeBufferPointer(rebasing: id[(register.count + 1)..<(register.count + 5)]).isSame(as: year),
        id[register.count + 5] == 0x2D
      else { return false }
      let number = UnsafeBufferPointer(rebasing: id[(register.count + 6)...])
      let zeros = number.count - serial.count
      return number[..<zeros].allSatisfy { $0 == 0x30 }
        && UnsafeBufferPointer(rebasing: number[zeros...]).isSame(as: serial)
    }
  }

  private func text(_ symbol: UInt32) -> UnsafeBufferPointer<UInt8>? {
    view.value(symbol, in: Document.root).flatMap { isCollection($0) ? nil : view.text($0) }
  }

  // MARK: Workflow

  private func workflow() -> Bool {
    guard rules.hasWorkflow else { return true }
    var timeline = -1
    var last = -1
    var key = Document.root + 1
    let end = Int(view.nodes[Document.root].next)
    while key < end {
      last = key
      if view.nodes[key].symbol == data.timeline { timeline = key + 1 }
      key = Int(view.nodes[key + 1].next)
    }
    guard timeline >= 0, last == timeline - 1, case .sequence = view.nodes[timeline].kind else { return false }
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: max(1, rules.owned.count)) { said in
      said.initialize(repeating: -1)
      return entries(timeline, said) && fields(said)
    }
  }

  /// Follows the timeline; `said` learns where each owned field was set last.
  private func entries(_ timeline: Int, _ said: UnsafeMutableBufferPointer<Int32>) -> Bool {
    var state = -1
    // The entry that led to the state.
    var entered = -1
    var before = Int.min
    // Since when evidence counts that has to be new, whichever action asks for it; and which extensions there were, as bits.
    var renewed: Int?
    var extended: UInt64 = 0
    var entry = timeline + 1
    let end = Int(view.nodes[timeline].next)
    var action = -1
    while entry < end {
      guard case .mapping = view.nodes[entry].kind, let name = view.value(data.action, in: entry),
        let found = rules.actionNames[view.text(name)]
      else { return false }
      action = Int(found)
      let isFirst = entry == timeline + 1
      let next = Int(view.nodes[entry].next)
      guard isLegal(action, from: state, isFirst: isFirst), let at = members(of: entry, action, said),
        at <= data.present.seconds, at >= before, isInTime(action, at, entered: entered)
      else { return false }
      let extends = rules.actions[action].extends
      guard extended & extends == 0 else { return false }
      extended |= extends
      if rules.actions[action].renewsEvidence { renewed = at }
      if (isFirst || next >= end) && !isAdmitted(rules.actions[action].when) { return false }
      if let to = rules.actions[action].to, to != state { (state, entered) = (to, entry) }
      before = at
      entry = next
    }
    guard action >= 0, state >= 0, let status = view.value(data.status, in: Document.root),
      case .string = view.nodes[status].kind
    else { return false }
    return !rules.actions[action].hasChecklist
      && rules.stateNames[state].withUnsafeBufferPointer { $0.isSame(as: view.text(status)) }
      && rules.actions[action].requires.allSatisfy(isFilled)
      && rules.actions[action].clears.values.allSatisfy { view.value(at: rules.owned[$0].path) == nil }
      && hasEvidence(rules.actions[action].evidence, since: rules.actions[action].asksForNew ? renewed : nil)
      && hasDemanded(rules.actions[action].evidenceOf, since: rules.actions[action].asksForNew ? renewed : nil)
  }

  private func isLegal(_ action: Int, from state: Int, isFirst: Bool) -> Bool {
    if isFirst { return rules.actions[action].isInitial }
    return state >= 0 && rules.actions[action].from & (1 << UInt64(state)) != 0
  }

  /// Whether an action came within its limit; no where the time of entering cannot be read.
  private func isInTime(_ action: Int, _ at: Int, entered: Int) -> Bool {
    guard let limit = rules.actions[action].within, entered >= 0 else { return true }
    guard let node = view.value(data.at, in: entered),
      let start = Timestamp(String(decoding: view.text(node), as: UTF8.self))
    else { return false }
    let at = Timestamp(seconds: at, offset: data.offset)
    return Deadline.of(limit, from: start, at, calendar: data.calendar, offset: data.offset) == .kept
  }

  /// When an entry happened, if its keys are right; nil where the check has to look.
  private func members(of entry: Int, _ action: Int, _ said: UnsafeMutableBufferPointer<Int32>) -> Int? {
    var at: Int?
    var hasPerson = data.officers == nil
    var hasReason = false
    var key = entry + 1
    let end = Int(view.nodes[entry].next)
    while key < end {
      let (symbol, value) = (view.nodes[key].symbol, key + 1)
      if symbol == data.at {
        at = Timestamp.seconds(view.text(value))
        if at == nil { return nil }
      } else if symbol == data.by || symbol == data.enteredBy {
        if symbol == data.by { hasPerson = true }
        if let officers = data.officers, case .string = view.nodes[value].kind,
          !data.ids.has(view.text(value), in: officers)
        {
          return nil
        }
      } else if symbol == data.reason {
        guard !isCollection(value), let reason = rules.reasons[view.text(value)],
          rules.actions[action].reasons[Int(reason)]
        else { return nil }
        hasReason = true
      } else if view.nodes[value].kind == .null, symbol != SymbolTable.unknown,
        let owned = rules.actions[action].clears[symbol]
      {
        guard said[owned] < 0 || isRight(Int(said[owned]), rules.owned[owned]) else { return nil }
        said[owned] = Self.cleared
      } else if symbol != data.action, !data.silent.contains(symbol) {
        guard symbol != SymbolTable.unknown, let owned = rules.actions[action].sets[symbol],
          said[owned] < 0 || isRepeated(Int(said[owned]), by: value) || isRight(Int(said[owned]), rules.owned[owned])
        else { return nil }
        said[owned] = Int32(value)
      }
      key = Int(view.nodes[value].next)
    }
    return hasPerson && (hasReason || !rules.actions[action].needsReason) ? at : nil
  }

  private func isAdmitted(_ conditions: [QuickRules.Condition]) -> Bool {
    conditions.allSatisfy { condition in
      guard let node = view.value(at: condition.path), view.nodes[node].kind != .null else {
        return condition.allowsMissing
      }
      guard !isCollection(node) else { return false }
      return condition.values[view.text(node)] != nil
    }
  }

  private func isFilled(_ path: [UInt32]) -> Bool {
    guard let node = view.value(at: path) else { return false }
    switch view.nodes[node].kind {
    case .null: return false
    case .mapping, .sequence: return true
    default: return view.nodes[node].textLength > 0
    }
  }

  /// Whether attachments of some kinds are there, attached at a moment or after it where one is given.
  private func hasEvidence(_ kinds: [String], since moment: Int?) -> Bool {
    guard !kinds.isEmpty else { return true }
    guard let list = view.value(data.attachments, in: Document.root), case .sequence = view.nodes[list].kind else {
      return false
    }
    return kinds.allSatisfy { wanted in
      var wanted = wanted
      return wanted.withUTF8 { wanted in
        var item = list + 1
        let end = Int(view.nodes[list].next)
        while item < end {
          if let kind = view.value(data.kind, in: item), view.text(kind).isSame(as: wanted),
            isAttached(item, since: moment)
          {
            return true
          }
          item = Int(view.nodes[item].next)
        }
        return false
      }
    }
  }

  private func isAttached(_ item: Int, since moment: Int?) -> Bool {
    guard let moment else { return true }
    guard let added = view.value(data.addedAt, in: item), !isCollection(added),
      let seconds = Timestamp.seconds(view.text(added))
    else { return false }
    return seconds >= moment
  }

  /// Whether the evidence is there that another record asks for; no where the check has to look.
  private func hasDemanded(_ demands: QuickRules.Demands?, since moment: Int?) -> Bool {
    guard let demands else { return true }
    guard let node = view.value(at: demands.path), !isCollection(node), let place = demands.ids[view.text(node)] else {
      return false
    }
    return hasEvidence(demands.kinds[Int(place)], since: moment)
  }

  /// What stands for an owned field that the timeline took out last.
  private static let cleared: Int32 = -2

  /// Owned fields are what the timeline said last.
  private func fields(_ said: UnsafeMutableBufferPointer<Int32>) -> Bool {
    for field in rules.owned.indices where said[field] == Self.cleared {
      if view.value(at: rules.owned[field].path) != nil { return false }
    }
    for field in rules.owned.indices where said[field] >= 0 {
      let other = Int(said[field])
      // What equals the field is as right as that, and the schema has seen it.
      guard let node = view.value(at: rules.owned[field].path) else {
        if isRight(other, rules.owned[field]) { continue }
        return false
      }
      guard isRepeated(node, by: other) else { return false }
    }
    return true
  }

  /// Whether two values are the same; no where the check has to look, as at keys in another order.
  private func isRepeated(_ node: Int, by other: Int) -> Bool {
    let count = Int(view.nodes[node].next) - node
    guard count == Int(view.nodes[other].next) - other else { return false }
    return (0..<count).allSatisfy { step in
      view.nodes[node + step].kind.rawValue == view.nodes[other + step].kind.rawValue
        && Int(view.nodes[node + step].next) - node == Int(view.nodes[other + step].next) - other
        && (isCollection(node + step) || view.text(node + step).isSame(as: view.text(other + step)))
    }
  }

  /// Whether a value of an entry is one that the field may have; no where the check has to look.
  private func isRight(_ node: Int, _ field: QuickRules.Owned) -> Bool {
    if let schema = field.schema, !schema.isValid(document, at: node) { return false }
    guard let target = field.target else { return true }
    guard case .string = view.nodes[node].kind else { return false }
    switch target {
    // Nobody asks whether it was in force then.
    case .collection(let place): return place.map { data.ids.has(view.text(node), in: $0) } ?? false
    case .any: return exists(view.text(node), target, dated: nil, in: Document.root)
    case .elsewhere: return true
    }
  }

  private func isCollection(_ node: Int) -> Bool {
    switch view.nodes[node].kind {
    case .mapping, .sequence: true
    default: false
    }
  }
}
