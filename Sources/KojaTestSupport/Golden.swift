internal import Glibc

/// Recorded texts that later runs must reproduce byte for byte.
///
/// With `KOJA_RECORD=1` in the environment the recording is rewritten; the diff is then for a person to judge.
package struct Golden: Sendable {
  /// The absolute path of the folder with the recordings.
  package let folder: String
  /// What their file names end with.
  private let suffix: String

  /// Recordings in a folder of the repository.
  package init(_ folder: String, suffix: String = "txt") {
    self.folder = Checkout.root + "/" + folder
    self.suffix = suffix
  }

  /// Nil when a text equals its recording; otherwise the first line that differs, for a person.
  package func difference(_ text: String, _ name: String) throws -> String? {
    let path = "\(folder)/\(name).\(suffix)"
    if getenv("KOJA_RECORD") != nil {
      mkdir(folder, 0o755)
      guard let file = fopen(path, "w") else { throw SystemFailure("fopen", path) }
      defer { fclose(file) }
      guard fwrite(Array(text.utf8), 1, text.utf8.count, file) == text.utf8.count else {
        throw SystemFailure("fwrite", path)
      }
      return nil
    }
    let recorded = String(decoding: try ScratchDirectory.bytes(of: path), as: UTF8.self)
    if recorded.utf8.elementsEqual(text.utf8) { return nil }
    let (old, new) = (recorded.splitting(at: "\n"), text.splitting(at: "\n"))
    let line = zip(old, new).prefix { $0.utf8.elementsEqual($1.utf8) }.count
    func show(_ lines: [String]) -> String { lines.indices.contains(line) ? lines[line] : "(end)" }
    return "\(name), line \(line + 1):\n- \(show(old))\n+ \(show(new))\nwhole text:\n\(text)"
  }
}

extension String {
  /// The text with parts that differ from run to run replaced by names: longest first, in the order given.
  package func normalized(_ replacements: [(String, String)]) -> String {
    replacements.reduce(self) { text, pair in
      pair.0.isEmpty ? text : text.splitting(at: pair.0).joined(separator: pair.1)
    }
  }
}
