internal import CLibGit2
internal import Glibc
internal import KojaModel

/// Signs commits as git would: with the program, the format and the key that its configuration names.
///
/// Source: git-config, `commit.gpgSign`, `gpg.*`, `user.signingKey`; what git itself calls (gpg-interface.c).
package struct CommitSigner {
  private enum Format { case openPGP, x509, ssh }

  private let format: Format
  private let program: String
  private let key: String?
  private let folder: String
  private let environment: [String: String]

  /// What signs commits of a repository; nil where `commit.gpgSign` is off.
  ///
  /// Throws `unsupported` for a format that git does not have, or a key that only a shell command tells.
  package init?(_ repository: Repository, environment: [String: String]) throws(GitError) {
    guard repository.configFlag("commit.gpgsign") ?? false else { return nil }
    self.environment = environment
    folder = repository.workTree ?? repository.gitDirectory
    key = repository.configPath("user.signingkey")
    switch repository.configString("gpg.format") ?? "openpgp" {
    case "openpgp":
      format = .openPGP
      program = repository.configPath("gpg.openpgp.program") ?? repository.configPath("gpg.program") ?? "gpg"
    case "x509":
      format = .x509
      program = repository.configPath("gpg.x509.program") ?? "gpgsm"
    case "ssh":
      format = .ssh
      program = repository.configPath("gpg.ssh.program") ?? "ssh-keygen"
      guard key != nil else {
        throw GitError(
          .unsupported(setting: "user.signingkey"), operation: "sign",
          Phrase(
            id: "`commit.gpgsign` aktif dengan `gpg.format ssh`, tetapi kuncinya tidak disebut",
            en: "`commit.gpgsign` is on with `gpg.format ssh`, but no key is named"),
          hint: Phrase(
            id: "sebut kuncinya: `git config user.signingkey ~/.ssh/id_ed25519.pub`",
            en: "name the key: `git config user.signingkey ~/.ssh/id_ed25519.pub`"))
      }
    case let other:
      throw GitError(
        .unsupported(setting: "gpg.format"), operation: "sign",
        Phrase(id: "`gpg.format` tidak dikenal: `\(other)`", en: "unknown `gpg.format`: `\(other)`"),
        hint: Phrase(id: "yang ada: openpgp, x509, ssh", en: "there are openpgp, x509, ssh"))
    }
  }

  /// The signature of a commit, armoured; for ``CommitDraft/signature``.
  package func signature(of draft: CommitDraft) throws(GitError) -> String {
    switch format {
    case .openPGP, .x509:
      let signer = key ?? "\(draft.committer.name) <\(draft.committer.email)>"
      let outcome = try run(["--status-fd=2", "-bsau", signer], input: draft.unsignedBytes)
      guard outcome.status == 0, outcome.errors.contains("[GNUPG:] SIG_CREATED ") else {
        throw refused(outcome.errors)
      }
      return String(decoding: outcome.output, as: UTF8.self)
    case .ssh: return try sshSignature(of: draft.unsignedBytes)
    }
  }

  /// `ssh-keygen -Y sign` reads a key from a file, and what it is to sign from standard input.
  private func sshSignature(of bytes: [UInt8]) throws(GitError) -> String {
    let key = key ?? ""
    let literal = key.hasPrefix("key::") ? String(key.dropFirst(5)) : key.hasPrefix("ssh-") ? key : nil
    guard let literal else {
      let outcome = try run(["-Y", "sign", "-n", "git", "-f", key], input: bytes)
      guard outcome.status == 0 else { throw refused(outcome.errors) }
      return String(decoding: outcome.output, as: UTF8.self)
    }
    // A public key in the configuration: its private one is with the agent.
    var template = Array("/tmp/koja-key-XXXXXX".utf8CString)
    let descriptor = try system("mkstemp", "/tmp", mkstemp(&template))
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    let text = Array((literal + "\n").utf8)
    let written = Glibc.write(descriptor, text, text.count)
    close(descriptor)
    try system("write", path, written)
    let outcome = try run(["-Y", "sign", "-n", "git", "-f", path, "-U"], input: bytes)
    guard outcome.status == 0 else { throw refused(outcome.errors) }
    return String(decoding: outcome.output, as: UTF8.self)
  }

  private func run(_ arguments: [String], input: [UInt8]) throws(GitError) -> Program.Outcome {
    do throws(GitError) {
      return try Program(name: program, arguments: arguments, folder: folder, environment: environment).run(
        input: input)
    } catch  where error.kind == .notFound {
      throw error.told(
        Phrase(
          id: "`commit.gpgsign` aktif, tetapi program `\(program)` tidak ada",
          en: "`commit.gpgsign` is on, but there is no program `\(program)`"), hint: Self.wayOut)
    }
  }

  private func refused(_ said: String) -> GitError {
    let lines = said.split(separator: "\n").filter { !$0.hasPrefix("[GNUPG:]") }
    let reason = lines.last.map { ": \($0.prefix(200))" } ?? ""
    return GitError(
      .identity, operation: program, message: said,
      Phrase(
        id: "perubahan tidak dapat ditandatangani dengan `\(program)`\(reason)",
        en: "the change cannot be signed with `\(program)`\(reason)"), hint: Self.wayOut)
  }

  private static let wayOut = Phrase(
    id: "tidak ada yang ditulis; perbaiki kuncinya (`git config user.signingkey`), atau matikan untuk repositori ini: "
      + "`git config commit.gpgsign false`",
    en: "nothing was written; mend the key (`git config user.signingkey`), or turn it off for this repository: "
      + "`git config commit.gpgsign false`")
}
