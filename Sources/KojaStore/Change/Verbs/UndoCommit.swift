internal import KojaCivic
internal import KojaGit
package import KojaModel
internal import KojaSchema
internal import KojaYAML

extension ChangeDesk {
  /// Prepares a commit that takes back what another one did to records, field by field, with a reason.
  ///
  /// Entries that it put into a timeline stay and are annulled by new ones. Refused where that would take away what must
  /// stay (a claimed number, a record), where a field has changed since, and where something happened after that; the
  /// refusal names the way out.
  package func undo(_ revision: String, reason: String) throws(Failure) -> PlannedChange {
    let repository = try store.requiredRepository()
    let (commit, parent) = try undoable(revision, repository)
    let mark = String(commit.hex.prefix(8))
    let deltas = try changes(of: commit, since: parent, mark, repository)
    try refuseMoves(deltas, mark, repository)
    var files: [PlannedChange.FileEdit] = []
    var summaries: [ChangeSummary] = []
    let verb = Phrase(id: "perubahan \(mark) dibatalkan", en: "change \(mark) undone")
    // What was made says best why it stays.
    for delta in deltas.filter({ $0.old == nil }) + deltas.filter({ $0.old != nil }) {
      let path = delta.path
      guard let collection = catalogue.collection(ofPath: path) else { throw Self.notOnlyRecords(path, mark) }
      let (old, new): ([UInt8]?, [UInt8]?)
      do throws(GitError) {
        old = try delta.old.map { id throws(GitError) in try repository.blob(id) }
        new = try delta.new.map { id throws(GitError) in try repository.blob(id) }
      } catch {
        throw error.failure
      }
      let record = (collection: collection, id: Record.id(ofPath: path), path: path)
      let edit = try taken(record, back: new, to: old, mark, reason)
      guard edit.before != edit.after else { continue }
      files.append(edit)
      let before = edit.before.flatMap { YAMLReader.read($0, path: path).document }
      let after = edit.after.map { try? tree($0, path: path) } ?? nil
      summaries.append(
        Self.summary((collection, record.id), verb, before, after, reason, trailers: [("Koja-Undo", commit.hex)]))
    }
    guard let first = summaries.first else {
      throw Failure(
        .findings,
        Phrase(
          id: "dari \(mark) tidak ada yang dapat dibatalkan: semuanya sudah dibatalkan, atau berupa pembatalan",
          en: "nothing of \(mark) can be undone: it has been taken back already, or it takes something back itself"),
        hint: Phrase(
          id: "yang dibatalkan dilakukan lagi dengan `koja do`; `koja log` menyebut perubahan lain",
          en: "what was taken back is done again by `koja do`; `koja log` names other changes"))
    }
    var change = PlannedChange(files: files, summary: first, findings: try check(files))
    if summaries.count > 1 {
      var batch = BatchSummary(
        first.collection, verb, records: summaries.map { "\($0.collection.name)/\($0.id)" })
      batch.lines = BatchSummary.lines(of: summaries, store.settings.language)
      batch.note = reason
      batch.trailers = [("Koja-Undo", commit.hex)]
      change.batch = batch
    }
    return change
  }

