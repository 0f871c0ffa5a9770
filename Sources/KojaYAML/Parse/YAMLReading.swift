package import KojaModel

/// What came of reading a text.
package struct YAMLReading: Sendable {
  /// The tree; nil when an error makes it unusable. With errors it may lack what they complain about.
  package let document: Document?
  /// Everything that is wrong with the text as YAML, sorted; at most 100 errors and 100 warnings.
  package let findings: [Finding]

  /// Whether any finding is an error.
  package var hasErrors: Bool { findings.contains { $0.severity == .error } }
}
