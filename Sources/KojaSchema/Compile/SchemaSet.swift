package import KojaModel

/// One schema file. Its URI is the base of relative references (`../common.yaml#/$defs/place`).
package struct SchemaSource: Sendable {
  /// `schemas/complaints/schema.yaml`.
  package let uri: String
  /// The parsed file.
  package let document: Document

  /// A schema file.
  package init(uri: String, document: Document) {
    self.uri = uri
    self.document = document
  }
}

/// Schema files that may refer to one another, compiled.
package final class SchemaSet: Sendable {
  /// What is wrong with the schemas, at its place, sorted. What could not be compiled checks nothing.
  package let findings: [Finding]
  /// The compiled schemas.
  let program: Program
  /// The names that the schemas give to keys, and those given from outside: readers mark keys with their symbols.
  package let symbols: SymbolTable
  /// Labels of enum values given from outside.
  let enumLabels: [String: [String: Phrase]]
  private let roots: [Key: Int]

  /// Compiles. `enumLabels` are labels of enum values that stand elsewhere (workflow states), by
  /// `file#/pointer` of the schema that holds the `enum`, then by value. `names` are further names that ``symbols`` knows.
  package init(
    _ sources: [SchemaSource], enumLabels: [String: [String: Phrase]] = [:], assertFormats: Bool = true,
    names: [String] = []
  ) {
    var compiler = Compiler(sources, enumLabels: enumLabels, assertsFormats: assertFormats)
    let program = compiler.program(names: names)
    self.program = program
    self.symbols = program.flat.symbols
    self.findings = (compiler.findings + Self.faults(compiler.metaschemas, program)).sorted()
    self.enumLabels = enumLabels
    self.roots = Dictionary(
      sources.enumerated().map { (Key(URIReference($1.uri).resource), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What metaschemas of one's own find in the files that name them.
  private static func faults(_ metaschemas: [Int: SchemaIndex], _ program: Program) -> [Finding] {
    metaschemas.sorted { $0.key < $1.key }.flatMap { place, index -> [Finding] in
      let (source, schema) = (program.sources[place], Schema(program: program, index: index))
      // One that describes itself is taken at its word.
      guard program.schemas[index].location != Location(source: place, node: Document.root),
        !schema.isValid(source.document)
      else { return [] }
      return schema.findings(source.document, path: source.uri, lines: source.lines)
    }
  }

  /// The schema of a file, or at a pointer in it (`schemas/common.yaml#/$defs/place`); nil when there is none.
  package func schema(_ reference: String) -> Schema? {
    index(reference).map { Schema(program: program, index: $0) }
  }

  /// Where every schema stands that is a mapping: the file's, and those inside.
  package var places: [(source: SchemaSource, node: NodeIndex)] {
    program.schemas.compactMap { schema in
      let source = program.sources[schema.location.source]
      guard source.document.kind(schema.location.node) == .mapping else { return nil }
      return (SchemaSource(uri: source.uri, document: source.document), schema.location.node)
    }
  }

  /// The compiled schema of a file or at a pointer in it.
  func index(_ reference: String) -> SchemaIndex? {
    let uri = URIReference(reference)
    guard let source = roots[Key(uri.resource)], let names = Pointer.names(Pointer.unescaped(uri.fragment ?? "")),
      let node = program.sources[source].document.node(at: names)
    else { return nil }
    return program.index(of: Location(source: source, node: node))
  }
}
