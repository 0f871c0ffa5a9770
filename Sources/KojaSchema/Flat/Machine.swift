internal import KojaModel

/// The fast pass: decides by the operations of a flat program whether a value is right. Makes no text, allocates nothing
/// on the way of a right value, and stops at the first failure.
///
/// Lives no longer than the closure it is handed to by ``withMachine(_:_:_:)``.
struct Machine {
  let document: Document
  let program: FlatProgram
  let nodes: UnsafePointer<Node>
  private let source: UnsafePointer<UInt8>
  private let decoded: UnsafePointer<UInt8>
  let schemas: UnsafePointer<FlatSchema>
  let operations: UnsafePointer<Operation>
  let words: UnsafePointer<UInt32>
  /// Whether keys carry the symbols of this program.
  private let isMarked: Bool
  /// The resources on the way to the schema at work, outermost first; kept only where something asks.
  var scope: [UInt32]
  /// Schemas that may still be entered, and those that are entered now: what no sane schema needs is cut short.
  var budget = Machine.mostSteps
  /// Hashes of values that were compared.
  private var hashes = ValueHashes()
  /// What was found out before; nil until schemas lead into one another far more often than a sane one needs.
  var verdicts: Verdicts?
  private var depth = 0
  /// Why the value could not be judged, if so; then the answer is no.
  private(set) var trouble: Trouble?

  /// Why a value cannot be judged.
  enum Trouble: Sendable {
    /// The schemas lead into one another too often.
    case steps
    /// The schemas or the value are nested too deeply.
    case depth
    /// An expression takes too much work for a text.
    case pattern
  }

  /// When so many schemas were entered, and 50 for each value, verdicts are kept: alternatives that lead into one
  /// another would ask the same again and again.
  private static let patience = 50_000
  /// Entering so many schemas takes about a second.
  static let mostSteps = 5_000_000
  /// So many levels fit a thread's stack.
  static let mostDepth = 1_200

  fileprivate init(
    _ document: Document, _ program: FlatProgram, scope: [UInt32], nodes: UnsafePointer<Node>,
    source: UnsafePointer<UInt8>, decoded: UnsafePointer<UInt8>, schemas: UnsafePointer<FlatSchema>,
    operations: UnsafePointer<Operation>, words: UnsafePointer<UInt32>
  ) {
    self.document = document
    self.program = program
    self.nodes = nodes
    self.source = source
    self.decoded = decoded
    self.schemas = schemas
    self.operations = operations
    self.words = words
    self.scope = scope
    isMarked = document.symbols === program.symbols
    budget = Machine.mostSteps + 50 * document.nodes.count
  }

  /// Runs a machine on a document. `scope` is the way to the schema that it will be asked about.
  static func withMachine<Result>(
    _ document: Document, _ program: FlatProgram, scope: [UInt32] = [], _ body: (inout Machine) -> Result
  ) -> Result? {
    // Empty arrays have no address; nothing is read through it then.
    let none: [UInt8] = [0]
    return document.nodes.withUnsafeBufferPointer { nodes in
      document.source.withUnsafeBufferPointer { source in
        document.decoded.withUnsafeBufferPointer { decoded in
          none.withUnsafeBufferPointer { none in
            guard let nodes = nodes.baseAddress, let schemas = program.schemas.baseAddress,
              let operations = program.operations.baseAddress, let words = program.words.baseAddress,
              let none = none.baseAddress
            else { return nil }
            var machine = Machine(
              document, program, scope: scope, nodes: nodes, source: source.baseAddress ?? none,
              decoded: decoded.baseAddress ?? none, schemas: schemas, operations: operations, words: words)
            return body(&machine)
          }
        }
      }
    }
  }

  /// Whether a value satisfies a schema.
  mutating func accepts(_ node: Int, _ index: Int) -> Bool {
    let schema = schemas[index]
    let kind = nodes[node].kind
    if kind == .float {
      if !isRight(float: node, schema.kinds) { return false }
    } else if schema.kinds & (1 << kind.rawValue) == 0 {
      return false
    }
    guard schema.start != schema.end else { return true }
    guard deepen() else { return false }
    if budget < Self.mostSteps - Self.patience, !program.isDynamic { return remembered(node, index, schema) }
    return satisfies(node, schema)
  }

