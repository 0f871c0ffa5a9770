package import KojaModel

/// What came of reading a text.
package struct YAMLReading: Sendable {
  /// The tree; nil when an error makes it unusable. With errors it may lack what they complain about.
  package let document: Document?
  /// Everything that is wrong with the text as YAML or JSON, sorted; at most 100 errors and 100 warnings.
  package let findings: [Finding]

  /// Whether any finding is an error.
  package var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// Codes of findings about what a value is taken for.
  private static let aboutValues: Set<String> = ["yaml/ambiguous", "yaml/leading-zero", "yaml/not-finite"]

  /// The findings of the text together with those of rules about its values: of a value that is taken for something
  /// else only one, the graver, since it is one fault. `007` in a field for text is a leading zero and nothing else.
  package func findings(with others: [Finding]) -> [Finding] {
    let mine = findings.filter { Self.aboutValues.contains($0.code) }
    guard !mine.isEmpty, !others.isEmpty else { return findings + others }
    func isAt(_ finding: Finding) -> (Finding) -> Bool { { $0.place.bytes == finding.place.bytes } }
    let types = others.filter { $0.code == "schema/type" }
    // Of a number with lost zeros, or without an end, not even a bound can be judged.
    let doubled = others.filter { other in
      other.code.hasPrefix("schema/") && mine.contains { $0.severity == .error && isAt(other)($0) }
    }
    let milder = mine.filter { mine in mine.severity != .error && types.contains(where: isAt(mine)) }
    return findings.filter { !milder.contains($0) } + others.filter { !doubled.contains($0) }
  }
}
