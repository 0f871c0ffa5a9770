/// One step of a decision about a value: 16 bytes, its facts in the tables of ``FlatProgram``.
struct Operation: Sendable {
  /// What is decided.
  enum Code: UInt8, Sendable {
    /// Nothing is right.
    case never
    /// `a` is a table of texts (``FlatProgram/texts``), `b` a list of other values; a value is one of them.
    case oneOfValues
    /// `a` is a number; the value is at least, at most, above, below, or a multiple of it.
    case minimum, maximum, above, below, multiple
    /// `a` is a bound of code points, items or pairs.
    case minLength, maxLength, minItems, maxItems, minPairs, maxPairs
    /// `a` is a ``KnownFormat``, a pattern.
    case format, pattern
    /// `a` is a table of members or items, see ``FlatTables``.
    case members, items
    /// `a` is a schema for every key.
    case names
    /// `a` is a list: a key, then the number of keys that it needs, and those.
    case needs
    /// `a` is a list of keys and schemas: the schema of each key that is there holds for the whole value. `b` is a list
    /// as that of ``needs``, plus one, 0 for none.
    case schemasOfKeys
    /// `a` is a schema, `b` the least and `c` the most number of items that satisfy it.
    case contains
    /// No two items are equal.
    case unique
    /// `a` is a schema.
    case reference, not
    /// `a` is a schema, `b` a name: the outermost resource on the way that has it as dynamic anchor decides.
    case dynamic
    /// `a` is a list of schemas.
    case all, any, exactlyOne
    /// `a` is a condition, `b` and `c` the schemas that follow, each plus one, 0 for none.
    case choose
    /// `a` is a schema for the members or items that nothing beside it has seen; `b` is the schema it stands in.
    case restOfMembers, restOfItems
  }

  /// What is decided.
  let code: Code
  /// Its facts.
  let a: UInt32, b: UInt32, c: UInt32

  /// An operation.
  init(_ code: Code, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) {
    self.code = code
    self.a = UInt32(truncatingIfNeeded: a)
    self.b = UInt32(truncatingIfNeeded: b)
    self.c = UInt32(truncatingIfNeeded: c)
  }
}

/// One schema of the flat program.
struct FlatSchema: Sendable {
  /// Bits of the kinds of nodes that are right, by ``NodeKind``; ``integralFloats`` besides.
  var kinds: UInt8 = FlatSchema.allKinds
  /// Its operations.
  var start: UInt32 = 0, end: UInt32 = 0
  /// The resource it belongs to (its `$id`).
  var resource: UInt32 = 0

  /// Every kind.
  static let allKinds: UInt8 = 0x7F
  /// A float is right when it has no fraction: `1.0` is an integer.
  static let integralFloats: UInt8 = 0x80
}
