package import KojaModel

/// What came of reading a text.
package struct YAMLReading: Sendable {
  /// The tree; nil when an error makes it unusable. With errors it may lack what they complain about.
  package let document: Document?
  /// Everything that is wrong with the text as YAML or JSON, sorted; at most 100 errors and 100 warnings, and then
  /// a note that there are more.
  package let findings: [Finding]

  /// Whether any finding is an error.
  package var hasErrors: Bool { findings.contains { $0.severity == .error } }

  /// Codes of findings about what a value is taken for.
  private static let aboutValues: Set<String> = ["yaml/ambiguous", "yaml/leading-zero", "yaml/not-finite"]
  /// Codes of findings about a key or a text that is not what it looks like.
  private static let aboutTexts: Set<String> = ["yaml/bidi", "yaml/invisible", "yaml/text-lost"]

  /// The findings of the text together with those of rules about its values: one slip is one finding.
  ///
  /// - Of a value that is taken for something else only the graver is told: `007` in a field for text is a leading zero
  ///   and nothing else.
  /// - What a key or a text with hidden characters gets wrong comes from them, and so does what `{a:1}` gets wrong: then
  ///   they are told, as errors.
  package func findings(with others: [Finding]) -> [Finding] {
    var (mine, others) = (findings.map { Self.withTypeAsked($0, others) }, others)
    guard !others.isEmpty else { return mine }
    for index in mine.indices where Self.aboutTexts.contains(mine[index].code) {
      guard let stretch = stretch(around: mine[index].place.bytes) else { continue }
      let rest = others.filter { !Self.isAbout($0, stretch) }
      guard rest.count < others.count else { continue }
      others = rest
      mine[index].severity = .error
    }
    return Self.merged(mine, others)
  }

  /// Whether a finding points at a key or a value in a stretch of the text.
  private static func isAbout(_ finding: Finding, _ stretch: Range<Int>) -> Bool {
    let bytes = finding.place.bytes
    return stretch.lowerBound <= bytes.lowerBound && bytes.upperBound <= stretch.upperBound
      && !finding.code.hasPrefix("yaml/")
  }

  /// The key or the value around a place, with the empty value of a key.
  private func stretch(around place: Range<Int>) -> Range<Int>? {
    guard let document else { return nil }
    var (low, high) = (0, document.nodes.count)
    while low < high {
      let middle = (low + high) / 2
      if document.range(middle).lowerBound <= place.lowerBound { low = middle + 1 } else { high = middle }
    }
    guard low > 0, case let range = document.range(low - 1), place.upperBound <= range.upperBound,
      ![.mapping, .sequence].contains(document.kind(low - 1))
    else { return nil }
    // An empty value begins right behind its key.
    guard low < document.nodes.count, case let next = document.range(low), next.isEmpty,
      next.lowerBound <= range.upperBound + 1
    else { return range }
    return range.lowerBound..<max(range.upperBound, next.upperBound)
  }

  /// Where nobody asks for a text, `03` may be meant as a number: which of the two, a person decides.
  private static func withTypeAsked(_ finding: Finding, _ others: [Finding]) -> Finding {
    let isText = others.contains { $0.code == "schema/type" && $0.place.bytes == finding.place.bytes }
    guard finding.code == "yaml/leading-zero", !isText else { return finding }
    var finding = finding
    finding.fix = nil
    if let hint = finding.hint {
      finding.hint = Phrase(
        id: hint.id + "; bila angka, hapus nol di depannya",
        en: hint.en + "; if it is a number, take the zeros in front away")
    }
    return finding
  }

  private static func merged(_ findings: [Finding], _ others: [Finding]) -> [Finding] {
    let mine = findings.filter { aboutValues.contains($0.code) }
    guard !mine.isEmpty, !others.isEmpty else { return findings + others }
    func isAt(_ finding: Finding) -> (Finding) -> Bool { { $0.place.bytes == finding.place.bytes } }
    let types = others.filter { $0.code == "schema/type" }
    // Of a number with lost zeros, or without an end, not even a bound can be judged.
    let doubled = others.filter { other in
      !other.code.hasPrefix("yaml/") && mine.contains { $0.severity == .error && isAt(other)($0) }
    }
    let milder = mine.filter { mine in mine.severity != .error && types.contains(where: isAt(mine)) }
    return findings.filter { !milder.contains($0) } + others.filter { !doubled.contains($0) }
  }
}
