internal import KojaGit
internal import KojaIndex
package import KojaModel
internal import KojaYAML

/// What a reviewer should see of one record: how it was, how it is, and everything between.
package struct ReviewSheet: Sendable {
  /// What is different in the end.
  package let difference: RecordDifference
  /// The title of the record afterwards, else before.
  package let title: Phrase?
  /// The changes between, oldest first.
  package let steps: [HistoryEntry]
  /// What is wrong afterwards and was not before.
  package let introduced: [Finding]
  /// What was wrong before and is not afterwards.
  package let fixed: [Finding]
}

/// The changes of a range for a reviewer, record by record.
package struct Review {
  private let store: Store
  private let moments: Moments
  private let now: Timestamp

  /// A review of what lies between two commits.
  package init(_ store: Store, _ moments: Moments, now: Timestamp) {
    self.store = store
    self.moments = moments
    self.now = now
  }

  /// One sheet for each record that was touched, ordered by path.
  package func sheets() throws(Failure) -> [ReviewSheet] {
    guard let new = moments.new else { return [] }
    let steps = try steps(to: new)
    var differences = try store.differences(moments).records
    let known = Set(differences.map { Key("\($0.event.collection)/\($0.event.id)") })
    differences += steps.keys.filter { !known.contains($0) }.sorted().compactMap { key in
      unchanged(key, steps[key] ?? [])
    }
    let after = try store.asOf(new).store
    let before = try moments.old.map { old throws(Failure) in try store.asOf(old).store }
    let findings = try findings(before, after, differences)
    return differences.map { difference in
      let paths = [difference.path]
      func of(_ findings: [Finding]) -> [Finding] {
        findings.filter { finding in paths.contains { $0.sameBytes(as: finding.place.path) } }
      }
      let names = ["\(difference.event.collection)/\(difference.event.id)", difference.event.renamed].compactMap { $0 }
      return ReviewSheet(
        difference: difference,
        title: after.title(of: difference.event.id, in: difference.event.collection)
          ?? before?.title(of: difference.event.id, in: difference.event.collection),
        steps: names.flatMap { steps[Key($0)] ?? [] }.sorted { $0.position < $1.position },
        introduced: of(findings.introduced), fixed: of(findings.fixed))
    }
  }

  /// The changes between, by record, oldest first.
  private func steps(to new: ObjectID) throws(Failure) -> [Key: [HistoryEntry]] {
    let repository = try store.requiredRepository()
    let reader = CommitReader(of: store, repository)
    var found: [Key: [HistoryEntry]] = [:]
    do throws(GitError) {
      let commits = try repository.commits(from: [new], without: moments.old.map { [$0] } ?? [])
      for (position, id) in commits.enumerated() {
        let commit = try repository.commitInfo(id)
        for event in try reader.events(of: commit) {
          let row = HistoryRow(commit, event.event, position: position)
          guard let entry = HistoryEntry(row, store.catalogue) else { continue }
          found[Key("\(entry.event.collection)/\(entry.event.id)"), default: []].append(entry)
        }
      }
    } catch {
      throw error.failure
    }
    return found
  }

  /// A record that was changed and changed back.
  private func unchanged(_ key: Key, _ steps: [HistoryEntry]) -> RecordDifference? {
    guard let last = steps.last, last.event.renamed == nil, last.event.kind != .rewritten,
      let path = last.collection.path(of: last.event.id)
    else { return nil }
    let event = RecordEvent(collection: last.event.collection, id: last.event.id, kind: .rewritten)
    return RecordDifference(
      collection: last.collection, path: path, event: event, summary: ChangeSummary(event, of: last.collection),
      findings: [])
  }

  // MARK: Findings

  private func findings(_ before: Store?, _ after: Store, _ differences: [RecordDifference]) throws(Failure) -> (
    introduced: [Finding], fixed: [Finding]
  ) {
    let paths = differences.map(\.path)
    let old = try before.map { before throws(Failure) in try Self.check(before, paths, since: after, now) } ?? []
    var new = try Self.check(after, paths, since: before, now)
    if let old = moments.old, let commit = moments.new { new += try history(old, commit, after.catalogue) }
    return (Self.only(new, notIn: old).sorted(), Self.only(old, notIn: new).sorted())
  }

  /// The findings of some files as of a moment; between records only what differs from the other moment is compared.
  private static func check(_ store: Store, _ paths: [String], since other: Store?, _ now: Timestamp) throws(Failure)
    -> [Finding]
  {
    try store.checkRun(now: now).only(paths.filter { store.records.has($0) }) { path throws(Failure) in
      other.flatMap { try? $0.read(path).document }
    }.findings
  }

  /// What may not happen between two commits; a merge is judged as an audit judges it, against all of its sides.
  private func history(_ old: ObjectID, _ new: ObjectID, _ catalogue: Catalogue) throws(Failure) -> [Finding] {
    let repository = try store.requiredRepository()
    do throws(GitError) {
      let parents = try repository.commitInfo(new).parents
      if parents.count > 1, parents.first == old {
        let laws = try AuditLaws(store, repository, newest: new)
        let audit = CommitAudit(store: store, repository: repository, laws: laws)
        return try audit.entry(new)?.findings.filter { $0.code.hasPrefix("history/") } ?? []
      }
      let context = CheckContext(catalogue: catalogue, reference: ReferenceData(catalogue, MemorySource([:])), now: now)
      let check = TransitionCheck(
        context: context, isMerge: try store.hasMerge(from: old, to: new, repository),
        judgesWorkflow: false, past: { [store] in store.past(of: $0, until: old, repository) })
      return check.findings(try store.versions(from: old, to: new, repository))
    } catch {
      throw error.failure
    }
  }

  /// Findings that others have not; places move with the text and do not count.
  private static func only(_ findings: [Finding], notIn others: [Finding]) -> [Finding] {
    func key(_ finding: Finding) -> Key {
      Key([finding.code, finding.place.path, finding.instancePath ?? "", finding.message.en].joined(separator: "\0"))
    }
    let known = Set(others.map(key))
    return findings.filter { !known.contains(key($0)) }
  }
}

extension Store {
  /// A check of the records that the store is read from.
  func checkRun(now: Timestamp) -> CheckRun {
    func run(_ source: some RecordSource) -> CheckRun { CheckRun(catalogue, source, now: now) }
    return run(records)
  }
}
