internal import KojaModel

/// The fast pass over one document.
struct Run {
  /// The document that is judged.
  let document: Document
  /// The schemas.
  let program: Program
  /// A key that is judged as a text, whatever it looks like (`propertyNames`).
  var name: NodeIndex = -1

  /// The kind of a value.
  func kind(_ node: NodeIndex) -> NodeKind { node == name ? .string : document.nodes[node].kind }

  /// Whether a value satisfies a schema.
  func accepts(_ node: NodeIndex, _ schema: SchemaIndex) -> Bool {
    for index in program.schemas[schema].rules.indices
    where !program.schemas[schema].rules[index].keyword.accepts(node, self) {
      return false
    }
    return true
  }
}
