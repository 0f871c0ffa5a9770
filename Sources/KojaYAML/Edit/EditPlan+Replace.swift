internal import KojaModel

extension EditPlan {
  /// The splice that puts a value in the place of a node.
  func replace(_ node: NodeIndex, with value: Value, in slot: Slot) throws(EditRefusal) -> Splice {
    let facts = document.nodes[node]
    let range = document.range(node)
    let isInline = facts.style != .block && facts.style != .literal && facts.style != .folded
    let isFilled = BlockEmitter.isFilled(value)
    let block =
      isFilled || slot.isFlow || !emitter.allowsLiterals
      ? nil : value.string.flatMap { blockText($0, insteadOf: node, in: slot) }
    if slot.isFlow, facts.count == 0, isCommented(node), case .array(let items) = value, items.count == 1 {
      return insertInFlow(node, .item(items[0]))
    }
    if slot.isFlow, facts.count == 0, isCommented(node), case .object(let members) = value, members.count == 1 {
      return insertInFlow(node, .member(members[0].name, members[0].value))
    }
    if slot.isFlow || isInline && !isFilled && block == nil || facts.style == .flow && facts.count > 0 && isRow(value) {
      let text =
        isFilled || facts.kind == .mapping || facts.kind == .sequence
        ? emitter.flow(value) : inline(value, insteadOf: node, inFlow: slot.isFlow)
      return Splice(range: range, text: spaced(text, at: range))
    }
    guard slot.head != .root else { return replaceRoot(node, with: value) }
    return replaceLines(node, with: value, block: block, in: slot)
  }

  /// Replaces from behind the colon or dash to the end of the value's last line; comments on the first line stay.
  private func replaceLines(
    _ node: NodeIndex, with value: Value, block: BlockText?, in slot: Slot
  ) -> Splice {
    let facts = document.nodes[node]
    let range = document.range(node)
    let isBlock = facts.style == .block
    let isBlockScalar = facts.style == .literal || facts.style == .folded
    let isCompact = isBlock && source.lineEnd(slot.start) == source.lineEnd(range.lowerBound)
    let tailStart: Int =
      if isBlock {
        slot.start
      } else if isBlockScalar {
        range.lowerBound + document.source[range].prefix { !$0.isBlank }.count
      } else {
        range.upperBound
      }
    var tail = isCompact ? "" : source.text(tailStart..<source.lineEnd(tailStart))
    if tail.utf8.allSatisfy({ $0.isBlank }) { tail = "" }
    let end = source.lineEnd(range.upperBound)
    var lines: [String]
    var head: String
    if let block {
      head = " " + block.header + tail
      lines = block.lines.map { $0.isEmpty ? "" : BlockEmitter.pad(block.column) + $0 }
      if end == source.bytes.count, !block.header.hasSuffix("-") { lines.append("") }
    } else if !BlockEmitter.isFilled(value) {
      head = " " + inline(value, insteadOf: node, inFlow: false) + tail
      lines = []
    } else {
      let column = childColumn(of: value, in: slot, insteadOf: node)
      lines = emitter.lines(of: value, column: column)
      var comments = comments(inside: node)
      if !comments.isEmpty, tail.isEmpty, let first = comments.first, first.isBeside {
        tail = " " + first.text
        comments.removeFirst()
      }
      lines = comments.map { BlockEmitter.pad(column) + $0.text } + lines
      if slot.head == .dash, tail.isEmpty, comments.isEmpty {
        head = String(repeating: " ", count: column - slot.column - 1) + lines.removeFirst().dropFirst(column)
      } else {
        head = tail
      }
    }
    return Splice(range: slot.start..<end, text: ([head] + lines).joined(separator: source.lineBreak))
  }

  /// The comments between the brackets of a collection that holds nothing else; `isBeside` the opening one.
  private func comments(inside node: NodeIndex) -> [(text: String, isBeside: Bool)] {
    guard isCommented(node) else { return [] }
    let range = document.range(node)
    let lines = document.source[range.lowerBound + 1..<range.upperBound - 1].split(
      separator: 0x0A, omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { index, line in
      guard let start = line.firstIndex(of: UInt8(ascii: "#")) else { return nil }
      var end = line.endIndex
      while end > start, line[end - 1].isBlank || line[end - 1] == 0x0D { end -= 1 }
      return (String(decoding: line[start..<end], as: UTF8.self), index == 0)
    }
  }

  /// Whether an empty collection has comments between its brackets.
  private func isCommented(_ node: NodeIndex) -> Bool {
    let range = document.range(node)
    return document.nodes[node].style == .flow && document.nodes[node].count == 0
      && document.source[range].contains(UInt8(ascii: "#"))
  }

  private func replaceRoot(_ node: NodeIndex, with value: Value) -> Splice {
    let text = emitter.lines(of: value, column: 0).joined(separator: source.lineBreak)
    return Splice(range: document.range(node), text: text)
  }

  /// The column of the lines of a new collection: that of the old one where it was of the same kind.
  private func childColumn(of value: Value, in slot: Slot, insteadOf node: NodeIndex) -> Int {
    let isList = if case .array = value { true } else { false }
    if document.nodes[node].style == .block, (document.kind(node) == .sequence) == isList {
      return source.column(document.range(node).lowerBound)
    }
    if slot.head == .dash { return slot.column + 2 }
    return slot.column + (isList ? emitter.sequenceStep : emitter.mappingStep)
  }

  /// A scalar or an empty collection on one line; a text keeps the quotes of the old one where it survives in them.
  private func inline(_ value: Value, insteadOf node: NodeIndex, inFlow: Bool) -> String {
    guard let text = value.string, document.kind(node) == .string else { return ScalarText.inline(value) }
    switch document.nodes[node].style {
    case .plain where ScalarText.isPlainSafe(text, inFlow: inFlow): return text
    case .plain, .doubleQuoted: return ScalarText.doubleQuoted(text)
    case .singleQuoted: return ScalarText.singleQuoted(text) ?? ScalarText.doubleQuoted(text)
    default: return ScalarText.inline(value)
    }
  }

  /// Whether a value is a list of scalars, which may stay in brackets.
  private func isRow(_ value: Value) -> Bool {
    guard case .array(let items) = value else { return false }
    return items.allSatisfy { !BlockEmitter.isFilled($0) }
  }

  /// The text with a space before it where it would touch its colon or dash, and behind where it would touch a comment.
  private func spaced(_ text: String, at range: Range<Int>) -> String {
    guard range.isEmpty, range.lowerBound > 0 else { return text }
    let before = source.bytes[range.lowerBound - 1]
    let isKey = before != UInt8(ascii: ":") && before != UInt8(ascii: "-") && !before.isBlank
    return (isKey ? ": " : " ") + text
  }
}
