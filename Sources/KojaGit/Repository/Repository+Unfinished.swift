internal import CLibGit2
package import KojaModel

/// Something that a person began with git and has not ended.
package enum Operation: String, Sendable, Hashable {
  case merge
  case rebase
  case cherryPick = "cherry-pick"
  case revert
  case bisect
  case applyMailbox = "am"

  /// How to end or abandon it.
  package var wayOut: Phrase {
    switch self {
    case .bisect: Phrase(id: "akhiri dengan `git bisect reset`", en: "end it with `git bisect reset`")
    case .merge:
      Phrase(
        id: "selesaikan dengan `git commit` atau batalkan dengan `git merge --abort`",
        en: "finish it with `git commit` or give it up with `git merge --abort`")
    default:
      Phrase(
        id: "selesaikan dengan `git \(rawValue) --continue` atau batalkan dengan `git \(rawValue) --abort`",
        en: "finish it with `git \(rawValue) --continue` or give it up with `git \(rawValue) --abort`")
    }
  }
}

extension Repository {
  /// What is under way in this work tree; nil when nothing is.
  package var unfinished: Operation? {
    switch UInt32(bitPattern: git_repository_state(pointer)) {
    case GIT_REPOSITORY_STATE_MERGE.rawValue: .merge
    case GIT_REPOSITORY_STATE_REVERT.rawValue, GIT_REPOSITORY_STATE_REVERT_SEQUENCE.rawValue: .revert
    case GIT_REPOSITORY_STATE_CHERRYPICK.rawValue, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE.rawValue: .cherryPick
    case GIT_REPOSITORY_STATE_BISECT.rawValue: .bisect
    case GIT_REPOSITORY_STATE_REBASE.rawValue, GIT_REPOSITORY_STATE_REBASE_INTERACTIVE.rawValue,
      GIT_REPOSITORY_STATE_REBASE_MERGE.rawValue:
      .rebase
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX.rawValue, GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE.rawValue:
      .applyMailbox
    default: nil
    }
  }
}

extension Repository {
  /// The commits that an unfinished merge brings in; none outside of one.
  package var merged: [ObjectID] {
    var found: [ObjectID] = []
    _ = withUnsafeMutablePointer(to: &found) { found in
      git_repository_mergehead_foreach(
        pointer,
        { id, payload in
          if let id = ObjectID(id) { payload?.assumingMemoryBound(to: [ObjectID].self).pointee.append(id) }
          return 0
        }, found)
    }
    return found
  }
}
