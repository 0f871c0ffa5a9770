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

/// Schema files that may refer to one another. They are compiled when the first value is judged by them.
package final class SchemaSet: Sendable {
  /// What compiling brings.
  private struct Compiled: Sendable {
    let program: Program
    let findings: [Finding]
  }

  /// The files, as they are written.
  let texts: SchemaTexts
  /// Labels of enum values given from outside.
  let enumLabels: [String: [String: Phrase]]
  private let compiled: Late<Compiled>

  /// Takes files. `enumLabels` are labels of enum values that stand elsewhere (workflow states), by
  /// `file#/pointer` of the schema that holds the `enum`, then by value. `names` are further names that ``symbols`` knows.
  package init(
    _ sources: [SchemaSource], enumLabels: [String: [String: Phrase]] = [:], assertFormats: Bool = true,
    names: [String] = []
  ) {
    let texts = SchemaTexts(sources)
    (self.texts, self.enumLabels) = (texts, enumLabels)
    compiled = Late {
      var compiler = Compiler(texts, enumLabels: enumLabels, assertsFormats: assertFormats)
      let program = compiler.program(names: names)
      return Compiled(
        program: program, findings: (compiler.findings + Self.faults(compiler.metaschemas, program)).sorted())
    }
  }

  /// What metaschemas of one's own find in the files that name them.
  private static func faults(_ metaschemas: [Int: SchemaIndex], _ program: Program) -> [Finding] {
    metaschemas.sorted { $0.key < $1.key }.flatMap { place, index -> [Finding] in
      let (source, schema) = (program.texts.sources[place], Schema(program: program, index: index))
      // One that describes itself is taken at its word.
      guard program.schemas[index].location != Location(source: place, node: Document.root),
        !schema.isValid(source.document)
      else { return [] }
      return schema.findings(source.document, path: source.uri, lines: source.lines)
    }
  }

  /// What is wrong with the schemas, at its place, sorted. What could not be compiled checks nothing.
  package var findings: [Finding] { compiled.value.findings }
  /// The compiled schemas.
  var program: Program { compiled.value.program }
  /// The names that the schemas give to keys, and those given from outside: readers mark keys with their symbols.
  package var symbols: SymbolTable { program.flat.symbols }

  /// The schema of a file, or at a pointer in it (`schemas/common.yaml#/$defs/place`); nil when there is none.
  package func schema(_ reference: String) -> Schema? {
    texts.location(reference).flatMap { program.index(of: $0) }.map { Schema(program: program, index: $0) }
  }

  /// The schema of a whole file, to be compiled when it is asked for; nil when there is no such file.
  package func file(_ uri: String) -> Late<Schema>? {
    texts.file(uri).map { file in Late { [self] in Schema(program: program, index: program.files[file]) } }
  }

  /// Where every schema stands that is a mapping: the file's, and those inside.
  package var places: [(source: SchemaSource, node: NodeIndex)] {
    program.schemas.compactMap { schema in
      let source = texts.sources[schema.location.source]
      guard source.document.kind(schema.location.node) == .mapping else { return nil }
      return (SchemaSource(uri: source.uri, document: source.document), schema.location.node)
    }
  }
}
