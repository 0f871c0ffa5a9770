internal import KojaModel

/// What is added to a collection.
enum NewEntry {
  case member(String, Value)
  case item(Value)
}

extension EditPlan {
  /// The splice that adds an entry to a collection that is not empty.
  func insert(into node: NodeIndex, entry: NewEntry) throws(EditRefusal) -> Splice {
    let emitter = habits(of: node)
    if document.nodes[node].style == .flow { return insertInFlow(node, entry) }
    let column = source.column(document.range(node).lowerBound)
    let lines: [String] =
      switch entry {
      case .member(let name, let value): emitter.member(name, value, column: column)
      case .item(let value): emitter.item(value, column: column)
      }
    if node == Document.root, let lastKey, let last = document.pair(lastKey, in: node) {
      return insertBefore(last.key, lines, column: column)
    }
    let end = document.range(node).upperBound
    if keepsBlankLines(node) {
      var at = source.nextLine(end)
      while source.isBlankLine(at) || source.isComment(at, below: column) { at = source.nextLine(at) }
      let isOpen = at == source.bytes.count && source.bytes.last != 0x0A
      return Splice(range: at..<at, text: (isOpen ? source.lineBreak : "") + source.whole(lines))
    }
    let at = source.lineEnd(source.lastComment(end, below: column))
    let text = lines.map { source.lineBreak + $0 }.joined()
    let isOpen = at == source.bytes.count && endsInLiteral(entry)
    return Splice(range: at..<at, text: isOpen ? text + source.lineBreak : text)
  }

  /// The emitter that quotes as the entries of a collection do: keys like keys, texts of a list like its texts.
  func habits(of node: NodeIndex) -> BlockEmitter {
    var emitter = emitter
    emitter.keys = Quoting(of: document.pairs(node).map(\.key), in: document) { ScalarText.key($0) == $0 }
    emitter.texts = Quoting(of: document.items(node), in: document, isPlain: ScalarText.isCode)
    return emitter
  }

  /// Before a key of the root, its comment block and the blank lines above.
  private func insertBefore(_ key: NodeIndex, _ lines: [String], column: Int) -> Splice {
    let line = source.lineStart(document.range(key).lowerBound)
    let text = source.whole(lines)
    guard let previous = document.pairs(Document.root).last(where: { $0.key < key })?.value else {
      return Splice(range: line..<line, text: text)
    }
    let floor = source.nextLine(document.range(previous).upperBound)
    var at = source.leadingComment(line, column: column, floor: floor)
    while !keepsBlankLines(previous), at > floor, source.isBlankLine(source.lineStart(at - 1)) {
      at = source.lineStart(at - 1)
    }
    return Splice(range: at..<at, text: text)
  }

  /// Whether the text of a new entry ends in a block whose last line break counts.
  private func endsInLiteral(_ entry: NewEntry) -> Bool {
    var value: Value =
      switch entry {
      case .member(_, let value), .item(let value): value
      }
    while true {
      switch value {
      case .array(let items):
        guard let last = items.last else { return false }
        value = last
      case .object(let members):
        guard let last = members.last else { return false }
        value = last.value
      case .string(let text): return text.hasSuffix("\n") && emitter.allowsLiterals && ScalarText.literal(text) != nil
      default: return false
      }
    }
  }
}
