package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// A schema of any kind, ready to judge files of any kind, without a store.
package struct FileValidator: Sendable {
  /// What is wrong with the schema, at its place, sorted. With errors nothing can be judged.
  package let findings: [Finding]
  private let files: SchemaFiles
  private let schemas: SchemaSet
  private let schema: Schema?
  private let asRecord: Bool

  /// Whether the schema can judge.
  package var isUsable: Bool { schema != nil && !findings.contains { $0.severity == .error } }

  /// Reads and compiles a schema. Throws a failure where a file that was named cannot be read.
  ///
  /// - Parameters:
  ///   - path: The schema, in YAML or JSON.
  ///   - others: Further schemas that may be referred to by their `$id`.
  ///   - assertsFormats: Whether `format` is checked.
  ///   - asRecord: Whether the rules for records hold for the files.
  package init(
    _ path: String, with others: [String], assertsFormats: Bool, asRecord: Bool
  ) throws(Failure) {
    do throws(FileError) {
      files = try SchemaFiles(path, with: others)
    } catch {
      throw Failure([.missing, .notRegular].contains(error.kind) ? .usage : .environment, error.phrase)
    }
    self.asRecord = asRecord
    schemas = SchemaSet(files.sources, assertFormats: assertsFormats)
    let first = files.sources.first
    // The schema itself comes first, unless it could not be read.
    let isThere = !files.findings.contains { $0.severity == .error && $0.place.path.sameBytes(as: TidyPath.of(path)) }
    schema = isThere ? first.flatMap { [schemas] in schemas.schema($0.uri) } : nil
    let files = files
    let faults = SchemaFaults.merged(meta: files.sources.flatMap(\.faults), code: schemas.findings).map(files.told)
    let places = Set(faults.map(\.place))
    let advice = schemas.lint(wantsLabels: false).filter { !places.contains($0.place) }.map(Self.advice)
    findings = (files.findings + (faults.map(Self.mild) + advice).map(files.shown)).sorted()
  }

  /// Whether a file could not be read: that is no fault of its content.
  package static func isUnread(_ finding: Finding) -> Bool { finding.code == "store/unreadable" }

  /// What is wrong with each file, in the order given; those of one file sorted.
  package func findings(in paths: [String]) -> [Finding] {
    Parallel.map(paths) { self.findings(in: $0) }.flatMap { $0 }
  }

  private func findings(in path: String) -> [Finding] {
    guard let schema else { return [] }
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try AnyFile.read(path, limit: asRecord ? YAMLLimits.record.bytes : YAMLLimits.validate.bytes)
    } catch {
      return [error.finding(at: path)]
    }
    let readings = AnyFile.read(bytes, path: path, asRecord: asRecord, symbols: schemas.symbols)
    return readings.flatMap { reading -> [Finding] in
      guard let document = reading.document, !schema.isValid(document) else { return reading.findings }
      return reading.findings(with: schema.findings(document, path: path).map { files.shown($0) })
    }.sorted()
  }

  /// A foreign schema may ask for what cannot be: it judges all the same.
  private static func advice(_ finding: Finding) -> Finding {
    var finding = finding
    finding.severity = .warning
    return finding
  }

  /// Any schema may have keywords of its own; and nothing is fetched, so the way out of a foreign reference is a file.
  private static func mild(_ finding: Finding) -> Finding {
    var finding = finding
    if finding.code == "schema/unknown-keyword", finding.hint != nil { finding.severity = .warning }
    if finding.code == "schema/unknown-dialect" {
      finding.details.append(
        Phrase(
          id: "atau sebutkan berkas metaskemanya: `--schema BERKAS`",
          en: "or name the file of its metaschema: `--schema FILE`"))
    }
    if finding.code == "schema/unknown-reference", finding.message.en.contains("http") {
      finding.hint = Phrase(
        id: "koja tidak mengambil apa pun dari jaringan; sebutkan berkasnya: `--schema BERKAS`",
        en: "koja fetches nothing from the network; name its file: `--schema FILE`")
    }
    return finding
  }
}
