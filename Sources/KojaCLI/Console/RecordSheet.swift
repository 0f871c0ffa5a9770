internal import KojaCivic
internal import KojaModel
internal import KojaOutput
internal import KojaSchema
internal import KojaStore

/// A record on one page: fields by label, clocks, timeline.
struct RecordSheet {
  let store: Store
  let record: (collection: KojaStore.Collection, id: String, path: String)
  let document: Document
  let language: Language
  let now: Timestamp

  var sheet: Sheet {
    let head = Sheet.Group(
      [Sheet.Line(record.collection.label, record.id, note: document.string(at: "status").flatMap { state($0) })])
    return Sheet(
      [head, Sheet.Group(fields), Sheet.Group(clocks, title: Phrase(id: "Standar waktu", en: "Clocks")), timeline]
        .filter { !$0.lines.isEmpty })
  }

  private func state(_ code: String) -> String { record.collection.workflow?.state(code)?.label[language] ?? code }

  // MARK: Fields

  /// In the order of the file; what the schema does not know is shown by its key.
  private var fields: [Sheet.Line] { lines(Document.root, path: []) }

  private func lines(_ node: NodeIndex, path: [String]) -> [Sheet.Line] {
    document.pairs(node).flatMap { key, value -> [Sheet.Line] in
      guard let name = document.text(key), !(path.isEmpty && ["status", "timeline"].contains(name)) else { return [] }
      let path = path + [name]
      let field = record.collection.field(path.joined(separator: "."))
      let label = field?.title ?? Phrase(name)
      if let field, ["personal", "secret"].contains(field.audience) {
        return [Sheet.Line(label, Phrase(id: "(disembunyikan)", en: "(hidden)")[language])]
      }
      if document.kind(value) == .mapping {
        if let phrase = phrase(value) { return [Sheet.Line(label, phrase[language])] }
        return lines(value, path: path)
      }
      return [Sheet.Line(label, text(value, field), note: note(value, field))]
    }
  }

  /// A mapping of just `id` and `en` is a label.
  private func phrase(_ node: NodeIndex) -> Phrase? {
    let names = document.pairs(node).compactMap { document.text($0.key) }
    return !names.isEmpty && names.allSatisfy({ ["id", "en"].contains($0) }) ? document.phraseOrText(node) : nil
  }

  private func text(_ node: NodeIndex, _ field: KojaSchema.Field?) -> String {
    switch document.kind(node) {
    case .sequence: return document.items(node).map { self.text($0, field) }.joined(separator: "; ")
    case .mapping:
      let parts = document.pairs(node).map { "\(document.text($0.key) ?? "") \(self.text($0.value, nil))" }
      return parts.joined(separator: ", ")
    case .null: return "-"
    case .boolean:
      return document.boolean(node) == true
        ? Phrase(id: "ya", en: "yes")[language] : Phrase(id: "tidak", en: "no")[language]
    default: break
    }
    let text = document.text(node) ?? ""
    if field?.scalar.format == "date-time", let time = Timestamp(text) { return moment(time) }
    return text
  }

  private func note(_ node: NodeIndex, _ field: KojaSchema.Field?) -> String? {
    guard let field, let text = document.string(node) else { return nil }
    if let label = field.scalar.enumValues.first(where: { $0.value.sameBytes(as: text) })?.label {
      return label[language]
    }
    if let reference = field.scalar.reference, reference != "*" {
      return store.title(of: text, in: reference)?[language]
    }
    return nil
  }

  private func moment(_ time: Timestamp) -> String {
    String(time.at(offset: store.settings.offset).description.prefix(16)).replacing("T", with: " ")
  }

  // MARK: Clocks and timeline

  private var clocks: [Sheet.Line] {
    let relative = Relative(OutputOptions(language: language, now: now, zone: now.offset))
    return ClockFace(store, now: now).readings(document, of: record.collection).map { reading in
      let limit = reading.limit?.phrase[language]
      switch (reading.state, reading.due) {
      case (.stopped(let stopped), .at(let due)):
        let inTime = stopped <= due ? Phrase(id: "tepat waktu", en: "in time") : Phrase(id: "terlambat", en: "late")
        return Sheet.Line(reading.clock.label, "\(moment(stopped)), \(inTime[language])", note: limit)
      case (.paused, _):
        return Sheet.Line(reading.clock.label, Phrase(id: "berhenti sementara", en: "paused")[language], note: limit)
      case (_, .at(let due)):
        return Sheet.Line(reading.clock.label, "\(moment(due)), \(relative.due(due))", note: limit)
      case (_, .unknown(let why)): return Sheet.Line(reading.clock.label, why[language], note: limit)
      case (_, .waiting):
        return Sheet.Line(reading.clock.label, Phrase(id: "menunggu", en: "waiting")[language], note: limit)
      }
    }
  }

  private var timeline: Sheet.Group {
    let lines = TimelineEntry.all(in: document).map { entry in
      let action = entry.action.flatMap { record.collection.workflow?.action($0)?.done[language] ?? $0 } ?? "?"
      let facts = entry.fields.map { "\($0.name) \(document.text($0.node) ?? "…")" }
      let reason = entry.reason.map { code in
        record.collection.workflow?.reasons.first { $0.code.sameBytes(as: code) }?.label[language] ?? code
      }
      let note = document.value("note", in: entry.node).flatMap { document.text($0) }
      let text = ([action] + facts + [reason, note].compactMap { $0 }).joined(separator: "; ")
      return Sheet.Line(Phrase(entry.at.map { moment($0) } ?? "?"), text, note: entry.by)
    }
    return Sheet.Group(lines, title: Phrase(id: "Riwayat kejadian", en: "Timeline"))
  }
}

extension String {
  /// Replaces one ASCII character.
  fileprivate func replacing(_ character: Character, with other: Character) -> String {
    String(map { $0 == character ? other : $0 })
  }
}
