package import KojaGit
internal import KojaIndex
package import KojaModel

extension Store {
  /// The commit that a person names: a revision as git understands it, or a time, then the newest first-parent commit
  /// not later than that.
  package func commit(at typed: String) throws(Failure) -> ObjectID {
    let repository = try requiredRepository()
    do throws(GitError) {
      if let time = time(typed) {
        if let commit = try repository.newest(commitNotAfter: time.seconds) { return commit }
        throw GitError(
          .notFound, operation: "time",
          Phrase(id: "belum ada yang tercatat sampai \(typed)", en: "nothing had been committed by \(typed)"),
          hint: Phrase(id: "sebutkan waktu yang lebih baru", en: "give a later time"))
      }
      return try repository.revision(typed)
    } catch {
      // What a person named is not there: not the repository's fault.
      let isName = [.notFound, .invalid, .ambiguous].contains(error.kind)
      throw isName ? Failure(.findings, error.phrase, hint: error.hint) : error.failure
    }
  }

  /// The commit since which a person asks: as for `commit(at:)`, or before the beginning of what `koja log --since` takes
  /// (`7d`, `2026-03`, `kemarin`); nil where nothing had been committed by then.
  func commit(since typed: String, now: Timestamp) throws(Failure) -> ObjectID? {
    guard time(typed) == nil, let span = TimeSpan(typed, now: now) else { return try commit(at: typed) }
    // The short name of a commit may read as an age: `123456d`.
    if typed.utf8.count > 4, let commit = try? commit(at: typed) { return commit }
    let repository = try requiredRepository()
    do throws(GitError) {
      return try repository.newest(commitNotAfter: span.first - 1)
    } catch {
      throw error.failure
    }
  }

  /// The store as it was at a revision or a time, with the schemas of that time; only for reading.
  ///
  /// Where those cannot be used, today's are, and `hasOwnSchemas` is false.
  package func asOf(_ typed: String) throws(Failure) -> (store: Store, hasOwnSchemas: Bool) {
    try asOf(try commit(at: typed))
  }

  /// The store as it was at a commit. See ``asOf(_:)``.
  package func asOf(_ commit: ObjectID) throws(Failure) -> (store: Store, hasOwnSchemas: Bool) {
    let source = try CommitSource(commit, of: self)
    let (then, _) = source.catalogue(SchemaVerdict(in: own))
    return (Store(self, as: source, catalogue: then ?? catalogue), then != nil)
  }

  /// The moment that a person names by a time, or by a revision: when that was recorded.
  package func moment(_ typed: String) throws(Failure) -> Timestamp {
    if let time = time(typed) { return time }
    let (repository, commit) = (try requiredRepository(), try commit(at: typed))
    do throws(GitError) {
      return Timestamp(seconds: try repository.commitInfo(commit).committer.seconds, offset: settings.offset)
    } catch {
      throw error.failure
    }
  }

  /// A time as it is typed; a day alone means its end.
  private func time(_ typed: String) -> Timestamp? {
    Timestamp(typed, defaultOffset: settings.offset).map { time in
      typed.utf8.count == 10 ? Timestamp(seconds: time.seconds + 86_399, offset: time.offset) : time
    }
  }

  /// The bytes of a file at a commit; nil when it was not there.
  package func bytes(of path: String, at commit: ObjectID) throws(Failure) -> [UInt8]? {
    let repository = try requiredRepository()
    do throws(GitError) {
      return try blob(at: path, in: commit).map { blob throws(GitError) in try repository.blob(blob) }
    } catch {
      throw error.failure
    }
  }
}
