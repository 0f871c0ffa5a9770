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

  /// In the order of the file; what the schema does not know is shown by its key. Where two lines would have the same
  /// label, it is preceded by that of the mapping around them.
  private var fields: [Sheet.Line] {
    let found = lines(Document.root, path: [], inside: nil)
    return found.map { line, parent in
      guard let parent, found.count(where: { $0.line.label == line.label }) > 1 else { return line }
      let (outer, inner) = (parent.title, line.label)
      let label = Phrase(id: "\(outer.id): \(inner.id)", en: "\(outer.en): \(inner.en)")
      return Sheet.Line(label, line.value, note: line.note)
    }
  }

  private func lines(_ node: NodeIndex, path: [String], inside parent: KojaSchema.Field?) -> [(
    line: Sheet.Line, parent: KojaSchema.Field?
  )] {
    document.pairs(node).flatMap { key, value -> [(line: Sheet.Line, parent: KojaSchema.Field?)] in
      guard let name = document.text(key), !(path.isEmpty && ["status", "timeline"].contains(name)) else { return [] }
      let path = path + [name]
      let field = record.collection.field(path.joined(separator: "."))
      if document.kind(value) == .mapping, !isHidden(field), whole(value) == nil {
        return lines(value, path: path, inside: field)
      }
      let label = field?.title ?? Phrase(name)
      let line =
        isHidden(field)
        ? Sheet.Line(label, hidden) : Sheet.Line(label, text(value, field), note: note(value, field))
      return [(line, parent)]
    }
  }

  private func isHidden(_ field: KojaSchema.Field?) -> Bool {
    field.map { ["personal", "secret"].contains($0.audience) } ?? false
  }

  private var hidden: String { Phrase(id: "(disembunyikan)", en: "(hidden)")[language] }

  /// A mapping that people read as one thing: a text in two languages, an amount of time.
  private func whole(_ node: NodeIndex) -> Phrase? {
    phrase(node) ?? (document.pairs(node).count == 2 ? TimeLimit(node, in: document)?.phrase : nil)
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
      if let whole = whole(node) { return whole[language] }
      return parts(node, of: field?.members ?? [], path: []).joined(separator: ", ")
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

  /// What an item of a list holds: values behind their labels, those of mappings inside it among them.
  private func parts(_ node: NodeIndex, of members: [KojaSchema.Field], path: [String]) -> [String] {
    document.pairs(node).flatMap { key, value -> [String] in
      let path = path + [document.text(key) ?? ""]
      let name = path.joined(separator: ".")
      let member = members.first { $0.name.sameBytes(as: name) }
      if document.kind(value) == .mapping, !isHidden(member), whole(value) == nil {
        return parts(value, of: members, path: path)
      }
      return ["\(member?.title[language] ?? name) \(isHidden(member) ? hidden : text(value, member))"]
    }
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
    let lines = ClockLines(language: language, now: now)
    return ClockFace(store, now: now).readings(document, of: record.collection).map(lines.line)
  }

  private var timeline: Sheet.Group {
    let lines = TimelineEntry.all(in: document).map { entry in
      let action = entry.action.flatMap { record.collection.workflow?.action($0)?.done[language] ?? $0 } ?? "?"
      let facts = entry.fields.map { fact($0.name, $0.node) }
      let reason = entry.reason.map { code in
        record.collection.workflow?.reasons.first { $0.code.sameBytes(as: code) }?.label[language] ?? code
      }
      let note = document.value("note", in: entry.node).flatMap { document.text($0) }
      let text = ([action] + facts + [reason, note].compactMap { $0 }).joined(separator: "; ")
      return Sheet.Line(Phrase(entry.at.map { moment($0) } ?? "?"), text, note: entry.by)
    }
    return Sheet.Group(lines, title: Phrase(id: "Riwayat kejadian", en: "Timeline"))
  }

  /// What an entry tells of a field.
  private func fact(_ name: String, _ node: NodeIndex) -> String {
    let field = record.collection.field(name)
    let isScalar = document.text(node) != nil
    return "\(field?.title[language] ?? name) \(isHidden(field) ? hidden : isScalar ? text(node, field) : "…")"
  }
}

extension String {
  /// Replaces one ASCII character.
  fileprivate func replacing(_ character: Character, with other: Character) -> String {
    String(map { $0 == character ? other : $0 })
  }
}
