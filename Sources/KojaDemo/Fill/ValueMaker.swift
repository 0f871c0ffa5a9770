internal import KojaModel
internal import KojaSchema
internal import KojaStore

/// Makes the scalar of one slot, from its pool if it has one, else from its shape alone.
struct ValueMaker {
  let filler: Filler
  let slot: Slot
  let draft: Draft
  /// Whether a slot that is looked up is decided first, where nobody has decided it yet.
  var decides = true

  /// The value of the slot; nil when none can be made.
  func scalar() -> Value? { value(draft.overrides[slot.index] ?? slot.shape) }

  /// One item of a list of scalars.
  func item() -> Value? { slot.shape.items.first.flatMap { value($0) } }

  private func value(_ shape: Shape) -> Value? {
    if let value = slot.pool?.value { return value }
    if !shape.choices.isEmpty { return choice(shape.choices) }
    if let value = slot.pool?.copy.flatMap(found) { return value }
    if let pool = slot.pool, pool.between != nil || pool.number != nil, let number = number(shape) { return number }
    if let text = pooledText(shape) { return .string(text) }
    if let reference = shape.reference { return self.reference(reference) }
    switch shape.kinds.first ?? .string {
    case .string: return .string(text(shape))
    case .integer, .number: return number(shape)
    case .boolean: return .boolean(filler.dice.percent(50))
    case .null: return .null
    case .array, .object: return nil
    }
  }

  private func choice(_ choices: [Value]) -> Value? {
    let weights = choices.map { slot.pool?.weight(Draft.text($0) ?? "") ?? 10 }
    guard let index = filler.leastUsed(weights, uses: slot.uses) else { return nil }
    if slot.uses.indices.contains(index) { slot.uses[index] += 1 }
    return choices[index]
  }

  // MARK: Numbers

  private func number(_ shape: Shape) -> Value? {
    let isWhole = shape.kinds.first == .integer
    var (low, high) = (shape.minimum ?? 0, shape.maximum ?? (shape.minimum ?? 0) + 100)
    var decimals = isWhole ? 0 : 5
    if let range = slot.pool?.number {
      (low, high) = (max(low, Double(range.lowerBound)), min(shape.maximum ?? .infinity, Double(range.upperBound)))
      decimals = 0
    }
    if let between = slot.pool?.between {
      guard let from = found(between.low).flatMap({ Draft.text($0) }).flatMap({ Double($0) }),
        let to = found(between.high).flatMap({ Draft.text($0) }).flatMap({ Double($0) })
      else { return nil }
      (low, high, decimals) = (max(low, from), min(high, to), between.decimals)
    }
    let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
    let (least, most) = (Int((low * Double(scale)).rounded(.up)), Int((high * Double(scale)).rounded(.down)))
    guard least <= most else { return nil }
    return .number(Self.decimal(filler.dice.within(least...most), decimals))
  }

  /// A whole number of the smallest decimal place, written with its point.
  private static func decimal(_ number: Int, _ decimals: Int) -> String {
    guard decimals > 0 else { return String(number) }
    var digits = String(abs(number))
    digits = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
    return (number < 0 ? "-" : "") + digits.dropLast(decimals) + "." + digits.suffix(decimals)
  }

  // MARK: References

  private func reference(_ collection: String) -> Value? {
    if collection == "*" { return anyRecord() }
    if slot.candidates == nil, isFixed(collection) { slot.candidates = fitting(collection) }
    var candidates = slot.candidates ?? fitting(collection)
    if let matches = slot.pool?.match, !matches.isEmpty {
      let matching = candidates.filter { candidate in
        matches.allSatisfy { field, own in
          guard let wanted = found(own).flatMap({ Draft.text($0) }) else { return true }
          return candidate.at(field)?.texts.contains { $0.sameBytes(as: wanted) } ?? false
        }
      }
      if !matching.isEmpty { candidates = matching }
    }
    if slot.shape.isChained, let name = filler.kind?.field(slot) {
      candidates.removeAll { filler.references.links($0.id, by: name) }
    }
    let day = [draft.moment.date, dateOfRecord].compactMap { $0 }.min() ?? draft.moment.date
    for _ in 0..<6 {
      guard let candidate = pick(candidates) else { return nil }
      if candidate.from.map({ $0 <= day }) ?? true { return .string(candidate.id) }
    }
    return filler.dice.pick(candidates.filter { $0.from.map { $0 <= day } ?? true }).map { .string($0.id) }
  }

  private func pick(_ candidates: [Candidate]) -> Candidate? {
    guard let pool = slot.pool, !pool.weights.isEmpty else { return filler.dice.pick(candidates) }
    return filler.dice.weighted(candidates.map { pool.weight($0.id) }).map { candidates[$0] }
  }

  private func isFixed(_ collection: String) -> Bool { filler.catalogue.collection(collection)?.kind == .reference }

  private func fitting(_ collection: String) -> [Candidate] {
    guard let pool = slot.pool else { return filler.references.all(collection) }
    return filler.references.all(collection).filter { candidate in
      pool.has.allSatisfy { candidate.at($0) != nil }
        && pool.conditions.allSatisfy { field, values in
          candidate.at(field)?.texts.contains { text in values.contains { $0.sameBytes(as: text) } } ?? false
        }
    }
  }

