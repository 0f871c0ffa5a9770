internal import KojaCivic
internal import KojaGit
internal import KojaIndex
package import KojaModel
internal import KojaSchema

/// The history of a store's records, newest first.
///
/// Answered by the history index, which is brought up to date first; where the git folder cannot be written, by walking
/// the commits: slower, and the same.
package struct Trail {
  let store: Store
  let repository: Repository
  /// What is checked out; nil on an unborn branch.
  let head: ObjectID?
  private let index: HistoryIndex?

  /// Raised when the same commit would be told differently than before.
  private static let engineVersion = "2"

  /// Opens the history.
  ///
  /// - Parameter progress: Told how many commits are taken in, and of how many.
  package init(_ store: Store, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws(Failure) {
    self.store = store
    let repository = try store.requiredRepository()
    self.repository = repository
    do throws(GitError) { head = try repository.head().commit } catch { throw error.failure }
    index = try head.flatMap { head throws(Failure) in
      try withoutActuallyEscaping(progress) { progress throws(Failure) in
        try Self.index(store, repository, head, progress)
      }
    }
  }

  /// Where the history of a store lies; nil when its folder cannot be made.
  package static func location(of store: Store) -> String? {
    guard store.repositoryFailure == nil, store.repository != nil else { return nil }
    return store.own.made().map { $0 + "/history.db" }
  }

  /// The index up to date; nil where it can be neither made nor changed.
  private static func index(
    _ store: Store, _ repository: Repository, _ head: ObjectID, _ progress: @escaping (Int, Int) -> Void
  ) throws(Failure) -> HistoryIndex? {
    guard let path = location(of: store) else { return nil }
    var isSecond = false
    while true {
      do throws(HistoryTrouble) {
        let index: HistoryIndex
        do throws(IndexError) {
          index = try HistoryIndex(
            path: path, basis: ThisProgram.identity.map { "\($0) \(store.catalogue.fingerprint)" },
            version: version(of: store.catalogue))
        } catch {
          throw .index(error)
        }
        let builder = HistoryBuilder(store: store, repository: repository, index: index, progress: progress)
        try builder.run(to: head)
        return index
      } catch {
        switch error {
        case .git(let error): throw error.failure
        case .index(let error):
          switch error.kind {
          case .disk, .busy: return nil
          case .damaged where !isSecond:
            HistoryIndex.discard(path: path)
            isSecond = true
          case .damaged, .source, .bug: throw error.failure
          }
        }
      }
    }
  }

  /// What decides how changes are told: names, audiences and actions; not labels, nor what values are allowed.
  private static func version(of catalogue: Catalogue) -> String {
    var hash = SHA256()
    func add(_ texts: String...) { for text in texts { hash.update(Array(text.utf8) + [0]) } }
    for collection in catalogue.collections {
      add("collection", collection.name)
      for field in collection.fields where !collection.isOpen(field.name) { add(field.name, field.audience) }
      guard let workflow = collection.workflow else { continue }
      for action in workflow.initial + workflow.actions {
        add("action", action.name, action.to ?? "-")
        for list in [action.from, action.sets, action.clears, action.requires] { add(list.joined(separator: " ")) }
        for condition in action.when.conditions { add(condition.told(" ")) }
      }
    }
    return "\(engineVersion) \(hash.finish())"
  }

  /// The changes of a record, newest first; under its earlier ids too.
  package func history(of record: (collection: Collection, id: String, path: String)) throws(Failure) -> [HistoryEntry]
  {
    guard let head else { return [] }
    if let index {
      do throws(IndexError) {
        return try history(of: record.id, in: record.collection.name, index)
      } catch {
        try giveUp(on: error)
      }
    }
    do throws(GitError) {
      return try TrailWalk(store, repository, from: head).history(of: record)
    } catch {
      throw error.failure
    }
  }

  private func history(of id: String, in collection: String, _ index: HistoryIndex) throws(IndexError) -> [HistoryEntry]
  {
    var found: [HistoryEntry] = []
    var (collection, id, before) = (collection, id, Int.max)
    var seen: Set<Key> = []
    while seen.insert(Key("\(collection)/\(id)")).inserted {
      let rows = try index.changes(of: id, in: collection).filter { $0.position < before }
      found += rows.compactMap { HistoryEntry($0, store.catalogue) }
      let origin = rows.first { $0.event.kind == .created && $0.event.renamed != nil }
      guard let origin, let old = origin.event.renamed, let slash = old.firstIndex(of: "/") else { break }
      (collection, id) = (String(old[..<slash]), String(old[old.index(after: slash)...]))
      before = origin.position
    }
    return found
  }

  /// Visits the changes that a question is about, newest first, until the visitor answers false.
  package func visit(_ query: TrailQuery, _ visit: (HistoryEntry) -> Bool) throws(Failure) {
    guard let head else { return }
    if let index {
      var hasBegun = false
      do throws(IndexError) {
        return try index.visit(
          collection: query.collection?.name, since: query.since, until: query.until, mentioning: query.mentioned
        ) { row in
          guard let entry = HistoryEntry(row, store.catalogue), query.admits(entry) else { return true }
          hasBegun = true
          return visit(entry)
        }
      } catch {
        guard !hasBegun else { throw error.failure }
        try giveUp(on: error)
      }
    }
    do throws(GitError) {
      try TrailWalk(store, repository, from: head).visit(query, visit)
    } catch {
      throw error.failure
    }
  }

  /// A damaged index is thrown away, and the commits are walked this time; a bug is told.
  private func giveUp(on error: IndexError) throws(Failure) {
    guard error.kind != .bug, error.kind != .source else { throw error.failure }
    if error.kind == .damaged, let path = Self.location(of: store) { HistoryIndex.discard(path: path) }
  }
}

extension Store {
  /// The record with an id whose file is not there any more: in the newest commit, or in any before it.
  package func recordOnceCommitted(_ typed: String, in trail: @autoclosure () throws(Failure) -> Trail) throws(Failure)
    -> (collection: Collection, id: String, path: String)?
  {
    guard let repository else { return nil }
    let candidates = places(typed)
    for place in candidates where try committedBytes(place.path, in: repository) != nil { return place }
    guard !candidates.isEmpty else { return nil }
    let trail = try trail()
    for place in candidates where try !trail.history(of: place).isEmpty { return place }
    return nil
  }
}
