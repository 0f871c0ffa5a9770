internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What all records are compared with, compiled once for a check: ids, the symbols of keys, the present.
final class QuickData: Sendable {
  /// The rules by the place of the collection; nil where only the checks themselves know.
  let rules: [QuickRules?]
  /// The place of a collection by its name.
  let collections: [Key: Int]
  /// The same, asked with bytes.
  let collectionNames: ByteSet
  /// The ids that are there.
  let ids: PresentIDs
  /// Of every collection, the records that are in force for a time only, with their places among ``periods``.
  let dated: [ByteSet]
  /// The ids of collections of other stores that are here.
  let elsewhere: [ByteSet]
  /// First and last day on which a record is in force, see ``CalendarDate/dayNumber``.
  let periods: [(from: Int, to: Int)]
  /// The place of the officers; nil where there are none.
  let officers: Int?
  /// The latest moment that is not in the future.
  let present: Present
  /// The calendar that time limits are counted by.
  let calendar: BusinessCalendar?
  /// The symbols that documents have to carry.
  let symbols: SymbolTable
  /// Symbols of keys.
  let timeline, status, attachments, kind, action, at, by, enteredBy, reason, register, year, serial: UInt32
  let suffix, claimedAt, addedAt: UInt32
  /// Registers that count by themselves; the claims of others are for the check itself.
  let registers: ByteSet
  /// Minutes east of UTC of the office.
  let offset: Int
  /// Those of an entry that nobody asks about.
  let silent: Set<UInt32>

  /// Compiles. `ids` are all that there are below `records/`.
  init(_ context: CheckContext, _ ids: PresentIDs, names: ByteSet) {
    let catalogue = context.catalogue
    let symbols = catalogue.symbols
    let collections = Dictionary(
      catalogue.collections.enumerated().map { (Key($1.name), $0) }, uniquingKeysWith: { first, _ in first })
    let officers = collections[Key(EngineCollections.officers)]
    let targets = Self.targets(catalogue).compactMap { name in context.others.target(of: name).map { (name, $0) } }
    elsewhere = targets.map { $1.store.ids(of: $1.collection) }
    let numbered = Dictionary(targets.enumerated().map { (Key($1.0), $0) }, uniquingKeysWith: { first, _ in first })
    rules = catalogue.collections.map {
      QuickRules($0, catalogue, collections: collections, elsewhere: numbered, context.reference)
    }
    self.collections = collections
    self.officers = officers
    collectionNames = names
    present = Present(context)
    calendar = context.workingCalendar
    var periods: [(from: Int, to: Int)] = []
    var dated = [ByteSet](repeating: ByteSet(), count: catalogue.collections.count)
    for (name, period) in context.reference.periods {
      let (collection, id) = ReferenceCheck.target(name.string, "*")
      guard let place = collections[Key(collection)] else { continue }
      dated[place].insert(id, Int32(periods.count))
      periods.append((period.from?.dayNumber ?? Int.min, period.to?.dayNumber ?? Int.max))
    }
    (self.periods, self.dated, self.ids) = (periods, dated, ids)
    self.symbols = symbols
    func symbol(_ name: String) -> UInt32 { symbols.symbol(of: name) }
    timeline = symbol(TimelineEntry.key)
    status = symbol("status")
    attachments = symbol("attachments")
    kind = symbol("kind")
    action = symbol("action")
    at = symbol("at")
    by = symbol("by")
    enteredBy = symbol("entered_by")
    reason = symbol("reason")
    register = symbol("register")
    year = symbol("year")
    serial = symbol("serial")
    suffix = symbol("suffix")
    claimedAt = symbol("claimed_at")
    addedAt = symbol(AttachmentField.moment)
    registers = ByteSet(
      context.reference.registers.filter { $0.scope == .register && $0.restartsYearly && $0.dateField == nil }.map(\.id)
    )
    offset = catalogue.settings.offset
    silent = Set(["recorded_at", "note", "audience"].map(symbol))
  }

  /// Whether a record, whose collection is told by its place, says that a scorecard graded it: then ``ScoreCheck`` has to compute.
  func isGraded(_ document: Document, _ place: Int) -> Bool {
    guard let graded = rules[place]?.graded, !graded.isEmpty else { return false }
    return document.withView { view in graded.contains { view.value(at: $0) != nil } } ?? true
  }

  /// The collections of other stores that references lead to, `private/people`, each once.
  private static func targets(_ catalogue: Catalogue) -> [String] {
    func collect(_ fields: [Field]) -> [String] {
      fields.compactMap(\.scalar.reference) + fields.flatMap { collect($0.members) }
    }
    let names: [String] = catalogue.collections.flatMap { collect($0.fields) }.filter { $0.contains("/") }
    return Set(names.map { Key($0) }).sorted().map(\.string)
  }
}

/// The ids of the records that are there, by collection: only those whose files lie where their ids say.
struct PresentIDs: Sendable {
  private var sets: [ByteSet]

  /// Ids of files.
  init(_ files: [PlacedFile], _ catalogue: Catalogue) {
    sets = [ByteSet](repeating: ByteSet(), count: catalogue.collections.count)
    for file in files { insert(file) }
  }

  /// Adds the id of a file.
  mutating func insert(_ file: PlacedFile) {
    guard let place = file.collection, let id = file.id else { return }
    sets[place].insert(String(id), 0)
  }

  /// Whether a collection, told by its place in the catalogue, has a record.
  func has(_ id: UnsafeBufferPointer<UInt8>, in place: Int) -> Bool { sets[place][id] != nil }
}

/// A file below `records/` with the collection it lies in, and its id when it lies where that says.
struct PlacedFile: Sendable {
  let entry: StoreFiles.Entry
  /// The place of the collection among the catalogue's.
  let collection: Int?
  /// The id; nil where there is something to say about the file's name or folder.
  let id: Substring?

  /// Looks at the path alone.
  init(_ entry: StoreFiles.Entry, _ catalogue: Catalogue, _ names: ByteSet) {
    self.entry = entry
    let start = entry.path.utf8.index(entry.path.utf8.startIndex, offsetBy: 8, limitedBy: entry.path.utf8.endIndex)
    guard entry.kind == .file, let start, entry.path.hasPrefix("records/"),
      let slash = entry.path.utf8[start...].firstIndex(of: UInt8(ascii: "/"))
    else {
      (collection, id) = (nil, nil)
      return
    }
    var name = String(entry.path[start..<slash])
    collection = name.withUTF8 { names[$0] }.map(Int.init)
    id = collection.flatMap { catalogue.collections[$0].idOfPlaced(entry.path) }
  }
}
