package import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// The reference records that rules need while they look at other records, read once beforehand.
package struct ReferenceData: Sendable {
  /// Calendars by id.
  package let calendars: [String: BusinessCalendar]
  /// Registers in the order of their ids.
  package let registers: [Register]
  /// The registers by the collection whose records they number.
  let registersByCollection: [Key: [Register]]
  /// When a record is in force, by `collection/id`; only records that say so.
  package let periods: [Key: Period]

  /// When a record is in force; both ends included.
  package struct Period: Sendable {
    /// The first day, if limited.
    package let from: CalendarDate?
    /// The last day, if limited.
    package let to: CalendarDate?

    /// Whether a day lies inside.
    package func contains(_ day: CalendarDate) -> Bool { meets(day...day) }

    /// Whether one of some days lies inside.
    func meets(_ days: ClosedRange<CalendarDate>) -> Bool {
      (from.map { $0 <= days.upperBound } ?? true) && (to.map { days.lowerBound <= $0 } ?? true)
    }
  }

  /// What people call records, for did-you-mean.
  let names: ReferenceNames
  private let boxes = Memo<Key, AreaBoxes>()
  private let cards = Memo<Key, [ScorecardDefinition]>()
  private var source: any RecordSource
  private var referrers: Referrers?
  private let catalogue: Catalogue

  /// Reads what is needed from a source. Files that cannot be read are skipped: the check of their own reports them.
  package init(_ catalogue: Catalogue, _ source: some RecordSource) {
    var registers: [Register] = []
    var periods: [Key: Period] = [:]
    for (id, document) in Self.records(of: EngineCollections.registers, source) {
      registers.append(Register(id: id, document))
    }
    for collection in catalogue.collections where collection.kind == .reference && collection.field("valid_from") != nil
    {
      for (id, document) in Self.records(of: collection.name, source, where: Self.mayHavePeriod) {
        let period = Period(
          from: document.string(at: "valid_from").flatMap { CalendarDate($0) },
          to: document.string(at: "valid_to").flatMap { CalendarDate($0) })
        if period.from != nil || period.to != nil { periods[Key("\(collection.name)/\(id)")] = period }
      }
    }
    calendars = Self.calendars(source)
    self.registers = registers
    registersByCollection = Dictionary(grouping: registers) { Key($0.collection) }
    self.periods = periods
    names = ReferenceNames(catalogue, source)
    self.source = source
    self.catalogue = catalogue
  }

  /// The calendars of a source by their ids.
  static func calendars(_ source: some RecordSource) -> [String: BusinessCalendar] {
    let found = records(of: EngineCollections.calendars, source).map {
      ($0.id, BusinessCalendar(id: $0.id, $0.document))
    }
    return Dictionary(found) { _, last in last }
  }

  /// Whether a text can say when its record is in force; most say nothing, and need not be read for it.
  private static func mayHavePeriod(_ bytes: [UInt8]) -> Bool {
    let key = Array("valid_".utf8)
    return bytes.indices.contains { index in
      // A key may be written with escapes.
      bytes[index] == UInt8(ascii: "\\") || bytes[index] == key[0] && bytes[index...].starts(with: key)
    }
  }

  private static func records(
    of collection: String, _ source: some RecordSource, where isWanted: ([UInt8]) -> Bool = { _ in true }
  ) -> [(id: String, document: Document)] {
    source.entries(under: "records/\(collection)").compactMap { entry in
      guard entry.kind == .file, entry.path.hasSuffix(".yaml"), let bytes = try? source.bytes(entry.path),
        isWanted(bytes), let document = YAMLReader.read(bytes, path: entry.path).document,
        document.kind(Document.root) == .mapping
      else { return nil }
      return (Record.id(ofPath: entry.path), document)
    }
  }

  /// The same, but who asks for records gets those of another source; which of them refer to others, `referrers` may know.
  func reading(_ source: some RecordSource, referrers: Referrers? = nil) -> ReferenceData {
    var other = self
    (other.source, other.referrers) = (source, referrers)
    return other
  }

  /// Whether a record exists: its file lies where its id says.
  package func exists(_ id: String, in collection: String) -> Bool {
    guard let path = catalogue.collection(collection)?.path(of: id) else { return false }
    return source.has(path)
  }

  /// A record that another one refers to; nil where it cannot be read.
  package func document(_ id: String, in collection: String) -> Document? {
    catalogue.collection(collection)?.path(of: id).flatMap { source.document($0) }
  }

  /// The claims of a series of numbers.
  func claims(in series: String) -> [(id: String, document: Document)] {
    source.entries(under: JoinedFacts.folder(of: series)).compactMap { entry in
      guard entry.kind == .file, let document = source.document(entry.path) else { return nil }
      return (Record.id(ofPath: entry.path), document)
    }
  }

  /// What a dotted field of a record leads to, across references: `category.evidence`.
  func end(of dotted: String, in record: Record) -> FollowedPath.End? {
    way.end(dotted, in: record.document, of: record.collection)
  }

  /// The clocks of records among these.
  var clocks: ClockFace { ClockFace(catalogue, source, calendars: calendars) }

  /// Follows dotted names through these records.
  var way: FollowedPath { FollowedPath(catalogue: catalogue) { document($0, in: $1.name) } }

  /// The texts at a dotted field of a record, across references.
  package func texts(at dotted: String, of record: Record) -> [String] {
    end(of: dotted, in: record).map { $0.document.texts($0.node) } ?? []
  }

  /// The records of a collection that may refer to a record of this id by a field: those whose text holds it.
  func documents(of collection: String, field: String, holding id: String) -> [(id: String, document: Document)] {
    if let referrers {
      return referrers.paths(of: collection, field: field, to: id).compactMap { path in
        source.document(path).map { (Record.id(ofPath: path), $0) }
      }
    }
    let bytes = Array(id.utf8)
    let files = source.entries(under: "records/\(collection)").filter { $0.kind == .file && $0.path.hasSuffix(".yaml") }
    let found = Parallel.map(files) { file -> Document? in
      guard let text = (try? source.bytes(file.path)) ?? nil, text.holds(bytes) else { return nil }
      return YAMLReader.read(text, path: file.path).document
    }
    return zip(files, found).compactMap { file, document in document.map { (Record.id(ofPath: file.path), $0) } }
  }

  /// The boxes of a collection's records; read when they are asked for.
  func boxes(of collection: String) -> AreaBoxes {
    boxes.answer(Key(collection)) {
      AreaBoxes(all: Self.records(of: collection, source).compactMap { AreaBoxes.Box($0.id, $0.document) })
    }
  }

  /// The scorecards that grade into a collection; read when they are asked for.
  func scorecards(of collection: String) -> [ScorecardDefinition] {
    cards.answer(Key("")) { ScorecardDefinition.all(in: source) { _ in true } }
      .filter { $0.collection.sameBytes(as: collection) }
  }

  /// The record that a person names: by its id, or by what only this one is called.
  func id(of typed: String, in collection: String) -> String? {
    exists(typed, in: collection) ? typed : names.called(typed, in: collection)
  }

  /// The register that numbers a record when an action claims one of several.
  package func register(among names: [String], for field: (String) -> String?) -> Register? {
    registers.first { register in names.contains { $0.sameBytes(as: register.id) } && register.when.admits(field) }
  }

  /// The register of which an action takes a number, where a record carries none; nil where the action takes none.
  func register(unused action: Workflow.Action, by field: (String) -> String?) -> Register? {
    guard !action.claims.isEmpty, let register = register(among: action.claims, for: field) else { return nil }
    return field(register.field) == nil ? register : nil
  }
}

extension Store {
  /// The reference records of the store.
  package var referenceData: ReferenceData {
    func read(_ source: some RecordSource) -> ReferenceData { ReferenceData(catalogue, source) }
    return read(records)
  }
}
