internal import CLibYAML
internal import KojaModel

/// Builds a ``Document`` from libyaml's events, with an explicit stack: nesting never recurses.
struct TreeBuilder {
  /// The text.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where findings go.
  let sink: FindingSink
  /// The tree so far.
  var tree: TreeAssembly
  /// Set when an error makes the tree unusable.
  var isBroken = false
  /// Byte offsets of marks.
  var cursor: MarkCursor
  /// Names whose symbols keys carry.
  let symbols: SymbolTable?
  private let limits: YAMLLimits

  /// A builder for a text that passed ``ByteScan``.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool, limits: YAMLLimits, symbols: SymbolTable?, sink: FindingSink
  ) {
    self.bytes = bytes
    self.limits = limits
    self.symbols = symbols
    self.sink = sink
    cursor = MarkCursor(bytes, isASCII: isASCII)
    tree = TreeAssembly(bytes, limits: limits)
  }

  /// Reads all events. Nil when there is no usable tree; the sink knows why.
  mutating func build(_ source: [UInt8]) -> Document? {
    guard var parser = EventParser(bytes) else { return nil }
    var documents = 0
    events: while true {
      guard parser.advance() else {
        let problem = parser.problem
        let report = SyntaxReport(
          problem: problem.problem, context: problem.context, at: cursor.byte(problem.at.index),
          contextAt: cursor.byte(problem.contextAt.index), bytes: bytes)
        report.add(to: sink)
        return nil
      }
      let event = parser.event
      switch event.type {
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        if documents > 1 {
          let start = cursor.byte(event.start_mark.index)
          reportDocuments(at: start..<min(start + 3, bytes.count))
          return nil
        }
        if event.data.document_start.tag_directives.start != event.data.document_start.tag_directives.end {
          reportTag(at: range(event))
        }
      case YAML_SCALAR_EVENT:
        addScalar(event)
      case YAML_SEQUENCE_START_EVENT:
        let facts = event.data.sequence_start
        reportProperties(anchor: facts.anchor, tag: facts.tag, of: event)
        open(event, isMapping: false, isFlow: facts.style == YAML_FLOW_SEQUENCE_STYLE)
      case YAML_MAPPING_START_EVENT:
        let facts = event.data.mapping_start
        reportProperties(anchor: facts.anchor, tag: facts.tag, of: event)
        open(event, isMapping: true, isFlow: facts.style == YAML_FLOW_MAPPING_STYLE)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
        close(event)
      case YAML_ALIAS_EVENT:
        reportAlias(at: range(event))
        isBroken = true
        let range = range(event)
        tree.append(
          Node(kind: .null, style: .plain, start: UInt32(range.lowerBound), end: UInt32(range.upperBound)))
        tree.complete(tree.nodes.count - 1)
      case YAML_STREAM_END_EVENT: break events
      default: break
      }
      if tree.frames.count > limits.depth {
        sink.addTooDeep("yaml/too-deep", limit: limits.depth, at: range(event))
        return nil
      }
      if tree.nodes.count > limits.nodes {
        sink.addTooMany("yaml/too-many", limit: limits.nodes, at: range(event))
        return nil
      }
    }
    guard let root = tree.nodes.first, root.kind != .null || root.end > root.start else {
      sink.addEmpty()
      return nil
    }
    return isBroken ? nil : Document(source: source, nodes: tree.nodes, decoded: tree.decoded, symbols: symbols)
  }

  /// The stretch of the text that an event covers.
  mutating func range(_ event: yaml_event_t) -> Range<Int> {
    let start = cursor.byte(event.start_mark.index)
    return start..<max(start, cursor.byte(event.end_mark.index))
  }

  private mutating func open(_ event: yaml_event_t, isMapping: Bool, isFlow: Bool) {
    let start = cursor.byte(event.start_mark.index)
    if tree.awaitsKey {
      reportComplexKey(at: start..<min(start + 1, bytes.count))
      tree.dropPair(from: tree.nodes.count)
    }
    tree.open(isMapping: isMapping, isFlow: isFlow, start: start)
  }

  private mutating func close(_ event: yaml_event_t) {
    let end = cursor.byte(event.end_mark.index)
    if let frame = tree.frames.last, frame.isFlow { checkGlued(end) }
    tree.close(end: end)
  }
}
