internal import KojaCivic
internal import KojaModel
internal import KojaYAML

/// The waivers of a store: each silences one finding of a record until its day; afterwards the finding is an error.
///
/// A waiver that was withdrawn does not count. One that names a field is about what is found there, else about the first
/// finding of its code.
///
/// Finding: `store/waiver-unused` (a note), at the code of a waiver that fits nothing.
struct Waivers {
  private struct Waiver {
    let path: String
    let document: Document
    let code: String
    /// The file of the record.
    let target: String
    let until: CalendarDate
    /// Where the field that it names stands in that file; nil for anywhere.
    let stretch: Range<Int>?

    /// Why it can fit nothing, whatever the record says.
    var fault: Phrase? {
      if code.hasPrefix("yaml/") {
        return Phrase(
          id: "`\(code)` tidak dapat dikecualikan: berkasnya tidak dapat dibaca dengan aman",
          en: "`\(code)` cannot be waived: its file cannot be read safely")
      }
      if code.hasPrefix("history/") {
        return Phrase(
          id: "`\(code)` tidak dapat dikecualikan: riwayat yang sudah dicatat tidak berubah",
          en: "`\(code)` cannot be waived: what was committed does not change")
      }
      if stretch?.isEmpty ?? false {
        let field = document.string(at: "field") ?? ""
        return Phrase(
          id: "catatan yang dikecualikan tidak memuat `\(field)`", en: "the record that is waived has no `\(field)`")
      }
      return nil
    }

    func fits(_ finding: Finding) -> Bool {
      fault == nil && finding.code.sameBytes(as: code) && finding.place.path.sameBytes(as: target)
        && (stretch.map { $0.contains(finding.place.bytes.lowerBound) } ?? true)
    }
  }

  private var waivers: [Waiver] = []
  private let today: CalendarDate

  /// Reads the waivers of a source. What a waiver lacks is reported by its own check.
  init(_ catalogue: Catalogue, _ source: some RecordSource, now: Timestamp) {
    today = now.at(offset: catalogue.settings.offset).date
    guard catalogue.collection(EngineCollections.waivers) != nil else { return }
    for entry in source.entries(under: "records/\(EngineCollections.waivers)") {
      guard entry.kind == .file, entry.path.hasSuffix(".yaml"), let bytes = try? source.bytes(entry.path),
        let document = YAMLReader.read(bytes, path: entry.path).document, !Withdrawal.isPresent(in: document),
        let code = document.string(at: "code"), let reference = document.string(at: "record"),
        let until = document.string(at: "until").flatMap({ CalendarDate($0) })
      else { continue }
      let (collection, id) = ReferenceCheck.target(reference, "*")
      guard let target = catalogue.collection(collection)?.path(of: id) else { continue }
      let stretch = document.string(at: "field").map { Self.stretch(of: $0, in: (try? source.bytes(target)) ?? nil) }
      waivers.append(
        Waiver(path: entry.path, document: document, code: code, target: target, until: until, stretch: stretch))
    }
  }

  /// Where a dotted field stands in a record, its key included; nowhere when it is not there.
  private static func stretch(of field: String, in bytes: [UInt8]?) -> Range<Int> {
    let steps = field.split(separator: ".").map(String.init)
    guard let bytes, let document = YAMLReader.read(bytes, path: "").document,
      let parent = document.node(at: Array(steps.dropLast())), let value = document.node(at: steps)
    else { return 0..<0 }
    let key = document.pair(steps[steps.count - 1], in: parent)?.key ?? value
    return document.range(key).lowerBound..<document.range(value).upperBound
  }

  /// The findings that are left.
  ///
  /// - Parameter isJudged: Whether all findings of a file are among these; a waiver for one that was not looked at is not
  ///   said to fit nothing.
  func applied(to findings: [Finding], isJudged: (_ path: String) -> Bool) -> [Finding] {
    guard !waivers.isEmpty else { return findings }
    var left = findings.sorted()
    var spent: [(finding: Finding, on: Waiver)] = []
    // One that was renewed counts before the one that ended.
    for waiver in waivers.filter({ today <= $0.until }) + waivers.filter({ today > $0.until }) {
      let index = left.firstIndex { waiver.fits($0) && !isExpired($0) }
      guard let index else {
        let other = spent.first { waiver.fits($0.finding) }?.on
        if isJudged(waiver.target) { left.append(unused(waiver, beside: other, among: left)) }
        continue
      }
      spent.append((left[index], waiver))
      if today <= waiver.until {
        left.remove(at: index)
      } else {
        left[index].severity = .error
        left[index].related.append(
          Finding.Related(
            Phrase(
              id: "pengecualiannya berakhir pada \(waiver.until)", en: "its waiver ended on \(waiver.until)"),
            at: place("until", waiver)))
      }
    }
    return left.sorted()
  }

  /// Whether another waiver has been spent on a finding.
  private func isExpired(_ finding: Finding) -> Bool {
    finding.related.contains { related in waivers.contains { $0.path.sameBytes(as: related.place.path) } }
  }

  /// That a waiver does nothing: it cannot, another one does it already, or there is nothing to do.
  private func unused(_ waiver: Waiver, beside other: Waiver?, among findings: [Finding]) -> Finding {
    let codes = findings.filter { $0.place.path.sameBytes(as: waiver.target) }.map(\.code)
    let near = waiver.fault == nil && other == nil ? Suggestion.nearest(to: waiver.code, among: codes) : nil
    let taken = other.map { other in
      Phrase(
        id: "`\(waiver.code)` pada catatannya sudah punya pengecualian `\(Record.id(ofPath: other.path))`",
        en: "the `\(waiver.code)` of its record has the waiver `\(Record.id(ofPath: other.path))` already")
    }
    return Finding(
      "store/waiver-unused", .note, at: place("code", waiver),
      waiver.fault ?? taken
        ?? Phrase(
          id: "pengecualian ini tidak diperlukan: `\(waiver.code)` tidak ada pada catatannya",
          en: "this waiver fits nothing: its record has no `\(waiver.code)`"),
      hint: near.map { Suggestion.question($0) }
        ?? Phrase(
          id: "tarik: `koja withdraw \(Record.id(ofPath: waiver.path)) --reason …`",
          en: "take it back: `koja withdraw \(Record.id(ofPath: waiver.path)) --reason …`"))
  }

  private func place(_ key: String, _ waiver: Waiver) -> Place {
    waiver.document.value(key).map { waiver.document.place($0, in: waiver.path) } ?? Place(file: waiver.path)
  }
}
