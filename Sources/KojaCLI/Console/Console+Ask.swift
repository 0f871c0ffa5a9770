internal import Glibc
internal import KojaModel
internal import KojaOutput

extension Console {
  /// Whether a person sits here who can be asked.
  var canAsk: Bool { isTerminal && isatty(STDIN_FILENO) == 1 }

  /// Asks something that is answered by yes or no; no where there is no answer.
  func asks(_ question: Phrase) -> Bool {
    let choice = Phrase(id: " [y/T] ", en: " [y/N] ")
    write(safe(question[language]) + choice[language])
    guard let answer = readLine() else {
      write("\n")
      return false
    }
    return YesNo.value(of: answer.filter { $0 != " " }) ?? false
  }
}
