internal import Dispatch
internal import KojaGit
internal import KojaIndex
internal import KojaModel

/// Brings the history index up to the commit that is checked out.
///
/// Commits are taken in by their names, parents first, one transaction for each batch: what a kill leaves is whole, and
/// the next run goes on from there. A commit that was taken in once is never read again, whatever becomes of branches.
struct HistoryBuilder {
  let store: Store
  let repository: Repository
  let index: HistoryIndex
  /// Told how many commits are done, and of how many.
  let progress: (Int, Int) -> Void
  /// How many commits one transaction takes in.
  private static let batch = 1024

  /// Does it. Nothing is read when the index is up to date.
  func run(to head: ObjectID) throws(HistoryTrouble) {
    let tip = try index(index.tip)
    guard tip != head.hex else { return }
    if tip == nil {
      do throws(GitError) { try Repository.prepareForLongWalk() } catch { throw .git(error) }
    }
    let (gained, lost) = try turn(from: tip.flatMap { ObjectID(hex: $0) }, to: head)
    let names = gained.map(\.hex)
    let unknown = try index { () throws(IndexError) in try index.unknown(among: names) }
    if try !takeIn(unknown, StorePlaces(home: store.prefix), hasStayed: true) { try takeInMoved(head) }
    try index { () throws(IndexError) in try index.settle(tip: head.hex, gained: names, lost: lost?.map(\.hex)) }
  }

  /// What the new history has and the old one does not, parents first, and the other way round; nil where the old one
  /// can no longer be read (commits that a rebase left behind go away in time).
  private func turn(from tip: ObjectID?, to head: ObjectID) throws(HistoryTrouble) -> (
    gained: [ObjectID], lost: [ObjectID]?
  ) {
    if let tip {
      do throws(GitError) {
        let lost = try repository.commits(from: [tip], without: [head])
        return (try repository.commits(from: [head], without: [tip]), lost)
      } catch {
        guard error.kind == .notFound else { throw .git(error) }
      }
    }
    do throws(GitError) {
      return (try repository.commits(from: [head]), nil)
    } catch {
      throw .git(error)
    }
  }

  /// Takes in all of a history in which the store has not always lain where it lies, apart from the commits that were
  /// taken in as it lay there.
  private func takeInMoved(_ head: ObjectID) throws(HistoryTrouble) {
    let (places, all): (StorePlaces, [ObjectID])
    do throws(GitError) {
      places = try StorePlaces(home: store.prefix, of: head, repository)
      all = try repository.commits(from: [head])
    } catch {
      throw .git(error)
    }
    let wanted = all.map { (id: $0.hex, place: places.place(in: $0)) }
    let unknown = try index { () throws(IndexError) in try index.unknown(among: wanted) }
    _ = try takeIn(unknown, places, hasStayed: false)
  }

  /// Takes in commits.
  ///
  /// - Parameter hasStayed: Whether it is only believed that the store always lay where it lies. Then false is returned
  ///   at the first commit in which, or in a parent of which, it did not.
  private func takeIn(_ ids: [String], _ places: StorePlaces, hasStayed: Bool) throws(HistoryTrouble) -> Bool {
    let writer = BatchWriter(index)
    let (folder, catalogue) = (repository.gitDirectory, store.catalogue)
    for start in stride(from: 0, to: ids.count, by: Self.batch) {
      let batch = ids[start..<min(start + Self.batch, ids.count)]
      let half = (batch.count + 1) / 2
      let slices = [batch.prefix(half), batch.dropFirst(half)].map(Array.init)
      // Each slice has a repository of its own: libgit2 shares none between threads.
      let read = Parallel.map(slices, chunk: 1) { Self.read($0, in: folder, catalogue, places, hasStayed: hasStayed) }
      var commits: [(commit: HistoryCommit, events: [RecordEvent])] = []
      for result in read {
        do throws(GitError) {
          guard let read = try result.get() else { return false }
          commits += read
        } catch {
          throw .git(error)
        }
      }
      do throws(IndexError) { try writer.write(commits) } catch { throw .index(error) }
      progress(start + batch.count, ids.count)
    }
    do throws(IndexError) { try writer.finish() } catch { throw .index(error) }
    return true
  }

  /// What some commits did; nil where the store has not stayed where it is believed to have.
  private static func read(
    _ ids: [String], in folder: String, _ catalogue: Catalogue, _ places: StorePlaces, hasStayed: Bool
  ) -> Result<[(commit: HistoryCommit, events: [RecordEvent])]?, GitError> {
    do throws(GitError) {
      let repository = try Repository.open(containing: folder)
      let reader = CommitReader(repository, catalogue) { places.folder(in: $0) }
      let origin = StoreOrigin(repository)
      var found: [(commit: HistoryCommit, events: [RecordEvent])] = []
      for id in ids.compactMap({ ObjectID(hex: $0) }) {
        let info = try repository.commitInfo(id)
        if hasStayed, try !origin.isHome(CommitFolder(id, places.home), since: info.parents) { return .success(nil) }
        found.append(
          (HistoryCommit(info, place: places.place(in: id)), try reader.events(of: info).map(\.event)))
      }
      return .success(found)
    } catch {
      return .failure(error)
    }
  }

  private func index<T>(_ work: () throws(IndexError) -> T) throws(HistoryTrouble) -> T {
    do throws(IndexError) { return try work() } catch { throw .index(error) }
  }
}

/// Why the history index could not be brought up to date.
enum HistoryTrouble: Error {
  case git(GitError)
  case index(IndexError)
}

extension HistoryCommit {
  /// A commit as git has it.
  init(_ info: CommitInfo, place: String?) {
    self.init(
      id: info.id.hex, parents: info.parents.map(\.hex),
      at: Timestamp(seconds: info.author.seconds, offset: info.author.offset), committedAt: info.committer.seconds,
      author: (info.author.name, info.author.email), place: place)
  }
}

/// Writes one batch while the next is read.
private final class BatchWriter: @unchecked Sendable {
  private let index: HistoryIndex
  private let queue = DispatchQueue(label: "koja.history")
  private let group = DispatchGroup()
  // Written on the queue, read after the group has been waited for.
  private var failure: IndexError?

  init(_ index: HistoryIndex) { self.index = index }

  /// Waits for the last batch and begins with this one.
  func write(_ commits: [(commit: HistoryCommit, events: [RecordEvent])]) throws(IndexError) {
    try finish()
    queue.async(group: group) {
      do throws(IndexError) { try self.index.add(commits) } catch { self.failure = error }
    }
  }

  /// Waits for the last batch.
  func finish() throws(IndexError) {
    group.wait()
    if let failure { throw failure }
  }
}
