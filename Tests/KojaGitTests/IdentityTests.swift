import KojaGit
import KojaModel
import KojaTestSupport
import Testing

struct IdentityTests {
  private static let now = Timestamp(seconds: 1_773_450_720, offset: 420)

  /// What git says for the same environment, or nil when it refuses.
  private func gits(_ fixture: GitFixture, _ role: String, _ environment: [String: String]) throws -> String? {
    let clean = ["PATH": "/usr/bin:/bin", "HOME": fixture.scratch.path, "GIT_CONFIG_NOSYSTEM": "1", "TZ": "UTC"]
    let output = try Shell.run(
      "/usr/bin/git", ["var", "GIT_\(role)_IDENT"], in: fixture.scratch.path,
      environment: clean.merging(environment) { $1 })
    return output.status == 0 ? output.lines.first : nil
  }

  @Test(arguments: [
    ["GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@x", "GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@x"],
    ["user.name": "U", "user.email": "u@x"],
    ["user.name": "U", "user.email": "u@x", "GIT_AUTHOR_NAME": "A", "GIT_COMMITTER_EMAIL": "c@x"],
    ["user.name": "U", "user.email": "u@x", "author.name": "A", "committer.email": "c@x"],
    ["user.name": "U", "author.email": "a@x", "committer.email": "c@x", "EMAIL": "env@x"],
    ["user.name": "U", "EMAIL": "env@x"],
    ["user.name": "U", "user.email": "u@x", "EMAIL": "env@x"],
    ["user.name": " .U <x>, y;", "user.email": "<u@x>"],
    ["user.name": "Siti 'Ra\u{e9}' ", "user.email": "u@x", "GIT_AUTHOR_EMAIL": ""],
  ])
  func precedenceIsGits(settings: [String: String]) throws {
    let fixture = try GitFixture()
    let dates = ["GIT_AUTHOR_DATE": "1773450720 +0700", "GIT_COMMITTER_DATE": "1773450721 -0330"]
    var environment = dates
    for (key, value) in settings {
      if key.contains(".") { try fixture.git(["config", key, value]) } else { environment[key] = value }
    }
    let identity = try fixture.open().identity(environment: environment, now: Self.now)
    #expect(identity.author.line == (try gits(fixture, "AUTHOR", environment)))
    #expect(identity.committer.line == (try gits(fixture, "COMMITTER", environment)))
  }

  @Test(arguments: [
    "@1773450720 +0700", "1773450720 +0700", "1773450720 -0030", "@0 +0000", "2026-03-14T08:12:00+07:00",
    "2026-03-14T08:12:00+0700", "2026-03-14T01:12:00Z", "2026-03-14 08:12:00 +0700", "2026-03-14 08:12 -0330",
    "2026-03-14T08:12:00", "Sat, 14 Mar 2026 08:12:00 +0700", "14 Mar 2026 08:12:00 +0700",
  ])
  func datesAreReadAsGitReadsThem(text: String) throws {
    let fixture = try GitFixture()
    let environment = ["GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@x", "GIT_AUTHOR_DATE": text]
    let all = environment.merging(["GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@x"]) { $1 }
    let now = Timestamp(seconds: 1_773_450_720, offset: 0)
    let identity = try fixture.open().identity(environment: all, now: now)
    #expect(identity.author.line == (try gits(fixture, "AUTHOR", all)))
    #expect(identity.committer.line == "C <c@x> 1773450720 +0000")
  }

  @Test(arguments: ["yesterday", "2026-13-01", "17", "+0700", "@", "@12 +07"])
  func whatIsNoDateIsRefused(text: String) throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let environment = [
      "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@x", "GIT_COMMITTER_NAME": "C", "GIT_COMMITTER_EMAIL": "c@x",
      "GIT_AUTHOR_DATE": text,
    ]
    let error = #expect(throws: GitError.self) { try repository.identity(environment: environment, now: Self.now) }
    #expect(error?.kind == .identity)
    #expect(error?.phrase.en.contains("GIT_AUTHOR_DATE") == true)
  }

  @Test func nobodyIsAnErrorWithTheCommandsToSaySo() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let error = #expect(throws: GitError.self) { try repository.identity(environment: [:], now: Self.now) }
    #expect(error?.kind == .identity)
    #expect(error?.hint?.en.contains("git config --global user.name") == true)
    #expect(error?.hint?.id.contains("git config --global user.email") == true)
    try fixture.git(["config", "user.name", "U"])
    let second = #expect(throws: GitError.self) { try repository.identity(environment: [:], now: Self.now) }
    #expect(second?.hint?.en.contains("user.name") == false)
  }

  @Test func aNameOfForbiddenCharactersAloneIsNoName() throws {
    let fixture = try GitFixture()
    let repository = try fixture.open()
    let environment = ["GIT_AUTHOR_NAME": " <.>", "GIT_AUTHOR_EMAIL": "a@x"]
    let error = #expect(throws: GitError.self) { try repository.identity(environment: environment, now: Self.now) }
    #expect(error?.kind == .identity)
  }
}
