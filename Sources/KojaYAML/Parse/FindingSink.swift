internal import KojaModel

/// Collects the findings of one text; lines are counted only when there is a first finding.
final class FindingSink {
  /// Bytes of the text.
  let bytes: [UInt8]
  /// What was found so far, in order of discovery.
  private(set) var findings: [Finding] = []
  /// The file, relative to the store where it lies in one.
  let path: String
  private lazy var table = LineTable(bytes)
  private let more: String
  private var isCut = false
  private var errors = Budget()
  private var warnings = Budget()

  /// What is left of a severity: hostile texts must not cost time, neither by many findings nor by long lines.
  private struct Budget {
    /// Findings.
    var count = 100
    /// Bytes of lines that are looked at to find columns and excerpts.
    var bytes = 1 << 25

    var isLeft: Bool { count > 0 && bytes > 0 }

    mutating func spend(_ bytes: Int) {
      count -= 1
      self.bytes -= bytes
    }
  }

  /// A sink for a text.
  ///
  /// - Parameter more: The code of the note that not everything was told.
  init(bytes: [UInt8], path: String, more: String) {
    self.bytes = bytes
    self.path = path
    self.more = more
  }

  /// The findings in the order in which they are printed.
  var sorted: [Finding] { findings.sorted() }

  /// A reading with the findings so far.
  func reading(_ document: Document?) -> YAMLReading { YAMLReading(document: document, findings: sorted) }

  /// A reading with the findings so far that lie before a byte; they are handed over.
  func reading(_ document: Document?, upTo end: Int) -> YAMLReading {
    let mine = findings.filter { $0.place.bytes.lowerBound <= end }
    findings.removeAll { $0.place.bytes.lowerBound <= end }
    return YAMLReading(document: document, findings: mine.sorted())
  }

  /// The place of a stretch of the text.
  func place(_ range: Range<Int>) -> Place { table.place(range, in: path) }

  /// Adds a finding at a stretch of the text; `related` is another stretch with what is there. What is said is made only
  /// where there is still room for a finding.
  func add(
    _ code: String, _ severity: Severity = .error, at range: Range<Int>, _ message: @autoclosure () -> Phrase,
    hint: @autoclosure () -> Phrase, related: @autoclosure () -> (message: Phrase, range: Range<Int>)? = nil,
    fix: @autoclosure () -> Fix? = nil
  ) {
    guard severity == .error ? errors.isLeft : warnings.isLeft else { return cut(at: range) }
    let finding = Finding(
      code, severity, at: place(range), message(), hint: hint(),
      related: related().map { [.init($0.message, at: place($0.range))] } ?? [], fix: fix())
    findings.append(finding)
    let bytes = ([finding.place] + finding.related.map(\.place)).reduce(0) { $0 + table.line($1.start.line).count }
    if severity == .error { errors.spend(bytes) } else { warnings.spend(bytes) }
  }

  /// Says once that from here on not everything is told.
  private func cut(at range: Range<Int>) {
    guard !isCut else { return }
    isCut = true
    var place = place(range)
    place.excerpt = nil
    findings.append(
      Finding(
        more, .note, at: place,
        Phrase(
          id: "mulai dari sini ada kesalahan atau peringatan lain dalam berkas ini yang tidak ditampilkan",
          en: "from here on this file has more errors or warnings, which are not shown"),
        hint: Phrase(
          id: "perbaiki yang di atas dulu, lalu periksa lagi", en: "mend those above first, then check again")))
  }

  /// Makes an error of a warning that lies in a stretch of the text.
  func escalate(_ code: String, within range: Range<Int>) {
    for index in findings.indices
    where findings[index].code == code && range.contains(findings[index].place.bytes.lowerBound) {
      findings[index].severity = .error
    }
  }

  /// Takes back findings in a stretch of the text that turn out to come from another fault.
  func remove(_ code: String, within range: Range<Int>) {
    findings.removeAll { $0.code == code && range.contains($0.place.bytes.lowerBound) }
  }

  /// Adds a finding about the whole file, without looking into it.
  func addUnplaced(_ code: String, _ message: Phrase, hint: Phrase) {
    findings.append(Finding(code, at: Place(file: path), message, hint: hint))
  }
}