  /// The commit that a person names, and the one before it. Throws where it is none that can be taken back.
  private func undoable(_ revision: String, _ repository: Repository) throws(Failure) -> (ObjectID, ObjectID) {
    let commit = try store.commit(at: revision)
    do throws(GitError) {
      let info = try repository.commitInfo(commit)
      let head = try repository.head().commit
      let base = try head.flatMap { head throws(GitError) in try repository.mergeBase(commit, head) }
      guard base == commit else {
        throw GitError(
          .notFound, operation: "undo",
          Phrase(
            id: "`\(revision)` tidak ada di riwayat cabang ini",
            en: "`\(revision)` is not in the history of this branch"),
          hint: Phrase(
            id: "`koja log ID` menyebut perubahan sebuah catatan", en: "`koja log ID` names a record's commits"))
      }
      guard info.parents.count == 1, let parent = info.parents.first else {
        throw GitError(
          .notFound, operation: "undo",
          info.parents.isEmpty
            ? Phrase(id: "`\(revision)` adalah perubahan pertama", en: "`\(revision)` is the first commit")
            : Phrase(id: "`\(revision)` adalah penggabungan", en: "`\(revision)` is a merge"),
          hint: info.parents.isEmpty
            ? nil
            : Phrase(
              id: "batalkan satu per satu perubahan di dalamnya", en: "undo the commits that it brought one by one"))
      }
      return (commit, parent)
    } catch {
      throw error.kind == .notFound ? Failure(.findings, error.phrase, hint: error.hint) : error.failure
    }
  }

  /// What is taken back of one record: its fields, and where an entry is annulled its state.
  private static func summary(
    _ record: (collection: Collection, id: String), _ verb: Phrase, _ before: Document?, _ after: Document?,
    _ reason: String, trailers: [(name: String, value: String)]
  ) -> ChangeSummary {
    let grew = before.map { old in after.map { TimelineEntry.all(in: $0).count > TimelineEntry.all(in: old).count } }
    let (from, to) = (before?.string(at: "status"), after?.string(at: "status"))
    let isMoved = from.map { Key($0) } != to.map { Key($0) }
    return ChangeSummary(
      collection: record.collection, id: record.id,
      action: grew.flatMap { $0 } ?? false ? Workflow.Standing.annul.name : nil, verb: verb,
      states: before == nil || !isMoved ? nil : to.map { (from, $0) }, fields: FieldChange.between(before, after),
      note: reason, happenedAt: nil, trailers: trailers)
  }

  /// One file with the difference from `old` to `new` taken back.
  private func taken(
    _ record: (collection: Collection, id: String, path: String), back new: [UInt8]?, to old: [UInt8]?, _ mark: String,
    _ reason: String
  ) throws(Failure) -> PlannedChange.FileEdit {
    let now = try present(record.path)
    guard let new else {
      guard now == nil || now == old else { throw Self.isBack(record) }
      return PlannedChange.FileEdit(path: record.path, before: now, after: old)
    }
    guard let old else { throw now == nil ? Self.isGone(record) : Self.keeps(record, now ?? new, mark) }
    guard let now else { throw Self.isGone(record) }
    let (before, after) = (try tree(old, path: record.path), try tree(new, path: record.path))
    let (added, known) = (TimelineEntry.all(in: after).count, TimelineEntry.all(in: before).count)
    let current = try tree(now, path: record.path)
    var edits: [YAMLEdit] = []
    if added > known {
      guard let annulments = try annulments(of: known..<added, in: after, record, current, mark, reason) else {
        return PlannedChange.FileEdit(path: record.path, before: now, after: now)
      }
      edits = annulments
    } else if now == new {
      return PlannedChange.FileEdit(path: record.path, before: now, after: old)
    }
    var (clashes, gone): ([String], Set<Key>) = ([], [])
    for change in FieldChange.between(before, after) {
      let path = change.field.split(separator: ".").map(String.init)
      let value = current.node(at: path).map { current.value(of: $0) }
      if Self.isSame(value, change.old) { continue }
      guard Self.isSame(value, change.new) else {
        clashes.append(change.field)
        continue
      }
      guard let old = change.old else {
        let whole = Self.whole(path, before, after, current)
        if gone.insert(Key(whole.joined(separator: "."))).inserted { edits.append(.remove(path: whole)) }
        continue
      }
      edits.append(.set(path: path, value: old))
    }
    guard clashes.isEmpty else { throw Self.changedSince(record, clashes, mark) }
    return PlannedChange.FileEdit(path: record.path, before: now, after: try edited(now, edits, path: record.path))
  }

