internal import KojaGit
package import KojaModel
internal import KojaYAML

extension ChangeDesk {
  /// What restoring a record would do.
  package enum Restoration: Sendable {
    /// The work tree gets the committed bytes back; nothing is committed. The discarded bytes are in the object store.
    case discard(bytes: [UInt8], path: String, kept: String?)
    /// An earlier version becomes a change of its own.
    case change(PlannedChange)
    /// The record is as it should be.
    case nothing
  }

  /// Prepares bringing a record back: to the newest commit, or to an earlier revision as a new commit.
  package func restore(_ record: (collection: Collection, id: String, path: String), revision: String?) throws(Failure)
    -> Restoration
  {
    let repository = try store.requiredRepository()
    let present = try present(record.path)
    guard let revision else {
      guard let bytes = try store.committedBytes(record.path, in: repository) else {
        throw Self.neverCommitted(record.id)
      }
      guard bytes != present else { return .nothing }
      return .discard(
        bytes: bytes, path: record.path, kept: try present.map { bytes throws(Failure) in try keep(bytes, repository) })
    }
    let commit = try store.commit(at: revision)
    guard let bytes = try store.bytes(of: record.path, at: commit) else {
      throw Failure(
        .findings,
        Phrase(id: "`\(record.id)` belum ada pada `\(revision)`", en: "`\(record.id)` was not there at `\(revision)`"),
        hint: Phrase(id: "`koja log \(record.id)` menyebut versinya", en: "`koja log \(record.id)` lists its versions"))
    }
    guard bytes != present else { return .nothing }
    let files = [PlannedChange.FileEdit(path: record.path, before: present, after: bytes)]
    let warnings = try check(files)
    let old = present.flatMap { YAMLReader.read($0, path: record.path).document }
    return .change(
      PlannedChange(
        files: files,
        summary: ChangeSummary(
          collection: record.collection, id: record.id, action: nil, verb: ChangeSummary.Plain.restored, states: nil,
          fields: FieldChange.between(old, try tree(bytes, path: record.path)),
          note: Phrase(id: "Dari versi \(commit.hex.prefix(12)).", en: "From version \(commit.hex.prefix(12)).")[
            store.settings.language], happenedAt: nil),
        findings: warnings))
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

  private func keep(_ bytes: [UInt8], _ repository: Repository) throws(Failure) -> String {
    do throws(GitError) { return try repository.writeBlob(bytes).hex } catch { throw error.failure }
  }

  private static func neverCommitted(_ id: String) -> Failure {
    Failure(
      .findings, Phrase(id: "`\(id)` belum pernah dicatat", en: "`\(id)` was never committed"),
      hint: Phrase(id: "tidak ada versi lama untuk dikembalikan", en: "there is no earlier version to bring back"))
  }
}
