internal import KojaModel

/// `minLength`: a text has at least so many code points.
///
/// Fails when: the text is shorter.
/// Spec: JSON Schema Validation 2020-12, 6.3.2.
struct MinLength: CountBound {
  static let name = "minLength"
  static let code = Operation.Code.minLength
  static let isLeast = true
  static let things = (id: "karakter", one: "character", many: "characters")
  let limit: Int

  static func count(_ node: NodeIndex, _ run: Run) -> Int? { run.codePoints(node) }
}

/// `maxLength`: a text has at most so many code points.
///
/// Fails when: the text is longer.
/// Spec: JSON Schema Validation 2020-12, 6.3.1.
struct MaxLength: CountBound {
  static let name = "maxLength"
  static let code = Operation.Code.maxLength
  static let isLeast = false
  static let things = (id: "karakter", one: "character", many: "characters")
  let limit: Int

  static func count(_ node: NodeIndex, _ run: Run) -> Int? { run.codePoints(node) }
}

extension Run {
  /// Code points of a text; nil for every other kind.
  func codePoints(_ node: NodeIndex) -> Int? {
    guard kind(node) == .string else { return nil }
    return document.withText(node) { $0.reduce(0) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 } }
  }
}
