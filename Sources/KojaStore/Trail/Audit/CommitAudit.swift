internal import KojaGit
internal import KojaModel

/// Judges one commit after another.
struct CommitAudit {
  let store: Store
  let repository: Repository
  let laws: AuditLaws
  /// The records of the commit that is judged, and which of them refer to others; nil where nothing is asked of entries.
  var records: (all: AuditRecords, referrers: Referrers)?

  /// What some commits did that may not happen, in their order.
  ///
  /// - Parameter home: Where the store is believed to lie in each of them and in their parents; nil where that is known.
  ///   Nil is returned where it does not.
  func entries(_ commits: some Sequence<ObjectID>, at home: String?) throws(GitError) -> [AuditReport.Entry]? {
    var found: [AuditReport.Entry] = []
    let origin = StoreOrigin(repository)
    for commit in commits {
      if let home {
        let parents = try repository.parents(of: commit)
        guard try origin.isHome(CommitFolder(commit, home), since: parents) else { return nil }
      }
      if let entry = try entry(commit) { found.append(entry) }
    }
    return found
  }

  /// What a commit did that may not happen; nil where there is nothing to say.
  func entry(_ id: ObjectID) throws(GitError) -> AuditReport.Entry? {
    let info = try repository.commitInfo(id)
    let context = try laws.context(
      of: info.parents.first ?? id, officersAt: id,
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
    let adopted = try AdoptionCheck(store: store, repository: repository).findings(info)
    guard !versions.isEmpty else { return adopted }
    var check = check(context, since: info.parents.first)
    check.entries = try entries(info, context)
    check.judgesWithdrawals = Trailers(info.message).undoes == nil
    // A commit that was rebased is written when it was first made.
    check.writtenAt =
      info.parents.isEmpty ? nil : Timestamp(seconds: info.author.seconds, offset: store.settings.offset)
    let found = check.findings(versions)
    // Nobody could have made the first commit with the tool before there was a store.
    guard !info.parents.isEmpty else { return found }
    return adopted + found + TrailerCheck(catalogue: context.catalogue).findings(info.message, versions)
  }

  /// What is asked of entries: of those that came with a step, by the records as it left them. Nil for the first commit.
  private func entries(_ info: CommitInfo, _ context: CheckContext) throws(GitError) -> NewEntryCheck? {
    guard let records, !info.parents.isEmpty else { return nil }
    records.all.move(to: try store.folder(in: info.id))
    return NewEntryCheck(
      context: CheckContext(
        catalogue: context.catalogue, reference: context.reference.reading(records.all, referrers: records.referrers),
        now: context.now), asksOfArrivals: false)
  }

  /// A merge keeps what each of its sides had. What only one side changed is as it was there, and was judged there.
  private func merge(_ info: CommitInfo, _ context: CheckContext) throws(GitError) -> [Finding] {
    var sides: [[TransitionCheck.Version]] = []
    for parent in info.parents { sides.append(try store.versions(from: parent, to: info.id, repository)) }
    let collisions = try NumberCollision.all(sides, info.parents, store, repository)
    let met = Set(collisions.map { Key($0.path) })
    let counts = sides.flatMap(\.self).reduce(into: [Key: Int]()) { $0[Key($1.path), default: 0] += 1 }
    var lost: Set<Finding> = []
    // What the workflow has against the merge, and had against none of its sides.
    var unlawful: Set<Finding>?
    for (parent, side) in zip(info.parents, sides) {
      var (own, taken): ([TransitionCheck.Version], [TransitionCheck.Version]) = ([], [])
      for version in side where !met.contains(Key(version.path)) {
        if counts[Key(version.path)] == sides.count {
          own.append(version)
        } else if version.new != nil {
          if try store.isTouched(version.path, on: parent, of: info.parents, repository) { taken.append(version) }
        } else if try !store.wasKnown(version.path, on: parent, of: info.parents, repository) {
          // Gone on another side where it had been known: reported there.
          taken.append(version)
        }
      }
      var check = check(context, since: parent, isMerge: true)
      let found = check.findings(own, among: side)
      let workflow = Set(found.filter(Self.isOfActions))
      unlawful = unlawful?.intersection(workflow) ?? workflow
      lost.formUnion(found.filter { !Self.isOfActions($0) })
      check.judgesWorkflow = false
      lost.formUnion(check.findings(taken, among: side))
    }
    for collision in collisions {
      if let finding = try collision.finding(in: info.id, context) { lost.insert(finding) }
    }
    return Array(lost.union(unlawful ?? [])) + (try AdoptionCheck(store: store, repository: repository).findings(info))
  }

  private func check(_ context: CheckContext, since parent: ObjectID?, isMerge: Bool = false) -> TransitionCheck {
    TransitionCheck(
      context: context, isMerge: isMerge, judgesReading: true, judgesOfficers: true,
      past: { [store, repository] in store.past(of: $0, until: parent, repository) })
  }

  /// Whether a finding is about what actions may do, which one side may explain where another does not.
  private static func isOfActions(_ finding: Finding) -> Bool {
    finding.code.hasPrefix("workflow/") || finding.code == "history/owned"
  }

}
