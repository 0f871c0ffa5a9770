internal import Foundation
internal import KojaGit

/// What a change is about to do, on disk before it does it: `koja/journal` in the git folder.
///
/// The objects of the change (blobs, trees, the commit itself) are written before the journal, so it can name the
/// commit; until the branch moves they are unreachable and harmless. Whoever takes koja's lock and finds a journal
/// knows that its owner is dead. Where a hook looks at the files, there is no commit yet: the journal is written again when
/// all have said yes, and a change that died before that is undone.
struct Journal: Codable {
  /// One file of the change; object ids in hex, nil for "no file". Blobs hold the bytes of the work tree.
  struct File: Codable {
    let path: String
    let old: String?
    let new: String?
    /// The blob in the tree, which differs from `new` where git converts line ends.
    let stored: String?
  }

  /// The form of this file.
  var version = 1
  /// The process that wrote it.
  let pid: Int32
  /// The branch, `refs/heads/main`.
  let branch: String
  /// The commit that the branch was at; nil when it had none.
  let parent: String?
  /// The commit that it moves to; empty as long as a hook may say no.
  let commit: String
  /// The subject, for `koja status`.
  let subject: String
  /// The files.
  let files: [File]

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self)) + [0x0A]
  }

  /// Nil for bytes that are no whole journal: it was being written when its owner died, and nothing had been touched.
  init?(_ bytes: [UInt8]) {
    guard let journal = try? JSONDecoder().decode(Journal.self, from: Data(bytes)), journal.version == 1 else {
      return nil
    }
    self = journal
  }

  init(branch: String, parent: ObjectID?, commit: ObjectID?, subject: String, files: [File]) {
    pid = ProcessInfo.processInfo.processIdentifier
    self.branch = branch
    self.parent = parent?.hex
    self.commit = commit?.hex ?? ""
    self.subject = subject
    self.files = files
  }
}
