import KojaTestSupport
import Testing

/// A page whose commands are run: lines that begin with `    $ `, each with what it prints behind it.
///
/// `<!-- Rina Sari -->` says who acts from there on. What differs from run to run (new ids, commits) is shown by
/// a name. At home (`~`) lie the files that pages attach. With `KOJA_RECORD=1` the page is rewritten with what was printed.
struct SystemPage: Sendable {
  /// The file, relative to the repository.
  let path: String

  /// Pages in English speak to an English koja.
  private var language: String { path.hasPrefix("Docs/systems/") ? "en" : "id" }

  /// A stretch of the page: lines to keep, or a command of one or several lines.
  private enum Part {
    case line(String)
    case command([String])
  }

  private static let separator = "\u{1E}"
  private static let prompt = "    $ "

  /// The page as it is.
  func text() throws -> String { try Checkout.text(path) }

  /// The page with what its commands print in a store.
  func played(in store: ScratchStore) throws -> String {
    let parts = Self.parts(try text())
    let shipped = try store.git(["ls-files"]).text
    let home = try ScratchDirectory()
    for name in ["tambal.jpg", "filled.jpg"] {
      try home.write(MadePicture.jpeg(MadePicture.city.segment), to: name)
    }
    for name in ["undangan.pdf", "invitation.pdf"] { try home.write("%PDF-1.7\n", to: name) }
    var environment = Shell.environment(home: home.path).merging(Person.rina.environment) { $1 }
    environment["GIT_AUTHOR_DATE"] = nil
    environment["GIT_COMMITTER_DATE"] = nil
    environment["PATH"] = Checkout.products + ":/usr/local/bin:/usr/bin:/bin"
    environment["COLUMNS"] = "100"
    environment["KOJA_LANG"] = language
    let output = try Shell.run(
      "/bin/sh", ["-c", parts.compactMap(Self.script).joined(separator: "\n")], in: store.path,
      environment: environment)
    var answers = output.text.splitting(at: Self.separator)[...]
    let lines = parts.flatMap { part -> [String] in
      switch part {
      case .line(let line): return [line]
      case .command(let command): return command + shown(answers.popFirst() ?? "", shipped: shipped)
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func parts(_ text: String) -> [Part] {
    var parts: [Part] = []
    var isOutput = false
    for line in text.splitting(at: "\n") {
      if case .command(let lines)? = parts.last, lines.last?.hasSuffix("\\") ?? false {
        parts[parts.count - 1] = .command(lines + [line])
      } else if line.hasPrefix(prompt) {
        parts.append(.command([line]))
        isOutput = true
      } else if !isOutput || !line.hasPrefix("    ") {
        parts.append(.line(line))
        isOutput = false
      }
    }
    return parts
  }

  private static func script(_ part: Part) -> String? {
    switch part {
    case .line(let line):
      guard let name = line.wholeMatch(of: #/<!-- (.+) -->/#)?.1, let person = Person(rawValue: String(name)) else {
        return nil
      }
      return person.environment.map { "export \($0)='\($1)'" }.sorted().joined(separator: "\n")
    case .command(let lines):
      let command = lines.joined(separator: "\n").dropFirst(prompt.count)
      return "{ \(command)\n} 2>&1; printf '\(separator)'"
    }
  }

  /// What a command printed, as lines of the page.
  private func shown(_ answer: String, shipped: String) -> [String] {
    let named = answer.replacing(#/([0-9]{4}\/[0-9]{2}\/)?(([A-Z]{3})-[0-9]{4}-[0-9A-HJKMNP-TV-Z]{7})/#) { match in
      if shipped.contains(match.2) { return String(match.0) }
      return (match.1 == nil ? "" : "YYYY/MM/") + "\(match.3)-YYMM-XXXXXXX"
    }
    let steady = named.replacing(#/\[[0-9a-f]{8}\]/#, with: "[COMMIT]")
      .replacing(#/ORG-[0-9A-HJKMNP-TV-Z]{8}/#, with: "ORG-XXXXXXXX")
    return steady.splitting(at: "\n").filter { !$0.allSatisfy { $0 == " " } }.map { "    " + $0 }
  }
}
