internal import Foundation
internal import Glibc
package import KojaModel
internal import KojaOutput

/// Standard output and standard error as one command sees them.
package struct Console {
  /// The language of everything that is said.
  package let language: Language
  /// Whether standard output takes colours.
  package let hasColour: Bool
  /// Whether standard output is a terminal.
  package let isTerminal: Bool
  /// The terminal's width in cells; 80 where there is none.
  package let width: Int

  init(language: Language, colour: ColourChoice) {
    self.language = language
    isTerminal = isatty(STDOUT_FILENO) == 1
    let environment = ProcessInfo.processInfo.environment
    hasColour =
      switch colour {
      case .always: true
      case .never: false
      case .auto: isTerminal && environment["NO_COLOR"] == nil && environment["TERM"] != "dumb"
      }
    var size = winsize()
    let columns = environment["COLUMNS"].flatMap { Int($0) }
    if isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 {
      width = Int(size.ws_col)
    } else {
      width = columns.map { max($0, 20) } ?? 80
    }
  }

  /// How values become text here.
  func options(now: Timestamp, isExcel: Bool = false) -> OutputOptions {
    OutputOptions(
      language: language, width: width, hasColour: hasColour, now: now, zone: now.offset, isTerminal: isTerminal,
      isExcel: isExcel, hidesTexts: Spoken.hidesTexts)
  }

  /// Writes to standard output. A reader that has gone away ends the process quietly.
  func write(_ text: String) { Self.write(text, to: STDOUT_FILENO) }

  /// Writes a line to standard output.
  func say(_ phrase: Phrase) { write(safe(phrase[language]) + "\n") }

  /// Writes a line to standard error.
  func note(_ phrase: Phrase) { Self.write(safe(phrase[language]) + "\n", to: STDERR_FILENO) }

  /// Writes raw, already safe text to standard error.
  func complain(_ text: String) { Self.write(text, to: STDERR_FILENO) }

  /// An answer that could not be written whole must not look like one.
  private static func failed(_ descriptor: Int32) {
    guard descriptor == STDOUT_FILENO else { return }
    let reason = SystemReason.phrase(errno)
    Launch.report(
      Failure(
        .environment,
        Phrase(id: "keluaran tidak dapat ditulis sampai selesai", en: "the output could not be written to its end"),
        hint: Phrase(
          id: "kosongkan ruang atau pilih tempat lain (\(reason.id))",
          en: "free some space or choose another place (\(reason.en))")))
    Glibc.exit(Failure.Kind.environment.exitCode)
  }

  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var offset = 0
      while offset < bytes.count {
        let put = Glibc.write(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
        if put < 0, errno == EINTR { continue }
        if put < 0, errno == EPIPE { Glibc.exit(0) }
        guard put > 0 else { return failed(descriptor) }
        offset += put
      }
    }
  }
}
