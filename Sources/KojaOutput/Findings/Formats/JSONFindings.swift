package import KojaModel

/// One JSON array, a finding a line.
struct JSONFindings: FindingRenderer {
  let options: OutputOptions

  func render(_ findings: [Finding]) -> String {
    let lines = findings.map { "  " + $0.value(options.language).json() }
    return lines.isEmpty ? "[]\n" : "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }
}

extension Finding {
  /// The finding with the keys of the contract, `design.md` section 3; what is absent is null.
  package func value(_ language: Language) -> Value {
    .object([
      .init("path", .string(place.path)),
      .init("line", .integer(place.start.line)),
      .init("column", .integer(place.start.column)),
      .init("endLine", .integer(place.end.line)),
      .init("endColumn", .integer(place.end.column)),
      .init("startByte", .integer(place.bytes.lowerBound)),
      .init("endByte", .integer(place.bytes.upperBound)),
      .init("code", .string(code)),
      .init("severity", .string(severity.rawValue)),
      .init("message", .string(message[language])),
      .init("hint", .optional(hint?[language])),
      .init("details", .array(details.map { .string($0[language]) })),
      .init("instancePath", .optional(instancePath)),
      .init("schemaPath", .optional(schemaPath)),
      .init(
        "related",
        .array(
          related.map {
            .object([
              .init("message", .string($0.message[language])),
              .init("path", .string($0.place.path)),
              .init("line", .integer($0.place.start.line)),
              .init("column", .integer($0.place.start.column)),
            ])
          })),
    ])
  }
}
