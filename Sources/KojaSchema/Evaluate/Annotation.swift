package import KojaModel

/// What a schema says about a place in a document that satisfies it (JSON Schema Core 2020-12, 7.7).
package struct Annotation: Sendable {
  /// JSON pointer to the value.
  package let instance: String
  /// The keyword that says it: `title`, `default`, `contentMediaType`, or one of nobody's vocabulary.
  package let keyword: String
  /// The schema that the keyword stands in, `file#pointer` with the pointer as a URI's fragment.
  package let schema: String
  /// What it says.
  package let value: Value
}

extension Schema {
  /// Everything that the schemas say about a document and its parts; empty when it is wrong.
  package func annotations(_ document: Document) -> [Annotation] {
    var found: [Annotation] = []
    _ = Machine.withMachine(document, program.flat) { machine in
      machine.visit(Document.root, index) { node, schema in
        found += program.annotations(schema, of: node, in: document)
      }
    }
    return found
  }
}

extension Program {
  fileprivate func annotations(_ schema: SchemaIndex, of node: NodeIndex, in document: Document) -> [Annotation] {
    let location = schemas[schema].location
    let source = texts.sources[location.source]
    return Members(source.document, location.node).compactMap { key, value in
      let name = source.document.text(key) ?? ""
      switch Vocabulary.of(name) {
      case .metaData, nil: break
      case .content:
        // Said about texts, and about their content only where its kind is known (Validation 2020-12, 8.5).
        guard document.kind(node) == .string else { return nil }
        if name == "contentSchema", source.document.value("contentMediaType", in: location.node) == nil { return nil }
      default: return nil
      }
      return Annotation(
        instance: document.pointer(to: node), keyword: name,
        schema: source.uri + "#" + Pointer.escaped(source.document.pointer(to: location.node)),
        value: source.document.value(of: value))
    }
  }
}
