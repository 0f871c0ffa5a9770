internal import KojaGit
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Takes an exported table back after people edited it: the cells that they changed become edits in place, everything
/// else stays as it is.
///
/// Each row tells from which version of its record it was taken (``WholeExport/version``). A cell that was changed both
/// in the table and in the store since then is listed and left alone.
package struct TableUpdate {
  /// What the table asks for.
  package struct Result {
    /// The edits as a plan; nil where nothing changes.
    package let made: MadePlan?
    /// Cells that were changed on both sides.
    package let conflicts: [Finding]
    /// Rows that cannot be taken in, with what is wrong with them.
    package let faulty: [(row: Int, findings: [Finding])]
  }

  private let desk: ChangeDesk
  private let collection: Collection
  private let table: ImportTable
  private let cells: CellReader
  private let columns: [(heading: String, field: Field)]
  /// Headings of members of lists of mappings, with the lists: told, and not changed in a table.
  private let members: [(heading: String, list: Field, member: Field)]

  /// An update of a collection. Throws a usage failure for a table that was not exported from it, and for a heading that
  /// leads nowhere.
  package init(_ session: WriteSession, _ collection: Collection, _ table: ImportTable) throws(Failure) {
    desk = ChangeDesk(session)
    (self.collection, self.table) = (collection, table)
    cells = CellReader(collection, session.store, hasDecimalComma: table.hasDecimalComma)
    for heading in ["id", WholeExport.version] where !table.headings.contains(where: { $0.sameBytes(as: heading) }) {
      throw Failure(
        .usage,
        Phrase(
          id: "`\(table.name)` tidak punya kolom `\(heading)`", en: "`\(table.name)` has no column `\(heading)`"),
        hint: Phrase(
          id: "`--update` menerima tabel dari `koja export csv \(collection.name)`",
          en: "`--update` takes a table from `koja export csv \(collection.name)`"))
    }
    let typing = FieldTyping(collection, offset: session.store.settings.offset)
    let names = QuestionNames(session.store, collection, session.store.settings.language)
    var columns: [(heading: String, field: Field)] = []
    var members: [(heading: String, list: Field, member: Field)] = []
    let own = ["id", WholeExport.version] + ImportTable.ownHeadings
    let lent = session.store.lentFields(of: collection)
    for heading in table.headings where !heading.isEmpty && !own.contains(heading) {
      if let field = FieldTyping.find(heading, among: collection.fields), !field.isList || field.items != nil {
        columns.append((heading, field))
      } else if let field = lent.first(where: { $0.name.sameBytes(as: heading) }) {
        columns.append((heading, field))
      } else if (try? names.field(heading)) == nil {
        _ = try typing.field(heading)
      } else {
        members += collection.fields.filter(\.isList).flatMap { list in
          list.members.filter { "\(list.column).\($0.column)".sameBytes(as: heading) }.map { (heading, list, $0) }
        }
      }
    }
    (self.columns, self.members) = (columns, members)
  }

  /// What the table asks for; nothing is written. Rows whose record would not be sound afterwards are left for a person,
  /// the others make the plan.
  package func result(note: String?) throws(Failure) -> Result {
    var conflicts: [Finding] = []
    var faulty: [Int: [Finding]] = [:]
    var wanted: [Key: (row: Int, edits: [YAMLEdit])] = [:]
    var records: [(id: String, path: String)] = []
    for (index, row) in table.rows.enumerated() {
      do throws(Flaws) {
        guard let (record, edits) = try edits(row, &conflicts), !edits.isEmpty else { continue }
        guard wanted[Key(record.path)] == nil else {
          throw flaw(
            Phrase(id: "catatan ini ada di baris lain juga", en: "this record is in another row, too"), row.range)
        }
        wanted[Key(record.path)] = (index, edits)
        records.append(record)
      } catch {
        faulty[index] = error.findings
      }
    }
    // Until the rest is sound as a whole: what one row needs may be in another.
    while true {
      var texts: [Key: [UInt8]] = [:]
      do throws(Failure) {
        let made = try desk.plan(
          .set, collection, records, asked: ["import", table.name, "--update"], note: note
        ) { record, bytes throws(Failure) in
          var (text, steps) = (bytes, [ChangePlan.Edit]())
          for edit in wanted[Key(record.path)]?.edits ?? [] { text = try desk.made(edit, text, record.path, &steps) }
          texts[Key(record.path)] = text
          return steps
        }
        return Result(
          made: made, conflicts: conflicts, faulty: faulty.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
      } catch {
        let errors = error.findings.filter { $0.severity == .error && wanted[Key($0.place.path)] != nil }
        guard !errors.isEmpty else { throw error }
        for (path, found) in Dictionary(grouping: errors, by: { Key($0.place.path) }) {
          guard let row = wanted.removeValue(forKey: path)?.row else { continue }
          faulty[row] = table.told(found.map { ($0, texts[path]) }, of: table.rows[row], headings)
        }
        records.removeAll { wanted[Key($0.path)] == nil }
      }
    }
  }

  /// Which heading a dotted field stands under.
  private var headings: [Key: String] {
    Dictionary(columns.map { (Key($0.field.name), $0.heading) }, uniquingKeysWith: { first, _ in first })
  }

  private struct Flaws: Error { var findings: [Finding] }

  private func flaw(_ message: Phrase, _ range: Range<Int>, hint: Phrase? = nil) -> Flaws {
    Flaws(findings: [Finding("store/intake", at: table.place(range), message, hint: hint)])
  }

  /// The edits that a row asks for; nil for a row without an id. Throws everything that is wrong with it.
  private func edits(_ row: ImportTable.Row, _ conflicts: inout [Finding]) throws(Flaws) -> (
    record: (id: String, path: String), edits: [YAMLEdit]
  )? {
    guard row.flaws.isEmpty else { throw Flaws(findings: row.flaws) }
    guard let cell = row.cell("id") else { return nil }
    guard let path = collection.path(of: cell.text), let (bytes, now) = try? desk.store.read(path) else {
      throw flaw(
        Phrase(id: "tidak ada catatan `\(cell.text)`", en: "there is no record `\(cell.text)`"), cell.range,
        hint: Phrase(id: "catatan baru dibuat dengan `koja new`", en: "new records are made by `koja new`"))
    }
    let base = base(row.cell(WholeExport.version)?.text, bytes, now)
    var edits: [YAMLEdit] = []
    var flaws = Flaws(findings: fixed(row, now, base))
    let lent = desk.store.lentFields(in: now, of: collection)
    for (heading, any) in columns {
      // What a record is asked is typed as its own question says.
      let field = collection.field(any.name) ?? lent.first { $0.name.sameBytes(as: any.name) } ?? any
      let (cell, range) = (row.cell(heading), row.range(of: heading))
      let old = now.node(at: field.path).map { now.value(of: $0) }
      let before = base.map { base in base.node(at: field.path).map { base.value(of: $0) } }
      // What nobody touched is no edit, blanks at its ends and all.
      if let written = row.written(heading), [old, before].contains(where: { isText($0 ?? nil, written) }) { continue }
      do throws(Failure) {
        let new = try cell.map { cell throws(Failure) in try cells.value(cell.text, for: field) }
        if isSame(new, old, cell?.text) { continue }
        if let before, isSame(new, before, cell?.text) { continue }
        guard base != nil else { throw unknownVersion }
        guard let before, isSame(before, old, nil) else {
          conflicts.append(conflict(heading, old, range, isOpen: collection.isOpen(field.name)))
          continue
        }
        try desk.refuseOwned(field, at: field.path, (collection, Record.id(ofPath: path), path), wanted: cell?.text)
        edits.append(new.map { .set(path: field.path, value: $0) } ?? .remove(path: now.emptied(by: field.path)))
      } catch {
        flaws.findings.append(Finding("store/intake", at: table.place(range), error.message, hint: error.hint))
      }
    }
    guard flaws.findings.isEmpty else { throw flaws }
    let record = (id: Record.id(ofPath: path), path: path)
    if !edits.isEmpty {
      do throws(Failure) { try desk.refuseWithdrawn((collection, record.id, path), now) } catch {
        throw flaw(error.message, cell.range, hint: error.hint)
      }
    }
    return (record, edits)
  }

  private var unknownVersion: Failure {
    Failure(
      .findings,
      Phrase(
        id: "versi di kolom `\(WholeExport.version)` baris ini tidak dikenal",
        en: "the version in `\(WholeExport.version)` of this row is not known"),
      hint: Phrase(
        id: "ambil lagi tabelnya dengan `koja export csv \(collection.name)`, lalu ulangi suntingannya",
        en: "take the table anew by `koja export csv \(collection.name)`, and make the edit there"))
  }

  /// What was changed in a row and cannot be changed in a table: what stands in items of a list.
  private func fixed(_ row: ImportTable.Row, _ now: Document, _ base: Document?) -> [Finding] {
    func letters(_ text: String) -> [Character] { text.filter { $0.isLetter || $0.isNumber } }
    func told(_ document: Document, _ list: Field, _ member: Field) -> [Character] {
      let items = document.node(at: list.path).map { document.items($0) } ?? []
      return letters(
        items.compactMap { document.node(at: member.path, from: $0).flatMap { document.text($0) } }.joined())
    }
    return members.compactMap { heading, list, member in
      guard let written = row.written(heading) else { return nil }
      let text = letters(written)
      guard ![now, base].compactMap({ $0 }).contains(where: { told($0, list, member) == text }) else { return nil }
      return Finding(
        "store/intake", at: table.place(row.range(of: heading)),
        Phrase(id: "`\(heading)` tidak dapat diubah lewat tabel", en: "`\(heading)` cannot be changed in a table"),
        hint: Phrase(
          id: "kembalikan isinya, lalu pakai `koja set` atau `koja edit`",
          en: "put it back, then use `koja set` or `koja edit`"))
    }
  }

  /// The record as it was when the row was taken from it; nil where that version is not known.
  private func base(_ version: String?, _ bytes: [UInt8], _ now: Document) -> Document? {
    guard let version, let blob = ObjectID(hex: version) else { return nil }
    if (try? Repository.hash(blob: bytes)) == blob { return now }
    guard let old = try? desk.session.repository?.blob(blob, limit: Store.recordLimit) else { return nil }
    return YAMLReader.read(old, path: "-").document
  }

  private func isText(_ value: Value?, _ text: String) -> Bool { value?.string?.sameBytes(as: text) ?? false }

  /// Whether two values are the same; a moment that a spreadsheet wrote to the minute is that of the record.
  private func isSame(_ one: Value?, _ other: Value?, _ typed: String?) -> Bool {
    switch (one ?? .null, other ?? .null) {
    case (.string(let left), .string(let right)) where !left.sameBytes(as: right):
      guard let first = Timestamp(left), let second = Timestamp(right) else { return false }
      let isToTheMinute = typed.flatMap { WrittenDate($0) }?.second.map { $0 % 60 == 0 } ?? false
      return isToTheMinute ? first.seconds / 60 == second.seconds / 60 : first == second
    case (let left, let right): return left.isSame(as: right)
    }
  }

  private func conflict(_ heading: String, _ present: Value?, _ range: Range<Int>, isOpen: Bool) -> Finding {
    let text = isOpen ? present?.json() ?? "-" : "…"
    return Finding(
      "store/intake", .warning, at: table.place(range),
      Phrase(
        id: "`\(heading)` juga berubah di penyimpanan, sekarang \(text)",
        en: "`\(heading)` changed in the store, too; there it is \(text) now"),
      hint: Phrase(
        id: "putuskan sendiri, misalnya dengan `koja set`", en: "decide it yourself, such as with `koja set`"))
  }
}
