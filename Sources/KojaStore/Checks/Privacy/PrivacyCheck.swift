internal import KojaModel
internal import KojaSchema

/// Free text that says who somebody is, before it enters a history from which nothing can be erased.
///
/// Free are texts without a form of their own (`pattern`, `format`, `enum`, `x-ref`), and comments. A schema says by
/// `x-contains` what a field is there for; `privacy` in `store.yaml` how much each kind matters. A store without a
/// history keeps such data and is not looked at.
///
/// Findings: `privacy/nik`, `privacy/phone`, `privacy/email`. None of them repeats what was found.
struct PrivacyCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    let settings = context.catalogue.settings
    guard settings.hasHistory, record.document.source.withUnsafeBufferPointer(PrivateText.mayHold) else { return [] }
    let search = RecordSearch(record: record, settings: settings.privacy)
    return search.texts(Spot(node: Document.root), among: record.collection.fields) + search.comments
  }

  /// Why a note may not go into the history; nil where it may.
  static func refusal(ofNote note: String, _ settings: StoreSettings) -> Failure? {
    guard settings.hasHistory else { return nil }
    var note = note
    let kinds = note.withUTF8(settings.privacy.text.matches).map(\.kind)
    guard let kind = kinds.first(where: { settings.privacy.severity(of: $0) == .error }) else { return nil }
    return Failure(
      .findings,
      Phrase(
        id: "keterangan perubahan ini memuat \(words(kind).id)", en: "the note of this change holds \(words(kind).en)"),
      hint: Phrase(
        id: "tulis tanpa itu, karena riwayat tidak dapat dihapus; tidak ada yang ditulis",
        en: "write it without, for a history cannot be erased; nothing was written"))
  }

  fileprivate static func finding(
    _ kind: PrivateText.Kind, _ settings: PrivacySettings, at place: Place, in name: Phrase, pointer: String? = nil
  ) -> Finding? {
    guard let severity = settings.severity(of: kind) else { return nil }
    return Finding(
      code(kind), severity, at: place,
      Phrase(
        id: "\(name.id) memuat \(words(kind).id)", en: "\(name.en) holds \(words(kind).en)"),
      hint: Phrase(
        id: "hapus dari teks ini: riwayat tidak dapat dihapus; simpan di penyimpanan pribadi bila perlu",
        en: "take it out of this text: a history cannot be erased; keep it in a private store if it is needed"),
      instancePath: pointer)
  }

  private static func code(_ kind: PrivateText.Kind) -> String {
    switch kind {
    case .nik: "privacy/nik"
    case .phone: "privacy/phone"
    case .email: "privacy/email"
    }
  }

  private static func words(_ kind: PrivateText.Kind) -> Phrase {
    switch kind {
    case .nik: Phrase(id: "NIK atau nomor kartu keluarga", en: "a NIK or the number of a family card")
    case .phone: Phrase(id: "nomor telepon seluler", en: "the number of a mobile phone")
    case .email: Phrase(id: "alamat surel", en: "an e-mail address")
    }
  }
}

/// A node on the way through a record.
private struct Spot {
  let node: NodeIndex
  /// The keys that lead to it from where the fields at hand begin.
  var path: [String] = []
  /// What the schema says about it.
  var field: Field?
}

/// The search through one record.
private struct RecordSearch {
  let record: Record
  let settings: PrivacySettings

  private var document: Document { record.document }

  /// What is found at a node and below it, by the fields of what it lies in.
  func texts(_ spot: Spot, among fields: [Field]) -> [Finding] {
    switch document.kind(spot.node) {
    case .mapping:
      return document.pairs(spot.node).flatMap { key, value in
        let path = spot.path + [document.text(key) ?? ""]
        return texts(Spot(node: value, path: path, field: fields.first { $0.isAt(path) }), among: fields)
      }
    case .sequence:
      return document.items(spot.node).flatMap { item in
        document.kind(item) == .mapping
          ? texts(Spot(node: item), among: spot.field?.members ?? [])
          : texts(Spot(node: item, path: spot.path, field: spot.field), among: fields)
      }
    case .string: return scalar(spot)
    // A number where a text should be tells who somebody is all the same; its kind is the schema's to report.
    case .integer:
      let isText = spot.field?.scalar.kinds == [.string]
      return isText ? scalar(spot) : []
    case .null, .boolean, .float: return []
    }
  }

  private func scalar(_ spot: Spot) -> [Finding] {
    let kinds = document.withText(spot.node, settings.text.matches).map(\.kind)
    // A key that the schema does not allow is its to report, such as a misspelt one.
    guard !kinds.isEmpty, spot.field.map(isFree) ?? record.collection.schema.isValid(document) else { return [] }
    let name = Phrase("`\(spot.path.joined(separator: "."))`")
    let tolerated = spot.field?.contains ?? []
    return located(kinds, in: document.range(spot.node), named: name, pointer: document.pointer(to: spot.node)) {
      kind in
      tolerated.contains { $0.sameBytes(as: kind.rawValue) }
    }
  }

  /// What is found in comments: whatever lies between the nodes behind a `#`.
  var comments: [Finding] {
    var found: [Finding] = []
    var end = 0
    for node in document.nodes where node.kind != .mapping && node.kind != .sequence {
      found += comments(in: end..<max(end, Int(node.start)))
      end = max(end, Int(node.end))
    }
    return found + comments(in: end..<document.source.count)
  }

  private func comments(in gap: Range<Int>) -> [Finding] {
    var found: [Finding] = []
    for line in document.source[gap].split(separator: 0x0A) {
      guard let sign = line.firstIndex(of: UInt8(ascii: "#")) else { continue }
      let range = sign..<line.endIndex
      found += located(
        matches(in: range).map(\.kind), in: range, named: Phrase(id: "sebuah komentar", en: "a comment"),
        pointer: nil
      ) { _ in false }
    }
    return found
  }

  /// Findings at the places in the source where the same things are seen; where they are not, at the whole stretch.
  private func located(
    _ kinds: [PrivateText.Kind], in range: Range<Int>, named name: Phrase, pointer: String?,
    tolerates: (PrivateText.Kind) -> Bool
  ) -> [Finding] {
    guard !kinds.isEmpty else { return [] }
    let seen = matches(in: range)
    let isSame = seen.map(\.kind) == kinds
    let lines = LineTable(document.source)
    return kinds.enumerated().filter { !tolerates($0.element) }.compactMap { index, kind in
      let place = lines.place(isSame ? seen[index].range : range, in: record.path, hidden: true)
      return PrivacyCheck.finding(kind, settings, at: place, in: name, pointer: pointer)
    }
  }

  private func matches(in range: Range<Int>) -> [PrivateText.Match] {
    document.source[range].withUnsafeBufferPointer { bytes in
      settings.text.matches(in: bytes).map { match in
        PrivateText.Match(
          kind: match.kind,
          range: range.lowerBound + match.range.lowerBound..<range.lowerBound + match.range.upperBound)
      }
    }
  }

  /// Whether a field holds whatever people type.
  private func isFree(_ field: Field) -> Bool {
    let facts = field.scalar
    return facts.pattern == nil && facts.format == nil && facts.enumValues.isEmpty && facts.reference == nil
  }
}
