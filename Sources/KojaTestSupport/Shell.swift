internal import Glibc

/// Runs programs in a known environment and returns what they said.
package enum Shell {
  /// What a program said and how it ended.
  package struct Output: Sendable {
    /// The exit status; 128 and the signal when one killed it.
    package let status: Int32
    /// Its standard output.
    package let standardOutput: [UInt8]
    /// Its standard error.
    package let standardError: String

    /// Its standard output as text.
    package var text: String { String(decoding: standardOutput, as: UTF8.self) }
    /// Its standard output, line by line, without empty ones.
    package var lines: [String] { text.split(separator: "\n").map(String.init) }
  }

  /// A program that had to succeed did not.
  package struct Unsuccessful: Error, CustomStringConvertible {
    package let description: String

    /// A failure with what the program said.
    package init(_ description: String) { self.description = description }
  }

  /// Nothing of the machine: no configuration of the user or the system, one person, one moment, one language.
  package static func environment(home: String) -> [String: String] {
    [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home, "LC_ALL": "C", "TZ": "UTC", "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_CONFIG_GLOBAL": home + "/.gitconfig", "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true",
      "GIT_TEST_FSYNC": "0",
      "GIT_AUTHOR_NAME": "Siti Rahma", "GIT_AUTHOR_EMAIL": "siti@example.go.id",
      "GIT_AUTHOR_DATE": "1773450720 +0700", "GIT_COMMITTER_NAME": "Budi Santoso",
      "GIT_COMMITTER_EMAIL": "budi@example.go.id", "GIT_COMMITTER_DATE": "1773450720 +0700",
    ]
  }

  /// Runs git in a folder, which is its home too; `environment` adds to or replaces ``environment(home:)``.
  ///
  /// Throws ``Unsuccessful`` when git does, unless `allowingFailure`.
  @discardableResult
  package static func git(
    _ arguments: [String], in folder: String, environment extra: [String: String] = [:], input: [UInt8] = [],
    allowingFailure: Bool = false
  ) throws -> Output {
    let environment = environment(home: folder).merging(extra) { $1 }
    let output = try run("/usr/bin/git", arguments, in: folder, environment: environment, input: input)
    guard output.status == 0 || allowingFailure else {
      throw Unsuccessful("git \(arguments.joined(separator: " ")): \(output.status) \(output.standardError)")
    }
    return output
  }

  /// Runs a program to its end in a folder with exactly this environment.
  package static func run(
    _ program: String, _ arguments: [String], in folder: String, environment: [String: String], input: [UInt8] = []
  ) throws -> Output {
    let scratch = try ScratchDirectory()
    try scratch.write(input, to: "in")
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let fresh = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, scratch.path("in"), O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, scratch.path("out"), fresh, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, scratch.path("err"), fresh, 0o600)
    // `env -C` changes the folder; Swift does not see the posix_spawn action for it.
    let argv = (["env", "-C", folder, program] + arguments).map { strdup($0) } + [nil]
    let envp = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var process = pid_t()
    let code = posix_spawn(&process, "/usr/bin/env", &actions, nil, argv, envp)
    guard code == 0 else { throw SystemFailure("posix_spawn", program, code: code) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw SystemFailure("waitpid", program) }
    }
    let signal = status & 0x7F
    return Output(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, standardOutput: try scratch.read("out"),
      standardError: String(decoding: try scratch.read("err"), as: UTF8.self))
  }
}
