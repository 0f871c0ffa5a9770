import Foundation
import KojaGit
import KojaModel
import KojaTestSupport
import Testing

/// Hooks, signatures and packing: what git does at a commit beyond the commit.
@Suite struct ProcessTests {
  private static let environment = Shell.environment(home: "/nonexistent")

  private func draft(_ fixture: GitFixture, _ repository: Repository) throws -> CommitDraft {
    let who = Signature(name: "Budi", email: "budi@example.go.id", seconds: 1_773_450_720, offset: 420)
    let head = try #require(try repository.head().commit)
    return CommitDraft(
      tree: try repository.editTree(base: head, changes: []), parents: [head], author: who, committer: who,
      message: "Ubah\n")
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ssh-keygen"), "needs ssh-keygen"))
  func aCommitSignedWithAnSSHKeyIsGoodToGit() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1\n"])
    let key = fixture.scratch.path("key")
    _ = try Shell.run(
      "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "budi@example.go.id", "-f", key],
      in: fixture.scratch.path, environment: Self.environment)
    let publicKey = String(decoding: try fixture.scratch.read("key.pub"), as: UTF8.self)
    try fixture.scratch.write("budi@example.go.id \(publicKey)", to: "allowed")
    for setting in [
      ["commit.gpgsign", "true"], ["gpg.format", "ssh"], ["user.signingkey", key],
      ["gpg.ssh.allowedSignersFile", fixture.scratch.path("allowed")],
    ] { try fixture.git(["config"] + setting) }
    let repository = try Repository.open(containing: fixture.scratch.path)
    var draft = try draft(fixture, repository)
    let signer = try #require(try CommitSigner(repository, environment: Self.environment))
    draft.signature = try signer.signature(of: draft)
    let commit = try repository.writeCommit(draft)
    let output = try fixture.git(["verify-commit", commit.hex], allowingFailure: true)
    #expect(output.status == 0, "\(output.standardError)")
    #expect(output.standardError.contains("Good \"git\" signature for budi@example.go.id"))
  }

  @Test func aProgramForOpenPGPIsCalledAsGitCallsIt() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1\n"])
    try fixture.scratch.write(
      """
      #!/bin/sh
      echo "$@" > arguments
      cat > signed
      echo '-----BEGIN PGP SIGNATURE-----'
      echo
      echo 'abc='
      echo '-----END PGP SIGNATURE-----'
      echo '[GNUPG:] SIG_CREATED D 22 8 00 1773450720 ABC' >&2
      """, to: "gpg-program")
    chmod(fixture.scratch.path("gpg-program"), 0o755)
    try fixture.git(["config", "commit.gpgsign", "true"])
    try fixture.git(["config", "gpg.program", fixture.scratch.path("gpg-program")])
    let repository = try Repository.open(containing: fixture.scratch.path)
    var draft = try draft(fixture, repository)
    let signer = try #require(try CommitSigner(repository, environment: Self.environment))
    draft.signature = try signer.signature(of: draft)
    #expect(try fixture.scratch.read("signed") == draft.unsignedBytes)
    let arguments = String(decoding: try fixture.scratch.read("arguments"), as: UTF8.self)
    #expect(arguments == "--status-fd=2 -bsau Budi <budi@example.go.id>\n")
    let raw = try fixture.git(["cat-file", "commit", try repository.writeCommit(draft).hex]).text
    #expect(raw.contains("\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n abc=\n -----END PGP SIGNATURE-----\n\nUbah\n"))
  }

  @Test(arguments: [
    (["gpg.program", "/nonexistent/gpg"], "no program"), (["gpg.program", "/bin/false"], "cannot be signed"),
    (["gpg.format", "ssh"], "no key"), (["gpg.format", "pgp"], "unknown"),
  ])
  func whatCannotSignSaysWhyAndTheWayOut(setting: [String], words: String) throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1\n"])
    try fixture.git(["config", "commit.gpgsign", "true"])
    try fixture.git(["config"] + setting)
    let repository = try Repository.open(containing: fixture.scratch.path)
    let draft = try draft(fixture, repository)
    #expect {
      _ = try CommitSigner(repository, environment: Self.environment)?.signature(of: draft)
    } throws: { error in
      guard let error = error as? GitError else { return false }
      return error.phrase.en.contains(words) && error.hint != nil
    }
  }

  @Test func withoutTheSettingNothingIsSigned() throws {
    let fixture = try GitFixture()
    let repository = try Repository.open(containing: fixture.scratch.path)
    #expect(try CommitSigner(repository, environment: Self.environment) == nil)
  }

  @Test func hooksSeeWhatGitWouldShowThem() throws {
    let fixture = try GitFixture()
    try fixture.commit(["a": "1\n"])
    try fixture.scratch.write(
      "#!/bin/sh\ngit diff --cached --name-only > seen\n! git grep -q --cached salah\n", to: ".git/hooks/pre-commit")
    try fixture.scratch.write("#!/bin/sh\necho 'Change-Id: I1' >> \"$1\"\n", to: ".git/hooks/commit-msg")
    for name in ["pre-commit", "commit-msg"] { chmod(fixture.scratch.path(".git/hooks/" + name), 0o755) }
    let repository = try Repository.open(containing: fixture.scratch.path)
    let head = try #require(try repository.head().commit)
    func tree(_ text: String) throws -> ObjectID {
      let blob = try repository.writeBlob(Array(text.utf8))
      return try repository.editTree(base: head, changes: [("b", .put(blob, mode: 0o100644))])
    }
    let hook = try #require(Hook("pre-commit", of: repository, environment: Self.environment))
    try hook.admit(try tree("benar\n"))
    #expect(try fixture.scratch.read("seen") == Array("b\n".utf8))
    #expect { try hook.admit(try tree("salah\n")) } throws: { ($0 as? GitError)?.kind == .conflict }
    #expect(!fixture.scratch.exists(".git/next-index-koja"))
    let message = try #require(Hook("commit-msg", of: repository, environment: Self.environment))
    #expect(try message.revised("Ubah\n") == "Ubah\nChange-Id: I1\n")
    #expect(Hook("post-commit", of: repository, environment: Self.environment) == nil)
  }

  @Test func manyLooseObjectsBecomeAPackAndFewStay() throws {
    let fixture = try GitFixture()
    try fixture.commit(Dictionary(uniqueKeysWithValues: (0..<700).map { ("f\($0)", "\($0)\n") }))
    try fixture.git("tag -a -m catatan v1")
    let repository = try Repository.open(containing: fixture.scratch.path)
    #expect(try repository.packLooseObjects() == 0, "git would leave so few alone")
    try fixture.git("config gc.auto 256")
    #expect(try Repository.open(containing: fixture.scratch.path).packLooseObjects() == 702)
    #expect(try fixture.git("count-objects").text.hasPrefix("1 objects"), "the tag stays")
    #expect(try fixture.git(["fsck", "--strict", "--full"], allowingFailure: true).status == 0)
    #expect(try fixture.git("status --porcelain").lines.isEmpty)
    #expect(try Repository.open(containing: fixture.scratch.path).packLooseObjects() == 0)
  }
}
