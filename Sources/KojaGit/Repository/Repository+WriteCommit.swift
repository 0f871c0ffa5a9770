internal import CLibGit2
internal import KojaModel

/// A commit before it is written; its ``bytes`` are what a signing program signs.
package struct CommitDraft: Sendable {
  /// The tree of the whole repository.
  package var tree: ObjectID
  /// None for the first commit.
  package var parents: [ObjectID]
  /// Who made the change, and when.
  package var author: Signature
  /// Who recorded it, and when.
  package var committer: Signature
  /// Subject, empty line, body, trailers; UTF-8.
  package var message: String
  /// An armoured signature over ``unsignedBytes``, as `gpg` or `ssh-keygen` wrote it; goes into the header `gpgsig`.
  package var signature: String?

  /// The first line of the message.
  package var subject: String { String(message.prefix { $0 != "\n" }) }

  /// A commit. See the properties.
  package init(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String,
    signature: String? = nil
  ) {
    self.tree = tree
    self.parents = parents
    self.author = author
    self.committer = committer
    self.message = message
    self.signature = signature
  }

  /// What is signed: the commit object without its signature.
  package var unsignedBytes: [UInt8] { bytes(signature: nil) }

  /// The commit object.
  package var bytes: [UInt8] { bytes(signature: signature) }

  private func bytes(signature: String?) -> [UInt8] {
    var text = "tree \(tree)\n"
    for parent in parents { text += "parent \(parent)\n" }
    text += "author \(author.line)\ncommitter \(committer.line)\n"
    if let signature {
      var lines = signature.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      while lines.last?.isEmpty == true { lines.removeLast() }
      text += "gpgsig " + lines.joined(separator: "\n ") + "\n"
    }
    return Array((text + "\n" + message).utf8)
  }
}

extension Repository {
  /// Writes a commit object; moves no branch.
  ///
  /// Throws `notFound` when its tree or a parent is missing, `invalid` when the message holds a NUL.
  package func writeCommit(_ draft: CommitDraft) throws(GitError) -> ObjectID {
    for id in [draft.tree] + draft.parents where try !contains(id) {
      throw GitError(
        .notFound, operation: "git_odb_exists",
        Phrase(id: "objek git \(id) tidak ada", en: "there is no git object \(id)"))
    }
    guard !draft.message.utf8.contains(0) else {
      throw GitError(
        .invalid, operation: "writeCommit",
        Phrase(id: "keterangan perubahan memuat karakter NUL", en: "the commit message holds a NUL character"))
    }
    return try write(draft.bytes, as: GIT_OBJECT_COMMIT)
  }
}
