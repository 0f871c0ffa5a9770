package import KojaCivic
package import KojaModel
internal import KojaYAML

/// The reference records that rules need while they look at other records, read once beforehand.
package struct ReferenceData: Sendable {
  /// Calendars by id.
  package let calendars: [String: BusinessCalendar]
  /// Registers in the order of their ids.
  package let registers: [Register]
  /// The ids that exist, by collection: from file names alone.
  package let ids: [Key: Set<Key>]
  /// When a record is in force, by `collection/id`; only records that say so.
  package let periods: [Key: Period]

  /// When a record is in force; both ends included.
  package struct Period: Sendable {
    /// The first day, if limited.
    package let from: CalendarDate?
    /// The last day, if limited.
    package let to: CalendarDate?

    /// Whether a day lies inside.
    package func contains(_ day: CalendarDate) -> Bool {
      (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }
  }

  /// Reads what is needed from a source. Files that cannot be read are skipped: the check of their own reports them.
  package init(_ catalogue: Catalogue, entries: [StoreFiles.Entry], bytes: (String) throws(FileError) -> [UInt8]?) {
    var ids: [Key: Set<Key>] = [:]
    var calendars: [String: BusinessCalendar] = [:]
    var registers: [Register] = []
    var periods: [Key: Period] = [:]
    let dated = Set(
      catalogue.collections.filter { $0.kind == .reference && $0.field("valid_from") != nil }.map { Key($0.name) })
    for entry in entries where entry.kind == .file && entry.path.hasSuffix(".yaml") {
      let parts = entry.path.split(separator: "/", maxSplits: 2)
      guard parts.count == 3 else { continue }
      let collection = Key(String(parts[1]))
      let id = Record.id(ofPath: entry.path)
      ids[collection, default: []].insert(Key(id))
      let isNeeded = [EngineCollections.calendars, EngineCollections.registers].contains(collection.string)
      guard isNeeded || dated.contains(collection) else { continue }
      guard let content = try? bytes(entry.path),
        let document = YAMLReader.read(content, path: entry.path).document, document.kind(Document.root) == .mapping
      else { continue }
      switch collection.string {
      case EngineCollections.calendars: calendars[id] = BusinessCalendar(id: id, document)
      case EngineCollections.registers: registers.append(Register(id: id, document))
      default:
        let period = Period(
          from: document.string(at: "valid_from").flatMap { CalendarDate($0) },
          to: document.string(at: "valid_to").flatMap { CalendarDate($0) })
        if period.from != nil || period.to != nil { periods[Key("\(collection)/\(id)")] = period }
      }
    }
    self.ids = ids
    self.calendars = calendars
    self.registers = registers
    self.periods = periods
  }

  /// Whether a record exists.
  package func exists(_ id: String, in collection: String) -> Bool {
    ids[Key(collection)]?.contains(Key(id)) ?? false
  }

  /// The register that numbers a record when an action claims one of several.
  package func register(among names: [String], for field: (String) -> String?) -> Register? {
    registers.first { register in names.contains { $0.sameBytes(as: register.id) } && register.when.admits(field) }
  }
}
