internal import KojaModel

/// `minimum`: a number is not below it.
///
/// Fails when: the number is smaller.
/// Spec: JSON Schema Validation 2020-12, 6.2.4.
struct Minimum: NumberBound {
  static let name = "minimum"
  static let code = Operation.Code.minimum
  static let words = Phrase(id: "paling kecil", en: "at least")
  let bound: Number
  let spelling: String
}

/// `maximum`: a number is not above it.
///
/// Fails when: the number is greater.
/// Spec: JSON Schema Validation 2020-12, 6.2.2.
struct Maximum: NumberBound {
  static let name = "maximum"
  static let code = Operation.Code.maximum
  static let words = Phrase(id: "paling besar", en: "at most")
  let bound: Number
  let spelling: String
}

/// `exclusiveMinimum`: a number is above it.
///
/// Fails when: the number is smaller or equal.
/// Spec: JSON Schema Validation 2020-12, 6.2.5.
struct ExclusiveMinimum: NumberBound {
  static let name = "exclusiveMinimum"
  static let code = Operation.Code.above
  static let words = Phrase(id: "lebih besar dari", en: "greater than")
  let bound: Number
  let spelling: String
}

/// `exclusiveMaximum`: a number is below it.
///
/// Fails when: the number is greater or equal.
/// Spec: JSON Schema Validation 2020-12, 6.2.3.
struct ExclusiveMaximum: NumberBound {
  static let name = "exclusiveMaximum"
  static let code = Operation.Code.below
  static let words = Phrase(id: "lebih kecil dari", en: "less than")
  let bound: Number
  let spelling: String
}
