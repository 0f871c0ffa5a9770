package import KojaModel

/// What was found, counted, in one line for a person.
package struct FindingSummary: Sendable {
  /// How many findings of each severity.
  package let counts: [Severity: Int]
  /// How many files have any.
  package let files: Int
  /// How many files were looked at, where that is known.
  package let checked: Int?
  /// How many findings were not printed.
  package let hidden: Int

  /// Counts all findings, of which only the first `shown` were printed (nil: all of them).
  package init(_ findings: [Finding], checked: Int? = nil, shown: Int? = nil) {
    counts = findings.reduce(into: [:]) { $0[$1.severity, default: 0] += 1 }
    files = Set(findings.map { Key($0.place.path) }).count
    self.checked = checked
    hidden = shown.map { max(0, findings.count - max(0, $0)) } ?? 0
  }

  /// `3 kesalahan, 1 peringatan dalam 2 berkas (412 diperiksa)`, without a line break.
  package func line(_ language: Language) -> String {
    let nouns: [(severity: Severity, one: String, many: String)] = [
      (.error, "error", "errors"), (.warning, "warning", "warnings"), (.note, "note", "notes"),
    ]
    let parts = nouns.compactMap { noun -> String? in
      guard let count = counts[noun.severity] else { return nil }
      return Digits.counted(count, id: noun.severity.word.id, one: noun.one, many: noun.many)[language]
    }
    var line = Phrase(id: "Tidak ada kesalahan", en: "No errors")[language]
    if !parts.isEmpty {
      let files = Digits.counted(files, id: "berkas", one: "file", many: "files")
      line = parts.joined(separator: ", ") + Phrase(id: " dalam \(files.id)", en: " in \(files.en)")[language]
    }
    if let checked {
      let number = Digits.grouped(String(checked), language)
      line += Phrase(id: " (\(number) diperiksa)", en: " (\(number) checked)")[language]
    }
    return line
  }

  /// `+37 lagi` when findings were left out, else nil.
  package func more(_ language: Language) -> String? {
    guard hidden > 0 else { return nil }
    let number = Digits.grouped(String(hidden), language)
    return Phrase(id: "+\(number) lagi", en: "+\(number) more")[language]
  }
}
