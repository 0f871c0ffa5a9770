internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Turns a row into a record that is to be made.
struct RowReader {
  /// A record as a row tells it.
  struct Draft {
    /// What tells the row from all others.
    let identity: String
    /// The id that it is to have; nil for a new one.
    let id: String?
    /// Its fields, those of its events not among them.
    let begun: RecordComposer.Begun
    /// What happened, the first entry first.
    let entries: [TimelineEntryDraft]
    /// The fields that its events set.
    let later: [(path: [String], value: Value)]
    /// The state that it is in at the end.
    let state: String?
    /// Which heading a dotted field came from.
    let headings: [Key: String]
  }

  /// What is wrong with a row.
  struct Flaws: Error { let findings: [Finding] }

  let mapping: ImportMapping
  let table: ImportTable
  let collection: Collection
  let composer: RecordComposer
  let cells: CellReader
  let tolerance: Int
  let offset: Int
  /// The language of the records.
  let language: Language

  /// Whether a row is wanted at all.
  func passes(_ row: ImportTable.Row) -> Bool { holds(mapping.when, row) }

  private func holds(_ conditions: [(column: String, values: [String])], _ row: ImportTable.Row) -> Bool {
    conditions.allSatisfy { column, values in
      let text = row.cell(column)?.text.lowercased() ?? ""
      return values.contains { $0.lowercased().sameBytes(as: text) }
    }
  }

  /// What tells a row from all others; nil where one of its cells is empty.
  func identity(_ row: ImportTable.Row) -> String? {
    let texts = mapping.identity.columns.map { row.cell($0)?.text }
    return texts.contains(nil) ? nil : texts.compactMap { $0 }.joined(separator: " ")
  }

  /// The record of a row. Throws everything that is wrong with its cells.
  func draft(_ row: ImportTable.Row) throws(Flaws) -> Draft {
    var findings: [Finding] = []
    guard let identity = identity(row) else {
      let empty = mapping.identity.columns.first { row.cell($0) == nil } ?? ""
      throw Flaws(findings: [
        flaw(
          Phrase(id: "kolom `\(empty)` kosong", en: "the column `\(empty)` is empty"),
          Phrase(id: "setiap baris harus dapat dikenali", en: "every row must be told from the others"), row.range)
      ])
    }
    var members = Members(nil)
    var headings: [Key: String] = [:]
    var id: String?
    for (name, source) in mapping.fields {
      guard let (text, cell) = text(source, row) else { continue }
      if let heading = source.columns.first { headings[Key(name)] = heading }
      if name == "id", collection.field("id") == nil {
        id = text
        continue
      }
      if let value = value(text, name, source, cell ?? row.range, &findings), let field = collection.field(name) {
        members.set(field.path[...], value)
      }
    }
    identify(&members, identity)
    headings[Key(mapping.identity.field)] = mapping.identity.columns.first
    guard findings.isEmpty else { throw Flaws(findings: findings) }
    do throws(Failure) {
      let begun = try composer.begin(members)
      return try draft(row, identity, id, begun, headings)
    } catch {
      throw Flaws(findings: [flaw(error.message, error.hint, row.range)])
    }
  }

