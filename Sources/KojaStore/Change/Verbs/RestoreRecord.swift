internal import KojaGit
internal import KojaIndex
package import KojaModel
internal import KojaYAML

extension ChangeDesk {
  /// What restoring a record would do.
  package enum Restoration: Sendable {
    /// The work tree and git's index get the committed bytes back; nothing is committed. The discarded bytes are in the object
    /// store, under `kept`.
    case discard(bytes: [UInt8], path: String, kept: String?)
    /// An earlier version becomes a change of its own; `kept` is the edit that it drops, if there is one.
    case change(PlannedChange, kept: String?)
    /// The record is as it should be.
    case nothing
  }

  /// Prepares bringing a record back: to the newest commit, or to an earlier revision as a new commit. One whose removal
  /// is committed comes back as it was before that, as a new commit, too.
  package func restore(
    _ record: (collection: Collection, id: String, path: String), revision: String?,
    in trail: @autoclosure () throws(Failure) -> Trail
  ) throws(Failure) -> Restoration {
    let repository = try store.requiredRepository()
    let present = try present(record.path)
    guard let revision else {
      guard let bytes = try store.committedBytes(record.path, in: repository) else {
        guard present == nil, let commit = try lastVersion(of: record, in: try trail(), repository) else {
          throw Self.neverCommitted(record.id)
        }
        return try restore(record, present, to: commit, called: String(commit.hex.prefix(12)))
      }
      guard bytes != present else { return .nothing }
      return .discard(
        bytes: bytes, path: record.path, kept: try present.map { bytes throws(Failure) in try keep(bytes, repository) })
    }
    return try restore(record, present, to: try store.commit(at: revision), called: revision)
  }

  /// The newest commit that had a record whose removal is committed.
  private func lastVersion(
    of record: (collection: Collection, id: String, path: String), in trail: Trail, _ repository: Repository
  ) throws(Failure) -> ObjectID? {
    guard
      let removal = try trail.history(of: record).first(where: {
        $0.event.kind == .removed && $0.event.id.sameBytes(as: record.id)
      })
    else { return nil }
    if let new = removal.event.renamed {
      let id =
        new.hasPrefix(record.collection.name + "/") ? String(new.dropFirst(record.collection.name.utf8.count + 1)) : new
      throw Failure(
        .findings,
        Phrase(id: "`\(record.id)` berganti id menjadi `\(id)`", en: "`\(record.id)` was renamed to `\(id)`"),
        hint: Phrase(
          id: "kembalikan dengan `koja rename \(id) \(record.id)`", en: "go back with `koja rename \(id) \(record.id)`")
      )
    }
    let commit = try store.commit(at: removal.commit)
    do throws(GitError) {
      for parent in try repository.commitInfo(commit).parents {
        if try store.blob(at: record.path, in: parent) != nil { return parent }
      }
    } catch {
      throw error.failure
    }
    return nil
  }

  /// Prepares an earlier version as a change of its own.
  private func restore(
    _ record: (collection: Collection, id: String, path: String), _ present: [UInt8]?, to commit: ObjectID,
    called revision: String
  ) throws(Failure) -> Restoration {
    guard let bytes = try store.bytes(of: record.path, at: commit) else {
      throw Failure(
        .findings,
        Phrase(id: "`\(record.id)` belum ada pada `\(revision)`", en: "`\(record.id)` was not there at `\(revision)`"),
        hint: Phrase(id: "`koja log \(record.id)` menyebut versinya", en: "`koja log \(record.id)` lists its versions"))
    }
    guard bytes != present else { return .nothing }
    let edited = try present == committed(record.path) ? nil : present
    let files = [PlannedChange.FileEdit(path: record.path, before: present, after: bytes)]
    let warnings = try check(files)
    try refuseLostWithdrawal(record, bytes)
    let old = present.flatMap { YAMLReader.read($0, path: record.path).document }
    return .change(
      PlannedChange(
        files: files,
        summary: ChangeSummary(
          collection: record.collection, id: record.id, action: nil, verb: ChangeSummary.Plain.restored, states: nil,
          fields: FieldChange.between(old, try tree(bytes, path: record.path)),
          note: Phrase(id: "Dari versi \(commit.hex.prefix(12)).", en: "From version \(commit.hex.prefix(12)).")[
            store.settings.language], happenedAt: nil),
        findings: warnings),
      kept: try edited.map { bytes throws(Failure) in try keep(bytes, try store.requiredRepository()) })
  }

  /// An earlier version does not take a withdrawal back in silence.
  private func refuseLostWithdrawal(
    _ record: (collection: Collection, id: String, path: String), _ bytes: [UInt8]
  ) throws(Failure) {
    guard let old = try committed(record.path).flatMap({ YAMLReader.read($0, path: record.path).document }) else {
      return
    }
    let restored = Record(
      collection: record.collection, id: record.id, path: record.path, document: try tree(bytes, path: record.path))
    let findings = HistoryCheck.withdrawal(restored, since: old)
    guard let first = findings.first else { return }
    throw Failure(.findings, first.message, hint: first.hint, findings: findings)
  }

  /// The bytes that are there now; nil for none. What cannot be read is not thrown away.
  func present(_ path: String) throws(Failure) -> [UInt8]? {
    do throws(FileError) {
      return try store.files.read(path, limit: .max)
    } catch {
      guard error.kind == .missing else { throw error.failure }
      return nil
    }
  }

  /// Brings the committed bytes of a file back, into git's index, too: a dropped edit or removal that stayed there would be in the
  /// next commit of stock git.
  package func putBack(_ bytes: [UInt8], at path: String) throws(Failure) {
    let repository = try store.requiredRepository()
    do throws(GitError) {
      let lock = try repository.lockIndex(waitingUpTo: 10) { session.surroundings.pause($0) }
      let stored = try repository.head().commit.flatMap { head throws(GitError) in
        try store.blob(at: path, in: head)
      }
      do throws(FileError) { try store.files.write(bytes, to: path) } catch { throw Transaction.wrapped(error) }
      let written = try Repository.hash(blob: bytes)
      try repository.updateIndex(
        [(store.gitPath(path), Transaction.entry(stored: stored, written: written, at: path, store))], holding: lock)
    } catch {
      throw error.failure
    }
  }

  private func keep(_ bytes: [UInt8], _ repository: Repository) throws(Failure) -> String {
    do throws(GitError) { return try repository.writeBlob(bytes).hex } catch { throw error.failure }
  }

  private static func neverCommitted(_ id: String) -> Failure {
    Failure(
      .findings, Phrase(id: "`\(id)` belum pernah dicatat", en: "`\(id)` was never committed"),
      hint: Phrase(id: "tidak ada versi lama untuk dikembalikan", en: "there is no earlier version to bring back"))
  }
}
