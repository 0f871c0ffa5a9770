internal import KojaGit
internal import KojaModel

/// The commits that an audit looks at: `A..B`, `A..`, `REV` (revisions or times), or everything up to HEAD; never those that the store was
/// adopted with.
struct AuditRange {
  /// The newest commits.
  let starts: [ObjectID]
  /// What is not looked at, with everything before it.
  let hidden: [ObjectID]

  /// Reads a range as a person types it. Throws where it names no commit.
  init(_ typed: String?, in store: Store) throws(Failure) {
    let repository = try store.requiredRepository()
    var hidden: [ObjectID] = []
    var newest: ObjectID?
    if let typed, let dots = typed.firstRange(of: "..") {
      let (from, to) = (String(typed[..<dots.lowerBound]), String(typed[dots.upperBound...]))
      guard !to.hasPrefix(".") else {
        throw Failure(
          .usage,
          Phrase(id: "`\(typed)` bukan rentang yang dikenal", en: "`\(typed)` is not a range that is known here"),
          hint: Phrase(id: "tulis `\(from)..\(to.dropFirst())`", en: "write `\(from)..\(to.dropFirst())`"))
      }
      guard !from.isEmpty || !to.isEmpty, let moments = try store.range(typed) else { throw Self.isNone(typed) }
      if let old = moments.old { hidden.append(old) }
      newest = moments.new
      try Self.refuseBackwards(typed, from, to, moments, store, repository)
    } else if let typed {
      newest = try store.commit(at: typed)
    }
    if let adopted = store.settings.adopted {
      do throws(GitError) {
        hidden.append(try repository.revision(adopted))
      } catch {
        throw Failure(
          .store,
          Phrase(
            id: "`adopted: \(adopted)` di `\(StoreSettings.path)` tidak ada di repositori ini",
            en: "`adopted: \(adopted)` in `\(StoreSettings.path)` is not in this repository"),
          hint: Phrase(
            id: "tulis hash commit yang ada, atau hapus barisnya", en: "name a commit that is there, or remove the line"
          ))
      }
    }
    do throws(GitError) {
      if newest == nil { newest = try repository.head().commit }
    } catch {
      throw error.failure
    }
    starts = newest.map { [$0] } ?? []
    self.hidden = hidden
  }

  /// Nothing lies between two moments in the wrong order: that must not sound like nothing was found.
  private static func refuseBackwards(
    _ typed: String, _ from: String, _ to: String, _ moments: Moments, _ store: Store, _ repository: Repository
  ) throws(Failure) {
    let times = [from, to].compactMap { Timestamp($0, defaultOffset: store.settings.offset) }
    var isBackwards = times.count == 2 && times[0].seconds > times[1].seconds
    if let old = moments.old, let new = moments.new, old != new {
      do throws(GitError) {
        if try repository.mergeBase(old, new) == new { isBackwards = true }
      } catch {
        throw error.failure
      }
    }
    guard isBackwards else { return }
    throw Failure(
      .usage,
      Phrase(id: "`\(typed)` berakhir sebelum mulai", en: "`\(typed)` ends before it begins"),
      hint: Phrase(id: "tulis `\(to)..\(from)`", en: "write `\(to)..\(from)`"))
  }

  private static func isNone(_ typed: String) -> Failure {
    Failure(
      .usage, Phrase(id: "`\(typed)` bukan rentang yang dikenal", en: "`\(typed)` is not a range that is known here"),
      hint: Phrase(
        id: "misalnya `v1.0..HEAD` atau `2026-03-01..2026-03-31`",
        en: "such as `v1.0..HEAD` or `2026-03-01..2026-03-31`"))
  }
}
