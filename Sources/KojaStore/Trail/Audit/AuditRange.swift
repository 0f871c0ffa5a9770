internal import KojaGit
internal import KojaModel

/// The commits that an audit looks at: `A..B`, `A..`, `REV`, or everything up to HEAD; never those that the store was
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
    var newest = "HEAD"
    if let typed, let dots = typed.firstRange(of: "..") {
      let (from, to) = (String(typed[..<dots.lowerBound]), String(typed[dots.upperBound...]))
      guard !to.hasPrefix(".") else {
        throw Failure(
          .usage,
          Phrase(id: "`\(typed)` bukan rentang yang dikenal", en: "`\(typed)` is not a range that is known here"),
          hint: Phrase(id: "tulis `\(from)..\(to.dropFirst())`", en: "write `\(from)..\(to.dropFirst())`"))
      }
      hidden.append(try store.commit(at: from.isEmpty ? "HEAD" : from))
      if !to.isEmpty { newest = to }
    } else if let typed {
      newest = typed
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
    let isUnborn: Bool
    do throws(GitError) { isUnborn = try repository.head().commit == nil } catch { throw error.failure }
    starts = isUnborn && newest == "HEAD" ? [] : [try store.commit(at: newest)]
    self.hidden = hidden
  }
}
