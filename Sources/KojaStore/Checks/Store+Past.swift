internal import KojaGit
internal import KojaModel

extension Store {
  /// The versions of a record's file from a commit backwards.
  ///
  /// At a merge along the side that it was taken from, as `git log` goes; where it was joined there, along each side.
  func past(of path: String, until commit: ObjectID?, _ repository: Repository) -> RecordPast {
    var walk = RecordWalk(store: self, repository: repository, path: path)
    return RecordPast(lines: commit.map { walk.lines(from: $0) } ?? [])
  }

  /// The versions of a record's file up to the newest commit.
  func past(of path: String) -> RecordPast {
    guard let repository, let head = try? repository.head().commit else { return .none }
    return past(of: path, until: head, repository)
  }
}

/// Walks the versions of one file.
private struct RecordWalk {
  let store: Store
  let repository: Repository
  let path: String
  private var documents: [ObjectID: Document?] = [:]

  /// So many lines of history are followed: two for each time that the file was joined.
  private static let mostLines = 16

  init(store: Store, repository: Repository, path: String) {
    (self.store, self.repository, self.path) = (store, repository, path)
  }

  /// A line that is not walked to its end: the versions so far, newest first, and the commit that is next.
  struct Line {
    var versions: [RecordPast.Version] = []
    var last: ObjectID?
    var next: ObjectID?
  }

  /// The lines of history that lead to a commit, that along the first parents first.
  mutating func lines(from commit: ObjectID) -> [[RecordPast.Version]] {
    var (open, done): ([Line], [[RecordPast.Version]]) = ([Line(next: commit)], [])
    while var line = open.popLast() {
      while let id = line.next, let blob = blob(id), let parents = try? repository.parents(of: id) {
        let sides = sides(parents)
        let isTaken = sides.contains { $0.blob == blob }
        let ways = (isTaken ? sides.filter { $0.blob == blob } : sides).map { side in
          line.going(
            to: side.commit, over: blob, document(blob),
            others: sides.filter { $0.blob != blob && $0.blob != side.blob }.compactMap { document($0.blob) })
        }
        let free = max(0, Self.mostLines - done.count - open.count - 1)
        open += ways.dropFirst().prefix(free).reversed()
        line = ways.first ?? line.going(to: nil, over: blob, document(blob), others: [])
      }
      done.append(line.versions.reversed())
    }
    return done
  }

  /// The parents that have the file, one for each version of it.
  private func sides(_ parents: [ObjectID]) -> [(commit: ObjectID, blob: ObjectID)] {
    var found: [(commit: ObjectID, blob: ObjectID)] = []
    for parent in parents {
      guard let blob = blob(parent), !found.contains(where: { $0.blob == blob }) else { continue }
      found.append((parent, blob))
    }
    return found
  }

  private func blob(_ commit: ObjectID) -> ObjectID? { (try? store.blob(at: path, in: commit)) ?? nil }

  private mutating func document(_ blob: ObjectID) -> Document? {
    if let known = documents[blob] { return known }
    let bytes = (try? repository.blob(blob, limit: Store.recordLimit)) ?? nil
    let found = RecordVersion(bytes, path: path).document
    documents[blob] = .some(found)
    return found
  }
}

extension RecordWalk.Line {
  /// The line one commit further back, with the version of the commit that it leaves unless that is the one before.
  fileprivate func going(
    to parent: ObjectID?, over blob: ObjectID, _ document: Document?, others: [Document]
  ) -> RecordWalk.Line {
    var line = self
    line.next = parent
    if blob != last || !others.isEmpty { line.versions.append(.init(document: document, others: others)) }
    // What a merge left as one side had it is a version there, too.
    line.last = others.isEmpty ? blob : nil
    return line
  }
}
