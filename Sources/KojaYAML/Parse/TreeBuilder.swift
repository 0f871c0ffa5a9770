internal import CLibYAML
internal import KojaModel

/// Builds ``Document``s from libyaml's events, with an explicit stack: nesting never recurses.
struct TreeBuilder {
  /// What came of reading on.
  enum Outcome {
    /// A document, nil when it cannot be used: the sink knows why.
    case document(Document?)
    /// The end of the text.
    case end
    /// A fault that leaves no way on.
    case failure
  }

  /// The text.
  let bytes: UnsafeBufferPointer<UInt8>
  /// The rules to read by.
  let rules: YAMLRules
  /// Where findings go.
  let sink: FindingSink
  /// Names whose symbols keys carry.
  let symbols: SymbolTable?
  /// How much is taken.
  let limits: YAMLLimits
  /// The tree so far.
  var tree: TreeAssembly
  /// Set when an error makes the tree unusable.
  var isBroken = false
  /// Set when a text below `|` was taken for something else, with a finding: what follows from that is no other fault.
  var hasLongBlank = false
  /// Byte offsets of marks.
  var cursor: MarkCursor
  /// What the aliases of the document may stand for.
  var anchors = Anchors()
  /// Where the last document ended.
  private(set) var position = 0
  private var documents = 0
  /// Whether the document began with `---`.
  private var isExplicit = false
  private var hasEnd = false
  private var earlierNodes = 0

  /// A builder for a text that passed ``ByteScan``.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, isASCII: Bool, rules: YAMLRules, limits: YAMLLimits, symbols: SymbolTable?,
    sink: FindingSink
  ) {
    self.bytes = bytes
    self.rules = rules
    self.limits = limits
    self.symbols = symbols
    self.sink = sink
    cursor = MarkCursor(bytes, isASCII: isASCII)
    tree = TreeAssembly(bytes, reserving: rules == .record ? min(bytes.count / 12 + 8, limits.nodes) : 0)
  }

  /// Reads the next document.
  mutating func next(_ parser: inout EventParser, source: [UInt8]) -> Outcome {
    while true {
      guard parser.advance() else {
        report(parser)
        return .failure
      }
      let event = parser.event
      switch event.type {
      case YAML_DOCUMENT_START_EVENT:
        guard start(event) else { return .failure }
      case YAML_DOCUMENT_END_EVENT: return finish(event, source: source)
      case YAML_STREAM_END_EVENT: return .end
      case YAML_SCALAR_EVENT: addScalar(event)
      case YAML_SEQUENCE_START_EVENT:
        let facts = event.data.sequence_start
        let isFlow = facts.style == YAML_FLOW_SEQUENCE_STYLE
        open(event, kind: .sequence, isFlow: isFlow, anchor: facts.anchor, tag: facts.tag)
      case YAML_MAPPING_START_EVENT:
        let facts = event.data.mapping_start
        let isFlow = facts.style == YAML_FLOW_MAPPING_STYLE
        open(event, kind: .mapping, isFlow: isFlow, anchor: facts.anchor, tag: facts.tag)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: close(event)
      case YAML_ALIAS_EVENT:
        guard addAlias(event) else { return .failure }
      default: break
      }
      guard staysWithinLimits(event) else { return .failure }
    }
  }

  /// Whether nothing follows the document that was read: one file is one record.
  mutating func isEnd(_ parser: inout EventParser) -> Bool {
    guard parser.advance() else {
      report(parser)
      return false
    }
    guard parser.event.type == YAML_DOCUMENT_START_EVENT else { return true }
    let start = cursor.byte(parser.event.start_mark.index)
    reportDocuments(at: start..<min(start + 3, bytes.count))
    return false
  }

  /// The stretch of the text that an event covers.
  mutating func range(_ event: yaml_event_t) -> Range<Int> {
    let start = cursor.byte(event.start_mark.index)
    return start..<max(start, cursor.byte(event.end_mark.index))
  }

  private mutating func report(_ parser: borrowing EventParser) {
    guard !hasLongBlank else { return }
    let problem = parser.problem
    let report = SyntaxReport(
      problem: problem.problem, context: problem.context, at: cursor.byte(problem.at.index),
      contextAt: cursor.byte(problem.contextAt.index), bytes: bytes,
      quoted: tree.nodes.last.flatMap {
        $0.style == .singleQuoted || $0.style == .doubleQuoted ? tree.range(tree.nodes.count - 1) : nil
      })
    report.add(to: sink)
  }

  private mutating func start(_ event: yaml_event_t) -> Bool {
    position = cursor.byte(event.start_mark.index)
    documents += 1
    isExplicit = event.data.document_start.implicit == 0
    if documents > 1 {
      earlierNodes += tree.nodes.count
      tree = TreeAssembly(bytes, reserving: 0)
      anchors.removeAll()
      isBroken = false
    }
    let tags = event.data.document_start.tag_directives
    if rules == .record, tags.start != tags.end { reportTag(at: range(event)) }
    guard tags.start != tags.end || event.data.document_start.version_directive != nil else { return true }
    return checkDirectives(range(event), isFirst: documents == 1, hasEnd: hasEnd)
  }

  private mutating func finish(_ event: yaml_event_t, source: [UInt8]) -> Outcome {
    let start = position
    position = cursor.byte(event.end_mark.index)
    hasEnd = event.data.document_end.implicit == 0
    // Behind `---` nothing is null, as YAML has it; a record is never nothing.
    let mayBeNothing = rules == .any && isExplicit
    guard let root = tree.nodes.first, mayBeNothing || root.kind != .null || root.end > root.start else {
      sink.addEmpty(at: rules == .record ? 0 : start)
      return .document(nil)
    }
    return .document(
      isBroken ? nil : Document(source: source, nodes: tree.nodes, decoded: tree.decoded, symbols: symbols))
  }

  private mutating func staysWithinLimits(_ event: yaml_event_t) -> Bool {
    if tree.frames.count > limits.depth {
      sink.addTooDeep("yaml/too-deep", limit: limits.depth, at: range(event))
      return false
    }
    if earlierNodes + tree.nodes.count > limits.nodes {
      sink.addTooMany("yaml/too-many", limit: limits.nodes, at: range(event))
      return false
    }
    if documents > YAMLLimits.documents {
      reportDocumentCount(at: range(event))
      return false
    }
    return true
  }

  private mutating func open(
    _ event: yaml_event_t, kind: NodeKind, isFlow: Bool, anchor: UnsafeMutablePointer<yaml_char_t>?,
    tag: UnsafeMutablePointer<yaml_char_t>?
  ) {
    var start = cursor.byte(event.start_mark.index)
    if anchor != nil || tag != nil {
      isBroken = !checkProperties(anchor: anchor, tag: tag, of: event, kind: kind) || isBroken
      start = properties(of: event).content
    }
    if tree.awaitsKey {
      reportComplexKey(at: start..<min(start + 1, bytes.count))
      tree.dropPair(from: tree.nodes.count)
    }
    tree.open(isMapping: kind == .mapping, isFlow: isFlow, start: start)
    define(anchor)
  }

  private mutating func close(_ event: yaml_event_t) {
    let end = cursor.byte(event.end_mark.index)
    if let frame = tree.frames.last, frame.isFlow {
      checkGlued(end)
      checkFlow(frame, end: end)
    }
    tree.close(end: end)
  }
}
