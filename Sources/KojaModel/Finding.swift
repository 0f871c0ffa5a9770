/// How much a finding matters.
package enum Severity: String, Sendable, CaseIterable {
  /// The store may not be committed like this.
  case error
  /// Suspicious; an error under `--strict`.
  case warning
  /// Worth knowing.
  case note
}

/// Something that is wrong with a file, at its place, with the way out.
///
/// Findings are collected and sorted, never thrown. Texts are raw: whoever prints them escapes control characters.
/// Values of fields above the audience `internal` never enter a finding.
package struct Finding: Sendable, Hashable {
  /// Another place that belongs to the finding: the other duplicate, the rule in the schema.
  package struct Related: Sendable, Hashable {
    /// What is at that place.
    package var message: Phrase
    /// The place.
    package var place: Place

    /// Another place that belongs to a finding.
    package init(_ message: Phrase, at place: Place) {
      self.message = message
      self.place = place
    }
  }

  /// Where it is.
  package var place: Place
  /// The stable code, family and name: `schema/enum`.
  package var code: String
  /// How much it matters.
  package var severity: Severity
  /// What is wrong, one sentence without a full stop.
  package var message: Phrase
  /// The way out, printed beside the caret.
  package var hint: Phrase?
  /// Further lines for a person: what is allowed, what was found elsewhere.
  package var details: [Phrase]
  /// JSON pointer to the value in the record.
  package var instancePath: String?
  /// The rule as `file#pointer`.
  package var schemaPath: String?
  /// Other places.
  package var related: [Related]
  /// The safe way out that `koja check --fix` takes; nil where a person has to think.
  package var fix: Fix?

  /// A finding. See the properties.
  package init(
    _ code: String, _ severity: Severity = .error, at place: Place, _ message: Phrase, hint: Phrase? = nil,
    details: [Phrase] = [], instancePath: String? = nil, schemaPath: String? = nil, related: [Related] = [],
    fix: Fix? = nil
  ) {
    self.place = place
    self.code = code
    self.severity = severity
    self.message = message
    self.hint = hint
    self.details = details
    self.instancePath = instancePath
    self.schemaPath = schemaPath
    self.related = related
    self.fix = fix
  }
}

extension Finding: Comparable {
  /// By path, then by place, then by code: the order in which findings are printed.
  package static func < (left: Finding, right: Finding) -> Bool {
    if !left.place.path.sameBytes(as: right.place.path) { return Key(left.place.path) < Key(right.place.path) }
    if left.place.bytes.lowerBound != right.place.bytes.lowerBound {
      return left.place.bytes.lowerBound < right.place.bytes.lowerBound
    }
    if left.code != right.code { return left.code < right.code }
    return left.message.en < right.message.en
  }
}
