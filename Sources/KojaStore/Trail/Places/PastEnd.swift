package import KojaGit
package import KojaModel

/// A commit with which the past of a store ends, since nobody can tell which of the stores that went away in it became it.
package struct PastEnd: Sendable, Equatable {
  /// The commit.
  package let commit: ObjectID
  /// Where the stores lay that went away in it.
  package let gone: [String]

  /// What a person is told where an answer is shorter than the past may be.
  package var phrase: Phrase {
    let mark = commit.hex.prefix(8)
    let list = gone.map { "`\($0.isEmpty ? "." : $0)`" }.joined(separator: ", ")
    let path = (gone.first ?? "") + "records"
    return Phrase(
      id:
        "riwayat berakhir pada \(mark): penyimpanan di \(list) hilang di sana, dan tidak pasti mana yang menjadi penyimpanan ini; yang lebih lama: `git log -- \(path)`",
      en:
        "the past ends with \(mark): stores at \(list) went away there, and which became this one is not sure; what is older: `git log -- \(path)`"
    )
  }
}

extension Store {
  /// The end of the past that a commit is, if it is one; one look into its trees.
  package func pastEnd(at commit: ObjectID) throws(Failure) -> PastEnd? {
    guard let repository else { return nil }
    do throws(GitError) {
      guard let folder = try folder(in: commit) else { return nil }
      let origin = StoreOrigin(repository)
      for parent in try repository.parents(of: commit) {
        if case .doubtful(let gone) = try origin.origin(of: folder, in: parent) {
          return PastEnd(commit: commit, gone: gone)
        }
      }
      return nil
    } catch {
      throw error.failure
    }
  }
}
