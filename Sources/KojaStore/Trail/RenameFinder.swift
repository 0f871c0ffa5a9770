internal import KojaGit
internal import KojaModel

/// Finds which of the records that came in a commit is one that went away in it, as git does: first by the same bytes,
/// then by the content they share.
struct RenameFinder {
  let reader: CommitReader
  /// Beyond so many pairs of records only the same bytes count; git's limit is of this size.
  private static let mostPairs = 10_000

  /// The positions of renamed records: of the one that came, and of the one that went.
  func pairs(_ changes: [RecordFiles]) throws(GitError) -> [Int: Int] {
    var gone = changes.indices.filter { changes[$0].new == nil }
    var come = changes.indices.filter { changes[$0].old == nil }
    var pairs: [Int: Int] = [:]
    var byBlob: [ObjectID: [Int]] = [:]
    for index in gone { if let blob = changes[index].old { byBlob[blob, default: []].append(index) } }
    for index in come {
      guard let blob = changes[index].new,
        let match = byBlob[blob]?.firstIndex(where: { isSameCollection(changes[$0], changes[index]) })
      else { continue }
      pairs[index] = byBlob[blob]?.remove(at: match)
    }
    gone.removeAll { pairs.values.contains($0) }
    come.removeAll { pairs[$0] != nil }
    guard !gone.isEmpty, !come.isEmpty, gone.count * come.count <= Self.mostPairs else { return pairs }
    var olds: [(index: Int, document: Document)] = []
    for index in gone {
      if let document = try document(changes[index].old, changes[index]) { olds.append((index, document)) }
    }
    for index in come {
      guard let document = try document(changes[index].new, changes[index]) else { continue }
      let candidates = olds.filter { isSameCollection(changes[$0.index], changes[index]) }
      let scored = candidates.map { (index: $0.index, score: Self.likeness($0.document, document)) }
      guard let best = scored.max(by: { $0.score < $1.score }), best.score >= 50 else { continue }
      pairs[index] = best.index
      olds.removeAll { $0.index == best.index }
    }
    return pairs
  }

  private func isSameCollection(_ left: RecordFiles, _ right: RecordFiles) -> Bool {
    left.collection === right.collection
  }

  private func document(_ blob: ObjectID?, _ files: RecordFiles) throws(GitError) -> Document? {
    try reader.version(blob, at: files.path).document
  }

  /// How many of a hundred fields and entries two versions have in common; nothing when one lost a part of the timeline.
  private static func likeness(_ old: Document, _ new: Document) -> Int {
    let comparison = RecordComparison(old, new)
    guard comparison.lost.isEmpty else { return 0 }
    let entries = old.value("timeline").map { old.items($0).count } ?? 0
    let all = FieldChange.between(nil, new).count + comparison.fields.count(where: { $0.new == nil }) + entries
    guard all > 0 else { return 0 }
    return 100 * max(0, all - comparison.fields.count) / all
  }
}
