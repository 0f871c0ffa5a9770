internal import KojaCivic
package import KojaGit
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// A record that was changed in a text editor, and what koja makes of it.
package struct HandEditedRecord: Sendable {
  /// What would be committed, or why it cannot be.
  package enum Verdict: Sendable {
    case change(PlannedChange)
    case refused([Finding])
  }

  /// The file, relative to the store.
  package let path: String
  /// How it differs from the newest commit.
  package let kind: PathStatus.Kind
  /// What koja makes of it.
  package let verdict: Verdict
}

/// Recognises hand edits and prepares one change for each record.
///
/// Reads only; `koja commit` makes the changes and `koja status` shows them.
package struct HandEdits {
  let store: Store
  let repository: Repository
  let surroundings: Surroundings
  /// The action that a person names for edits that several would explain.
  let chosenAction: String?
  let note: String?

  /// Hand edits of a store.
  package init(_ store: Store, _ surroundings: Surroundings, action: String? = nil, note: String? = nil) throws(Failure)
  {
    self.store = store
    self.repository = try store.requiredRepository()
    self.surroundings = surroundings
    self.chosenAction = action
    self.note = note
    guard let action, !store.catalogue.collections.contains(where: { $0.workflow?.action(named: action) != nil }) else {
      return
    }
    let names = store.catalogue.collections.flatMap { $0.workflow?.actions.map(\.name) ?? [] }
    throw Failure(
      .usage, Phrase(id: "tidak ada tindakan `\(action)`", en: "there is no action `\(action)`"),
      hint: Suggestion.nearest(to: action, among: names).map { Suggestion.question($0) })
  }

  /// The changed files below `records/`, at or below some paths (none: all); without what a koja that died left.
  package func changed(under paths: [String]) throws(Failure) -> [PathStatus] {
    try changedFiles(under: paths).filter { !StoreFiles.isDraft($0.path) }
  }

  /// What is no edit and stands in the way of nobody, but must be told: the texts that a koja that died left beside
  /// records, and the records that the next commit of git would remove, since they were taken out of its index.
  package func oddities() throws(Failure) -> (leftovers: [String], unstaged: [String]) {
    let files = try changedFiles(under: [], tellsUnstaged: true)
    return (
      files.map(\.path).filter { StoreFiles.isDraft($0) },
      files.filter { $0.kind == .unstaged }.map { store.gitPath($0.path) }
    )
  }

  /// That git was told not to look at some files: nobody sees what is edited there. Nil where it looks at all of them.
  package func unwatched() throws(Failure) -> Phrase? {
    let found: [(path: String, mark: Repository.Blindfold)]
    do throws(GitError) {
      found = try repository.unwatched(under: store.gitPath("records")).filter { file in
        store.storePath(ofGitPath: file.path).map { store.files.entry($0) != nil } ?? false
      }
    } catch {
      throw error.failure
    }
    guard !found.isEmpty else { return nil }
    let ways = Repository.Blindfold.allCases.compactMap { mark in
      found.first { $0.mark == mark }.map { "`git update-index --no-\(mark.rawValue) \($0.path)`" }
    }.joined(separator: "; ")
    return Phrase(
      id:
        "\(found.count) berkas ditandai dengan tangan supaya git tidak melihatnya, jadi suntingannya tidak tampak: \(ways)",
      en: (found.count == 1 ? "1 file is" : "\(found.count) files are")
        + " marked by hand so that git does not look, and edits there are not seen: \(ways)")
  }

  private func changedFiles(under paths: [String], tellsUnstaged: Bool = false) throws(Failure) -> [PathStatus] {
    let prefixes = paths.isEmpty ? ["records"] : paths
    do throws(GitError) {
      let folders = prefixes.map { store.gitPath($0) }
      return try repository.changes(under: folders, tellsUnstaged: tellsUnstaged).compactMap { status in
        store.storePath(ofGitPath: status.path).flatMap { path in
          path.hasPrefix("records/") ? PathStatus(path: path, kind: status.kind) : nil
        }
      }
    } catch {
      throw error.failure
    }
  }

  /// Judges one changed file, which may have had another path.
  package func judge(_ status: PathStatus, from old: String? = nil) throws(Failure) -> HandEditedRecord {
    let verdict = try self.verdict(status, from: old)
    return HandEditedRecord(path: status.path, kind: status.kind, verdict: verdict)
  }

  private func verdict(_ status: PathStatus, from old: String?) throws(Failure) -> HandEditedRecord.Verdict {
    if status.kind == .deleted { return .refused([Self.deleted(status.path)]) }
    if let old, !Record.id(ofPath: old).sameBytes(as: Record.id(ofPath: status.path)) {
      return .refused([try renamed(old, to: status.path)])
    }
    guard let entry = store.files.entry(status.path) else {
      return .refused([
        Finding(
          "store/not-a-file", at: Place(file: status.path),
          Phrase(id: "ini bukan berkas catatan", en: "this is not a record's file"),
          hint: Phrase(id: "ganti dengan berkas biasa atau hapus", en: "replace it with a regular file, or remove it"))
      ])
    }
    let (collection, id, placement) = PlacementCheck.judge(entry, store.catalogue)
    guard let collection, placement.isEmpty else { return .refused(placement) }
    let before: [UInt8]
    do throws(FileError) {
      before = try store.files.read(status.path, limit: Store.recordLimit)
    } catch {
      return .refused([error.finding(at: status.path)])
    }
    return try judge(before, insteadOf: before, of: (collection, id, status.path), from: old)
  }

  /// Judges a text that would stand in the place of a record's file, which has the bytes `disk` now.
  func judge(
    _ text: [UInt8], insteadOf disk: [UInt8], of record: (collection: Collection, id: String, path: String),
    from oldPath: String? = nil
  ) throws(Failure) -> HandEditedRecord.Verdict {
    let reading = YAMLReader.read(text, path: record.path)
    guard let document = reading.document else {
      return .refused(store.catalogue.veiled(reading.findings, of: text, nil, at: record.path))
    }
    guard document.kind(Document.root) == .mapping else {
      let findings = store.catalogue.veiled(reading.findings, of: text, document, at: record.path)
      return .refused(findings + [Store.notAMapping(document, record.path)])
    }
    // What the text itself has wrong is told first: completing it would stumble over that, with other words.
    guard !reading.findings.contains(where: { $0.severity == .error }) else {
      let overlay = OverlaySource(WorkTreeSource(store.files), changes: [Key(record.path): text])
      return .refused(try CheckRun(store.catalogue, overlay, now: surroundings.now).only([record.path]).findings)
    }
    do throws(Failure) {
      return .change(
        try plan(
          Record(collection: record.collection, id: record.id, path: record.path, document: document), text, disk: disk,
          from: oldPath)
      )
    } catch {
      guard error.kind == .findings else { throw error }
      return .refused(
        error.findings.isEmpty ? [Self.finding(error, document.placeOfTop(in: record.path))] : error.findings)
    }
  }

  private func plan(_ record: Record, _ before: [UInt8], disk: [UInt8], from oldPath: String?) throws(Failure)
    -> PlannedChange
  {
    let old = try committed(oldPath ?? record.path)
    let past = { store.past(of: oldPath ?? record.path) }
    // A version that cannot be read is no reason to forget what had been committed before.
    let told =
      (old ?? past().newest).map { before in
        HistoryCheck.findings(record, since: before, past: past) + HistoryCheck.withdrawal(record, since: before)
      } ?? []
    let rule = Backdating(now: surroundings.now, tolerance: store.settings.tolerance)
    let history = told + DatingCheck(rule: rule).withdrawal(record, since: old)
    let broken = history.filter { $0.severity == .error }
    guard broken.isEmpty else {
      throw Failure(
        .findings, Phrase(id: "yang sudah dicatat tidak boleh diubah", en: "what is committed must not change"),
        findings: broken)
    }
    var (after, summary) = (before, nil as ChangeSummary?)
    if let workflow = record.collection.workflow {
      (after, summary) = try Completion(record: record, workflow: workflow, old: old, before: before, edits: self).run()
    }
    let gone = oldPath.map { [PlannedChange.FileEdit(path: $0, before: nil, after: nil)] } ?? []
    let retold =
      try old.map { old throws(Failure) in
        try store.retoldClaims(of: (record.collection, record.id, record.path), from: old, to: record.document)
      } ?? []
    let files = [PlannedChange.FileEdit(path: record.path, before: disk, after: after)] + gone + retold
    let overlay = OverlaySource(
      WorkTreeSource(store.files),
      changes: Dictionary(
        ([(record.path, after)] + retold.map { ($0.path, $0.after) }).map { (Key($0), $1) },
        uniquingKeysWith: { first, _ in first }))
    let committed = { path throws(Failure) in
      try self.committed(path.sameBytes(as: record.path) ? oldPath ?? path : path)
    }
    let others = store.others
    let report = try CheckRun(store.catalogue, overlay, now: surroundings.now, others: others).only(
      [record.path], asksOfEntries: true, committed: committed)
    guard !report.hasErrors else {
      // What the person wrote is what they must mend: places are those of their text.
      let text = OverlaySource(WorkTreeSource(store.files), changes: [Key(record.path): before])
      let own = try CheckRun(store.catalogue, text, now: surroundings.now).only(
        [record.path], asksOfEntries: true, committed: committed)
      throw Failure(
        .findings, Phrase(id: "catatan ini masih salah", en: "this record still has errors"),
        findings: report.findings.map { Self.placed($0, in: record, own: own.findings, before, after) })
    }
    let fields = old.map { FieldChange.between($0, record.document) } ?? []
    let isSame = old.map { RecordComparison($0, record.document).isSame }
    let verb =
      switch isSame {
      case nil: ChangeSummary.Plain.created
      case true?: ChangeSummary.Plain.rewritten
      case false?: ChangeSummary.Plain.changed
      }
    let plain = ChangeSummary(
      collection: record.collection, id: record.id, action: nil, verb: verb, states: nil, fields: fields, note: note,
      happenedAt: nil)
    return PlannedChange(files: files, summary: summary ?? plain, findings: (report.findings + history).sorted())
  }

  /// A finding in what koja would add, moved to the person's own text: where that has the same finding, else to the
  /// status that made koja add it.
  private static func placed(
    _ finding: Finding, in record: Record, own: [Finding], _ before: [UInt8], _ after: [UInt8]
  ) -> Finding {
    let shared = zip(before, after).prefix { $0 == $1 }.count
    guard finding.place.path.sameBytes(as: record.path), finding.place.bytes.lowerBound >= shared, before != after
    else {
      return finding
    }
    var finding = finding
    let node = record.document.value("status")
    finding.place =
      own.first { $0.code == finding.code }?.place ?? node.map { record.document.place($0, in: record.path) }
      ?? record.document.placeOfTop(in: record.path)
    return finding
  }

  func committed(_ path: String) throws(Failure) -> Document? {
    guard let bytes = try store.committedBytes(path, in: repository) else { return nil }
    return YAMLReader.read(bytes, path: path).document
  }

  func officer() throws(Failure) -> String? {
    do throws(GitError) {
      let identity = try repository.identity(environment: surroundings.environment, now: surroundings.now)
      return store.officer(email: identity.author.email, now: surroundings.now)
    } catch {
      throw error.failure
    }
  }

  private static func finding(_ failure: Failure, _ place: Place) -> Finding {
    Finding("workflow/edit", at: place, failure.message, hint: failure.hint)
  }

  private static func deleted(_ path: String) -> Finding {
    Finding(
      "store/deleted", at: Place(file: path),
      Phrase(id: "berkas catatan ini hilang", en: "the file of this record is gone"),
      hint: Phrase(
        id: "kembalikan dengan `koja restore \(Record.id(ofPath: path))`",
        en: "bring it back with `koja restore \(Record.id(ofPath: path))`"))
  }
}
