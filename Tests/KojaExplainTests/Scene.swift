import KojaExplain
import KojaModel
import KojaSchema
import KojaStore
import KojaTestSupport
import KojaYAML
import Testing

/// A page's example at work: what koja really says about its failing and its corrected files.
struct Scene {
  let page: Page
  let isFailing: Bool

  /// What koja finds.
  struct Said {
    /// All codes.
    var codes: Set<String>
    /// The codes of errors.
    var errors: Set<String>
    /// What was said, for a person who mends a page.
    var text: String
  }

  func run() throws -> Said {
    if let rule = page.example.rule { return said(try judged(by: rule)) }
    if page.example.command != nil { return try commanded() }
    let files = page.example.pieces.map(\.file)
    if files.allSatisfy({ !$0.hasPrefix("records/") && !$0.hasPrefix("schemas/") }) { return said(try loose()) }
    return said(try stored(hasSchemas: files.contains { $0.hasPrefix("schemas/") }))
  }

  private func said(_ findings: [Finding]) -> Said {
    Said(
      codes: Set(findings.map(\.code)), errors: Set(findings.filter { $0.severity == .error }.map(\.code)),
      text: findings.map { "\($0.place.path):\($0.place.start.line) \($0.code) \($0.message.en)" }
        .joined(separator: "\n"))
  }

  // MARK: Texts

  /// The bytes of a piece's file; nil where there is no such file.
  private func bytes(_ piece: Example.Piece) throws -> [UInt8]? {
    guard var snippet = isFailing ? piece.failing : piece.corrected else { return nil }
    if isFailing, piece.times > 1 { snippet = String(repeating: snippet, count: piece.times) }
    if isFailing, piece.isLatin1 { return snippet.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
    guard let base = piece.base else { return Array(snippet.utf8) }
    let old = piece.replaces ?? piece.corrected ?? ""
    let text = try Checkout.text(base)
    // A piece that only lies elsewhere keeps its text.
    return Array((old.isEmpty ? text : try text.editing(old, snippet, in: base)).utf8)
  }

  // MARK: Ways of checking

  /// Files beside any store; schemas among them are compiled together.
  private func loose() throws -> [Finding] {
    var schemas: [SchemaSource] = []
    var findings: [Finding] = []
    for piece in page.example.pieces {
      guard let bytes = try bytes(piece) else { continue }
      let isJSON = piece.file.hasSuffix(".json")
      let readings =
        isJSON ? [JSONReader.read(bytes, path: piece.file)] : YAMLReader.readStream(bytes, path: piece.file)
      findings += readings.flatMap(\.findings)
      guard piece.file.hasSuffix(".schema.yaml"), let document = readings.first?.document else { continue }
      schemas.append(SchemaSource(uri: piece.file, document: document))
    }
    let set = SchemaSet(schemas)
    return findings + set.findings + set.lint(wantsLabels: true)
  }

  /// A file beside any store, by a schema of its own.
  private func judged(by rule: String) throws -> [Finding] {
    let schema = try #require(YAMLReader.read(Array(rule.utf8), path: "rule.yaml").document)
    let set = SchemaSet([SchemaSource(uri: "rule.yaml", document: schema)])
    #expect(set.findings.isEmpty)
    return try page.example.pieces.flatMap { piece in
      let reading = YAMLReader.read(try #require(try bytes(piece)), path: piece.file)
      return reading.findings
        + (reading.document.flatMap { set.schema("rule.yaml")?.findings($0, path: piece.file) } ?? [])
    }
  }

  /// Files of the store of sample records.
  private func stored(hasSchemas: Bool) throws -> [Finding] {
    var changes: [Key: [UInt8]?] = [:]
    for piece in page.example.pieces { changes[Key(piece.file)] = .some(try bytes(piece)) }
    guard hasSchemas else {
      let run = CheckRun(
        try #require(Sample.catalogue), OverlaySource(MemorySource(Sample.records), changes: changes), now: Sample.now)
      // What a file says by itself needs no look at all the others.
      let isAlone = page.example.pieces.count == 1 && changes.values.allSatisfy { $0 != nil }
      let asksOthers = ["number", "ref", "unique"].contains(page.family)
      return isAlone && !asksOthers
        ? try run.only(page.example.pieces.map(\.file)).findings : run.all().findings
    }
    var (catalogue, findings) = Sample.load(changes)
    if let catalogue, findings.isEmpty {
      findings +=
        CheckRun(
          catalogue, OverlaySource(MemorySource(Sample.records), changes: changes), now: Sample.now
        ).all().findings
    }
    return findings
  }

  /// A command in a copy of the store, whose records are committed.
  private func commanded() throws -> Said {
    let store = try ScratchStore()
    for piece in page.example.pieces {
      if let bytes = try bytes(piece) {
        try store.folder.write(bytes, to: piece.file)
      } else {
        store.folder.delete(piece.file)
      }
    }
    let arguments = (page.example.command ?? "").split(separator: " ").dropFirst().map(String.init)
    if arguments.contains("--staged") || arguments.first == "audit" { try store.git(["add", "-A"]) }
    if arguments.first == "audit" { try store.git(["commit", "-q", "--allow-empty", "-m", "Dengan git"]) }
    let output = try RunKoja.run(arguments + ["--lang", "en"], in: store.path)
    let text = output.text + output.standardError
    func codes(_ severity: String) -> Set<String> {
      Set(text.splitting(at: severity + "[").dropFirst().map { String($0.prefix { $0 != "]" }) })
    }
    let errors = codes("error")
    #expect(isFailing || output.status == 0, "\(text)")
    return Said(codes: errors.union(codes("warning")).union(codes("note")), errors: errors, text: text)
  }
}

/// The sample records and schemas of this repository.
enum Sample {
  private static let files = StoreFiles(root: Checkout.root)
  /// Every sample record, and the scorecards that some of them are graded by.
  static let records: [Key: [UInt8]] = Dictionary(
    uniqueKeysWithValues: ["records", "schemas/scorecards"].flatMap { files.walk($0, stamps: false) }.map { entry in
      (Key(entry.path), (try? files.read(entry.path, limit: Store.recordLimit)) ?? [])
    })
  /// The schemas as they are.
  static let catalogue = load([:]).catalogue
  /// After every sample record.
  static let now = Timestamp(seconds: 1_793_500_000, offset: 7 * 60)

  /// The schemas with changes: each file with its new bytes, nil for none.
  static func load(_ changes: [Key: [UInt8]?]) -> (catalogue: Catalogue?, findings: [Finding]) {
    let known = files.walk("schemas", stamps: false).map { Key($0.path) }
    let added = changes.keys.filter { $0.string.hasPrefix("schemas/") && !known.contains($0) }
    let paths = (known + added).filter { path in changes[path].map { $0 != nil } ?? true }
    return Catalogue.load(paths: paths.map(\.string)) { path throws(FileError) in
      if let change = changes[Key(path)], let bytes = change { return bytes }
      return try files.read(path, limit: Store.recordLimit)
    }
  }
}