  /// What was found out about a value and a schema, or is found out now.
  private mutating func remembered(_ node: Int, _ index: Int, _ schema: FlatSchema) -> Bool {
    let verdicts = self.verdicts ?? Verdicts()
    self.verdicts = verdicts
    if let known = verdicts[node, index] {
      rise()
      return known
    }
    let isRight = satisfies(node, schema)
    // In trouble a no is no verdict.
    if trouble == nil { verdicts[node, index] = isRight }
    return isRight
  }

  /// Asks the operations of a schema that was entered, and leaves it.
  @inline(__always)
  private mutating func satisfies(_ node: Int, _ schema: FlatSchema) -> Bool {
    let isScoped = enter(schema)
    var position = Int(schema.start)
    let end = Int(schema.end)
    var isRight = true
    while position < end {
      if !holds(operations[position], node) {
        isRight = false
        break
      }
      position &+= 1
    }
    if isScoped { scope.removeLast() }
    rise()
    return isRight
  }

  /// Whether a float is of one of the kinds: one without fraction is an integer, `.inf` and `.nan` are no numbers.
  private func isRight(float node: Int, _ kinds: UInt8) -> Bool {
    if kinds & FlatSchema.allKinds == FlatSchema.allKinds { return true }
    guard let number = document.number(node) else { return false }
    return kinds & (1 << NodeKind.float.rawValue) != 0 || kinds & FlatSchema.integralFloats != 0 && number.isInteger
  }

  /// Counts a schema that is entered; false when that is too much.
  @inline(__always)
  mutating func deepen() -> Bool {
    budget &-= 1
    depth &+= 1
    if budget > 0, depth < Self.mostDepth { return true }
    if trouble == nil { trouble = budget > 0 ? .depth : .steps }
    depth &-= 1
    return false
  }

  /// Counts a schema that is left.
  @inline(__always)
  mutating func rise() { depth &-= 1 }

  /// Whether one operation holds for a value.
  mutating func holds(_ operation: Operation, _ node: Int) -> Bool {
    let a = Int(operation.a)
    switch operation.code {
    case .never: return false
    case .oneOfValues: return isOneOf(node, texts: a, others: Int(operation.b))
    case .minimum: return number(node).map { $0 >= program.numbers[a] } ?? true
    case .maximum: return number(node).map { $0 <= program.numbers[a] } ?? true
    case .above: return number(node).map { $0 > program.numbers[a] } ?? true
    case .below: return number(node).map { $0 < program.numbers[a] } ?? true
    case .multiple: return number(node).map { $0.isMultiple(of: program.numbers[a]) } ?? true
    case .minLength: return nodes[node].kind != .string || codePoints(node) >= a
    case .maxLength: return nodes[node].kind != .string || codePoints(node) <= a
    case .minItems: return nodes[node].kind != .sequence || Int(nodes[node].count) >= a
    case .maxItems: return nodes[node].kind != .sequence || Int(nodes[node].count) <= a
    case .minPairs: return nodes[node].kind != .mapping || Int(nodes[node].count) >= a
    case .maxPairs: return nodes[node].kind != .mapping || Int(nodes[node].count) <= a
    case .format:
      return nodes[node].kind != .string
        || KnownFormat(rawValue: UInt8(truncatingIfNeeded: a))?.accepts(text(node)) ?? true
    case .pattern: return nodes[node].kind != .string || isFound(a, in: text(node))
    case .members: return nodes[node].kind != .mapping || members(node, a)
    case .items: return nodes[node].kind != .sequence || items(node, a)
    case .names: return nodes[node].kind != .mapping || names(node, a)
    case .needs: return nodes[node].kind != .mapping || needs(node, a)
    case .schemasOfKeys:
      return nodes[node].kind != .mapping
        || (operation.b == 0 || needs(node, Int(operation.b) - 1)) && schemasOfKeys(node, a)
    case .contains:
      guard nodes[node].kind == .sequence else { return true }
      let count = matches(node, a)
      return trouble == nil && count >= Int(operation.b) && count <= Int(operation.c)
    case .unique: return nodes[node].kind != .sequence || hashes.doubles(in: node, of: document).isEmpty
    case .reference: return accepts(node, a)
    case .not: return !accepts(node, a) && trouble == nil
    case .dynamic: return accepts(node, dynamicTarget(operation))
    case .all:
      for offset in 1...max(1, Int(words[a])) where !accepts(node, Int(words[a + offset])) { return false }
      return true
    case .any:
      for offset in 1...max(1, Int(words[a])) where accepts(node, Int(words[a + offset])) { return true }
      return false
    case .exactlyOne:
      var hasOne = false
      for offset in 1...max(1, Int(words[a])) where accepts(node, Int(words[a + offset])) {
        if hasOne { return false }
        hasOne = true
      }
      return hasOne && trouble == nil
    case .choose:
      let next = accepts(node, a) ? operation.b : operation.c
      return trouble == nil && (next == 0 || accepts(node, Int(next) - 1))
    case .restOfMembers: return nodes[node].kind != .mapping || rest(node, operation)
    case .restOfItems: return nodes[node].kind != .sequence || rest(node, operation)
    }
  }

