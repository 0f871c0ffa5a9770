internal import KojaModel

/// How records of some collections are spread over tables: the numbers of collections, fields and tables, which the
/// threads that make rows and the one that writes them share.
///
/// Numbers are positions, so they are the same for the same layouts; the index's version covers those.
struct IndexPlan: Sendable {
  /// The tables that all collections share, in the order of their numbers.
  enum Table: Int, CaseIterable {
    case file, record, body, item, entry, told, clock

    /// The columns in the order of the cells, the record's number first.
    var columns: [String] {
      switch self {
      case .file: ["record", "path", "content"]
      case .record: ["record", "collection", "id"]
      case .body: ["record", "json"]
      case .item: ["record", "field", "position", "value", "key"]
      case .entry:
        [
          "record", "position", "action", "at", "at_seconds", "by", "entered_by", "recorded_at", "note", "reason",
          "audience", "state",
        ]
      case .told: ["record", "position", "field", "value"]
      case .clock: ["record", "clock", "started", "due", "state", "stopped", "calendar", "source"]
      }
    }
  }

  /// The keys of a timeline's entry that have columns, in the order of those; every other key tells of a field of the
  /// record.
  static let entryKeys = ["action", "at", "by", "entered_by", "recorded_at", "note", "reason", "audience"]
  /// Places among these.
  static let (at, note, audience) = (1, 5, 7)
  /// Places among ``Planned/roots``.
  static let (status, timeline) = (0, 1)

  /// The way to a value: the place of its first key among ``Planned/roots``, and the keys behind it.
  struct Way: Sendable {
    let root: Int
    let keys: [[UInt8]]
  }

  /// What making rows needs to know of a column, without what people read of it.
  struct Slot: Sendable {
    /// How one of its values is stored.
    enum Form: Sendable { case text, integer, number, boolean, date, dateTime }
    /// Where the value is.
    let way: Way
    let form: Form
    let isList: Bool
    /// Whether there is a `k<n>` beside the `c<n>`.
    let hasKey: Bool
    /// Whether full text covers it.
    let isText: Bool
    /// Whether it is free text, which lies apart: what is asked most often is short.
    let isLong: Bool
    /// The collection that it refers to.
    let target: String?

    init(_ column: Column, _ way: Way) {
      self.way = way
      isList = column.type.isList
      hasKey = StoredValue.hasKey(column.type)
      isLong = column.type.item == .text
      isText = isLong || column.isSearchable
      var target: String?
      switch column.type.item {
      case .integer: form = .integer
      case .number: form = .number
      case .boolean: form = .boolean
      case .date: form = .date
      case .dateTime: form = .dateTime
      case .reference(let collection): (form, target) = (.text, collection)
      case .text, .code, .list: form = .text
      }
      self.target = target
    }
  }

  /// A collection with its numbers: one object, for threads ask for it with each record.
  final class Planned: Sendable {
    let layout: CollectionLayout
    let number: Int
    /// The number of its first field; the others follow. SQLite allows no more columns than lie between two of these.
    var firstField: Int { number << 11 }
    /// The columns, in their order.
    let slots: [Slot]
    /// The columns that full text covers, as positions.
    let textColumns: [Int]
    /// Those in which words are looked for that name no column: open ones, and of these the searched ones if there are any.
    let searchedColumns: [Int]
    /// The first keys of all ways into a record.
    let roots: ByteSet
    /// How many these are.
    let rootCount: Int
    /// The ways to values which no answer tells.
    let closed: [Way]
    /// The keys of an entry that tell of no field in an answer: ``IndexPlan/entryKeys``, then those of closed values.
    let entryKeys: ByteSet
    /// Which of these lead to closed values.
    let isClosed: [Bool]
    /// The table of its typed columns, behind it that of its texts and that of its words.
    var typedTable: Int { Table.allCases.count + 3 * number }
    var textTable: Int { typedTable + 1 }
    var wordsTable: Int { typedTable + 2 }
    private static let timelineKey = "timeline"
    /// The states by name, with their families.
    let families: [Key: String]

    init(_ layout: CollectionLayout, _ number: Int) {
      (self.layout, self.number) = (layout, number)
      var roots = ["status", Self.timelineKey]
      func way(_ path: [String]) -> Way {
        let first = path.first ?? ""
        let root = roots.firstIndex { $0.sameBytes(as: first) } ?? roots.count
        if root == roots.count { roots.append(first) }
        return Way(root: root, keys: path.dropFirst().map { Array($0.utf8) })
      }
      let slots = layout.columns.map { Slot($0, way($0.path)) }
      let texts = slots.indices.filter { slots[$0].isText }
      let open = texts.filter { layout.columns[$0].isOpen }
      let searched = open.filter { layout.columns[$0].isSearchable }
      (self.slots, textColumns, searchedColumns) = (slots, texts, searched.isEmpty ? open : searched)
      closed = layout.closed.map(way)
      (self.roots, rootCount) = (ByteSet(roots), roots.count)
      let closedKeys = layout.closed.compactMap { $0.first { !$0.sameBytes(as: Self.timelineKey) } }
      var keys = IndexPlan.entryKeys
      for key in closedKeys where !keys.contains(where: { $0.sameBytes(as: key) }) { keys.append(key) }
      entryKeys = ByteSet(keys)
      isClosed = keys.map { name in closedKeys.contains { $0.sameBytes(as: name) } }
      families = Dictionary(layout.states.map { (Key($0.name), $0.family) }) { first, _ in first }
    }
  }

  private let layouts: Layouts
  private let planned: [Late<Planned>]

  /// A plan.
  init(_ layouts: Layouts) {
    self.layouts = layouts
    planned = layouts.names.indices.map { number in Late { Planned(layouts[number], number) } }
  }

  /// How many collections there are.
  var count: Int { planned.count }

  /// The collections in the order of their numbers.
  var collections: [Planned] { planned.map(\.value) }

  /// A collection by its number.
  subscript(number: Int) -> Planned { planned[number].value }

  /// A collection by its name.
  subscript(name: String) -> Planned? { layouts.number(of: name).map { planned[$0].value } }

  /// The number of a field; that of none in a collection without a layout.
  func field(_ column: Int, of collection: String) -> Int { self[collection].map { $0.firstField + column } ?? -1 }
}
