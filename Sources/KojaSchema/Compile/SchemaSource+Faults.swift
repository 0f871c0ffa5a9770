package import KojaModel

extension SchemaSource {
  /// What the metaschema of 2020-12 finds in the file, sorted; nothing where some part of it names another one.
  package var faults: [Finding] {
    let isStandard = document.nodes.indices.allSatisfy { node in
      guard document.kind(node) == .mapping, let named = document.value("$schema", in: node) else { return true }
      guard let uri = document.string(named) else { return node != Document.root }
      return uri.sameBytes(as: Dialect.uri) || uri.sameBytes(as: Dialect.uri + "#")
    }
    guard isStandard else { return [] }
    return (Self.metaschema.schema(Self.name)?.findings(document, path: uri) ?? []).map(\.withoutRule)
  }

  private static let name = "metaschema"
  private static let metaschema = SchemaSet([
    SchemaSource(uri: name, document: Document(.object([.init("$ref", .string(Dialect.uri))])))
  ])
}
