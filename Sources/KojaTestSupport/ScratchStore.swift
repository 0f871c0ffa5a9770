internal import Glibc

/// A copy of this repository's schemas and records in a folder of its own, with a git history of one commit.
///
/// Gone when the last reference goes.
package final class ScratchStore: Sendable {
  /// The folder that holds the store and nothing else.
  package let folder: ScratchDirectory
  /// The absolute path of the store.
  package var path: String { folder.path }

  /// Copies the store with its one commit, made by stock git.
  package init() throws {
    folder = try ScratchDirectory()
    try Self.copy([try Self.template.get().path + "/."], to: folder.path)
  }

  /// The store that all others are copies of: made once for a run of tests, gone when the process ends.
  private static let template: Result<ScratchDirectory, any Error> = Result {
    atexit { try? ScratchStore.template.get().remove() }
    let folder = try ScratchDirectory()
    try copy(["schemas", "records"].map { Checkout.root + "/" + $0 }, to: folder.path)
    for command in [
      ["init", "-q", "-b", "main"], ["config", "gc.auto", "0"], ["add", "-A"], ["commit", "-q", "-m", "Data contoh"],
      ["repack", "-adq"], ["prune-packed", "-q"],
    ] {
      try Shell.git(command, in: folder.path, environment: Person.rina.environment)
    }
    // The tool notes that the schemas are clean, which all copies then know.
    _ = try? RunKoja.run(["schema", "list"], in: folder.path)
    return folder
  }

  private static func copy(_ sources: [String], to folder: String) throws {
    let output = try Shell.run("/bin/cp", ["-R"] + sources + [folder], in: folder, environment: [:])
    guard output.status == 0 else { throw Shell.Unsuccessful(output.standardError) }
  }

  /// Runs stock git in the store.
  @discardableResult
  package func git(_ arguments: [String], as person: Person = .rina, allowingFailure: Bool = false) throws
    -> Shell.Output
  {
    try Shell.git(arguments, in: path, environment: person.environment, allowingFailure: allowingFailure)
  }

  /// Runs the built tool in the store.
  package func koja(_ arguments: String..., person: Person = .rina, environment: [String: String] = [:]) throws
    -> Shell.Output
  {
    try RunKoja.run(arguments, in: path, as: person, environment: environment)
  }

  /// The text of a file.
  package func text(_ file: String) throws -> String { String(decoding: try folder.read(file), as: UTF8.self) }

  /// Replaces the one occurrence of a text in a file, as a person would in an editor.
  package func edit(_ file: String, _ old: String, _ new: String) throws {
    try folder.write(try text(file).editing(old, new, in: file), to: file)
  }

  /// What git says is not committed: `status --porcelain`, every file.
  package func status() throws -> [String] { try git(["status", "--porcelain", "--untracked-files=all"]).lines }

  /// The newest commit, in hex.
  package func head() throws -> String { try git(["rev-parse", "HEAD"]).lines.first ?? "" }
}

extension String {
  /// The text with the one occurrence of another replaced; throws when there is none or there are several.
  package func editing(_ old: String, _ new: String, in name: String = "text") throws -> String {
    let pieces = splitting(at: old)
    guard pieces.count == 2 else {
      throw Shell.Unsuccessful("\(name): `\(old)` occurs \(pieces.count - 1) times, not once")
    }
    return pieces[0] + new + pieces[1]
  }

  /// The pieces between the occurrences of a text, by bytes.
  package func splitting(at separator: String) -> [String] {
    let (bytes, needle) = (Array(utf8), Array(separator.utf8))
    var pieces: [String] = []
    var (start, index) = (0, 0)
    while index + needle.count <= bytes.count {
      if bytes[index..<index + needle.count].elementsEqual(needle) {
        pieces.append(String(decoding: bytes[start..<index], as: UTF8.self))
        index += needle.count
        start = index
      } else {
        index += 1
      }
    }
    return pieces + [String(decoding: bytes[start...], as: UTF8.self)]
  }
}