  /// The way to all of what came together with a field: an object goes as a whole where it was not there before and says
  /// still what the commit made it say.
  private static func whole(
    _ path: [String], _ before: Document, _ after: Document, _ current: Document
  ) -> [String] {
    for depth in 1..<max(path.count, 1) {
      let above = Array(path.prefix(depth))
      if before.node(at: above) == nil, let made = after.node(at: above), let now = current.node(at: above),
        current.isSame(now, as: made, in: after)
      {
        return above
      }
    }
    return path
  }

  private static func isSame(_ one: Value?, _ other: Value?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return one.isSame(as: other)
  }

  // MARK: Refusals

  /// What was made stays.
  private static func keeps(
    _ record: (collection: Collection, id: String, path: String), _ bytes: [UInt8], _ mark: String
  ) -> Failure {
    guard record.collection.name.sameBytes(as: EngineCollections.numbers) else {
      return Failure(
        .findings,
        Phrase(
          id: "\(mark) membuat `\(record.id)`, dan catatan tidak dihapus",
          en: "\(mark) made `\(record.id)`, and records are not removed"),
        hint: Phrase(
          id: "`koja withdraw \(record.id) --reason …` membuatnya tidak dihitung lagi",
          en: "`koja withdraw \(record.id) --reason …` makes it no longer count"))
    }
    let number = YAMLReader.read(bytes, path: record.path).document?.scalar("number") ?? record.id
    return Failure(
      .findings,
      Phrase(
        id: "\(mark) mengambil nomor `\(number)`, dan nomor yang sudah diambil tidak dilepas",
        en: "\(mark) claimed the number `\(number)`, and a claimed number is never free again"),
      hint: Phrase(
        id:
          "batalkan catatannya dengan tindakan, atau nyatakan nomornya batal: `koja number void \(record.id) --reason …`",
        en: "void the record by an action, or the number: `koja number void \(record.id) --reason …`"))
  }

  private static func changedSince(
    _ record: (collection: Collection, id: String, path: String), _ fields: [String], _ mark: String
  ) -> Failure {
    let list = fields.map { "`\($0)`" }.joined(separator: ", ")
    return Failure(
      .findings,
      Phrase(
        id: "\(list) pada `\(record.id)` sudah berubah lagi setelah \(mark)",
        en: "\(list) of `\(record.id)` changed again after \(mark)"),
      hint: Phrase(
        id: "lihat `koja log \(record.id)`, lalu isi dengan `koja set \(record.id) \(fields[0])=…`",
        en: "see `koja log \(record.id)`, then `koja set \(record.id) \(fields[0])=…`"))
  }

  private static func isBack(_ record: (collection: Collection, id: String, path: String)) -> Failure {
    Failure(
      .findings, Phrase(id: "`\(record.id)` sudah ada lagi", en: "`\(record.id)` is there again"),
      hint: Phrase(id: "lihat `koja log \(record.id)`", en: "see `koja log \(record.id)`"))
  }

  private static func isGone(_ record: (collection: Collection, id: String, path: String)) -> Failure {
    Failure(
      .findings, Phrase(id: "berkas `\(record.path)` tidak ada lagi", en: "the file `\(record.path)` is gone"),
      hint: Phrase(
        id: "bila berganti id, lihat `koja log \(record.id)`; bila hilang, `koja restore \(record.id)`",
        en: "if it was renamed see `koja log \(record.id)`; if it is lost, `koja restore \(record.id)`"))
  }

  static func notOnlyRecords(_ path: String, _ mark: String) -> Failure {
    Failure(
      .findings,
      Phrase(
        id: "\(mark) juga mengubah `\(path)`, yang bukan catatan",
        en: "\(mark) changed `\(path)`, too, which is no record"),
      hint: Phrase(
        id: "pakai `git revert \(mark)`, lalu `koja check`", en: "use `git revert \(mark)`, then `koja check`"))
  }
}
