internal import KojaModel

/// Lays the schemas out as operations and tables.
struct FlatBuilder {
  /// See ``FlatProgram``.
  private(set) var schemas: ContiguousArray<FlatSchema> = []
  private(set) var operations: ContiguousArray<Operation> = []
  private(set) var words: ContiguousArray<UInt32> = []
  private(set) var text: [UInt8] = []
  private(set) var textSpans: ContiguousArray<UInt64> = []
  private(set) var numbers: [Number] = []
  private(set) var values: [(document: Document, node: NodeIndex)] = []
  private(set) var patterns: [Pattern] = []
  private(set) var isDynamic = false
  /// Names of keys in the order of their symbols.
  private(set) var names: [String] = []
  private var symbols: [Key: UInt32] = [:]

  /// What one schema says about the members and items of its value, gathered from several keywords.
  struct Children {
    var properties: [(name: String, schema: SchemaIndex)] = []
    var required: [String] = []
    var patterns: [(pattern: Pattern, schema: SchemaIndex)] = []
    /// The schema of all other members, and whether none may be.
    var additional: SchemaIndex?
    var isClosed = false
    var prefix: [SchemaIndex] = []
    var items: SchemaIndex?
  }

  /// What the keywords of the schema at work say about its children.
  var children = Children()
  /// The kinds that the schema at work allows.
  var kinds = FlatSchema.allKinds

  /// The symbol of a name.
  mutating func symbol(_ name: String) -> Int {
    if let known = symbols[Key(name)] { return Int(known) }
    names.append(name)
    symbols[Key(name)] = UInt32(names.count)
    return names.count
  }

  /// A list of numbers, its length first.
  mutating func list(_ numbers: [Int]) -> Int {
    words.append(UInt32(numbers.count))
    words += numbers.map { UInt32(truncatingIfNeeded: $0) }
    return words.count - numbers.count - 1
  }

  /// A bound.
  mutating func number(_ number: Number) -> Int {
    numbers.append(number)
    return numbers.count - 1
  }

  /// An expression.
  mutating func pattern(_ pattern: Pattern) -> Int {
    patterns.append(pattern)
    return patterns.count - 1
  }

  /// Says that the way to a schema matters.
  mutating func dependsOnTheWay() { isDynamic = true }

  /// An operation: the value is one of these.
  mutating func oneOf(_ nodes: [NodeIndex], in document: Document) -> Operation {
    let texts = nodes.filter { document.kind($0) == .string }
    let others = nodes.filter { document.kind($0) != .string }
    let first = values.count
    values += others.map { (document, $0) }
    let list = list(others.indices.map { first + $0 })
    return Operation(.oneOfValues, table(texts.map { Array((document.text($0) ?? "").utf8) }), list)
  }

  /// A hash table of texts: the mask of its slots, and in each a text plus one.
  private mutating func table(_ texts: [[UInt8]]) -> Int {
    var size = 4
    while size < texts.count * 2 { size *= 2 }
    var slots = [UInt32](repeating: 0, count: size)
    for bytes in texts {
      var slot = bytes.withUnsafeBufferPointer { FlatTables.hash($0) } & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = UInt32(textSpans.count + 1)
      textSpans.append(UInt64(text.count) << 32 | UInt64(text.count + bytes.count))
      text += bytes
    }
    words.append(UInt32(size - 1))
    words += slots
    return words.count - size - 1
  }

  /// Ends the schema at work: these operations, then one for its children.
  mutating func finish(_ own: [Operation], resource: Int) {
    var schema = FlatSchema(kinds: kinds, start: UInt32(operations.count), resource: UInt32(resource))
    operations += own.filter { !Self.isDear($0.code) }
    if let members = membersOperation() { operations.append(members) }
    if !children.prefix.isEmpty || children.items != nil {
      let list = list(children.prefix + [children.items.map { $0 + 1 } ?? 0])
      operations.append(Operation(.items, list))
    }
    operations += own.filter { Self.isDear($0.code) }
    schema.end = UInt32(operations.count)
    schemas.append(schema)
    children = Children()
    kinds = FlatSchema.allKinds
  }

  /// What is decided after the children: other schemas for the same value.
  private static func isDear(_ code: Operation.Code) -> Bool { code.rawValue >= Operation.Code.names.rawValue }

  private mutating func membersOperation() -> Operation? {
    let facts = children
    guard !facts.properties.isEmpty || !facts.required.isEmpty || !facts.patterns.isEmpty || facts.additional != nil
    else { return nil }
    var entries: [(symbol: Int, value: UInt32)] = []
    var positions: [Int: Int] = [:]
    for (name, schema) in facts.properties {
      let symbol = symbol(name)
      guard positions[symbol] == nil else { continue }
      positions[symbol] = entries.count
      entries.append((symbol, UInt32(schema + 1)))
    }
    var required = 0
    for name in facts.required {
      let symbol = symbol(name)
      if positions[symbol] == nil {
        positions[symbol] = entries.count
        entries.append((symbol, 0))
      }
      let position = positions[symbol] ?? 0
      guard entries[position].value & FlatTables.requiredBit == 0 else { continue }
      entries[position].value |= FlatTables.requiredBit
      required += 1
    }
    let patterns = facts.patterns.flatMap { [pattern($0.pattern), $0.schema] }
    var size = 2
    while size < entries.count * 2 { size *= 2 }
    var slots = [UInt32](repeating: 0, count: size * 2)
    for (symbol, value) in entries {
      var slot = FlatTables.slot(UInt32(symbol), UInt32(size - 1))
      while slots[Int(slot) * 2] != 0 { slot = (slot + 1) & UInt32(size - 1) }
      slots[Int(slot) * 2] = UInt32(symbol)
      slots[Int(slot) * 2 + 1] = value
    }
    let table = words.count
    let others = facts.isClosed ? FlatTables.refused : facts.additional.map { UInt32($0 + 1) } ?? 0
    words += [UInt32(required), others, UInt32(facts.patterns.count), UInt32(size - 1)]
    words += slots
    words += patterns.map { UInt32($0) }
    return Operation(.members, table)
  }
}
