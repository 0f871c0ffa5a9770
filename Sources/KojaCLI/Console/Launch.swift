internal import ArgumentParser
internal import Foundation
internal import Glibc
internal import KojaModel
internal import KojaOutput

/// Runs the command line: parses, runs, and turns every error into words and an exit code. The one place that exits.
package enum Launch {
  /// Runs the arguments of the process.
  package static func main() -> Never {
    signal(SIGPIPE, SIG_IGN)
    // Swift mends broken text silently; a note that is not what was typed must not be committed.
    let isText = (0..<Int(CommandLine.argc)).allSatisfy { index in
      CommandLine.unsafeArgv[index].map { String(validatingCString: $0) != nil } ?? true
    }
    guard isText else {
      let failure = Failure(
        .usage, Phrase(id: "sebuah isian bukan teks UTF-8", en: "an argument is not UTF-8 text"),
        hint: Phrase(
          id: "ketik ulang, atau periksa pengaturan bahasa terminal",
          en: "type it again, or look at the terminal's locale"))
      report(failure)
      exit(failure.kind.exitCode)
    }
    exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  private static func run(_ arguments: [String]) -> Int32 {
    do {
      let arguments = hoisted(arguments)
      try refuseUnknownCommand(arguments)
      try refuseEmpty(arguments)
      Koja.settle(on: arguments.first)
      var command = try Koja.parseAsRoot(arguments)
      try command.run()
      return 0
    } catch let code as ExitCode {
      return code.rawValue
    } catch let failure as Failure {
      report(failure)
      return failure.kind.exitCode
    } catch {
      return parserError(error)
    }
  }

  /// Global options may stand before the command's name; the parser wants them behind it.
  private static func hoisted(_ arguments: [String]) -> [String] {
    var moved: [String] = []
    var rest = arguments[...]
    while let first = rest.first {
      if GlobalOptions.hoisted.contains(first), rest.count > 1 {
        moved += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if GlobalOptions.hoisted.contains(where: { first.hasPrefix($0 + "=") }) {
        moved.append(first)
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    guard !moved.isEmpty, let name = rest.first else { return arguments }
    // Behind the name of a command, and behind that of its subcommand.
    let group = Koja.commands.first { $0._commandName == name }
    let depth = group.map { !$0.configuration.subcommands.isEmpty } ?? false ? 2 : 1
    return rest.prefix(depth) + moved + rest.dropFirst(depth)
  }

  /// The parser's own words for this are in English and suggest nothing.
  private static func refuseUnknownCommand(_ arguments: [String]) throws(Failure) {
    guard let name = arguments.first, !name.hasPrefix("-"), name != "help" else { return }
    let names = Koja.commands.map { $0._commandName }
    guard !names.contains(name) else { return }
    throw Failure(
      .usage, Phrase(id: "tidak ada perintah `\(name)`", en: "there is no command `\(name)`"),
      hint: Suggestion.nearest(to: name, among: names).map { Suggestion.question($0) }
        ?? Phrase(id: "yang ada: \(names.joined(separator: ", "))", en: "there are: \(names.joined(separator: ", "))"))
  }

  /// An argument of nothing, or of blanks, is nearly always a variable of the shell that is not set; only texts may be empty.
  private static func refuseEmpty(_ arguments: [String]) throws(Failure) {
    for (before, argument) in zip(arguments, arguments.dropFirst()) {
      let isEmptyOption = argument.hasPrefix("--") && argument.hasSuffix("=") && argument != "--note="
      guard argument.allSatisfy(\.isWhitespace) && !["--note", "-m"].contains(before) || isEmptyOption else { continue }
      let name = isEmptyOption ? String(argument.dropLast()) : before
      throw Failure(
        .usage, Phrase(id: "isian sesudah `\(name)` kosong", en: "the argument behind `\(name)` is empty"),
        hint: Phrase(id: "apakah sebuah variabel shell belum diisi?", en: "is a variable of the shell not set?"))
    }
  }

  private static func parserError(_ error: any Error) -> Int32 {
    let code = Koja.exitCode(for: error)
    let message = Koja.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      .map { brief(String($0), quote: "'") }.joined(separator: "\n")
    guard code != .success else {
      Console.write(ParserWords(Speech.language).translated(message) + (message.isEmpty ? "" : "\n"), to: STDOUT_FILENO)
      return 0
    }
    guard code == .validationFailure else {
      Console.write("koja: \(safe(String(describing: error)))\n", to: STDERR_FILENO)
      return Failure.Kind.bug.exitCode
    }
    Console.write(safeLines(ParserWords(Spoken.language).translated(message)) + "\n", to: STDERR_FILENO)
    return Failure.Kind.usage.exitCode
  }

  /// A failure on standard error: findings first, then what, then the way out.
  static func report(_ failure: Failure, language: Language? = nil) {
    let language = language ?? Spoken.language
    let options = OutputOptions(
      language: language, width: 80, hasColour: false, now: Timestamp(seconds: 0, offset: 0), zone: 0,
      hidesTexts: Spoken.hidesTexts)
    // As many as `koja check` shows unless it is told otherwise, errors first.
    let errors = failure.findings.filter { $0.severity == .error }
    let shown = (errors + failure.findings.filter { $0.severity != .error }).prefix(Console.mostFindings).sorted()
    var text = shown.isEmpty ? "" : FindingFormat.text.render(shown, options)
    if let more = FindingSummary(failure.findings, shown: shown.count).more(language) { text += more + "\n" }
    // Seventy-four cells behind the name of the tool, which stands before the first line only.
    let lines = [failure.message, failure.hint].compactMap { $0 }.flatMap {
      Cells.wrapped(safe(brief($0[language])), to: 74, keepingQuoted: true)
    }
    text += lines.enumerated().map { ($0 == 0 ? "koja: " : "      ") + $1 + "\n" }.joined()
    Console.write(text, to: STDERR_FILENO)
  }
}

/// How the running command speaks, for errors that end it, too.
enum Spoken {
  /// Whether no text of a file is told: the store keeps personal data.
  nonisolated(unsafe) private(set) static var hidesTexts = false

  static func hideTexts() { hidesTexts = true }

  /// The language.
  nonisolated(unsafe) private(set) static var language = Speech.language

  static func settle(_ language: Language) { self.language = language }
}
