internal import KojaModel

/// All schemas of a set as operations and flat tables: what the fast pass runs on.
///
/// The memory is its own, written once and freed with it, so that reading it counts no references.
final class FlatProgram: @unchecked Sendable {
  // Nothing is written after `init`.

  /// The schemas by ``SchemaIndex``.
  let schemas: UnsafeBufferPointer<FlatSchema>
  /// The operations of all schemas.
  let operations: UnsafeBufferPointer<Operation>
  /// Lists and tables.
  let words: UnsafeBufferPointer<UInt32>
  /// The texts of ``textSpans``.
  let text: UnsafeBufferPointer<UInt8>
  /// Where each text begins and ends.
  let textSpans: UnsafeBufferPointer<UInt64>
  /// Bounds of numbers.
  let numbers: [Number]
  /// Values of `const` and `enum` that are no texts.
  let values: [(document: Document, node: NodeIndex)]
  /// Expressions of `pattern` and `patternProperties`.
  private let patterns: [Pattern]
  /// What decides each of them without PCRE2, where that can be done.
  private let automata: UnsafeBufferPointer<Automaton?>
  /// Names of keys.
  let symbols: SymbolTable
  /// Whether anything depends on the way to it.
  let isDynamic: Bool
  /// The schema with a dynamic anchor, by resource and name.
  let dynamicAnchors: [UInt64: SchemaIndex]

  /// Takes over what the builder made.
  init(_ builder: FlatBuilder, symbols: SymbolTable, dynamicAnchors: [UInt64: SchemaIndex]) {
    func keep<Element>(_ elements: some Collection<Element>) -> UnsafeBufferPointer<Element> {
      let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
      _ = memory.initialize(from: elements)
      return UnsafeBufferPointer(memory)
    }
    schemas = keep(builder.schemas)
    operations = keep(builder.operations)
    words = keep(builder.words)
    text = keep(builder.text)
    textSpans = keep(builder.textSpans)
    numbers = builder.numbers
    values = builder.values
    patterns = builder.patterns
    automata = keep(builder.patterns.map(\.automaton))
    isDynamic = builder.isDynamic
    self.symbols = symbols
    self.dynamicAnchors = dynamicAnchors
  }

  deinit {
    schemas.deallocate()
    operations.deallocate()
    words.deallocate()
    text.deallocate()
    textSpans.deallocate()
    automata.deallocate()
  }

  /// Whether an expression is found in a text.
  @inline(__always)
  func verdict(_ pattern: Int, _ text: UnsafeBufferPointer<UInt8>) -> Pattern.Verdict {
    automata[pattern].map { $0.matches(text) ? .found : .absent } ?? patterns[pattern].searched(text)
  }

  /// The key of ``dynamicAnchors``.
  static func anchor(resource: Int, name: Int) -> UInt64 { UInt64(resource) << 32 | UInt64(name) }
}

/// Tables in ``FlatProgram/words``: what is asked for the keys of a mapping and the items of a sequence in one walk.
enum FlatTables {
  /// Of members: how many are required; the schema of all others plus one (0: whatever, ``refused``: none may be);
  /// how many patterns, each with its schema, behind the slots; the mask of the slots; then the slots, two words each:
  /// a symbol, and its schema plus one with ``required``.
  static let required = 0, others = 1, patterns = 2, mask = 3, slots = 4

  /// In a slot: the key must be there.
  static let requiredBit: UInt32 = 1 << 31
  /// As the schema of all others: there may be none.
  static let refused = UInt32.max

  /// Where the search for a symbol begins.
  @inline(__always)
  static func slot(_ symbol: UInt32, _ mask: UInt32) -> UInt32 { (symbol &* 0x9E37_79B1) >> 7 & mask }

  /// Where the search for a text begins: all of its bytes count, eight at a time.
  static func hash(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    var hash = UInt64(text.count)
    var rest = UnsafeRawBufferPointer(text)
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash &>> 29
    }
    while rest.count >= 8 {
      mix(rest.loadUnaligned(as: UInt64.self))
      rest = UnsafeRawBufferPointer(rebasing: rest[8...])
    }
    mix(rest.reduce(0) { $0 << 8 | UInt64($1) })
    return Int(truncatingIfNeeded: hash &>> 33)
  }
}
