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
  let names: PersonNames
  /// Who reads it; nil for whoever works here.
  var audience: Audience?
  /// Which records refer to it.
  var referring: [Referring] = []
  private var texts: FieldText {
    FieldText(store: store, document: document, language: language, people: (record.collection, names))
  }

  var sheet: Sheet {
    let head = Sheet.Group(
      [
        Sheet.Line(
          record.collection.label, record.id,
          note: isTold("status") ? document.string(at: "status").flatMap { state($0) } : nil)
      ])
    return Sheet(
      ([head, Sheet.Group(fields), files, Sheet.Group(clocks, title: Phrase(id: "Standar waktu", en: "Clocks"))]
        + [referrers] + (isTold(TimelineEntry.key) ? [timeline] : [openNotes])).filter { !$0.lines.isEmpty })
  }

  private func state(_ code: String) -> String { record.collection.workflow?.state(code)?.label[language] ?? code }

  /// Whether a field is told to those who read.
  private func isTold(_ name: String) -> Bool {
    audience.map { audience in record.collection.field(name).map { audience.mayRead($0.audience) } ?? false } ?? true
  }

  // MARK: Fields

  /// In the order of the file; what the schema does not know is shown by its key. Where two lines would have the same
  /// label, it is preceded by that of the mapping around them.
  private var fields: [Sheet.Line] {
    let lent = store.lentFields(in: document, of: record.collection)
    let found = lines(Document.root, path: [], inside: nil, lent)
    return found.map { line, parent in
      guard let parent, found.count(where: { $0.line.label[language] == line.label[language] }) > 1 else { return line }
      return Sheet.Line(parent.title.above(line.label), line.value, note: line.note)
    }
  }

  private func lines(
    _ node: NodeIndex, path: [String], inside parent: KojaSchema.Field?, _ lent: [KojaSchema.Field]
  ) -> [(line: Sheet.Line, parent: KojaSchema.Field?)] {
    document.pairs(node).flatMap { key, value -> [(line: Sheet.Line, parent: KojaSchema.Field?)] in
      guard let name = document.text(key), !(path.isEmpty && ["status", "timeline"].contains(name)) else { return [] }
      let path = path + [name]
      let field = record.collection.field(path.joined(separator: ".")) ?? lent.first { $0.isAt(path) }
      if let field,
        let lent = LentSchema(in: field, of: (record.collection, record.path), document, store.catalogue)
      {
        return isTold(field.name) ? lent.fields.map { (question($0), field) } : []
      }
      if document.kind(value) == .mapping, texts.whole(value) == nil {
        return lines(value, path: path, inside: field ?? parent, lent)
      }
      let known = parent?.path.count ?? path.count - 1
      let shown = field == nil ? path.dropFirst(known).joined(separator: ".") : name
      return line(value, field, shown, inside: parent).map { [($0, parent)] } ?? []
    }
  }

  /// What a schema that the record lends asks: the choices, or what kind of answer it takes.
  private func question(_ field: KojaSchema.Field) -> Sheet.Line {
    let choices = field.scalar.enumValues.map { $0.label?[language] ?? $0.value }
    let kinds = field.kinds.map { $0.words[language] }.sorted()
    return Sheet.Line(field.title, (choices.isEmpty ? kinds : choices).joined(separator: "; "))
  }

  /// A value in words. What the schema does not know is kept from people as what is around it is.
  private func line(
    _ value: NodeIndex, _ field: KojaSchema.Field?, _ name: String, inside parent: KojaSchema.Field?
  ) -> Sheet.Line? {
    let label = field?.title ?? Phrase(name)
    let isHidden = texts.isHidden(field ?? parent, value)
    if let audience, !(field.map { audience.mayRead($0.audience) } ?? false) {
      // Others learn how the name of a person begins, and not the mark.
      return field?.foreignReference == nil || isHidden ? nil : texts.note(value, field).map { Sheet.Line(label, $0) }
    }
    return isHidden
      ? Sheet.Line(label, texts.hidden) : Sheet.Line(label, texts.text(value, field), note: texts.note(value, field))
  }

  // MARK: Attachments, clocks and timeline

  /// Where the bytes of attachments lie, for whoever works here.
  private var files: Sheet.Group {
    let isTold = audience == nil && !texts.isHidden(record.collection.field("attachments"), Document.root)
    let found = isTold ? AttachmentFolder(store.files).files(of: document) : []
    let absent = Phrase(id: "tidak ada di komputer ini", en: "not on this computer")[language]
    return Sheet.Group(
      found.map { Sheet.Line(Phrase($0.name), $0.path ?? absent) },
      title: Phrase(id: "Berkas lampiran", en: "Attached files"))
  }

  /// How many records that refer to it are told.
  static let mostReferring = 12

  /// The records that refer to it, with their states; where there are many, how to ask for all of them.
  private var referrers: Sheet.Group {
    let lines = referring.prefix(Self.mostReferring).map { other -> Sheet.Line in
      let collection = store.catalogue.collection(other.collection)
      let path = collection?.path(of: other.id)
      let document = path.flatMap { try? store.read($0) }?.document
      let state =
        document.map { Withdrawal.isPresent(in: $0) } ?? false
        ? Phrase(id: "Ditarik", en: "Withdrawn")[language]
        : document?.string(at: "status").flatMap { collection?.workflow?.state($0)?.label[language] }
      let field = collection?.field(other.field)?.title ?? Phrase(other.field)
      return Sheet.Line((collection?.label ?? Phrase(other.collection)).above(field), other.id, note: state)
    }
    let rest = referring.count > lines.count ? referring.last.map { [Sheet.Line(Phrase("…"), question($0))] } ?? [] : []
    return Sheet.Group(lines + rest, title: Phrase(id: "Ditunjuk oleh", en: "Referred to by"))
  }

  /// How to ask for all records that refer as one does.
  private func question(_ other: Referring) -> String {
    let field = store.catalogue.collection(other.collection)?.field(other.field)
    let name = field?.scalar.reference == "*" ? "\(record.collection.name)/\(record.id)" : record.id
    return "koja list \(other.collection) \(other.field):\(name)"
  }

  private var clocks: [Sheet.Line] {
    let lines = ClockLines(language: language, now: now)
    return ClockFace(store).readings(document, of: record.collection).map(lines.line)
  }

  private var timeline: Sheet.Group {
    func done(_ name: String?) -> String {
      name.map { record.collection.workflow?.action($0)?.done[language] ?? $0 } ?? "?"
    }
    let all = Timeline(of: document)
    let lines = all.entries.enumerated().map { position, entry in
      let isVoid = all.annulled[position] != nil
      let action =
        done(entry.action) + (entry.annuls.map { " (\(done($0)))" } ?? "")
        + (isVoid ? Phrase(id: " [dibatalkan]", en: " [annulled]")[language] : "")
      let facts = entry.fields.map { fact($0.name, $0.node) }
      let reason = entry.reason.map { code in
        record.collection.workflow?.reasons.first { $0.code.sameBytes(as: code) }?.label[language] ?? code
      }
      let isOpen = audience.map { document.hasOpenNote(entry, for: $0) } ?? true
      let note = document.value("note", in: entry.node).flatMap { document.text($0) }.map { isOpen ? $0 : texts.hidden }
      let text = ([action] + facts + [reason, note].compactMap { $0 }).joined(separator: "; ")
      return Sheet.Line(Phrase(entry.at.map { texts.moment($0) } ?? "?"), text, note: entry.by)
    }
    return Sheet.Group(lines, title: Phrase(id: "Riwayat kejadian", en: "Timeline"))
  }

  /// The notes that are for those who read, where they are told nothing else of the timeline.
  private var openNotes: Sheet.Group {
    let all = Timeline(of: document)
    let lines = all.entries.enumerated().compactMap { position, entry -> Sheet.Line? in
      guard let audience, all.annulled[position] == nil, document.hasOpenNote(entry, for: audience), let at = entry.at,
        let note = document.value("note", in: entry.node).flatMap({ document.text($0) })
      else { return nil }
      return Sheet.Line(Phrase(texts.moment(at)), note)
    }
    return Sheet.Group(lines, title: Phrase(id: "Keterangan", en: "Notes"))
  }

  /// What an entry tells of a field.
  private func fact(_ name: String, _ node: NodeIndex) -> String {
    let field = record.collection.field(name)
    let isScalar = document.text(node) != nil
    return
      "\(field?.title[language] ?? name) \(texts.isHidden(field, node) ? texts.hidden : isScalar ? texts.text(node, field) : "…")"
  }
}

extension Phrase {
  /// The label of a mapping in front of that of a field in it.
  func above(_ inner: Phrase) -> Phrase { Phrase(id: "\(id): \(inner.id)", en: "\(en): \(inner.en)") }
}
