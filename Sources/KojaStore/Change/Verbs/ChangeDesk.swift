internal import KojaCivic
internal import KojaGit
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Where changes are prepared: reads what is there, builds the new text, checks it, and hands it to the session.
///
/// Each verb is a file beside this one.
package struct ChangeDesk {
  /// The session that holds the lock.
  package let session: WriteSession

  /// A desk in a session.
  package init(_ session: WriteSession) { self.session = session }

  var store: Store { session.store }
  var catalogue: Catalogue { session.store.catalogue }
  var now: Timestamp { session.surroundings.now }

  /// Applies edits to the text of a record, keeping every other byte.
  func edited(_ bytes: [UInt8], _ edits: [YAMLEdit], path: String) throws(Failure) -> [UInt8] {
    do throws(EditRefusal) {
      return try YAMLEditor.apply(edits, to: bytes, path: path, before: TimelineEntry.key)
    } catch {
      throw Failure(
        .findings, error.message,
        hint: Phrase(
          id: "sunting berkas itu lalu `koja commit`", en: "edit the file and run `koja commit`"),
        findings: error.place.map { [Finding("yaml/edit", at: $0, error.message)] } ?? [])
    }
  }

  /// The tree of a text; throws its findings when it has none.
  func tree(_ bytes: [UInt8], path: String) throws(Failure) -> Document {
    let reading = YAMLReader.read(bytes, path: path)
    guard let document = reading.document else {
      throw Failure(
        .findings, Phrase(id: "`\(path)` tidak terbaca", en: "`\(path)` cannot be read"),
        findings: store.catalogue.veiled(reading.findings, of: bytes, nil, at: path))
    }
    return document
  }

  /// Checks how the store will look with a change. Throws the errors; returns the warnings.
  func check(_ files: [PlannedChange.FileEdit]) throws(Failure) -> [Finding] {
    try check(files) { path throws(Failure) in try committed(path) }
  }

  /// Checks how the store will look with a change, compared with what `committed` gives.
  func check(
    _ files: [PlannedChange.FileEdit], since committed: @escaping (String) throws(Failure) -> [UInt8]?
  ) throws(Failure) -> [Finding] {
    for file in files { try refuseUnjudged(file.path, file.before) }
    let overlay = OverlaySource(
      WorkTreeSource(store.files), changes: Dictionary(uniqueKeysWithValues: files.map { (Key($0.path), $0.after) }))
    let report = try CheckRun(catalogue, overlay, now: now, others: store.others).only(
      files.map(\.path), asksOfEntries: true
    ) {
      path throws(Failure) in
      try committed(path).flatMap { YAMLReader.read($0, path: path).document }
    }
    var findings = report.findings
    let renumbering = Renumbering(files.map { ($0.path, $0.before, $0.after) }, catalogue) { [store] path in
      try? store.read(path).document
    }
    for file in files { findings += try history(file, renumbering, committed) }
    findings.sort()
    guard !findings.contains(where: { $0.severity == .error }) else {
      throw Failure(
        .findings, Phrase(id: "perubahan ini belum dapat dicatat", en: "this change cannot be committed yet"),
        hint: Phrase(id: "tidak ada yang ditulis", en: "nothing was written"), findings: findings)
    }
    return findings
  }

  /// What the change would do to the committed version.
  private func history(
    _ file: PlannedChange.FileEdit, _ renumbering: Renumbering, _ committed: (String) throws(Failure) -> [UInt8]?
  ) throws(Failure) -> [Finding] {
    guard let after = file.after, let collection = catalogue.collection(ofPath: file.path),
      let old = try committed(file.path), let before = YAMLReader.read(old, path: file.path).document
    else { return [] }
    let record = Record(
      collection: collection, id: Record.id(ofPath: file.path), path: file.path,
      document: try tree(after, path: file.path))
    let past = { store.past(of: file.path) }
    return HistoryCheck.findings(record, since: before, renumbering: renumbering, past: past)
      + OwnedFields.findings(record, since: before, past: past)
  }

  /// The officer who acts: the one whose e-mail the git identity has.
  func actor() throws(Failure) -> String {
    guard let repository = session.repository else { return "" }
    let email: String
    do throws(GitError) {
      email = try repository.identity(environment: session.surroundings.environment, now: now).author.email
    } catch {
      throw error.failure
    }
    guard let officer = store.officer(email: email, now: now) else {
      throw Failure(
        .environment,
        Phrase(
          id: "tidak ada petugas dengan surel `\(email)`, jadi pelaku tindakan ini tidak diketahui",
          en: "no officer has the e-mail `\(email)`, so nobody knows who acts here"),
        hint: Phrase(
          id:
            "setel `git config user.email` ke surel petugas, atau daftarkan: `koja new officers --id … emails=\(email) …`",
          en:
            "set `git config user.email` to an officer's e-mail, or enter one: `koja new officers --id … emails=\(email) …`"
        ))
    }
    return officer
  }

  /// The newest version of a file in the history; nil when there is none.
  func committed(_ path: String) throws(Failure) -> [UInt8]? {
    guard let repository = session.repository else { return nil }
    return try store.committedBytes(path, in: repository)
  }
}

extension Store {
  /// The bytes of a file in the newest commit; nil when it is not there.
  func committedBytes(_ path: String, in repository: Repository) throws(Failure) -> [UInt8]? {
    do throws(GitError) {
      guard let head = try repository.head().commit, let entry = try repository.entry(at: gitPath(path), in: head),
        entry.isBlob
      else { return nil }
      return try repository.blob(entry.id)
    } catch {
      throw error.failure
    }
  }
}
