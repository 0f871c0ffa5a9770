internal import Glibc
internal import KojaModel

/// The person's text editor.
enum TextEditor {
  /// Opens a file and waits until the editor has ended. Returns what went wrong in it, if anything did. Throws where it does
  /// not start.
  ///
  /// `VISUAL`, then `EDITOR`, else `nano`; the words of the variable are parted at blanks and quotes, and no shell sees
  /// them or the file's name.
  static func open(_ path: String, environment: [String: String]) throws(Failure) -> Phrase? {
    let chosen = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }.first { !words($0).isEmpty }
    let command = words(chosen ?? "nano")
    var arguments: [UnsafeMutablePointer<CChar>?] = (command + [path]).map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    // An interrupt is for the editor.
    let before = signal(SIGINT, SIG_IGN)
    defer { signal(SIGINT, before) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGINT)
    sigaddset(&defaults, SIGPIPE)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, command[0], nil, &attributes, &arguments, environ)
    guard code == 0 else {
      let reason = SystemReason.phrase(code)
      throw Failure(
        .environment,
        Phrase(
          id: "penyunting `\(command[0])` tidak dapat dijalankan: \(reason.id)",
          en: "the editor `\(command[0])` cannot be started: \(reason.en)"),
        hint: Phrase(
          id: "pasang penyunting itu, atau setel `EDITOR` ke yang ada, misalnya `export EDITOR=vi`",
          en: "install that editor, or set `EDITOR` to one that is there, such as `export EDITOR=vi`"))
    }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    guard status != 0 else { return nil }
    let (signal, exit) = (status & 0x7F, status >> 8 & 0xFF)
    return signal == 0
      ? Phrase(
        id: "penyunting `\(command[0])` gagal (kode \(exit))", en: "the editor `\(command[0])` failed (exit \(exit))")
      : Phrase(
        id: "penyunting `\(command[0])` dihentikan (sinyal \(signal))",
        en: "the editor `\(command[0])` was stopped (signal \(signal))")
  }

  /// The words of a command, parted at blanks outside of quotes.
  static func words(_ command: String) -> [String] {
    var words: [String] = []
    var (word, quote): (String?, Character?) = (nil, nil)
    for character in command {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character == " " || character == "\t" {
        if let done = word { words.append(done) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    return words + (word.map { [$0] } ?? [])
  }
}