  /// Whether an expression is found in a text; where that cannot be told it is not, and there is trouble.
  @inline(__always)
  mutating func isFound(_ pattern: Int, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    let verdict = program.verdict(pattern, text)
    if case .tooCostly = verdict, trouble == nil { trouble = .pattern }
    if case .found = verdict { return true }
    return false
  }

  /// Notes the resource of a schema on the way to it; true when it has to be taken back.
  mutating func enter(_ schema: FlatSchema) -> Bool {
    guard program.isDynamic, scope.last != schema.resource else { return false }
    scope.append(schema.resource)
    return true
  }

  /// The schema that a dynamic reference leads to from here.
  func dynamicTarget(_ operation: Operation) -> Int {
    for resource in scope {
      let key = FlatProgram.anchor(resource: Int(resource), name: Int(operation.b))
      if let found = program.dynamicAnchors[key] { return found }
    }
    return Int(operation.a)
  }

  /// The bytes of a scalar's value.
  @inline(__always)
  func text(_ node: Int) -> UnsafeBufferPointer<UInt8> {
    let facts = nodes[node]
    return UnsafeBufferPointer(
      start: (facts.isDecoded ? decoded : source) + Int(facts.textStart), count: Int(facts.textLength))
  }

  /// The symbol of a key.
  @inline(__always)
  func symbol(_ key: Int) -> UInt32 { isMarked ? nodes[key].symbol : program.symbols.symbol(of: text(key)) }

  /// The slot of a key in a table of members: its schema plus one with the bit of required keys; nil for others.
  @inline(__always)
  func member(_ key: Int, _ table: Int) -> UInt32? {
    let symbol = symbol(key)
    guard symbol != SymbolTable.unknown else { return nil }
    let mask = words[table + FlatTables.mask]
    var slot = FlatTables.slot(symbol, mask)
    while true {
      let found = words[table + FlatTables.slots + Int(slot) * 2]
      if found == symbol { return words[table + FlatTables.slots + Int(slot) * 2 + 1] }
      if found == SymbolTable.unknown { return nil }
      slot = (slot &+ 1) & mask
    }
  }

  private func number(_ node: Int) -> Number? {
    switch nodes[node].kind {
    case .integer, .float: document.number(node)
    default: nil
    }
  }

  private func codePoints(_ node: Int) -> Int {
    var count = 0
    for byte in text(node) where byte & 0xC0 != 0x80 { count &+= 1 }
    return count
  }

  private func isOneOf(_ node: Int, texts table: Int, others: Int) -> Bool {
    guard nodes[node].kind == .string else {
      let count = Int(words[others])
      guard count > 0 else { return false }
      return (1...count).contains { offset in
        let value = program.values[Int(words[others + offset])]
        return document.isEqual(node, to: value.node, in: value.document)
      }
    }
    let text = text(node)
    let mask = Int(words[table])
    var slot = FlatTables.hash(text) & mask
    while case let index = Int(words[table + 1 + slot]), index > 0 {
      let span = program.textSpans[index - 1]
      let (start, end) = (Int(span >> 32), Int(span & 0xFFFF_FFFF))
      if end - start == text.count,
        UnsafeBufferPointer(rebasing: program.text[start..<end]).elementsEqual(text)
      {
        return true
      }
      slot = (slot + 1) & mask
    }
    return false
  }
}
