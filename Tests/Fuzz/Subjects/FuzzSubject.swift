internal import KojaIndex
internal import KojaModel
internal import KojaPicture
internal import KojaSchema
internal import KojaYAML

/// What the fuzzer feeds with bytes. None of them may crash, and each has something that must hold whatever the bytes.
package enum FuzzSubject: String, CaseIterable, Sendable {
  /// The YAML reader as records are read.
  case records
  /// The YAML reader as `koja validate` reads anything.
  case stream
  /// The JSON reader.
  case json
  /// The schema compiler: the first document is a schema, the others are judged by it.
  case schema
  /// The filter language: one argument a line.
  case filter
  /// The readers of pictures and of what cameras write into them.
  case picture

  /// Feeds it. What does not hold, or nil.
  package func complaint(about bytes: [UInt8]) -> String? {
    switch self {
    case .records: records(bytes)
    case .stream: stream(bytes)
    case .json: readings([JSONReader.read(bytes, path: "a.json")])
    case .schema: schema(bytes)
    case .filter: filter(bytes)
    case .picture: picture(bytes)
    }
  }

  private func records(_ bytes: [UInt8]) -> String? {
    let reading = YAMLReader.read(bytes, path: "a.yaml")
    return readings([reading]) ?? differs([reading], [YAMLReader.readWithLibYAML(bytes, path: "a.yaml")])
  }

  private func stream(_ bytes: [UInt8]) -> String? {
    let read = YAMLReader.readStream(bytes, path: "a.yaml")
    return readings(read) ?? differs(read, YAMLReader.readStreamWithLibYAML(bytes, path: "a.yaml"))
  }

  private func schema(_ bytes: [UInt8]) -> String? {
    var documents = YAMLReader.readStream(
      bytes, path: "a.yaml", limits: YAMLLimits(bytes: 1 << 16, nodes: 10_000, depth: 64)
    ).compactMap(\.document)
    guard let first = documents.first else { return nil }
    if documents.count > 1 { documents.removeFirst() }
    let set = SchemaSet([SchemaSource(uri: "a.yaml", document: first)])
    guard let schema = set.schema("a.yaml") else { return nil }
    for document in documents.prefix(3) {
      let findings = schema.findings(document, path: "b.yaml")
      if schema.isValid(document) != findings.isEmpty { return "the fast and the exhaustive pass disagree" }
      if let wrong = outside(findings, document.source.count) { return wrong }
    }
    return nil
  }

  private func filter(_ bytes: [UInt8]) -> String? {
    let arguments = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    do throws(FilterError) {
      _ = try Filter.parse(arguments, layout: Self.layout, layouts: Layouts([Self.layout]), now: Self.now)
    } catch {
      guard arguments.indices.contains(error.argument) else { return "an error at an argument that is not there" }
      let end = arguments[error.argument].unicodeScalars.count + 1
      if error.columns.upperBound > end { return "an error beyond its argument" }
    }
    return nil
  }

  /// What is clean stays as it is, is no larger but for the way up, and tells no place.
  private func picture(_ bytes: [UInt8]) -> String? {
    guard let once = try? CleanPicture(bytes) else { return nil }
    guard let twice = try? CleanPicture(once.bytes) else { return "what is clean cannot be read" }
    if twice.bytes != once.bytes { return "cleaning twice is not cleaning once" }
    if twice.facts.place != nil { return "a place is left" }
    if twice.facts.orientation != once.facts.orientation, FileForm(bytes) == .jpeg { return "the way up is lost" }
    return once.bytes.count > bytes.count + 36 ? "a clean picture has grown" : nil
  }

  // MARK: What must hold

  private func readings(_ readings: [YAMLReading]) -> String? {
    for reading in readings {
      if reading.document == nil, !reading.hasErrors { return "no document and no error" }
      if reading.findings.map(\.place.bytes.lowerBound) != reading.findings.map(\.place.bytes.lowerBound).sorted() {
        return "findings out of order"
      }
      guard let document = reading.document else { continue }
      if let wrong = outside(reading.findings, document.source.count) ?? unsound(document) { return wrong }
    }
    return nil
  }

  private func outside(_ findings: [Finding], _ size: Int) -> String? {
    findings.contains { $0.place.bytes.upperBound > size } ? "a finding outside the text" : nil
  }

  /// Children lie inside their parents, and every text is there.
  private func unsound(_ document: Document) -> String? {
    for node in document.nodes.indices {
      let facts = document.nodes[node]
      guard facts.start <= facts.end, facts.end <= document.source.count, facts.next > node,
        facts.next <= document.nodes.count
      else { return "node \(node) lies outside the text or the tree" }
      guard facts.kind != .mapping, facts.kind != .sequence else { continue }
      let size = facts.isDecoded ? document.decoded.count : document.source.count
      guard Int(facts.textStart) + Int(facts.textLength) <= size else { return "node \(node) has no text" }
    }
    return nil
  }

  /// What one way of reading says and the other does not.
  private func differs(_ readings: [YAMLReading], _ others: [YAMLReading]) -> String? {
    guard readings.map(\.findings) == others.map(\.findings) else {
      return "the plain reader and libyaml find other things"
    }
    for (mine, theirs) in zip(readings, others) {
      guard let left = mine.document, let right = theirs.document else {
        if (mine.document == nil) != (theirs.document == nil) { return "only one of the two readers reads this" }
        continue
      }
      guard left.nodes.count == right.nodes.count, left.isSame(Document.root, as: Document.root, in: right),
        left.nodes.indices.allSatisfy({ left.range($0) == right.range($0) })
      else { return "the plain reader and libyaml read other trees" }
    }
    return nil
  }

  private static let now = Timestamp(seconds: 1_773_450_720, offset: 420 * 60)
  private static let layout = CollectionLayout(
    "complaints",
    columns: [
      Column("summary", .text, isSearchable: true),
      Column("class", .code, values: [Labelled("complaint", Phrase("x"))]),
      Column("category", .reference("categories")), Column("received_at", .dateTime), Column("event_date", .date),
      Column("votes", .integer), Column("cost", .number), Column("secret", .boolean), Column("tags", .list(of: .code)),
      Column("location.area", .code), Column("status", .code),
    ], titleColumn: "summary", dateColumn: "received_at",
    states: [.init("received", family: "open", label: Phrase("Diterima"))],
    clocks: [Labelled("respond", Phrase("Tanggapan"))])
}
