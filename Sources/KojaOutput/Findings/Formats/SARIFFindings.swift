internal import KojaModel

/// A SARIF 2.1.0 log with one run, as code scanners exchange them.
struct SARIFFindings: FindingRenderer {
  let options: OutputOptions
  let rules: (String) -> RuleText?

  func render(_ findings: [Finding]) -> String {
    let codes = Set(findings.map { Key($0.code) }).sorted()
    let driver = Value.object([
      .init("name", .string("koja")),
      .init("rules", .array(codes.map { rule($0.string) })),
    ])
    var fingerprint = Fingerprint()
    let run = Value.object([
      .init("tool", .object([.init("driver", driver)])),
      .init("columnKind", .string("unicodeCodePoints")),
      .init("results", .array(findings.map { result($0, fingerprint.next($0)) })),
    ])
    let log = Value.object([
      .init("$schema", .string("https://json.schemastore.org/sarif-2.1.0.json")),
      .init("version", .string("2.1.0")),
      .init("runs", .array([run])),
    ])
    return log.json(indented: true) + "\n"
  }

  private func rule(_ code: String) -> Value {
    let id = Value.Member("id", .string(code))
    guard let text = rules(code) else { return .object([id]) }
    return .object([
      id, .init("shortDescription", message(text.title[options.language])),
      .init("fullDescription", message(text.meaning[options.language])),
      .init("help", message(text.remedy[options.language])),
    ])
  }

  private func result(_ finding: Finding, _ fingerprint: String) -> Value {
    let text = ([finding.message, finding.hint].compactMap(\.self) + finding.details).map { $0[options.language] }
      .joined(separator: "; ")
    var members: [Value.Member] = [
      .init("ruleId", .string(finding.code)),
      .init("level", .string(finding.severity.rawValue)),
      .init("message", message(text)),
      .init("locations", .array([location(finding.place, nil)])),
      .init("partialFingerprints", .object([.init("primaryLocationLineHash", .string(fingerprint))])),
    ]
    if !finding.related.isEmpty {
      let related = finding.related.map { location($0.place, $0.message[options.language]) }
      members.append(.init("relatedLocations", .array(related)))
    }
    return .object(members)
  }

  private func location(_ place: Place, _ text: String?) -> Value {
    let region = Value.object([
      .init("startLine", .integer(place.start.line)),
      .init("startColumn", .integer(place.start.column)),
      .init("endLine", .integer(place.end.line)),
      .init("endColumn", .integer(place.end.column)),
      .init("byteOffset", .integer(place.bytes.lowerBound)),
      .init("byteLength", .integer(place.bytes.count)),
    ])
    let physical = Value.object([
      .init("artifactLocation", .object([.init("uri", .string(uri(place.path)))])),
      .init("region", region),
    ])
    return .object(
      [.init("physicalLocation", physical)] + (text.map { [.init("message", message($0))] } ?? []))
  }

  private func message(_ text: String) -> Value { .object([.init("text", .string(text))]) }

  /// A path as a relative URI reference, RFC 3986.
  private func uri(_ path: String) -> String {
    path.utf8.reduce(into: "") { out, byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        out.unicodeScalars.append(Unicode.Scalar(byte))
      default: out += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
}
