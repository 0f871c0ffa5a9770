internal import KojaModel

/// What a schema says about the values at a place, as far as a value can be made from it.
struct Shape {
  /// A kind of value.
  enum Kind: String {
    case string, integer, number, boolean, array, object, null
  }

  /// A key of a mapping with the shape of its value.
  struct Property {
    let name: String
    var shape: Shape
  }

  /// A branch that depends on the value.
  struct Condition {
    /// The schema of `if`.
    let test: Value
    let then: [Shape]
    let otherwise: [Shape]
    /// The keys that the test looks at.
    let names: [String]
  }

  /// `false`: nothing may stand here.
  var isNever = false
  var kinds: [Kind] = []
  /// The values of `enum` or `const`; empty when any will do.
  var choices: [Value] = []
  var format: String?
  var pattern: String?
  /// `x-ref`.
  var reference: String?
  /// `x-schema`: where the schema of a mapping stands, in a record that is referred to.
  var lender: String?
  /// `x-chain`: links that form no chains.
  var isChained = false
  /// The label for people in the language of the store.
  var label: Phrase?
  var minimum: Double?
  var maximum: Double?
  var minLength = 0
  var maxLength: Int?
  /// The shape of each item; none or one.
  var items: [Shape] = []
  var minItems = 0
  var maxItems: Int?
  var hasUniqueItems = false
  var properties: [Property] = []
  var required: [String] = []
  var minProperties = 0
  var maxProperties: Int?
  /// Keys that bring others with them.
  var companions: [(name: String, needs: [String])] = []
  var conditions: [Condition] = []
  /// Groups of which one each is to hold: `oneOf`, `anyOf`.
  var alternatives: [[Shape]] = []
  /// Whether it says more than is understood here, so that what is made needs a proof.
  var needsProof = false

  /// Whether it is a mapping whose keys are known.
  var isMapping: Bool { !properties.isEmpty && (kinds.isEmpty || kinds.contains(.object)) }

  /// Whether it is a list.
  var isList: Bool { kinds.contains(.array) }

  /// Whether anything in it needs a proof.
  var needsProofAnywhere: Bool {
    needsProof || !alternatives.isEmpty || items.contains { $0.needsProofAnywhere }
      || properties.contains { $0.shape.needsProofAnywhere }
  }

  /// Both at once; what the other says more narrowly counts.
  mutating func narrow(by other: Shape) {
    isNever = isNever || other.isNever
    if kinds.isEmpty { kinds = other.kinds } else if !other.kinds.isEmpty { kinds = kinds.filter(other.kinds.contains) }
    if choices.isEmpty {
      choices = other.choices
    } else if !other.choices.isEmpty {
      choices = choices.filter { other.choices.contains($0) }
    }
    format = other.format ?? format
    needsProof = needsProof || other.needsProof || (pattern != nil && other.pattern != nil)
    pattern = other.pattern ?? pattern
    reference = other.reference ?? reference
    lender = other.lender ?? lender
    isChained = isChained || other.isChained
    label = other.label ?? label
    minimum = [minimum, other.minimum].compactMap { $0 }.max()
    maximum = [maximum, other.maximum].compactMap { $0 }.min()
    minLength = max(minLength, other.minLength)
    maxLength = [maxLength, other.maxLength].compactMap { $0 }.min()
    if let own = items.first, let more = other.items.first {
      items = [own.narrowed(by: more)]
    } else {
      items += other.items
    }
    minItems = max(minItems, other.minItems)
    maxItems = [maxItems, other.maxItems].compactMap { $0 }.min()
    hasUniqueItems = hasUniqueItems || other.hasUniqueItems
    for property in other.properties {
      if let index = properties.firstIndex(where: { $0.name.sameBytes(as: property.name) }) {
        properties[index].shape.narrow(by: property.shape)
      } else {
        properties.append(property)
      }
    }
    required += other.required.filter { name in !required.contains { $0.sameBytes(as: name) } }
    minProperties = max(minProperties, other.minProperties)
    maxProperties = [maxProperties, other.maxProperties].compactMap { $0 }.min()
    companions += other.companions
    conditions += other.conditions
    alternatives += other.alternatives
  }

  /// Both at once.
  func narrowed(by other: Shape) -> Shape {
    var result = self
    result.narrow(by: other)
    return result
  }
}
