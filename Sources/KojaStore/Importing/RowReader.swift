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
    /// What is wrong with single cells: they stand in the record as they are written, so that the rest can be judged.
    let findings: [Finding]
  }

  /// What is wrong with a row.
  struct Flaws: Error { let findings: [Finding] }

  let mapping: ImportMapping
  let table: ImportTable
  let collection: Collection
  /// What other records ask of a record.
  let lent: (Document) -> [Field]
  let composer: RecordComposer
  let cells: CellReader
  let offset: Int
  /// The language of the records.
  let language: Language

  /// Whether a row is wanted at all.
  func passes(_ row: ImportTable.Row) -> Bool { ImportMapping.holds(mapping.when, row) }

  /// What tells a row from all others; nil where one of its cells is empty.
  func identity(_ row: ImportTable.Row) -> String? {
    let texts = mapping.identity.columns.map { row.cell($0)?.text }
    return texts.contains(nil) ? nil : texts.compactMap { $0 }.joined(separator: " ")
  }

  /// The record of a row. Throws what is wrong where it cannot be judged as a record.
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
    var breaks = mapping.states.flatMap { unknownState(row, $0.column, $0.known) }
    var members = Members(nil)
    var headings: [Key: String] = [:]
    var id: String?
    for (name, source) in mapping.fields {
      guard let (text, heading) = text(source, row) else { continue }
      headings[Key(name)] = heading
      if name == "id", collection.field("id") == nil {
        id = text
      } else if let (field, value) = value(text, name, source, heading, row, members, &findings) {
        members.set(field.path[...], value)
      }
    }
    identify(&members, identity)
    headings[Key(mapping.identity.field)] = mapping.identity.columns.first
    var events: [Happened] = []
    for event in mapping.events where event.holds(row) {
      do throws(Flaws) {
        if let happened = try happened(event, row, &findings) { events.append(happened) }
      } catch {
        breaks += error.findings
      }
    }
    guard breaks.isEmpty else { throw Flaws(findings: findings + breaks) }
    do throws(Failure) {
      return draft(identity, id, try composer.begin(members), events, headings, findings)
    } catch {
      throw Flaws(findings: findings.isEmpty ? [flaw(error.message, error.hint, row.range)] : findings)
    }
  }

  /// An event that a row tells of.
  private struct Happened {
    let action: Workflow.Action
    let reason: String?
    /// When; a day without a time begins at midnight.
    let at: (moment: Timestamp, isDay: Bool, heading: String?)
    let fields: [(field: Field, value: Value, heading: String?)]
  }

  /// What a row tells of an event; nil where it did not happen. Throws where its time is not known.
  private func happened(
    _ event: ImportMapping.Event, _ row: ImportTable.Row, _ findings: inout [Finding]
  ) throws(Flaws) -> Happened? {
    guard let action = collection.workflow?.actions.first(where: { $0.name.sameBytes(as: event.action) }) else {
      return nil
    }
    guard let (text, heading) = text(event.at, row) else {
      guard let condition = event.when.first, let cell = row.cell(condition.column) else { return nil }
      let column = event.at.columns.first ?? ""
      throw Flaws(findings: [
        flaw(
          Phrase(
            id: "kolom `\(column)` kosong, padahal `\(condition.column)` berisi `\(cell.text)`",
            en: "the column `\(column)` is empty, but `\(condition.column)` says `\(cell.text)`"),
          Phrase(
            id: "tanpa waktunya, `\(event.action)` tidak dapat dicatat",
            en: "without its time `\(event.action)` cannot be recorded"), row.range(of: column))
      ])
    }
    let fields = event.fields.compactMap { name, source -> (field: Field, value: Value, heading: String?)? in
      guard let (text, heading) = self.text(source, row) else { return nil }
      return value(text, name, source, heading, row, nil, &findings).map { ($0.field, $0.value, heading) }
    }
    do throws(Failure) {
      let at = try WrittenDate.required(text, order: event.at.order, format: "date-time")
      return Happened(
        action: action, reason: event.reason, at: (at.moment(offset: offset), at.second == nil, heading), fields: fields
      )
    } catch {
      throw Flaws(findings: [flaw(error.message, error.hint, heading.map { row.range(of: $0) } ?? row.range)])
    }
  }

  /// A value that no event of the mapping knows: whatever it means, it did not happen here.
  private func unknownState(_ row: ImportTable.Row, _ column: String, _ known: [String]) -> [Finding] {
    guard let cell = row.cell(column),
      !known.contains(where: { $0.lowercased().sameBytes(as: cell.text.lowercased()) })
    else { return [] }
    let path = mapping.definition.path
    return [
      flaw(
        Phrase(
          id: "`\(path)` tidak tahu apa arti `\(cell.text)` di kolom `\(column)`",
          en: "`\(path)` does not know what `\(cell.text)` in the column `\(column)` means"),
        Suggestion.nearest(to: cell.text, among: known).map { Suggestion.question($0) }
          ?? Phrase(
            id: "tambahkan ke `when` sebuah kejadian, atau ke `no_event`",
            en: "add it to the `when` of an event, or to `no_event`"), cell.range)
    ]
  }

  private func draft(
    _ identity: String, _ id: String?, _ begun: RecordComposer.Begun, _ events: [Happened], _ headings: [Key: String],
    _ findings: [Finding]
  ) -> Draft {
    guard let action = begun.action else {
      return Draft(
        identity: identity, id: id, begun: begun, entries: [], later: [], state: nil, headings: headings,
        findings: findings)
    }
    let dated = [collection.beginField, collection.dateField].lazy.compactMap { $0 }.first {
      begun.draft.scalar($0) != nil
    }
    let start = dated.flatMap { begun.draft.scalar($0) }.flatMap { Timestamp($0, defaultOffset: offset) }
    var entries = [entry(action, at: start ?? composer.now, reason: nil, begun.draft)]
    var (later, state, headings) = ([(path: [String], value: Value)](), begun.state, headings)
    func place(_ heading: String?, of field: String) { headings[Key(field)] = heading }
    place(dated.flatMap { headings[Key($0)] }, of: "\(TimelineEntry.key).0.at")
    for event in events {
      place(event.at.heading, of: "\(TimelineEntry.key).\(entries.count).at")
      var fields = Members(nil)
      for (field, value, heading) in event.fields {
        fields.set(field.path[...], value)
        later.append((field.path, value))
        place(heading, of: field.name)
      }
      var at = event.at.moment
      // A day without a time holds whatever came before on it.
      if event.at.isDay, let last = entries.last?.at, at < last, last.at(offset: offset).date == at.date { at = last }
      entries.append(entry(event.action, at: at, reason: event.reason, Document(fields.value)))
      state = event.action.to ?? state
    }
    return Draft(
      identity: identity, id: id, begun: begun, entries: entries, later: later, state: state, headings: headings,
      findings: findings)
  }

  /// An entry; one that is late says when it was entered, and why.
  private func entry(_ action: Workflow.Action, at: Timestamp, reason: String?, _ fields: Document)
    -> TimelineEntryDraft
  {
    let rule = Backdating(now: composer.now, tolerance: composer.tolerance)
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

  /// The text that a source takes from a row, and the heading that it stands under; nil for none.
  private func text(_ source: ImportMapping.Source, _ row: ImportTable.Row) -> (text: String, heading: String?)? {
    func isEmpty(_ cell: ImportTable.Cell) -> Bool { source.empty.contains { $0.sameBytes(as: cell.text) } }
    guard let heading = source.columns.first(where: { row.cell($0).map { !isEmpty($0) } ?? false }),
      let cell = row.cell(heading)
    else {
      return source.otherwise.map { ($0, source.columns.first) }
    }
    guard let values = source.values else {
      return (source.limit.map { Self.cut(cell.text, $0) } ?? cell.text, heading)
    }
    let typed = cell.text.lowercased()
    let ours = values.first { $0.theirs.lowercased().sameBytes(as: typed) }?.ours
    return (ours ?? source.otherwise ?? cell.text, heading)
  }

  /// The beginning of a text, at a blank where there is one near the end, with a mark that something is missing.
  private static func cut(_ text: String, _ limit: Int) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > limit, limit > 1 else { return text }
    let head = String(String.UnicodeScalarView(scalars.prefix(limit - 1)))
    let blank = head.lastIndex(of: " ").flatMap { head[..<$0].unicodeScalars.count > limit * 2 / 3 ? $0 : nil }
    return (blank.map { String(head[..<$0]) } ?? head) + "…"
  }

  /// The value of a text, as it is written where it is none, with what is wrong with it; nil for no field.
  private func value(
    _ text: String, _ name: String, _ source: ImportMapping.Source, _ heading: String?, _ row: ImportTable.Row,
    _ members: Members?, _ findings: inout [Finding]
  ) -> (field: Field, value: Value)? {
    let own = collection.field(name)
    guard
      let field = own ?? members.flatMap({ lent(Document($0.value)).first { $0.name.sameBytes(as: name) } })
    else { return nil }
    do throws(Failure) {
      return (field, try cells.value(text, for: field, order: source.order))
    } catch {
      findings.append(flaw(error.message, error.hint, heading.map { row.range(of: $0) } ?? row.range))
      return (field, .string(text))
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
