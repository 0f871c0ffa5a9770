internal import Glibc
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// A schema with all the files that it refers to, read from the disk and never from the network.
///
/// Files are known by their absolute paths, and by the `$id` that they give themselves. A relative reference leads to a
/// file beside the one that it stands in, also where that one calls itself by a URI of the network.
struct SchemaFiles {
  /// The files, the schema itself first.
  private(set) var sources: [SchemaSource] = []
  /// What is wrong with them as YAML or JSON.
  private(set) var findings: [Finding] = []
  /// The path to show for each URI.
  private var shown: [Key: String] = [:]

  /// The largest file of a schema.
  private static let limit = 16 << 20
  /// The most files that one schema may pull in.
  private static let most = 2000

  /// Reads a schema, further files that know it or that it knows, and what they refer to. Throws where one of those
  /// that were named cannot be read.
  init(_ path: String, with others: [String]) throws(FileError) {
    for named in [path] + others { try add(TidyPath.of(named), uri: Self.uri(of: named), isNamed: true) }
    var next = 0
    while next < sources.count, sources.count < Self.most {
      let source = sources[next]
      next += 1
      let folder = (shown[Key(source.uri)] ?? source.uri).split(separator: "/", omittingEmptySubsequences: false)
        .dropLast().map { $0 + "/" }.joined()
      for reference in source.links.references where !isKnown(reference.resource) {
        let isFile = reference.resource.hasPrefix("/")
        guard isFile || !Self.hasScheme(reference.written) else { continue }
        // What is not there is told by whoever follows the reference.
        let written = SchemaSource.path(of: reference.written)
        let path = TidyPath.of(written.hasPrefix("/") ? written : folder + written)
        try? add(path, uri: isFile ? Self.uri(of: path) : reference.resource, isNamed: false)
      }
    }
  }

  /// The path as a person named it, for the places of findings.
  func shown(_ finding: Finding) -> Finding {
    var finding = finding
    func named(_ place: Place) -> Place {
      var place = place
      place.path = shown[Key(place.path)] ?? place.path
      return place
    }
    finding.place = named(finding.place)
    finding.related = finding.related.map { Finding.Related($0.message, at: named($0.place)) }
    if let rule = finding.schemaPath, let hash = rule.firstIndex(of: "#"), let path = shown[Key(String(rule[..<hash]))]
    {
      finding.schemaPath = path + rule[hash...]
    }
    return finding
  }

  /// Takes a file in. One that nobody named, but something refers to, counts only as a schema, and nothing of any other
  /// text is shown: a schema from elsewhere must not make koja read out whatever lies on this computer.
  private mutating func add(_ path: String, uri: String, isNamed: Bool) throws(FileError) {
    guard !sources.contains(where: { $0.uri.sameBytes(as: uri) }), !broken.contains(Key(uri)) else { return }
    let bytes = try AnyFile.read(path, limit: Self.limit)
    let readings = AnyFile.read(bytes, path: path)
    let source = readings.first?.document.map { SchemaSource(uri: uri, document: $0) }
    let isSchema = source?.looksLikeSchema ?? false
    findings += readings.flatMap(\.findings).map { isNamed || isSchema ? $0 : Self.withoutText($0) }
    guard let source, isNamed || isSchema else {
      broken.insert(Key(uri))
      shown[Key(uri)] = path
      return
    }
    shown[Key(uri)] = path
    if readings.count > 1 { findings.append(Self.second(readings[1], path)) }
    sources.append(source)
    for id in sources[sources.count - 1].links.ids { ids.insert(Key(id)) }
  }

  private static func withoutText(_ finding: Finding) -> Finding {
    var finding = finding
    finding.place.excerpt = nil
    for index in finding.related.indices { finding.related[index].place.excerpt = nil }
    return finding
  }

  private static func second(_ reading: YAMLReading, _ path: String) -> Finding {
    Finding(
      "yaml/documents", at: reading.document.map { $0.place(Document.root, in: path) } ?? Place(file: path),
      Phrase(
        id: "di sini mulai dokumen kedua; satu berkas adalah satu skema",
        en: "a second document begins here; one file is one schema"),
      hint: Phrase(
        id: "pindahkan ke berkas sendiri, atau hapus baris `---`", en: "move it to a file of its own, or delete `---`"))
  }

  private var ids: Set<Key> = []
  /// The URIs of files that are no schemas, or no YAML: told of once.
  private var broken: Set<Key> = []

  /// A finding about a reference to a file that is there, but is no schema, says so.
  func told(_ finding: Finding) -> Finding {
    guard finding.code == "schema/unknown-reference",
      let uri = broken.first(where: { finding.message.en.contains("`\($0.string)`") })
    else { return finding }
    var finding = finding
    let path = shown[uri] ?? uri.string
    finding.message = Phrase(
      id: "`$ref` ke `\(path)`, yang bukan skema", en: "`$ref` to `\(path)`, which is no schema")
    finding.hint = Phrase(
      id: "perbaiki berkas itu, atau tunjuk skema yang lain", en: "mend that file, or refer to another schema")
    return finding
  }

  private func isKnown(_ resource: String) -> Bool {
    ids.contains(Key(resource)) || sources.contains { $0.uri.sameBytes(as: resource) }
  }

  private static func hasScheme(_ reference: String) -> Bool {
    guard let colon = reference.firstIndex(of: ":") else { return false }
    return !reference[..<colon].contains("/")
  }

  /// The absolute path, as far as it can be found out.
  private static func uri(of path: String) -> String {
    guard let pointer = realpath(path, nil) else { return SchemaSource.uri(ofPath: path) }
    defer { free(pointer) }
    return SchemaSource.uri(ofPath: String(cString: pointer))
  }
}
