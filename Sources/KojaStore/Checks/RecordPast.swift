internal import KojaCivic
internal import KojaGit
internal import KojaModel
internal import KojaYAML

/// The committed versions of a record's file that can be read, oldest first, up to the one that a change starts from.
///
/// They tell whether a change puts back what another one had changed past the rules: that is no violation.
struct RecordPast {
  /// One version.
  struct Version {
    let document: Document
    /// Whether a merge made it: then entries of another side may stand between those that were there.
    let isMerge: Bool
  }

  /// The past of a record that has none.
  static let none = RecordPast(versions: [])

  let versions: [Version]

  /// The newest version that can be read.
  var newest: Document? { versions.last?.document }

  /// Whether a value is again the one that was there when a field was first bound to it.
  ///
  /// - Parameter isBound: Whether the field must not change any more after a version.
  func isPutBack(_ path: [String], in now: Document, where isBound: (Document) -> Bool) -> Bool {
    let first = versions.lazy.map(\.document).first { version in
      version.node(at: path).map { version.kind($0) != .null } ?? false && isBound(version)
    }
    guard let first, let old = first.node(at: path), let node = now.node(at: path) else { return false }
    return now.isSame(node, as: old, in: first)
  }

  /// Whether a field that only actions change is again what the last of them had left there.
  func isPutBack(owned name: String, in now: Document, of workflow: Workflow) -> Bool {
    guard var lawful = versions.first?.document else { return false }
    for (before, after) in zip(versions, versions.dropFirst()) {
      let isChanged = OwnedFields.differ(name, before.document, after.document)
      if !isChanged || OwnedFields(workflow, from: before.document, to: after.document).explain(name) {
        lawful = isChanged ? after.document : lawful
      }
    }
    return !OwnedFields.differ(name, lawful, now)
  }

  /// Whether a timeline is again what it was before it was changed, with every entry that has come since.
  func isPutBack(timelineOf now: Document) -> Bool {
    var line = CommittedTimeline()
    for version in versions { line.take(version.document, isMerge: version.isMerge) }
    return line.isRepaired(by: now)
  }
}

/// How the timeline of a record came about: what it is, and what it was before each change that was none of growth.
private struct CommittedTimeline {
  private struct Entry {
    let document: Document
    let node: NodeIndex

    static func all(_ document: Document) -> [Entry] {
      TimelineEntry.all(in: document).map { Entry(document: document, node: $0.node) }
    }

    func isSame(_ other: Entry) -> Bool { document.isSame(node, as: other.node, in: other.document) }
  }

  private var present: [Entry] = []
  /// The timelines that were lost, the one that was lost last at the end, each with what has come since.
  private var lost: [[Entry]] = []

  mutating func take(_ document: Document, isMerge: Bool) {
    let next = Entry.all(document)
    defer { present = next }
    if Self.extends(next, present) {
      let new = next.dropFirst(present.count)
      lost = lost.map { $0 + new }
    } else if let place = lost.lastIndex(where: { Self.extends(next, $0) }) {
      let new = next.dropFirst(lost[place].count)
      lost = lost[..<place].map { $0 + new }
    } else if isMerge {
      // What came from the other side may stand anywhere in between.
      lost = []
    } else {
      lost.append(present)
    }
  }

  func isRepaired(by document: Document) -> Bool {
    let next = Entry.all(document)
    return lost.contains { Self.extends(next, $0) }
  }

  private static func extends(_ next: [Entry], _ before: [Entry]) -> Bool {
    next.count >= before.count && zip(next, before).allSatisfy { $0.isSame($1) }
  }
}

extension Store {
  /// The versions of a record's file from a commit backwards, along the first parents that have it.
  func past(of path: String, until commit: ObjectID?, _ repository: Repository) -> RecordPast {
    var found: [(document: Document?, isMerge: Bool)] = []
    var (last, next): (ObjectID?, ObjectID?) = (nil, commit)
    func blob(_ commit: ObjectID) -> ObjectID? {
      guard let entry = try? repository.entry(at: gitPath(path), in: commit), entry.isBlob else { return nil }
      return entry.id
    }
    while let id = next, let blob = blob(id), let info = try? repository.commitInfo(id) {
      let isMerge = info.parents.count > 1
      if blob == last {
        found[found.count - 1].isMerge = isMerge
      } else {
        let bytes = try? repository.blob(blob, limit: Store.recordLimit)
        let document = bytes.flatMap { $0 }.flatMap { YAMLReader.read($0, path: path).document }
        found.append((document.flatMap { $0.kind(Document.root) == .mapping ? $0 : nil }, isMerge))
      }
      last = blob
      next = isMerge ? info.parents.first { self.hasFile(path, $0, repository) } : info.parents.first
    }
    return RecordPast(
      versions: found.reversed().compactMap { version in
        version.document.map { RecordPast.Version(document: $0, isMerge: version.isMerge) }
      })
  }

  private func hasFile(_ path: String, _ commit: ObjectID, _ repository: Repository) -> Bool {
    (try? repository.entry(at: gitPath(path), in: commit)) ?? nil != nil
  }

  /// The versions of a record's file up to the newest commit.
  func past(of path: String) -> RecordPast {
    guard let repository, let head = try? repository.head().commit else { return .none }
    return past(of: path, until: head, repository)
  }
}
