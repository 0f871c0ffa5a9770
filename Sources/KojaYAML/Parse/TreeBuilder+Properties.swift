internal import CLibYAML
internal import KojaModel

/// Anchors, aliases and tags: complained about in records, understood elsewhere.
extension TreeBuilder {
  private static let standardTag = "tag:yaml.org,2002:"
  private static let flowIndicators = Array(",[]{}".utf8)

  /// Complains about the anchor and the tag of a node where they are not allowed. False where the tag and the node
  /// disagree.
  mutating func checkProperties(
    anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?, of event: yaml_event_t,
    kind: NodeKind
  ) -> Bool {
    guard anchor != nil || tag != nil else { return true }
    guard rules == .any else {
      reportProperties(of: event)
      return true
    }
    if let anchor, isGlued(anchor, at: properties(of: event).anchor.lowerBound) { return false }
    guard let tag else { return true }
    let name = String(cString: tag)
    let known = name.hasPrefix(Self.standardTag) ? name.dropFirst(Self.standardTag.count) : name[...]
    switch (known, kind) {
    case ("!", _), ("seq", .sequence), ("map", .mapping): return true
    case ("seq", _), ("map", _), ("str", .sequence), ("str", .mapping), ("int", .sequence), ("int", .mapping),
      ("float", .sequence), ("float", .mapping), ("bool", .sequence), ("bool", .mapping), ("null", .sequence),
      ("null", .mapping):
      reportWrongTag(at: properties(of: event).tag)
      return false
    case ("str", _), ("int", _), ("float", _), ("bool", _), ("null", _): return true
    default:
      reportUnknownTag(at: properties(of: event).tag)
      return true
    }
  }

  /// Gives the node that was added last the name of its anchor.
  mutating func define(_ anchor: UnsafeMutablePointer<yaml_char_t>?) {
    guard let anchor, rules == .any else { return }
    let node = tree.nodes.count - 1
    anchors.define(String(cString: anchor), .init(node: node, start: tree.nodes[node].start))
  }

  /// The kind of a scalar under its tag, and nil where the text is none of that kind.
  func kind(
    _ text: UnsafeBufferPointer<UInt8>, style: NodeStyle, tag: UnsafeMutablePointer<yaml_char_t>?
  ) -> NodeKind? {
    let resolved: NodeKind = style == .plain ? CoreSchema.kind(text) : .string
    guard let tag else { return resolved }
    guard rules == .any else { return .string }
    switch String(cString: tag) {
    case "!", Self.standardTag + "str": return .string
    case Self.standardTag + "int": return CoreSchema.kind(text) == .integer ? .integer : nil
    case Self.standardTag + "float":
      let kind = CoreSchema.kind(text)
      return kind == .integer || kind == .float ? .float : nil
    case Self.standardTag + "bool": return CoreSchema.kind(text) == .boolean ? .boolean : nil
    case Self.standardTag + "null": return CoreSchema.kind(text) == .null ? .null : nil
    default: return resolved
    }
  }

  /// Adds what an alias stands for, at the place of the alias. False when that is too much.
  mutating func addAlias(_ event: yaml_event_t) -> Bool {
    let place = range(event)
    let node = Node(kind: .null, style: .plain, start: UInt32(place.lowerBound), end: UInt32(place.upperBound))
    guard rules == .any else {
      reportAlias(at: place)
      return addBroken(node)
    }
    let name = event.data.alias.anchor.map { String(cString: $0) } ?? ""
    if let anchor = event.data.alias.anchor, isGlued(anchor, at: place.lowerBound) { return addBroken(node) }
    guard let anchor = anchors[name] else {
      reportUnknownAlias(name, at: place)
      return addBroken(node)
    }
    guard anchor.node < tree.nodes.count, tree.nodes[anchor.node].start == anchor.start else {
      // The anchor went with a pair that has a finding of its own.
      return addBroken(node)
    }
    guard !tree.frames.contains(where: { $0.node == anchor.node }) else {
      reportAliasCycle(name, at: place, anchor: Int(anchor.start))
      return addBroken(node)
    }
    let isKey = tree.awaitsKey
    if isKey, tree.nodes[anchor.node].kind == .sequence || tree.nodes[anchor.node].kind == .mapping {
      reportComplexKey(at: place)
      tree.dropPair(from: tree.nodes.count)
    }
    anchors.count(Int(tree.nodes[anchor.node].next) - anchor.node)
    guard anchors.expanded <= YAMLLimits.aliasNodes else {
      reportAliasBudget(at: place)
      return false
    }
    let copy = tree.nodes.count
    let depth = tree.copy(anchor.node, start: node.start, end: node.end)
    guard tree.frames.count + depth <= limits.depth else {
      sink.addTooDeep("yaml/too-deep", limit: limits.depth, at: place)
      return false
    }
    if isKey { addAliasKey(copy, at: place) }
    tree.complete(copy)
    return true
  }

  /// Whether the name of an anchor or an alias goes on with a character that libyaml takes for something else; then it
  /// is reported.
  private func isGlued(_ name: UnsafeMutablePointer<yaml_char_t>, at start: Int) -> Bool {
    let end = start + 1 + strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
    guard end < bytes.count, !bytes[end].isBlank, !Self.flowIndicators.contains(bytes[end]) else { return false }
    reportGluedName(at: start..<end)
    return true
  }

  private mutating func addAliasKey(_ node: NodeIndex, at place: Range<Int>) {
    guard tree.nodes[node].kind != .sequence, tree.nodes[node].kind != .mapping else { return }
    tree.nodes[node].kind = .string
    tree.nodes[node].count =
      symbols.map { symbols in tree.withText(node) { symbols.symbol(of: $0) } } ?? SymbolTable.unknown
    guard let first = tree.registerKey() else { return }
    sink.addDuplicate("yaml/duplicate-key", name: tree.text(node), at: place, first: tree.range(first))
  }

  private mutating func addBroken(_ node: Node) -> Bool {
    isBroken = true
    tree.append(node)
    tree.complete(tree.nodes.count - 1)
    return true
  }

  /// Where the anchor and the tag of a node stand, and where the node itself begins.
  mutating func properties(of event: yaml_event_t) -> (anchor: Range<Int>, tag: Range<Int>, content: Int) {
    let all = range(event)
    var (anchor, tag, start) = (all.lowerBound..<all.lowerBound, all.lowerBound..<all.lowerBound, all.lowerBound)
    while start < bytes.count, bytes[start] == UInt8(ascii: "&") || bytes[start] == UInt8(ascii: "!") {
      let end = bytes[start...].firstIndex { $0.isBlank || Self.flowIndicators.contains($0) } ?? bytes.count
      if bytes[start] == UInt8(ascii: "&") { anchor = start..<end } else { tag = start..<end }
      start = end
      while start < bytes.count, bytes[start].isBlank || bytes[start] == UInt8(ascii: "#") {
        if bytes[start] == UInt8(ascii: "#") {
          start = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
        } else {
          start += 1
        }
      }
    }
    return (anchor, tag, start)
  }

  private mutating func reportProperties(of event: yaml_event_t) {
    let places = properties(of: event)
    if !places.anchor.isEmpty { reportAnchor(at: places.anchor) }
    if !places.tag.isEmpty { reportTag(at: places.tag) }
  }
}
