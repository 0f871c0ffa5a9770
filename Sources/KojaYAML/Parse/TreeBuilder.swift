internal import CLibYAML
internal import KojaModel

/// Builds a ``Document`` from libyaml's events, with an explicit stack: nesting never recurses.
struct TreeBuilder {
  /// A collection that is still open.
  struct Frame {
    /// Its node.
    let node: NodeIndex
    /// Whether it is a mapping, and written in flow style.
    let isMapping: Bool, isFlow: Bool
    /// Whether the next node is a key.
    var expectsKey = true
    /// The key whose value is awaited.
    var key: NodeIndex = 0
    /// Pairs or items so far.
    var count: UInt32 = 0
    /// End of the last leaf.
    var lastEnd: UInt32 = 0
    /// Where its keys begin in ``TreeBuilder/keys``.
    let keyBase: Int
    /// Its keys by text, once there are many.
    var index: [Key: NodeIndex]?
    /// Set when the pair in progress cannot stay in the tree: its first node.
    var dropFrom: NodeIndex?
  }

  /// The text.
  let bytes: UnsafeBufferPointer<UInt8>
  /// Where findings go.
  let sink: FindingSink
  /// The open collections, outermost first.
  var frames: [Frame] = []
  /// The nodes so far.
  var nodes = ContiguousArray<Node>()
  /// Keys of all open mappings.
  var keys: [NodeIndex] = []
  /// Set when an error makes the tree unusable.
  var isBroken = false
  /// Values that are no stretch of the text.
  var decoded = ContiguousArray<UInt8>()
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
    nodes.reserveCapacity(min(bytes.count / 12 + 8, limits.nodes))
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
        append(
          Node(kind: .null, style: .plain, start: UInt32(range(event).lowerBound), end: UInt32(range(event).upperBound))
        )
        complete(nodes.count - 1)
      case YAML_STREAM_END_EVENT: break events
      default: break
      }
      if frames.count > limits.depth {
        reportDepth(limits.depth, at: range(event))
        return nil
      }
      if nodes.count > limits.nodes {
        reportNodes(limits.nodes, at: range(event))
        return nil
      }
    }
    guard let root = nodes.first, root.kind != .null || root.end > root.start else {
      sink.addEmpty()
      return nil
    }
    return isBroken ? nil : Document(source: source, nodes: nodes, decoded: decoded, symbols: symbols)
  }

  /// The stretch of the text that an event covers.
  mutating func range(_ event: yaml_event_t) -> Range<Int> {
    let start = cursor.byte(event.start_mark.index)
    return start..<max(start, cursor.byte(event.end_mark.index))
  }

  private mutating func open(_ event: yaml_event_t, isMapping: Bool, isFlow: Bool) {
    let start = cursor.byte(event.start_mark.index)
    if let top = frames.indices.last, frames[top].isMapping, frames[top].expectsKey {
      reportComplexKey(at: start..<min(start + 1, bytes.count))
      frames[top].dropFrom = nodes.count
    }
    append(
      Node(
        kind: isMapping ? .mapping : .sequence, style: isFlow ? .flow : .block, start: UInt32(start),
        end: UInt32(start)))
    frames.append(
      Frame(node: nodes.count - 1, isMapping: isMapping, isFlow: isFlow, lastEnd: UInt32(start), keyBase: keys.count))
  }

  private mutating func close(_ event: yaml_event_t) {
    guard let frame = frames.popLast() else { return }
    keys.removeSubrange(frame.keyBase...)
    nodes[frame.node].end = frame.isFlow ? UInt32(cursor.byte(event.end_mark.index)) : frame.lastEnd
    nodes[frame.node].count = frame.count
    nodes[frame.node].next = UInt32(nodes.count)
    if frame.isFlow { checkGlued(Int(nodes[frame.node].end)) }
    complete(frame.node)
  }

  /// Adds a node that has no child yet.
  mutating func append(_ node: Node) {
    var node = node
    node.next = UInt32(nodes.count + 1)
    nodes.append(node)
  }

  /// Hands a finished node to the collection around it.
  mutating func complete(_ node: NodeIndex) {
    guard let top = frames.indices.last else { return }
    frames[top].lastEnd = max(frames[top].lastEnd, nodes[node].end)
    if frames[top].isMapping, frames[top].expectsKey {
      frames[top].expectsKey = false
      frames[top].key = node
    } else {
      frames[top].expectsKey = true
      if let start = frames[top].dropFrom {
        nodes.removeSubrange(start...)
        frames[top].dropFrom = nil
      } else {
        frames[top].count += 1
      }
    }
  }

  /// Whether the value awaited is that of a key in a mapping.
  var isKey: Bool { frames.last.map { $0.isMapping && $0.expectsKey } ?? false }
}
