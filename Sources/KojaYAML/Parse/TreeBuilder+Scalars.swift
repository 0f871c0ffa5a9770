internal import CLibYAML
internal import KojaModel

extension TreeBuilder {
  /// Adds a scalar, as key or as value, with all checks on it.
  mutating func addScalar(_ event: yaml_event_t) {
    let facts = event.data.scalar
    let value = UnsafeBufferPointer(start: UnsafePointer(facts.value), count: facts.length)
    let style = Self.style(facts.style)
    let agrees = checkProperties(anchor: facts.anchor, tag: facts.tag, of: event, kind: .string)
    var range = ownRange(event, style: style, isEmpty: facts.length == 0)
    if facts.anchor != nil || facts.tag != nil {
      range = min(properties(of: event).content, range.upperBound)..<range.upperBound
    }
    let resolved = self.kind(value, style: style, tag: facts.tag)
    if resolved == nil { reportWrongTag(at: properties(of: event).tag) }
    isBroken = isBroken || resolved == nil || !agrees
    let kind = resolved ?? .string
    var node = Node(kind: kind, style: style, start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
    place(value, in: &node, isQuoted: style == .singleQuoted || style == .doubleQuoted)
    switch style {
    case .singleQuoted, .doubleQuoted:
      checkGlued(range.upperBound)
      if event.start_mark.line != event.end_mark.line { checkContinuation(range) }
    case .literal, .folded: checkBlock(range)
    default: break
    }
    if tree.awaitsKey {
      node.kind = .string
      node.count = symbols?.symbol(of: value) ?? SymbolTable.unknown
      tree.append(node)
      define(facts.anchor)
      checkKey(kind: kind, style: style, text: value, range: range)
    } else {
      tree.append(node)
      define(facts.anchor)
      if style == .plain { checkValue(kind, text: value, range: range) }
    }
    tree.complete(tree.nodes.count - 1)
  }

  /// Points a node to its text: in the source where it stands there as it is, else in ``decoded``.
  private mutating func place(_ value: UnsafeBufferPointer<UInt8>, in node: inout Node, isQuoted: Bool) {
    let start = Int(node.start) + (isQuoted ? 1 : 0)
    let end = Int(node.end) - (isQuoted ? 1 : 0)
    node.textLength = UInt32(value.count)
    if end - start == value.count, bytes.hasBytes(value, at: start) {
      node.textStart = UInt32(start)
    } else {
      node.isDecoded = true
      node.textStart = UInt32(tree.decoded.count)
      tree.decoded.append(contentsOf: value)
    }
  }

  /// A scalar's own bytes: a block scalar ends with its last line of text, an empty one stands behind its key.
  private mutating func ownRange(_ event: yaml_event_t, style: NodeStyle, isEmpty: Bool) -> Range<Int> {
    let range = range(event)
    switch style {
    case .literal, .folded:
      var last = range.upperBound
      while last > range.lowerBound, bytes[last - 1].isBlank { last -= 1 }
      let header = bytes[range.lowerBound..<range.upperBound].firstIndex(of: 0x0A) ?? range.upperBound
      if last <= header {
        let indicators = bytes[range.lowerBound..<header].prefix { !$0.isBlank }
        return range.lowerBound..<indicators.endIndex
      }
      while last < range.upperBound, bytes[last] != 0x0A, bytes[last] != 0x0D { last += 1 }
      return range.lowerBound..<last
    case .plain where isEmpty && !tree.awaitsKey && range.isEmpty:
      guard let frame = tree.frames.last, frame.isMapping else { return range }
      let key = tree.range(frame.key).upperBound
      let colon = skipBlanks(from: key)
      return colon < bytes.count && bytes[colon] == UInt8(ascii: ":") ? colon + 1..<colon + 1 : key..<key
    default: return range
    }
  }

  private func skipBlanks(from start: Int) -> Int {
    var offset = start
    while offset < bytes.count, bytes[offset].isBlank { offset += 1 }
    return offset
  }

  private mutating func checkKey(
    kind: NodeKind, style: NodeStyle, text: UnsafeBufferPointer<UInt8>, range: Range<Int>
  ) {
    if style == .plain, text.elementsEqual("<<".utf8) {
      reportMergeKey(at: range)
      isBroken = isBroken || rules == .record
    } else if rules == .any {
      // JSON Schema knows texts only, and so does every tool that makes JSON of it.
    } else if kind != .string || style == .literal || style == .folded {
      reportKey(text, at: range)
    } else if style == .plain, text.count > 1, CoreSchema.isAmbiguous(text) {
      reportAmbiguous(text, .boolean, at: range)
    } else if style == .plain, tree.frames.last?.isFlow != true, CoreSchema.isNumberElsewhere(text) {
      reportAmbiguous(text, .number, at: range)
    }
    if range.lowerBound > 0, bytes[range.lowerBound - 1] == UInt8(ascii: "?"), tree.frames.last?.isFlow == true {
      reportQuestion(at: range.lowerBound - 1..<range.upperBound)
    }
    if let first = tree.registerKey() {
      sink.addDuplicate(
        "yaml/duplicate-key", name: String(decoding: text, as: UTF8.self), at: range, first: tree.range(first))
    } else if !text.allSatisfy({ $0 < 0x80 }) {
      checkWideKey(text, range: range)
    }
  }

  /// What can be wrong with a key that is not ASCII only.
  private mutating func checkWideKey(_ text: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
    if rules == .record { sink.escalate("yaml/invisible", within: range) }
    if let first = tree.registerWideKey() {
      reportTwin(text, at: range, first: tree.range(first))
    }
    let name = String(decoding: text, as: UTF8.self).unicodeScalars
    if let first = name.first, Self.isOddSpace(first) {
      let length = UTF8.width(first)
      reportOddSpace(at: range.lowerBound..<min(range.lowerBound + length, range.upperBound))
    }
  }

  private mutating func checkValue(_ kind: NodeKind, text: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
    switch kind {
    case .integer, .float:
      if CoreSchema.hasLeadingZero(text) {
        reportLeadingZero(text, at: range)
      } else if kind == .float, !CoreSchema.isFinite(text) {
        reportNotFinite(text, at: range)
      } else if text.count > 2, text[1] == UInt8(ascii: "o") {
        reportAmbiguous(text, .octal, at: range)
      } else if kind == .float, PlainNumber.isTextElsewhere(text) {
        reportTextElsewhere(text, at: range)
      }
    case .string:
      if CoreSchema.isAmbiguous(text) {
        reportAmbiguous(text, .boolean, at: range)
      } else if CoreSchema.isNumberElsewhere(text) {
        reportAmbiguous(text, .number, at: range)
      } else if text.count == 1, text[0] == UInt8(ascii: "=") {
        reportAmbiguous(text, .special, at: range)
      } else if text.count == 1, text[0] == UInt8(ascii: "-"), tree.frames.last?.isFlow == true {
        reportFlowDash(at: range)
      } else {
        checkTextLost(text, range: range)
      }
    case .null where range.isEmpty: checkStrayKey(at: range.lowerBound)
    default: break
    }
  }

  /// `Gang 3 #12`: a free text that ends in what looks like its own continuation, also on the next line.
  private func checkTextLost(_ text: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
    let hash = continuation(of: range)
    // A code may well have a comment behind it, but a name none that goes on like a number or a tag: `Perumahan #12`.
    guard hash > range.upperBound, hash + 1 < bytes.count, bytes[hash] == UInt8(ascii: "#"),
      text.contains(0x20) || bytes[hash + 1].isDigit || (0x41...0x5A).contains(text.first ?? 0),
      !bytes[hash + 1].isBlank, bytes[hash + 1] != UInt8(ascii: "#"), bytes[hash + 1] != UInt8(ascii: "!")
    else { return }
    var end = bytes[hash...].firstIndex(of: 0x0A) ?? bytes.count
    while bytes[end - 1].isBlank { end -= 1 }
    reportTextLost(at: hash..<end)
  }

  /// What comes behind a plain text: on its line, else on the next one if that is indented as more of it would be.
  private func continuation(of range: Range<Int>) -> Int {
    func behindSpaces(_ start: Int) -> Int {
      bytes[start...].firstIndex { $0 != 0x20 && $0 != 0x09 } ?? bytes.count
    }
    let end = behindSpaces(range.upperBound)
    guard end < bytes.count, bytes[end] == 0x0A || bytes[end] == 0x0D, let frame = tree.frames.last,
      frame.isMapping, !frame.isFlow, let line = bytes[end...].firstIndex(of: 0x0A)
    else { return end }
    let key = tree.range(frame.key).lowerBound
    let start = bytes[..<key].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let next = behindSpaces(line + 1)
    return next - line - 1 > key - start ? next : end
  }

  /// `{name: Jalan A, Blok B}`: a comma in a text made a key without a value.
  private func checkStrayKey(at offset: Int) {
    guard let frame = tree.frames.last, frame.isMapping, frame.isFlow else { return }
    let key = tree.range(frame.key)
    guard key.upperBound == offset, key.lowerBound == 0 || bytes[key.lowerBound - 1] != UInt8(ascii: "?") else {
      return
    }
    if let colon = bytes[key].firstIndex(of: UInt8(ascii: ":")), tree.nodes[frame.key].style == .plain,
      bytes[key.lowerBound..<colon].allSatisfy({ $0.isLetter || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") })
    {
      reportMissingSpace(after: colon)
    } else {
      reportStrayKey(at: key)
    }
  }

  /// `"text"#comment` is a comment to libyaml and an error to every other tool.
  func checkGlued(_ end: Int) {
    guard end < bytes.count, bytes[end] == UInt8(ascii: "#") else { return }
    reportGlued(at: end..<end + 1)
  }

  private static func style(_ style: yaml_scalar_style_t) -> NodeStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}
