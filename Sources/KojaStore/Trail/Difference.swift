internal import KojaGit
package import KojaIndex
package import KojaModel
internal import KojaYAML

/// How one record differs between two states of a store, in meaning.
package struct RecordDifference: Sendable {
  /// The record's collection.
  package let collection: Collection
  /// The file, relative to the store.
  package let path: String
  /// What is different.
  package let event: RecordEvent
  /// The same in words.
  package let summary: ChangeSummary
  /// Why the later version cannot be read as a record.
  package let findings: [Finding]
}

extension Store {
  /// The records that differ between two states, ordered by path; with the number of files that say the same in other
  /// words.
  ///
  /// - Parameter paths: Files or folders below the store; none means all records.
  package func differences(_ moments: Moments, under paths: [String] = []) throws(Failure) -> (
    records: [RecordDifference], rewritten: Int
  ) {
    let repository = try requiredRepository()
    let paths = paths.isEmpty ? ["records"] : paths
    var reader = CommitReader(of: self, repository)
    let events: [CommitEvent]
    do throws(GitError) {
      let deltas: [PathDelta]
      if let new = moments.new {
        deltas = try changedPaths(between: moments.old, and: new, under: paths)
      } else {
        deltas = try workTreeDeltas(since: moments.old, under: paths, &reader.loose)
      }
      events = try reader.events(deltas.map { CommitDelta(path: $0) })
    } catch {
      throw error.failure
    }
    var found: [RecordDifference] = []
    for event in events where event.event.kind != .rewritten {
      guard let collection = catalogue.collection(event.event.collection) else { continue }
      found.append(
        RecordDifference(
          collection: collection, path: event.path, event: event.event,
          summary: ChangeSummary(event.event, of: collection),
          findings: event.event.kind == .broken ? try findings(event.path, at: moments.new) : []))
    }
    return (found, events.count { $0.event.kind == .rewritten })
  }

  /// The files that differ between a commit and the work tree; their bytes go into `loose`.
  private func workTreeDeltas(
    since old: ObjectID?, under paths: [String], _ loose: inout [ObjectID: [UInt8]]
  ) throws(GitError) -> [PathDelta] {
    guard let repository else { return [] }
    // What the work tree has changed, and what has been committed since.
    let open = try repository.changes(under: paths.map(gitPath))
    var changed = Set(open.compactMap { storePath(ofGitPath: $0.path).map { Key($0) } })
    if let old, let head = try repository.head().commit, head != old {
      changed.formUnion(try changedPaths(between: old, and: head, under: paths).map { Key($0.path) })
    }
    var deltas: [PathDelta] = []
    for path in changed.sorted().map(\.string) {
      let before = try old.flatMap { old throws(GitError) in try blob(at: path, in: old) }
      var after: ObjectID?
      if let bytes = try? files.read(path, limit: Store.recordLimit) {
        let name = try Repository.hash(blob: bytes)
        loose[name] = bytes
        after = name
      }
      deltas.append(PathDelta(path: path, old: before, new: after))
    }
    return deltas
  }

  private func findings(_ path: String, at commit: ObjectID?) throws(Failure) -> [Finding] {
    let bytes: [UInt8]?
    if let commit {
      bytes = try self.bytes(of: path, at: commit)
    } else {
      bytes = try? files.read(path, limit: Store.recordLimit)
    }
    guard let bytes else { return [] }
    let reading = YAMLReader.read(bytes, path: path)
    return catalogue.veiled(reading.findings, of: bytes, reading.document, at: path)
      + (reading.document.map { $0.kind(Document.root) == .mapping ? [] : [Self.notAMapping($0, path)] } ?? [])
  }
}
