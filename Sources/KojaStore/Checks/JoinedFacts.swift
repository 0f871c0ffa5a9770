package import KojaCivic
package import KojaModel
internal import KojaSchema

/// What one record contributes to the checks between records.
package struct JoinedFacts: Sendable {
  /// A value at a place of a file.
  package struct Mark: Sendable {
    /// The value.
    package let value: String
    /// The record, `collection/id`.
    package let record: String
    /// The file.
    package let path: String
    /// The bytes of the value.
    package let bytes: Range<Int>

    /// Whether both have the same value.
    func says(_ other: Mark) -> Bool { value.sameBytes(as: other.value) }
  }

  /// A claim of a number. A class: the checks between records keep several lists of the same claims.
  package final class Claim: Sendable {
    /// The register that gave the number.
    package let register: String
    /// The series, year and serial that it is filed under.
    package let id: ClaimID
    /// The record that the claim names, at its place.
    package let record: Mark
    /// The number as it is written.
    package let number: Mark
    /// Whether it was declared void.
    package let isVoid: Bool
    /// The day on which it was claimed, and where that stands.
    package let day: (date: CalendarDate, bytes: Range<Int>)?
    /// Whether it says why it is out of the ordinary.
    package let isExplained: Bool

    init(
      register: String, id: ClaimID, record: Mark, number: Mark, isVoid: Bool,
      day: (date: CalendarDate, bytes: Range<Int>)?, isExplained: Bool
    ) {
      (self.register, self.id, self.record, self.number) = (register, id, record, number)
      (self.isVoid, self.day, self.isExplained) = (isVoid, day, isExplained)
    }

    /// The file of the record that the claim names, where that is known.
    func carriers(_ catalogue: Catalogue) -> [String] {
      let (collection, id) = ReferenceCheck.target(record.value, "*")
      return catalogue.collection(collection)?.path(of: id).map { [$0] } ?? []
    }
  }

  /// A link from record to record within a collection.
  package struct Link: Sendable {
    /// `collection.field`.
    package let field: String
    /// The id of the record that links.
    package let from: String
    /// The id that it links to.
    package let to: String
  }

  /// A number that a record carries.
  package struct Carried: Sendable {
    /// The register that gives such numbers.
    package let register: String
    /// The series in which its claim is; nil where the record does not tell its kind.
    package let series: String?
    /// The year that a field of the record says; nil where the register does not ask for one.
    package let year: Int?
    /// The number, at its place.
    package let mark: Mark
    /// Whether the record still counts: it is neither withdrawn nor at an end of its workflow that leaves nothing of it.
    package let isLive: Bool
  }

  /// Values of unique fields, by `collection.field`.
  package var unique: [(field: String, mark: Mark)] = []
  /// What other systems call records that still count, by `collection.field`.
  package var namings: [(field: String, mark: Mark)] = []
  /// Numbers that records carry.
  package var numbers: [Carried] = []
  /// Claims.
  package var claims: [Claim] = []
  /// What took a number past the tool.
  package var numberless: NumberlessEntry?

  /// What its chained links lead from and to, see ``Collection/chainedFields``.
  package var links: [Link] = []

  /// Collects the facts of a record.
  package init(_ record: Record, _ context: CheckContext) {
    let document = record.document
    guard document.kind(Document.root) == .mapping else { return }
    func mark(_ node: NodeIndex) -> Mark? {
      document.text(node).map {
        Mark(value: $0, record: record.reference, path: record.path, bytes: document.range(node))
      }
    }
    // The unique values of a withdrawn record are free again, and those of one that is no longer in force.
    let hasUnique = !(record.collection.uniqueFields.isEmpty && record.collection.idFields.isEmpty)
    let isWithdrawn = hasUnique && Self.isWithdrawn(record)
    for field in isWithdrawn || Self.isPast(record, context) ? [] : record.collection.uniqueFields {
      // Of a list each item is unique; case does not tell addresses apart.
      let nodes = document.node(at: field.path).map { field.isList ? document.items($0) : [$0] } ?? []
      for mark in nodes.compactMap(mark) {
        let value = field.scalar.format == "email" ? mark.value.lowercased() : mark.value
        unique.append(
          (
            "\(record.collection.name).\(field.name)",
            Mark(value: value, record: mark.record, path: mark.path, bytes: mark.bytes)
          ))
      }
    }
    // What makes an id is unique together.
    let parts = record.collection.idFields
    if !isWithdrawn,
      let first = parts.lazy.compactMap({ document.node(at: $0.split(separator: ".").map(String.init)) }).first,
      let id = record.collection.id({ document.scalar($0) })
    {
      let mark = Mark(value: id, record: record.reference, path: record.path, bytes: document.range(first))
      unique.append(("\(record.collection.name).\(parts.joined(separator: " + "))", mark))
    }
    for field in record.collection.namings {
      let name = "\(record.collection.name).\(field.name)"
      namings += Self.namings(field, in: document, mark).map { (name, $0) }
    }
    if !namings.isEmpty, !Self.isLive(record) { namings = [] }
    for field in record.collection.chainedFields {
      if let target = document.scalar(field.name) {
        links.append(Link(field: "\(record.collection.name).\(field.name)", from: record.id, to: target))
      }
    }
    for register in context.reference.registersByCollection[Key(record.collection.name)] ?? [] {
      guard register.when.admits({ document.scalar($0) }),
        let node = document.node(at: register.field.split(separator: ".").map(String.init)), let mark = mark(node)
      else { continue }
      let year = register.date { document.scalar($0) }.map { register.year(of: $0) }
      numbers.append(
        Carried(
          register: register.id, series: register.series { document.scalar($0) }, year: year, mark: mark,
          isLive: Self.isLive(record)))
    }
    numberless = NumberlessEntry.first(in: record, context.reference)
    // What a claim says of itself is compared with its id by `ClaimCheck`; the id is what counts.
    if record.collection.name == EngineCollections.numbers, let id = ClaimID(record.id),
      let number = document.value("number").flatMap(mark)
    {
      let subject = document.value("record").flatMap(mark)
      let isVoid = document.value("void").map { document.kind($0) == .mapping } ?? false
      guard let subject = subject ?? (isVoid ? number : nil) else { return }
      claims.append(
        Claim(
          register: Self.register(of: id, document, context), id: id, record: subject, number: number, isVoid: isVoid,
          day: Self.day(document, context), isExplained: document.scalar("reason") != nil))
    }
  }

  /// What the items of a field say that other systems call the record (`lapor:1234567`), where they say all of it.
  private static func namings(_ field: KojaSchema.Field, in document: Document, _ mark: (NodeIndex) -> Mark?) -> [Mark]
  {
    guard let list = document.node(at: field.path), document.kind(list) == .sequence else { return [] }
    return document.items(list).compactMap { item in
      guard document.kind(item) == .mapping else { return nil }
      let parts = field.names.compactMap { document.value($0, in: item).flatMap(mark) }
      guard parts.count == field.names.count, let last = parts.last else { return nil }
      return Mark(
        value: parts.map(\.value).joined(separator: ":"), record: last.record, path: last.path, bytes: last.bytes)
    }
  }

  /// The register that a claim names, where its series can be of that register; else the series.
  private static func register(of id: ClaimID, _ document: Document, _ context: CheckContext) -> String {
    guard let named = document.scalar("register"), !named.sameBytes(as: id.series),
      context.reference.registers.contains(where: { $0.id.sameBytes(as: named) && $0.gives(id.series) })
    else { return id.series }
    return named
  }

  private static func isWithdrawn(_ record: Record) -> Bool {
    Withdrawal.isPresent(in: record.document) && record.collection.allowsWithdrawal
  }

  /// Whether a reference record was in force and is no longer.
  private static func isPast(_ record: Record, _ context: CheckContext) -> Bool {
    guard record.collection.kind == .reference, !record.collection.uniqueFields.isEmpty else { return false }
    let last = record.document.string(at: "valid_to").flatMap { CalendarDate($0) }
    return last.map { $0 < context.now.at(offset: context.catalogue.settings.offset).date } ?? false
  }

  private static func isLive(_ record: Record) -> Bool {
    if isWithdrawn(record) { return false }
    guard let workflow = record.collection.workflow else { return true }
    return record.document.string(at: "status").flatMap { workflow.state($0) }.map { state in
      state.family != .closed || state.isFulfilled
    } ?? false
  }

  private static func day(_ document: Document, _ context: CheckContext) -> (date: CalendarDate, bytes: Range<Int>)? {
    guard let node = document.value("claimed_at"), let at = document.text(node).flatMap({ Timestamp($0) }) else {
      return nil
    }
    return (at.at(offset: context.catalogue.settings.offset).date, document.range(node))
  }

  /// The facts that an older version of the record does not have: only these can newly clash with other records.
  func new(since old: JoinedFacts?) -> JoinedFacts {
    guard let old else { return self }
    var new = self
    new.unique.removeAll { mine in old.unique.contains { $0.field == mine.field && $0.mark.says(mine.mark) } }
    new.namings.removeAll { mine in old.namings.contains { $0.field == mine.field && $0.mark.says(mine.mark) } }
    // A record that counts again may have a number that was declared void meanwhile.
    new.numbers.removeAll { mine in
      old.numbers.contains {
        $0.register == mine.register && $0.mark.says(mine.mark) && ($0.isLive || !mine.isLive)
      }
    }
    if old.numberless != nil { new.numberless = nil }
    new.claims.removeAll { mine in
      old.claims.contains { $0.number.says(mine.number) && $0.record.says(mine.record) && $0.isVoid == mine.isVoid }
    }
    return new
  }

  /// The same with all numbers and claims of some series.
  func with(_ all: JoinedFacts, where isWanted: (_ series: String) -> Bool) -> JoinedFacts {
    var facts = self
    facts.numbers = all.numbers.filter { isWanted($0.series ?? $0.register) }
    facts.claims = all.claims.filter { isWanted($0.id.series) }
    return facts
  }

  /// The same without the unique values that are such numbers.
  func without(_ isDoubtful: (Carried) -> Bool) -> JoinedFacts {
    let doubtful = numbers.filter(isDoubtful)
    guard !doubtful.isEmpty else { return self }
    var facts = self
    facts.unique.removeAll { unique in doubtful.contains { $0.mark.bytes == unique.mark.bytes } }
    return facts
  }

  /// The folder that holds the claims of a series.
  static func folder(of series: String) -> String { "records/\(EngineCollections.numbers)/\(series)" }

  /// The folders and files whose records these facts must be compared with. For what other systems call a record no
  /// other is read: that would be all of a collection at each intake, and doubles are told, not refused. `lost` are numbers that the record no longer
  /// carries and that may have left a claim behind.
  func rivals(lost: [Carried], _ catalogue: Catalogue) -> [String] {
    let series =
      (numbers + lost).map { $0.series ?? $0.register } + claims.map(\.id.series)
      + (numberless.map { [$0.series ?? $0.register] } ?? [])
    return unique.compactMap { $0.field.split(separator: ".").first.map { "records/\($0)" } }
      + series.map(Self.folder) + claims.flatMap { $0.carriers(catalogue) }
  }
}
