internal import CLibGit2
internal import KojaModel

extension Repository {
  /// The commit that a revision names: a hash, a short hash, a branch, a tag, `HEAD~2`.
  ///
  /// Throws `notFound`, `ambiguous` or `invalid` (not a revision, or not one of a commit).
  package func revision(_ text: String) throws(GitError) -> ObjectID {
    do throws(GitError) {
      let object = try Handle<ObjectKind>("git_revparse_single") { git_revparse_single(&$0, pointer, text) }
      let commit = try Handle<ObjectKind>("git_object_peel") { git_object_peel(&$0, object.pointer, GIT_OBJECT_COMMIT) }
      guard let id = ObjectID(git_object_id(commit.pointer)) else {
        throw GitError(operation: "git_object_id", code: -1)
      }
      return id
    } catch  where error.kind == .notFound {
      // What lies so far back may be there, where the whole history is.
      if isShallow, text.contains(where: { $0 == "~" || $0 == "^" }) { throw missed(error) }
      throw error.told(
        Phrase(id: "tidak ada versi bernama `\(text)`", en: "git knows no commit `\(text)`"), hint: Self.examples)
    } catch  where error.kind == .ambiguous {
      throw error.told(
        Phrase(id: "`\(text)` cocok dengan beberapa objek git", en: "`\(text)` fits several git objects"),
        hint: Phrase(id: "tulis lebih banyak huruf", en: "write more of its letters"))
    } catch  where error.kind == .invalid {
      throw error.told(
        Phrase(id: "`\(text)` bukan nama sebuah versi", en: "`\(text)` does not name a git commit"),
        hint: Self.examples)
    }
  }

  private static var examples: Phrase {
    Phrase(
      id: "sebutkan versi dari `git log --oneline --all`, atau waktu: 2026-03-14, 2026-03, kemarin, 7d",
      en: "name one of `git log --oneline --all`, or a time: 2026-03-14, 2026-03, yesterday, 7d")
  }

  /// The newest common ancestor of two commits; nil when they have none.
  package func mergeBase(_ one: ObjectID, _ other: ObjectID) throws(GitError) -> ObjectID? {
    var (base, first, second) = (git_oid(), one.oid, other.oid)
    let code = git_merge_base(&base, pointer, &first, &second)
    guard code != GIT_ENOTFOUND.rawValue else { return nil }
    try git("git_merge_base", code)
    return ObjectID(base)
  }
}
