internal import KojaModel

/// Where things are in a record: its values under the keys that columns begin with, and the entries of its timeline.
///
/// Found by one look at each key, however many columns there are.
struct RecordParts {
  /// An entry of the timeline.
  struct Entry {
    let node: NodeIndex
    /// The values under the keys that have columns, by their places in ``IndexPlan/entryKeys``; -1 where there is none.
    fileprivate(set) var own = SIMD8<Int32>(repeating: -1)
    /// The keys that tell of fields of the record and may be told.
    fileprivate(set) var told: [NodeIndex] = []

    /// The value under a key that has a column.
    subscript(place: Int) -> NodeIndex? { own[place] < 0 ? nil : Int(own[place]) }
  }

  /// The entries; none where the timeline is no list.
  private(set) var entries: [Entry] = []
  /// What no answer tells: values above the audience `internal` in the record, what entries of its timeline tell of them,
  /// and the notes of entries that are marked so.
  private(set) var closed: Set<NodeIndex> = []
  private var roots: [Int32]
  private let view: DocumentView

  init(_ collection: IndexPlan.Planned, _ view: DocumentView) {
    self.view = view
    roots = [Int32](repeating: -1, count: collection.rootCount)
    for key in view.keys(Document.root) {
      if let place = collection.roots[view.text(key)] { roots[Int(place)] = Int32(key + 1) }
    }
    for way in collection.closed { closed.formUnion(ColumnNodes(way, self, view).all) }
    if let timeline = self[IndexPlan.timeline], view.nodes[timeline].kind == .sequence {
      entries = view.children(timeline).map { entry($0, collection) }
    }
  }

  /// The value under a key of the record, by its place in ``IndexPlan/Planned/roots``.
  subscript(root: Int) -> NodeIndex? { roots[root] < 0 ? nil : Int(roots[root]) }

  /// Whether a mark says that what carries it may be told.
  func isOpen(_ entry: Entry) -> Bool {
    guard let audience = entry[IndexPlan.audience] else { return true }
    return view.nodes[audience].kind == .string
      && CollectionLayout.isOpen(String(decoding: view.text(audience), as: UTF8.self))
  }

  private mutating func entry(_ node: NodeIndex, _ collection: IndexPlan.Planned) -> Entry {
    var entry = Entry(node: node)
    for key in view.keys(node) {
      let place = collection.entryKeys[view.text(key)].map(Int.init)
      if let place, place < IndexPlan.entryKeys.count { entry.own[place] = Int32(key + 1) }
      if place == nil { entry.told.append(key) }
      if let place, collection.isClosed[place] { closed.insert(key + 1) }
    }
    if !isOpen(entry), let note = entry[IndexPlan.note] { closed.insert(note) }
    return entry
  }
}

extension DocumentView {
  /// The keys of a mapping; none of anything else.
  func keys(_ node: NodeIndex) -> some Sequence<NodeIndex> {
    let end = nodes[node].kind == .mapping ? Int(nodes[node].next) : 0
    return sequence(state: node + 1) { key -> NodeIndex? in
      guard key < end else { return nil }
      defer { key = Int(nodes[key + 1].next) }
      return key
    }
  }
}
