import Foundation
import KojaGit
import KojaModel
import KojaStore
import KojaTestSupport
import Testing

private let lamp = "SKS-2603-7K3FQ2X"
private let lampFile = "records/complaints/2026/03/SKS-2603-7K3FQ2X.yaml"

/// Hooks and signatures at a change: as git has them, and nothing half-done where they say no.
@Suite struct GateTests {
  private func hook(_ name: String, _ script: String, in store: ChangeStore) throws {
    try store.scratch.folder.write("#!/bin/sh\n" + script, to: ".git/hooks/" + name)
    chmod(store.scratch.folder.path(".git/hooks/" + name), 0o755)
  }

  @Test(arguments: ["pre-commit", "commit-msg"])
  func aHookThatSaysNoLeavesNothingBehind(name: String) throws {
    let store = try ChangeStore()
    try hook(name, "exit 1\n", in: store)
    let (head, text) = (try store.scratch.head(), try store.scratch.text(lampFile))
    let failure = #expect(throws: Failure.self) { try store.set(lamp, "rating=4") }
    #expect(failure?.message.en.contains("`\(name)` refuses") == true && failure?.hint != nil)
    #expect(try store.scratch.head() == head)
    #expect(try store.scratch.text(lampFile) == text)
    #expect(try store.scratch.status() == [])
    #expect(!store.scratch.folder.exists(".git/koja/journal"))
    try hook(name, "exit 0\n", in: store)
    try store.set(lamp, "rating=4")
    #expect(try store.scratch.head() != head)
  }

  @Test func hooksLookAtTheChangeAndMayWordIt() throws {
    let store = try ChangeStore()
    try hook(
      "pre-commit", "git diff --cached --name-only > .git/seen; grep -c 'rating: 4' \(lampFile) >> .git/seen\n",
      in: store)
    try hook("commit-msg", "echo 'Reviewed-by: Siti' >> \"$1\"\n", in: store)
    let message = try store.set(lamp, "rating=4")
    #expect(message.contains("Koja-Record: complaints/\(lamp)\nReviewed-by: Siti\n"))
    #expect(try store.scratch.text(".git/seen") == "\(lampFile)\n1\n")
    #expect(try store.scratch.status() == [])
  }

  @Test func theHooksAreAskedInTheOrderOfGit() throws {
    let store = try ChangeStore()
    try hook("pre-commit", "echo pre >> .git/order\n", in: store)
    try hook("commit-msg", "echo msg >> .git/order\n", in: store)
    try store.set(lamp, "rating=4")
    #expect(try store.scratch.text(".git/order") == "pre\nmsg\n")
    try hook("pre-commit", "echo pre >> .git/order; exit 1\n", in: store)
    #expect(throws: Failure.self) { try store.set(lamp, "rating=5") }
    #expect(try store.scratch.text(".git/order") == "pre\nmsg\npre\n")
  }

  @Test func aMessageThatIsRefusedTakesTheFilesBack() throws {
    let store = try ChangeStore()
    try hook("pre-commit", "exit 0\n", in: store)
    try hook("commit-msg", "exit 1\n", in: store)
    let (head, text) = (try store.scratch.head(), try store.scratch.text(lampFile))
    #expect(throws: Failure.self) { try store.set(lamp, "rating=4") }
    #expect(try store.scratch.head() == head && store.scratch.text(lampFile) == text)
    #expect(try store.scratch.status() == [] && !store.scratch.folder.exists(".git/koja/journal"))
  }

  @Test func kojasOwnHookIsNotRunAgain() throws {
    let store = try ChangeStore()
    let repository = try Repository.open(containing: store.scratch.path)
    _ = try StoreFounder.installHook(repository, of: store.open())
    #expect(try store.set(lamp, "rating=4").contains("rating"))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ssh-keygen"), "needs ssh-keygen"))
  func aSigningRepositoryGetsSignedChangesOrNone() throws {
    let store = try ChangeStore()
    let key = store.scratch.folder.path(".git/key")
    _ = try Shell.run(
      "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key], in: store.scratch.path,
      environment: Shell.environment(home: "/nonexistent"))
    for setting in [["commit.gpgsign", "true"], ["gpg.format", "ssh"], ["user.signingkey", key]] {
      try store.scratch.git(["config"] + setting)
    }
    try store.set(lamp, "rating=4")
    #expect(
      try store.scratch.git(["cat-file", "commit", "HEAD"]).text.contains("gpgsig -----BEGIN SSH SIGNATURE-----"))
    #expect(try store.scratch.git(["fsck", "--strict"]).status == 0)
    try store.scratch.git(["config", "user.signingkey", key + "-gone"])
    let head = try store.scratch.head()
    #expect(throws: Failure.self) { try store.set(lamp, "rating=5") }
    #expect(try store.scratch.head() == head)
    #expect(try store.scratch.status() == [])
  }
}
