internal import KojaModel

extension EditPlan {
  /// One entry of a collection: a pair or an item.
  struct Entry {
    /// First byte: of the key, or of the dash; in flow style of the item.
    let start: Int
    /// One past the value.
    let end: Int
    /// The value.
    let value: NodeIndex
  }

  /// The splice that removes a key or an item.
  func remove(_ path: [String]) throws(EditRefusal) -> Splice {
    let above = Array(path.dropLast())
    guard let last = path.last, let parent = document.node(at: above) else { throw refusal(Document.root) }
    let entries = entries(of: parent)
    let index =
      document.kind(parent) == .mapping
      ? document.pairs(parent).firstIndex { document.text($0.key, equals: last) } : Int(last)
    guard let index, entries.indices.contains(index) else { throw refusal(parent) }
    if entries.count == 1 {
      return try replace(parent, with: document.kind(parent) == .mapping ? .object([]) : .array([]), in: slot(above))
    }
    if document.nodes[parent].style == .flow { return removeInFlow(index, of: entries) }
    let floor = index > 0 ? source.nextLine(entries[index - 1].end) : 0
    return removeLines(entries[index], next: entries.dropFirst(index + 1).first, floor: floor)
  }

  /// The pairs or items of a collection, in their order.
  func entries(of parent: NodeIndex) -> [Entry] {
    if document.kind(parent) == .mapping {
      return document.pairs(parent).map {
        Entry(start: document.range($0.key).lowerBound, end: document.range($0.value).upperBound, value: $0.value)
      }
    }
    let isFlow = document.nodes[parent].style == .flow
    var end = document.range(parent).lowerBound
    return document.items(parent).map { item in
      let range = document.range(item)
      let start = isFlow ? range.lowerBound : source.skipTrivia(end)
      end = range.upperBound
      return Entry(start: start, end: range.upperBound, value: item)
    }
  }

  private func removeLines(_ entry: Entry, next: Entry?, floor: Int) -> Splice {
    let column = source.column(entry.start)
    guard source.isFirst(entry.start) else {
      // The first entry behind a dash: the next one moves up, or the dash stays alone above its comment.
      let end = source.lineEnd(entry.end)
      if let next, source.skipSpaces(source.nextLine(end)) == next.start {
        return Splice(range: entry.start..<next.start, text: "")
      }
      var start = entry.start
      while source.bytes[start - 1] == 0x20 { start -= 1 }
      return Splice(range: start..<end, text: "")
    }
    let line = source.lineStart(entry.start)
    let start = source.leadingComment(line, column: column, floor: floor)
    var end = source.nextLine(entry.end)
    if keepsBlankLines(entry.value) {
      while source.isBlankLine(end), end < source.bytes.count { end = source.nextLine(end) }
    }
    while end < source.bytes.count, let comment = source.commentColumn(end), comment > column {
      end = source.nextLine(end)
    }
    if end == source.bytes.count, source.bytes.last != 0x0A, next == nil {
      // The text has no final line break: the one before goes, so that there is none again.
      var cut = start
      if cut > 0, source.bytes[cut - 1] == 0x0A { cut -= 1 }
      if cut > 0, source.bytes[cut - 1] == 0x0D { cut -= 1 }
      return Splice(range: cut..<end, text: "")
    }
    return Splice(range: start..<end, text: "")
  }
}
