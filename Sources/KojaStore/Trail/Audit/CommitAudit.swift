internal import KojaGit
internal import KojaModel

/// Judges one commit after another.
struct CommitAudit {
  let store: Store
  let repository: Repository
  let laws: AuditLaws

  /// What some commits did that may not happen, in their order.
  func entries(_ commits: some Sequence<ObjectID>) throws(GitError) -> [AuditReport.Entry] {
    var found: [AuditReport.Entry] = []
    for commit in commits { if let entry = try entry(commit) { found.append(entry) } }
    return found
  }

  /// What a commit did that may not happen; nil where there is nothing to say.
  func entry(_ id: ObjectID) throws(GitError) -> AuditReport.Entry? {
    let info = try repository.commitInfo(id)
    let context = try laws.context(
      of: info.parents.first ?? id,
      at: Timestamp(seconds: max(info.author.seconds, info.committer.seconds), offset: store.settings.offset))
    let findings =
      info.parents.count > 1 ? try merge(info, context) : try step(info, context)
    guard !findings.isEmpty else { return nil }
    // That it was made past the tool comes behind what is wrong with it.
    let (notes, faults) = (findings.filter { $0.severity == .note }, findings.filter { $0.severity != .note })
    return AuditReport.Entry(
      commit: id, at: Timestamp(seconds: info.author.seconds, offset: info.author.offset),
      author: (info.author.name, info.author.email), subject: String(info.subject),
      findings: faults.sorted() + notes.sorted())
  }

  private func step(_ info: CommitInfo, _ context: CheckContext) throws(GitError) -> [Finding] {
    let versions = try store.versions(from: info.parents.first, to: info.id, repository)
    guard !versions.isEmpty else { return [] }
    var check = check(context, since: info.parents.first)
    check.judgesWithdrawals = Trailers(info.message).undoes == nil
    let found = check.findings(versions)
    // Nobody could have made the first commit with the tool before there was a store.
    guard !info.parents.isEmpty else { return found }
    return found + TrailerCheck(catalogue: context.catalogue).findings(info.message, versions)
  }

  /// A merge keeps what each of its sides had. What only one side changed is as it was there, and was judged there.
  private func merge(_ info: CommitInfo, _ context: CheckContext) throws(GitError) -> [Finding] {
    var sides: [[TransitionCheck.Version]] = []
    for parent in info.parents { sides.append(try store.versions(from: parent, to: info.id, repository)) }
    let collisions = try collisions(sides, info.parents)
    let counts = sides.flatMap(\.self).reduce(into: [Key: Int]()) { $0[Key($1.path), default: 0] += 1 }
    var lost: Set<Finding> = []
    // What the workflow has against the merge, and had against none of its sides.
    var unlawful: Set<Finding>?
    for (parent, side) in zip(info.parents, sides) {
      var (own, taken): ([TransitionCheck.Version], [TransitionCheck.Version]) = ([], [])
      for version in side where !collisions.contains(Key(version.path)) {
        if counts[Key(version.path)] == sides.count {
          own.append(version)
        } else if version.new != nil {
          taken.append(version)
        } else if try !wasKnown(version.path, parent, info.parents) {
          // Gone on another side where it had been known: reported there.
          taken.append(version)
        }
      }
      var check = check(context, since: parent, isMerge: true)
      let found = check.findings(own)
      let workflow = Set(found.filter(Self.isOfActions))
      unlawful = unlawful?.intersection(workflow) ?? workflow
      lost.formUnion(found.filter { !Self.isOfActions($0) })
      check.judgesWorkflow = false
      lost.formUnion(check.findings(taken))
    }
    return Array(lost.union(unlawful ?? []))
  }

  private func check(_ context: CheckContext, since parent: ObjectID?, isMerge: Bool = false) -> TransitionCheck {
    TransitionCheck(
      context: context, isMerge: isMerge, judgesReading: true,
      past: { [store, repository] in store.past(of: $0, until: parent, repository) })
  }

  /// Whether a finding is about what actions may do, which one side may explain where another does not.
  private static func isOfActions(_ finding: Finding) -> Bool {
    finding.code.hasPrefix("workflow/") || finding.code == "history/owned"
  }

  /// Claims that two sides made apart, of which the merge took one: nobody had known of the other, and which record gives
  /// way is seen in the records, not here (`number/stolen`, `koja number reassign`).
  private func collisions(_ sides: [[TransitionCheck.Version]], _ parents: [ObjectID]) throws(GitError) -> Set<Key> {
    var found: Set<Key> = []
    for (parent, side) in zip(parents, sides) {
      for version in side where version.path.hasPrefix("records/\(EngineCollections.numbers)/") {
        guard version.old != nil, let new = version.new, try !wasKnown(version.path, parent, parents) else { continue }
        for other in parents where other != parent {
          let entry = try repository.entry(at: store.gitPath(version.path), in: other)
          if let entry, entry.isBlob, try repository.blob(entry.id) == new { found.insert(Key(version.path)) }
        }
      }
    }
    return found
  }

  /// Whether a file was there where a side parted from the others.
  private func wasKnown(_ path: String, _ side: ObjectID, _ parents: [ObjectID]) throws(GitError) -> Bool {
    for other in parents where other != side {
      guard let base = try repository.mergeBase(side, other) else { continue }
      if try repository.entry(at: store.gitPath(path), in: base) != nil { return true }
    }
    return false
  }
}
