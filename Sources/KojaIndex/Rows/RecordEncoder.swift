internal import KojaModel

/// Makes the rows of a record, straight from its tree.
struct RecordEncoder: Sendable {
  let plan: IndexPlan

  /// Adds the rows of a record; false, and none, where its collection has no layout.
  func encode(_ record: IndexedRecord, onto tape: inout RowTape) -> Bool {
    guard let collection = plan[record.collection] else { return false }
    // A copy of the tape's array header is all that the closure takes and gives back.
    record.document.withView { view in
      head(record, collection, view, &tape)
      typed(record, collection, view, &tape)
      timeline(record, collection, view, &tape)
      for clock in record.clocks {
        tape.add(clock.clock)
        tape.add(clock.startedSeconds)
        tape.add(clock.dueSeconds)
        tape.add(clock.state)
        tape.add(clock.stoppedSeconds)
        tape.add(clock.calendar)
        tape.add(clock.source)
        tape.end(IndexPlan.Table.clock.rawValue)
      }
    }
    return true
  }

  private func head(
    _ record: IndexedRecord, _ collection: IndexPlan.Planned, _ view: DocumentView, _ tape: inout RowTape
  ) {
    tape.add(collection.number)
    tape.add(record.id)
    tape.end(IndexPlan.Table.record.rawValue)
    let closed = closed(collection, view)
    let json = tape.write { view.writeJSON(Document.root, leavingOut: closed, to: &$0) }
    tape.add(json)
    tape.end(IndexPlan.Table.body.rawValue)
  }

  /// What no answer tells: values above the audience `internal` in the record, what entries of its timeline tell of them,
  /// and the notes of entries that are marked so.
  private func closed(_ collection: IndexPlan.Planned, _ view: DocumentView) -> Set<NodeIndex> {
    var closed: Set<NodeIndex> = []
    for path in collection.closed { closed.formUnion(ColumnNodes(path, view).all) }
    for entry in entries(view) {
      closed.formUnion(collection.closedKeys.compactMap { view.value($0, in: entry) })
      guard !isOpen(entry, view) else { continue }
      if let note = view.value(Self.entryKeys[Self.note], in: entry) { closed.insert(note) }
    }
    return closed
  }

  private func entries(_ view: DocumentView) -> [NodeIndex] {
    guard let timeline = view.value(Self.timeline, in: Document.root), view.nodes[timeline].kind == .sequence else {
      return []
    }
    return view.children(timeline)
  }

  private func isOpen(_ entry: NodeIndex, _ view: DocumentView) -> Bool {
    guard let audience = view.value(Self.audience, in: entry) else { return true }
    return text(audience, view).map(CollectionLayout.isOpen) ?? false
  }

  private func typed(
    _ record: IndexedRecord, _ collection: IndexPlan.Planned, _ view: DocumentView, _ tape: inout RowTape
  ) {
    let status = view.value(Self.status, in: Document.root).flatMap { text($0, view) }
    tape.add(record.id)
    tape.add(record.path)
    tape.add(status.flatMap { collection.families[Key($0)] })
    var (texts, words): ([RowTape.Cell], [RowTape.Cell]) = ([], [])
    var lists: [(position: Int, items: [NodeIndex])] = []
    for position in collection.slots.indices {
      let nodes = ColumnNodes(collection.slots[position].path, view)
      let cell = StoredValue.cell(nodes, collection.slots[position], view, &tape)
      let key =
        collection.slots[position].hasKey ? StoredValue.key(nodes, collection.slots[position], view, &tape) : nil
      if !collection.slots[position].isLong {
        tape.add(cell)
        if let key { tape.add(key) }
      }
      if collection.slots[position].isText {
        texts.append(cell)
        if let key { texts.append(key) }
        words.append(key ?? cell)
      }
      if collection.slots[position].isList, nodes.first != nil { lists.append((position, nodes.items)) }
    }
    tape.end(collection.typedTable)
    if !words.isEmpty {
      tape.add(texts)
      tape.end(collection.textTable)
      tape.add(words)
      tape.end(collection.wordsTable)
    }
    for (position, items) in lists {
      add(items, collection.slots[position], collection.firstField + position, view, &tape)
    }
  }

  /// The items of a list.
  private func add(
    _ items: [NodeIndex], _ slot: IndexPlan.Slot, _ field: Int, _ view: DocumentView, _ tape: inout RowTape
  ) {
    for (position, item) in items.enumerated() {
      tape.add(field)
      tape.add(position)
      let cell = StoredValue.cell(item, slot.form, view, &tape)
      tape.add(cell)
      let key = StoredValue.key(item, slot.form, view, &tape)
      tape.add(key)
      tape.end(IndexPlan.Table.item.rawValue)
    }
  }

  private func timeline(
    _ record: IndexedRecord, _ collection: IndexPlan.Planned, _ view: DocumentView, _ tape: inout RowTape
  ) {
    var next = 0
    for (position, entry) in entries(view).enumerated() {
      let isOpen = isOpen(entry, view)
      var state: String?
      if let counted = record.states {
        guard next < counted.count, counted[next].position == position else { continue }
        state = counted[next].state
        next += 1
      }
      tape.add(position)
      for (number, name) in Self.entryKeys.enumerated() {
        let node = view.value(name, in: entry)
        let isTold = isOpen || number != Self.note
        let value = node.flatMap { isTold && view.nodes[$0].kind == .string ? $0 : nil }
        if let value { tape.add(view.text(value)) } else { tape.add(.null) }
        // The moment stands behind `at`.
        if number == 1 { tape.add(value.flatMap { Self.seconds(view.text($0)) }) }
      }
      tape.add(state)
      tape.end(IndexPlan.Table.entry.rawValue)
      told(entry, position, collection, view, &tape)
    }
  }

  /// What an entry says of fields of the record.
  private func told(
    _ entry: NodeIndex, _ position: Int, _ collection: IndexPlan.Planned, _ view: DocumentView, _ tape: inout RowTape
  ) {
    guard view.nodes[entry].kind == .mapping else { return }
    var key = entry + 1
    let end = Int(view.nodes[entry].next)
    while key < end {
      let isOwn = Self.entryKeys.contains { view.isText(key, $0) }
      if !isOwn, !collection.closedKeys.contains(where: { view.isText(key, $0) }) {
        tape.add(position)
        tape.add(view.text(key))
        let cell = StoredValue.plain(key + 1, view, &tape)
        tape.add(cell)
        tape.end(IndexPlan.Table.told.rawValue)
      }
      key = Int(view.nodes[key + 1].next)
    }
  }

  /// A string that SQLite can hold whole.
  private func text(_ node: NodeIndex, _ view: DocumentView) -> String? {
    guard view.nodes[node].kind == .string, !view.text(node).contains(0) else { return nil }
    return String(decoding: view.text(node), as: UTF8.self)
  }

  /// A moment in seconds.
  static func seconds(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    Timestamp.seconds(text) ?? Timestamp(String(decoding: text, as: UTF8.self))?.seconds
  }

  /// The keys of an entry that have columns, in the order of those; every other key tells of a field of the record.
  private static let entryKeys = ["action", "at", "by", "entered_by", "recorded_at", "note", "reason", "audience"].map {
    Array($0.utf8)
  }
  private static let note = 5
  private static let audience = Array("audience".utf8)
  private static let status = Array("status".utf8)
  static let timeline = Array("timeline".utf8)
}
