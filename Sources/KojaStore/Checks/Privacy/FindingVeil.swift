internal import KojaModel

/// Keeps what must not be told out of findings about the text of a record: lines of closed fields, and lines in which
/// something tells who somebody is.
///
/// What a rule says of a closed field is veiled by the rule itself; here it is what stands on the same line, and what the
/// reader of the text says, which knows no fields.
struct FindingVeil {
  private let hidden: HiddenLines
  private let search: PrivateText

  /// A veil for a record's text. `document` is its tree, where it has one.
  init(_ collection: Collection, _ bytes: [UInt8], _ document: Document?, _ settings: StoreSettings) {
    hidden = HiddenLines(collection, bytes, document)
    search = settings.privacy.text
  }

  /// The findings without what must not be told.
  func veiled(_ findings: [Finding]) -> [Finding] {
    let telling = Set(findings.filter { $0.code.hasPrefix("privacy/") }.map(\.place.start.line))
    return findings.map { finding in
      let isHidden = hidden.meet(finding.place)
      var veiled = finding
      veiled.place = veil(finding.place, telling)
      veiled.related = finding.related.map { Finding.Related($0.message, at: veil($0.place, telling)) }
      // The reader of the text spells the value out.
      let spells = veiled.hint.map { $0.en.contains("`") } ?? false
      if isHidden, finding.code.hasPrefix("yaml/"), spells { veiled.hint = nil }
      if telling.contains(finding.place.start.line) {
        veiled.message = scrubbed(finding.message)
        veiled.hint = veiled.hint.map(scrubbed)
        veiled.details = finding.details.map(scrubbed)
      }
      return veiled
    }
  }

  private func veil(_ place: Place, _ telling: Set<Int>) -> Place {
    guard hidden.meet(place) || telling.contains(place.start.line) else { return place }
    var place = place
    place.excerpt = nil
    return place
  }

  private func scrubbed(_ phrase: Phrase) -> Phrase { Phrase(id: scrubbed(phrase.id), en: scrubbed(phrase.en)) }

  private func scrubbed(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for match in bytes.withUnsafeBufferPointer(search.matches).reversed() {
      bytes.replaceSubrange(match.range, with: "…".utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Catalogue {
  /// Findings about a record's text without what must not be told.
  func veiled(_ findings: [Finding], of bytes: [UInt8], _ document: Document?, at path: String) -> [Finding] {
    guard !findings.isEmpty, let collection = collection(ofPath: path) else { return findings }
    return FindingVeil(collection, bytes, document, settings).veiled(findings)
  }
}
