package import KojaModel

/// Finds out which ways out can be taken together: every repaired finding goes and no new error comes.
///
/// Repairs are tried in memory: the store is checked as it will look, and what does not work out is left to a person.
package struct FixPlanner: Sendable {
  private let catalogue: Catalogue
  private let source: any RecordSource
  private let now: Timestamp

  /// How often what did not work out is left out and the rest is tried again.
  private static let rounds = 3

  /// Plans over the records of a source.
  package init(_ catalogue: Catalogue, _ source: some RecordSource, now: Timestamp) {
    self.catalogue = catalogue
    self.source = source
    self.now = now
  }

  /// The plan for what a check found. The files are read once more and judged as they are then.
  package func plan(_ report: CheckRun.Report) throws(Failure) -> FixPlan {
    var drafts = try drafts(Set(report.findings.filter { $0.fix != nil }.map { Key($0.place.path) }).sorted())
    for round in 1...Self.rounds {
      let trial = try check(drafts)
      var isDone = true
      for index in drafts.indices where !drafts[index].taken.isEmpty {
        let verdict = FixVerdict(drafts[index], after: Self.concerning(drafts[index], trial))
        let persisting = verdict.persisting
        guard let reason = persisting.isEmpty ? verdict.newError.map(Self.brings) : Self.persists else { continue }
        isDone = false
        let isLast = round == Self.rounds - 1
        let kept = persisting.isEmpty || isLast ? [] : drafts[index].taken.filter { !persisting.contains($0) }
        if persisting.isEmpty, !isLast, drafts[index].taken.count > 1 {
          drafts[index].keep(try harmless(drafts[index]), because: reason)
        } else {
          drafts[index].keep(kept, because: reason)
        }
      }
      if isDone { break }
    }
    return FixPlan(
      files: drafts.compactMap(\.file),
      left: drafts.flatMap(\.left).sorted { $0.finding < $1.finding })
  }

  /// The files as they are now, with everything that is wrong with them.
  private func drafts(_ paths: [Key]) throws(Failure) -> [FixDraft] {
    var bytes: [Key: [UInt8]?] = [:]
    for path in paths {
      do throws(FileError) { bytes[path] = try source.bytes(path.string) } catch { continue }
    }
    let known = paths.filter { (bytes[$0] ?? nil) != nil }
    let findings = try findings(over: bytes, at: known.map(\.string))
    var targets: Set<Key> = []
    return known.compactMap { path in
      guard case let content?? = bytes[path] else { return nil }
      return FixDraft(path.string, content, findings.filter { $0.place.path.sameBytes(as: path.string) }) { target in
        !source.has(target) && source.entries(under: target).isEmpty && targets.insert(Key(target)).inserted
      }
    }
  }

  /// What is wrong with the store as the drafts would leave it.
  private func check(_ drafts: [FixDraft]) throws(Failure) -> [Finding] {
    var changes: [Key: [UInt8]?] = [:]
    for draft in drafts where draft.target != nil { changes[Key(draft.path)] = .some(nil) }
    for draft in drafts { changes[Key(draft.place)] = draft.after }
    return try findings(over: changes, at: drafts.map(\.place))
  }

  private func findings(over changes: [Key: [UInt8]?], at paths: [String]) throws(Failure) -> [Finding] {
    guard !paths.isEmpty else { return [] }
    func run(_ base: some RecordSource) throws(Failure) -> [Finding] {
      try CheckRun(catalogue, OverlaySource(base, changes: changes), now: now).only(paths).findings
    }
    return try run(source)
  }

  /// The repairs of a file that bring no new error, each by itself.
  private func harmless(_ draft: FixDraft) throws(Failure) -> [Finding] {
    var kept: [Finding] = []
    for finding in draft.taken {
      var alone = draft
      alone.keep([finding], because: Self.persists)
      let verdict = FixVerdict(alone, after: Self.concerning(alone, try check([alone])))
      if verdict.persisting.isEmpty, verdict.newError == nil { kept.append(finding) }
    }
    return kept
  }

  /// The findings in a file, and those in other files that name it.
  private static func concerning(_ draft: FixDraft, _ findings: [Finding]) -> [Finding] {
    findings.filter { finding in
      finding.place.path.sameBytes(as: draft.place)
        || finding.related.contains { $0.place.path.sameBytes(as: draft.place) }
    }
  }

  private static let persists = Phrase(id: "kesalahannya tetap ada sesudahnya", en: "the finding would still be there")

  private static func brings(_ error: Finding) -> Phrase {
    Phrase(
      id: "sesudahnya ada kesalahan lain: \(error.message.id)", en: "another error would follow: \(error.message.en)")
  }
}
