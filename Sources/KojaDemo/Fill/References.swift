internal import KojaCivic
internal import KojaModel
internal import KojaStore

/// A record that others may refer to.
final class Candidate {
  let id: String
  /// What a reference record says.
  private let fixed: Value
  /// What a case says, as it goes on.
  private let draft: Draft?
  /// What people call it.
  let title: Phrase
  /// When it begins to be in force.
  let from: CalendarDate?

  init(id: String, value: Value, title: Phrase, from: CalendarDate?) {
    self.id = id
    (fixed, draft) = (value, nil)
    self.title = title
    self.from = from
  }

  /// A case.
  init(id: String, draft: Draft, title: Phrase) {
    self.id = id
    (fixed, self.draft) = (.null, draft)
    self.title = title
    from = nil
  }

  /// What it says now.
  var value: Value { draft?.value ?? fixed }

  /// What it says now in a dotted field.
  func at(_ dotted: String) -> Value? {
    guard let draft else { return fixed.at(dotted) }
    return draft.form.slot(dotted).flatMap { draft.value(of: $0) }
  }
}

/// The records that a made-up record may refer to: all reference records, and of each case collection some of the latest.
struct References {
  private var records: [String: [Candidate]] = [:]
  private var byID: [String: [String: Candidate]] = [:]

  /// Records that link on by a field without chains, and those that are linked to, by their hash.
  private var linking: Set<UInt64> = []
  private var linked: Set<UInt64> = []

  /// The records that refer to others by a field of which some action needs to know: `collection.field=id`.
  private var referring: [String: [LiveCase]] = [:]

  /// How many cases of a collection are remembered.
  private static let memory = 512

  /// Adds a reference record; one that goes out of force before the end is never referred to.
  mutating func add(_ id: String, of collection: Collection, _ value: Value, until end: CalendarDate) {
    func day(_ key: String) -> CalendarDate? { value[key]?.string.flatMap { CalendarDate($0) } }
    let candidate = Candidate(
      id: id, value: value, title: Self.title(of: collection, id, value), from: day("valid_from"))
    byID[collection.name, default: [:]][id] = candidate
    if day("valid_to").map({ $0 > end }) ?? true, value["active"] != .boolean(false) {
      records[collection.name, default: []].append(candidate)
    }
  }

  /// Remembers a case, in place of an older one when there are many.
  mutating func remember(_ record: LiveCase, title: String, _ dice: inout Dice) {
    let (id, collection) = (record.id, record.kind.collection)
    let candidate = Candidate(id: id, draft: record.draft, title: Phrase(title))
    if records[collection.name]?.count ?? 0 < Self.memory {
      records[collection.name, default: []].append(candidate)
    } else {
      let place = dice.below(Self.memory)
      if let old = records[collection.name]?[place].id { byID[collection.name]?[old] = nil }
      records[collection.name]?[place] = candidate
    }
    byID[collection.name, default: [:]][id] = candidate
  }

  /// The records of a collection that may be referred to.
  func all(_ collection: String) -> [Candidate] { records[collection] ?? [] }

  /// A record.
  func find(_ id: String, in collection: String) -> Candidate? { byID[collection]?[id] }

  /// Notes a link of a field without chains. Returns false where it would make one.
  mutating func link(_ id: String, to target: String, by field: String) -> Bool {
    guard !id.sameBytes(as: target), !linked.contains(NumberBook.hash(field + "=" + id)), !links(target, by: field)
    else { return false }
    linking.insert(NumberBook.hash(field + "=" + id))
    linked.insert(NumberBook.hash(field + "=" + target))
    return true
  }

  /// Notes whom a record refers to by a field of which some action needs to know.
  mutating func watch(_ record: LiveCase, by field: String) {
    guard let target = record.draft.text(field) else { return }
    referring[record.kind.collection.name + "." + field + "=" + target, default: []].append(record)
  }

  /// Whether one of those refers to a record.
  func isReferred(to record: LiveCase, by wanted: Need.Referring) -> Bool {
    let found = [record.id, record.kind.collection.name + "/" + record.id].flatMap { id in
      referring[wanted.collection + "." + wanted.field + "=" + id] ?? []
    }
    return found.contains { other in
      let family = other.state.flatMap { other.kind.collection.workflow?.state($0)?.family }
      return wanted.when.admits { other.draft.text($0) }
        && (wanted.families.isEmpty || family.map { wanted.families.contains($0) } ?? false)
    }
  }

  /// Whether a record links on by such a field.
  func links(_ id: String, by field: String) -> Bool { linking.contains(NumberBook.hash(field + "=" + id)) }

  private static func title(of collection: Collection, _ id: String, _ value: Value) -> Phrase {
    guard let title = collection.titleField.flatMap({ value.at($0) }) else { return Phrase(id) }
    if let text = title.string { return Phrase(text) }
    let indonesian = title["id"]?.string ?? title["en"]?.string ?? id
    return Phrase(id: indonesian, en: title["en"]?.string ?? indonesian)
  }
}

extension Value {
  /// The value at a dotted path of members.
  func at(_ dotted: String) -> Value? {
    dotted.split(separator: ".").reduce(self as Value?) { $0?[String($1)] }
  }

  /// The texts of a list, or of one scalar.
  var texts: [String] {
    if case .array(let items) = self { return items.compactMap { Draft.text($0) } }
    return Draft.text(self).map { [$0] } ?? []
  }
}
