internal import Glibc
internal import KojaModel
internal import KojaOutput

/// How far long work is, in one line that is written over: on a terminal only.
final class Progress {
  private let isShown: Bool
  private let word: Phrase
  private let language: Language
  private var last = -1

  /// Progress of some work, on standard error.
  init(_ word: Phrase, language: Language) {
    isShown = isatty(STDERR_FILENO) == 1
    self.word = word
    self.language = language
  }

  /// So much of all is done.
  func tell(_ done: Int, _ all: Int) {
    guard isShown, all > 0 else { return }
    let percent = done * 100 / all
    guard percent != last else { return }
    last = percent
    Console.write("\r\(word[language]) \(percent) %", to: STDERR_FILENO)
  }

  /// So many are done of nobody knows how many.
  func tell(_ done: Int) {
    guard isShown, done != last else { return }
    last = done
    Console.write("\r\(word[language]) \(done)", to: STDERR_FILENO)
  }

  /// Takes the line away.
  func end() {
    if isShown, last >= 0 { Console.write("\r\u{1B}[K", to: STDERR_FILENO) }
  }
}
