internal import KojaModel

/// Entries between brackets, on one line or on several.
extension EditPlan {
  /// The splice that adds an entry behind the last one; on a line of its own where the last one has one.
  func insertInFlow(_ node: NodeIndex, _ entry: NewEntry) -> Splice {
    let emitter = habits(of: node)
    let text: String =
      switch entry {
      case .member(let name, let value): emitter.keys.key(name) + ": " + emitter.flow(value)
      case .item(let value): emitter.flow(value)
      }
    guard let last = entries(of: node).last else {
      let end = document.range(node).upperBound - 1
      return Splice(range: end..<end, text: text)
    }
    let comma = comma(behind: last)
    if source.isFirst(last.start), let end = lineEnd(behind: last) {
      let start = BlockEmitter.pad(source.column(last.start))
      let rest = (comma == nil ? "," : "") + source.text(last.end..<end)
      return Splice(
        range: last.end..<end, text: rest + source.lineBreak + start + text + (comma == nil ? "" : ","))
    }
    if let comma { return Splice(range: comma + 1..<comma + 1, text: " " + text) }
    return Splice(range: last.end..<last.end, text: ", " + text)
  }

  /// The splice that removes an entry with its comma and with the comments that are about it: those on lines of their
  /// own directly above, and the one behind it.
  func removeInFlow(_ index: Int, of entries: [Entry]) -> Splice {
    let entry = entries[index]
    let previous = index > 0 ? entries[index - 1] : nil
    guard index + 1 < entries.count else { return removeLastInFlow(entry, behind: previous) }
    let next = entries[index + 1]
    guard let end = lineEnd(behind: entry) else { return Splice(range: entry.start..<next.start, text: "") }
    if source.isFirst(entry.start) {
      let floor = previous.map { source.nextLine($0.end) } ?? 0
      let line = source.lineStart(entry.start)
      let start = source.leadingComment(line, column: source.column(entry.start), floor: floor)
      return Splice(range: start..<source.nextLine(end), text: "")
    }
    // The line has something else before it; what is about the next one stays with the next one.
    let isNextBare = source.skipSpaces(source.nextLine(end)) == next.start
    return Splice(range: entry.start..<(isNextBare ? next.start : end), text: "")
  }

  private func removeLastInFlow(_ entry: Entry, behind previous: Entry?) -> Splice {
    guard let previous else { return Splice(range: entry.start..<entry.end, text: "") }
    // Whoever writes no comma behind the last one does not want it behind the one that is last now.
    let own = comma(behind: entry)
    let dropped = own == nil ? comma(behind: previous) : nil
    let kept = dropped.map { source.text(previous.end..<$0) } ?? ""
    guard let lineEnd = lineEnd(behind: previous) else {
      let end = own.map { $0 + 1 } ?? entry.end
      return Splice(range: previous.end..<end, text: own == nil ? "" : ",")
    }
    let rest = source.text((dropped.map { $0 + 1 } ?? previous.end)..<lineEnd)
    guard source.isFirst(entry.start), let end = self.lineEnd(behind: entry) else {
      // The bracket stands behind the entry: it moves up, unless a comment would swallow it.
      let end = own.map { $0 + 1 } ?? entry.end
      let isCommented = rest.utf8.contains(UInt8(ascii: "#"))
      let gap = isCommented ? source.lineBreak + BlockEmitter.pad(source.column(entry.start)) : ""
      return Splice(range: previous.end..<end, text: kept + rest + gap)
    }
    let line = source.lineStart(entry.start)
    let start = source.leadingComment(line, column: source.column(entry.start), floor: source.nextLine(lineEnd))
    return Splice(
      range: previous.end..<source.nextLine(end),
      text: kept + rest + source.text(lineEnd..<start))
  }

  /// The comma behind an entry.
  private func comma(behind entry: Entry) -> Int? {
    let next = source.skipTrivia(entry.end)
    return next < source.bytes.count && source.bytes[next] == UInt8(ascii: ",") ? next : nil
  }

  /// Where the line of an entry ends if nothing but its comma and a comment follows it there.
  private func lineEnd(behind entry: Entry) -> Int? {
    var next = source.skipSpaces(entry.end)
    if next < source.bytes.count, source.bytes[next] == UInt8(ascii: ",") { next = source.skipSpaces(next + 1) }
    let end = source.lineEnd(entry.end)
    return next >= end || source.bytes[next] == UInt8(ascii: "#") ? end : nil
  }
}
