internal import KojaModel

/// Makes the rows of a record, straight from its tree.
struct RecordEncoder: Sendable {
  let plan: IndexPlan

  /// Adds the rows of a record; false, and none, where its collection has no layout.
  func encode(_ record: IndexedRecord, onto tape: inout RowTape) -> Bool {
    guard let collection = plan[record.collection] else { return false }
    // A copy of the tape's array header is all that the closure takes and gives back.
    record.document.withView { view in
      let parts = RecordParts(collection, view)
      head(record, collection, parts, view, &tape)
      typed(record, collection, parts, view, &tape)
      timeline(record, parts, view, &tape)
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
    _ record: IndexedRecord, _ collection: IndexPlan.Planned, _ parts: RecordParts, _ view: DocumentView,
    _ tape: inout RowTape
  ) {
    tape.add(collection.number)
    tape.add(record.id)
    tape.end(IndexPlan.Table.record.rawValue)
    let json = tape.write { view.writeJSON(Document.root, leavingOut: parts.closed, to: &$0) }
    tape.add(json)
    tape.end(IndexPlan.Table.body.rawValue)
  }

  private func typed(
    _ record: IndexedRecord, _ collection: IndexPlan.Planned, _ parts: RecordParts, _ view: DocumentView,
    _ tape: inout RowTape
  ) {
    let status = parts[IndexPlan.status].flatMap { text($0, view) }
    tape.add(record.id)
    tape.add(record.path)
    tape.add(status.flatMap { collection.families[Key($0)] })
    var (texts, words): ([RowTape.Cell], [RowTape.Cell]) = ([], [])
    var lists: [(position: Int, items: [NodeIndex])] = []
    // By position: a slot that is taken out is copied, and what it holds counted, for each of a million values.
    let slots = collection.slots
    for position in slots.indices {
      let nodes = ColumnNodes(slots[position].way, parts, view)
      let cell = StoredValue.cell(nodes, slots[position], view, &tape)
      let key = slots[position].hasKey ? StoredValue.key(nodes, slots[position], view, &tape) : nil
      if !slots[position].isLong {
        tape.add(cell)
        if let key { tape.add(key) }
      }
      if slots[position].isText {
        texts.append(cell)
        if let key { texts.append(key) }
        words.append(key ?? cell)
      }
      if slots[position].isList, nodes.first != nil { lists.append((position, nodes.items)) }
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
    _ record: IndexedRecord, _ parts: RecordParts, _ view: DocumentView, _ tape: inout RowTape
  ) {
    var next = 0
    for (position, entry) in parts.entries.enumerated() {
      var state: String?
      if let counted = record.states {
        guard next < counted.count, counted[next].position == position else { continue }
        state = counted[next].state
        next += 1
      }
      let isOpen = parts.isOpen(entry)
      tape.add(position)
      for place in IndexPlan.entryKeys.indices {
        let isTold = isOpen || place != IndexPlan.note
        let value = entry[place].flatMap { isTold && view.nodes[$0].kind == .string ? $0 : nil }
        if let value { tape.add(view.text(value)) } else { tape.add(.null) }
        // The moment stands behind `at`.
        if place == IndexPlan.at { tape.add(value.flatMap { Timestamp(view.text($0))?.seconds }) }
      }
      tape.add(state)
      tape.end(IndexPlan.Table.entry.rawValue)
      for key in entry.told {
        tape.add(position)
        tape.add(view.text(key))
        let cell = StoredValue.plain(key + 1, view, &tape)
        tape.add(cell)
        tape.end(IndexPlan.Table.told.rawValue)
      }
    }
  }

  /// A string that SQLite can hold whole.
  private func text(_ node: NodeIndex, _ view: DocumentView) -> String? {
    guard view.nodes[node].kind == .string, !view.text(node).contains(0) else { return nil }
    return String(decoding: view.text(node), as: UTF8.self)
  }
}