  private func draft(
    _ row: ImportTable.Row, _ identity: String, _ id: String?, _ begun: RecordComposer.Begun, _ headings: [Key: String]
  ) throws(Failure) -> Draft {
    guard let action = begun.action else {
      return Draft(
        identity: identity, id: id, begun: begun, entries: [], later: [], state: nil, headings: headings)
    }
    let start = collection.dateField.flatMap { begun.draft.scalar($0) }.flatMap { Timestamp($0, defaultOffset: offset) }
    var entries = [entry(action, at: start ?? composer.now, reason: nil, begun.draft)]
    var (later, state, headings) = ([(path: [String], value: Value)](), begun.state, headings)
    for event in mapping.events where holds(event.when, row) {
      guard let (text, _) = text(event.at, row),
        let action = collection.workflow?.actions.first(where: { $0.name.sameBytes(as: event.action) })
      else { continue }
      guard let at = WrittenDate(text, order: event.at.order)?.moment(offset: offset) else {
        throw Failure(
          .findings, Phrase(id: "`\(text)` bukan tanggal", en: "`\(text)` is no date"),
          hint: Phrase(id: "misalnya 14/03/2026 08:12", en: "such as 14/03/2026 08:12"))
      }
      var fields = Members(nil)
      for (name, source) in event.fields {
        guard let field = collection.field(name), let (text, _) = self.text(source, row) else { continue }
        let value = try cells.value(text, for: field, order: source.order)
        fields.set(field.path[...], value)
        later.append((field.path, value))
        if let heading = source.columns.first { headings[Key(name)] = heading }
      }
      entries.append(entry(action, at: at, reason: event.reason, Document(fields.value)))
      state = action.to ?? state
    }
    return Draft(
      identity: identity, id: id, begun: begun, entries: entries, later: later, state: state, headings: headings)
  }

  /// An entry; one that is late says when it was entered, and why.
  private func entry(_ action: Workflow.Action, at: Timestamp, reason: String?, _ fields: Document)
    -> TimelineEntryDraft
  {
    let rule = Backdating(now: composer.now, tolerance: tolerance)
    var entry = TimelineEntryDraft(action: action, at: at, by: composer.officer)
    if rule.isLate(at) {
      entry.recordedAt = composer.now
      entry.note = mapping.reason ?? mapping.definition.label[language]
    }
    entry.reason = reason
    entry.fields = action.sets.compactMap { name in
      guard let field = collection.field(name), field.isToldInTimeline, let node = fields.node(at: field.path) else {
        return nil
      }
      return (name, fields.value(of: node))
    }
    return entry
  }

  /// The text that a source takes from a row, and its place; nil for none.
  private func text(_ source: ImportMapping.Source, _ row: ImportTable.Row) -> (text: String, range: Range<Int>?)? {
    let cell = source.columns.lazy.compactMap { row.cell($0) }.first
    guard let cell else { return source.otherwise.map { ($0, nil) } }
    guard let values = source.values else {
      return (source.limit.map { Self.cut(cell.text, $0) } ?? cell.text, cell.range)
    }
    let typed = cell.text.lowercased()
    if let ours = values.first(where: { $0.theirs.lowercased().sameBytes(as: typed) })?.ours {
      return (ours, cell.range)
    }
    return (source.otherwise ?? cell.text, cell.range)
  }

  /// The beginning of a text, at a blank where there is one near the end, with a mark that something is missing.
  private static func cut(_ text: String, _ limit: Int) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > limit, limit > 1 else { return text }
    let head = String(String.UnicodeScalarView(scalars.prefix(limit - 1)))
    let blank = head.lastIndex(of: " ").flatMap { head[..<$0].unicodeScalars.count > limit * 2 / 3 ? $0 : nil }
    return (blank.map { String(head[..<$0]) } ?? head) + "…"
  }

  private func value(
    _ text: String, _ name: String, _ source: ImportMapping.Source, _ range: Range<Int>, _ findings: inout [Finding]
  ) -> Value? {
    guard let field = collection.field(name) else { return nil }
    do throws(Failure) {
      return try cells.value(text, for: field, order: source.order)
    } catch {
      findings.append(flaw(error.message, error.hint, range))
      return nil
    }
  }

  /// Puts what tells the row from all others into the record.
  private func identify(_ members: inout Members, _ identity: String) {
    let steps = mapping.identity.field.split(separator: ".").map(String.init)
    guard let field = collection.field(mapping.identity.field) else {
      let item = mapping.identity.companions.map { Value.Member($0.key, .string($0.value)) }
      members.append(
        Array(steps.dropLast())[...], .object(item + [Value.Member(steps.last ?? "", .string(identity))]))
      return
    }
    members.set(field.path[...], .string(identity))
  }

  /// What is wrong at a place of the table.
  func flaw(_ message: Phrase, _ hint: Phrase?, _ range: Range<Int>) -> Finding {
    Finding("store/intake", at: table.place(range), message, hint: hint)
  }
}
