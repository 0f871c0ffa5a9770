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

/// Labels of enum values by the value, for the schema that holds the `enum`, named as `file#/pointer`.
package typealias EnumLabels = @Sendable (String) -> [String: Phrase]

/// Gives files by their URIs; nil for what is none.
package typealias SchemaLibrary = (String) -> Document?

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
  let enumLabels: EnumLabels
  private let compiled: Late<Compiled>

  /// Takes files.
  ///
  /// - Parameters:
  ///   - library: Further files, taken in when a reference leads to them.
  ///   - enumLabels: Labels of enum values that stand elsewhere (workflow states).
  ///   - names: Further names that ``symbols`` knows, asked for when the files are compiled.
  package init(
    _ sources: [SchemaSource], library: SchemaLibrary = { _ in nil },
    enumLabels: @escaping EnumLabels = { _ in [:] }, assertFormats: Bool = true,
    names: @escaping @Sendable () -> [String] = { [] }
  ) {
    let texts = SchemaTexts(sources, library)
    (self.texts, self.enumLabels) = (texts, enumLabels)
    compiled = Late {
      var compiler = Compiler(texts, enumLabels: enumLabels, assertsFormats: assertFormats)
      let program = compiler.program(names: names())
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

  /// Whether every reference leads somewhere: what is said of fields is then all that there is to say.
  package var isWhole: Bool { texts.isWhole }

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

  /// The schema of a file that was given; as with an index, one that was not is a mistake of whoever asks.
  package func file(_ uri: String) -> Schema {
    Schema(program: program, index: program.files[texts.file(uri) ?? program.files.endIndex])
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
