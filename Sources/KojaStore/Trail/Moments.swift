package import KojaGit
package import KojaModel

/// Two states of a store to compare.
package struct Moments: Sendable {
  /// The earlier one; nil for nothing at all.
  package let old: ObjectID?
  /// The later one; nil for the work tree as it is now.
  package let new: ObjectID?

  /// Two states.
  package init(old: ObjectID?, new: ObjectID?) {
    self.old = old
    self.new = new
  }
}

extension Store {
  /// The newest commit against the work tree.
  package func uncommitted() throws(Failure) -> Moments {
    Moments(old: try headCommit(), new: nil)
  }

  /// `A..B`, each a revision or a time; `A..` and `..B` mean the newest commit at the open end. A day alone means its
  /// beginning before the dots and its end behind them. Nil when there are no dots.
  package func range(_ typed: String) throws(Failure) -> Moments? {
    guard let (left, right) = Self.sides(typed) else { return nil }
    let new = try right.isEmpty ? headCommit() : commit(at: right)
    guard let new else {
      throw Failure(
        .findings, Phrase(id: "belum ada yang dicatat", en: "nothing has been committed yet"),
        hint: Phrase(id: "`koja commit` mencatat perubahan", en: "`koja commit` commits changes"))
    }
    if left.isEmpty { return Moments(old: try headCommit(), new: new) }
    return Moments(old: try commit(before: left), new: new)
  }

  /// A commit against its first parent.
  package func step(_ typed: String) throws(Failure) -> Moments {
    let commit = try commit(at: typed)
    let repository = try requiredRepository()
    do throws(GitError) {
      return Moments(old: try repository.firstParent(of: commit), new: commit)
    } catch {
      throw error.failure
    }
  }

  private static func sides(_ typed: String) -> (left: String, right: String)? {
    let bytes = Array(typed.utf8)
    let dots = bytes.indices.dropLast().first { bytes[$0] == 0x2E && bytes[$0 + 1] == 0x2E }
    guard let dots else { return nil }
    let right = bytes[(dots + 2)...].drop { $0 == 0x2E }
    return (String(decoding: bytes[..<dots], as: UTF8.self), String(decoding: right, as: UTF8.self))
  }

  /// Where a range begins; nil before the first commit.
  private func commit(before typed: String) throws(Failure) -> ObjectID? {
    guard typed.utf8.count == 10, let day = Timestamp(typed, defaultOffset: settings.offset) else {
      return try commit(at: typed)
    }
    let repository = try requiredRepository()
    do throws(GitError) {
      return try repository.newest(commitNotAfter: day.seconds - 1)
    } catch {
      throw error.failure
    }
  }

  private func headCommit() throws(Failure) -> ObjectID? {
    let repository = try requiredRepository()
    do throws(GitError) { return try repository.head().commit } catch { throw error.failure }
  }
}