  /// `x-ref: "*"`: any case, of some collections where the pool names them, written with its collection.
  private func anyRecord() -> Value? {
    let wanted = slot.pool?.collections ?? []
    let cases = filler.catalogue.collections.filter { collection in
      collection.kind == .case && !filler.references.all(collection.name).isEmpty
        && (wanted.isEmpty || wanted.contains { $0.sameBytes(as: collection.name) })
    }
    guard let collection = filler.dice.pick(cases),
      let candidate = filler.dice.pick(filler.references.all(collection.name))
    else { return nil }
    return .string("\(collection.name)/\(candidate.id)")
  }

  /// The day of the record itself, on which what it refers to must be in force.
  private var dateOfRecord: CalendarDate? {
    let top = draft.outer ?? draft
    guard let slot = filler.kind?.dateSlot, top.form === filler.kind?.form else { return nil }
    if !slot.isOwned, self.slot !== slot { filler.decide(slot, top) }
    return top.text(of: slot).flatMap { CalendarDate($0.prefix(10)) }
  }

  // MARK: Texts

  private func pooledText(_ shape: Shape) -> String? {
    guard let pool = slot.pool else { return nil }
    let texts = pool.texts(for: pool.by.flatMap { found($0) }.flatMap { $0.texts.first })
    guard !texts.isEmpty else { return nil }
    for _ in 0..<6 {
      guard let text = filler.dice.pick(texts)?.filled(placeholder), fits(text, shape) else { continue }
      return text
    }
    return nil
  }

  private func fits(_ text: String, _ shape: Shape) -> Bool {
    let count = text.unicodeScalars.count
    return count >= shape.minLength && count <= shape.maxLength ?? .max
  }

  private func text(_ shape: Shape) -> String {
    switch shape.format {
    case "date": return draft.moment.date.advanced(by: slot.pool?.days.map { filler.dice.within($0) } ?? 0).description
    case "date-time":
      guard let days = slot.pool?.days else { return draft.moment.description }
      let seconds = draft.moment.seconds + filler.dice.within(days) * 86_400
      return Timestamp(seconds: seconds, offset: draft.moment.offset).description
    case "time": return "08:00:00Z"
    case "email": return "contoh\(filler.dice.below(100_000))@contoh.example"
    case "uri", "uri-reference", "iri": return "https://contoh\(filler.dice.below(100_000)).example/"
    case "uuid":
      return PatternText("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$").text(&filler.dice)
    case "ipv4": return "192.0.2.\(filler.dice.below(256))"
    default: break
    }
    if let pattern = slot.pattern { return pattern.text(&filler.dice) }
    let label = shape.label ?? slot.shape.label ?? Phrase(slot.name)
    var text = "\(label[filler.catalogue.settings.language]) \(filler.dice.below(10_000) + 1)"
    while text.unicodeScalars.count < shape.minLength { text += " \(slot.name)" }
    if let most = shape.maxLength, text.unicodeScalars.count > most {
      text = String(String.UnicodeScalarView(text.unicodeScalars.suffix(max(most, 0))))
    }
    return text
  }

  // MARK: Looking up

  /// A word, a number at hand, or a value of this record or of one that it refers to.
  func placeholder(_ name: String) -> String? {
    if let words = filler.kind?.pools.words[name] { return filler.dice.pick(words)?.filled(placeholder) }
    switch name {
    case "n": return String(filler.dice.below(400) + 1)
    case "serial": return filler.kind.map { String($0.nextSerial()) }
    case "year": return String(draft.moment.date.parts.year)
    case "month": return String(draft.moment.date.parts.month)
    case "year_month": return String(draft.moment.date.description.prefix(7))
    case "slug":
      let title = filler.kind?.titleSlot.flatMap { top.text(of: $0) }
      return title.map { RecordKind.slug($0, separator: ".") }
    default: break
    }
    guard let value = found(name) else { return nil }
    return Draft.text(value) ?? value["id"]?.string
  }

  private var top: Draft { draft.outer ?? draft }

  /// The value at a dotted name, across references: `category.unit`. The slot in question is decided first, see ``decides``.
  func found(_ name: String) -> Value? {
    let steps = name.split(separator: ".").map(String.init)
    for count in stride(from: steps.count, to: 0, by: -1) {
      let prefix = steps.prefix(count).joined(separator: ".")
      for draft in [draft, top] {
        guard let slot = draft.form.slot(prefix), slot !== self.slot else { continue }
        if decides { filler.decide(slot, draft) }
        guard let value = draft.value(of: slot) else { return nil }
        if count == steps.count { return value }
        guard let reference = slot.shape.reference, let id = Draft.text(value) else { return nil }
        return followed(steps.dropFirst(count), from: id, in: reference)
      }
    }
    return nil
  }

  private func followed(_ steps: ArraySlice<String>, from id: String, in collection: String) -> Value? {
    guard let candidate = filler.references.find(id, in: collection) else { return nil }
    for count in stride(from: steps.count, to: 0, by: -1) {
      let prefix = steps.prefix(count).joined(separator: ".")
      guard let value = candidate.at(prefix) else { continue }
      if count == steps.count { return value }
      guard let next = filler.catalogue.collection(collection)?.field(prefix)?.reference, let id = Draft.text(value)
      else { return nil }
      return followed(steps.dropFirst(count), from: id, in: next)
    }
    return nil
  }
}
