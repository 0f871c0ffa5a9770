internal import CLibGit2
internal import Glibc
internal import KojaModel

/// A program that git would run too: a hook, or what signs commits. Started directly, never through a shell.
struct Program {
  /// A path, or a name that is looked for in `PATH`.
  let name: String
  /// What it is told.
  let arguments: [String]
  /// Where it begins.
  let folder: String
  /// All that it sees of the environment.
  let environment: [String: String]

  /// What it said and how it ended.
  struct Outcome {
    /// The exit status; 128 and the signal when one ended it.
    let status: Int32
    /// Its standard output; empty where that was passed on.
    let output: [UInt8]
    /// Its standard error; empty where that was passed on.
    let errors: String
  }

  /// Runs it to its end with some input and keeps what it says.
  func run(input: [UInt8]) throws(GitError) -> Outcome {
    // Files, not pipes: nothing can wait for the other side.
    let (source, output, errors) = (try ScratchFile(), try ScratchFile(), try ScratchFile())
    try source.write(input)
    let status = try start(source.descriptor, output.descriptor, errors.descriptor)
    return Outcome(
      status: status, output: try output.read(), errors: String(decoding: try errors.read(), as: UTF8.self))
  }

  /// Runs it to its end; what it says goes to standard error, as git has it for hooks.
  func pass() throws(GitError) -> Int32 {
    let nothing = try system("open", "/dev/null", open("/dev/null", O_RDONLY | O_CLOEXEC))
    defer { close(nothing) }
    return try start(nothing, 2, 2)
  }

  private func start(_ input: Int32, _ output: Int32, _ errors: Int32) throws(GitError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (target, descriptor) in [(0, input), (1, output), (2, errors)] as [(Int32, Int32)] {
      posix_spawn_file_actions_adddup2(&actions, descriptor, target)
    }
    _ = koja_spawn_in_folder(&actions, folder)
    // A signal that koja does not listen to is none of the program's business.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let argv = ([name] + arguments).map { strdup($0) } + [nil]
    let envp = environment.sorted { $0.key < $1.key }.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var process = pid_t()
    let code = posix_spawnp(&process, name, &actions, &attributes, argv, envp)
    guard code == 0 else { throw GitError(system: "posix_spawnp", path: name, code: code) }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw GitError(system: "waitpid", path: name) }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}

/// A file without a name, gone when nobody holds it.
private final class ScratchFile {
  let descriptor: Int32

  init() throws(GitError) {
    // Not O_TMPFILE, which some file systems do not have.
    var template = Array("/tmp/koja-XXXXXX".utf8CString)
    descriptor = try system("mkstemp", "/tmp", mkstemp(&template))
    unlink(template)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) throws(GitError) {
    try system("pwrite", "/tmp", pwrite(descriptor, bytes, bytes.count, 0))
  }

  func read() throws(GitError) -> [UInt8] {
    let size = try system("lseek", "/tmp", lseek(descriptor, 0, SEEK_END))
    var bytes = [UInt8](repeating: 0, count: min(Int(size), 1 << 20))
    let count = try system("pread", "/tmp", pread(descriptor, &bytes, bytes.count, 0))
    return Array(bytes.prefix(count))
  }
}
