package import KojaModel

/// Writes values as YAML in the house style: two spaces, one key a line, free text in quotes or as a block.
package enum YAMLWriter {
  /// The text of a new record, with a final line break; the comment's lines come first, each behind `# `.
  ///
  /// ``YAMLReader`` reads back exactly the value.
  package static func text(of value: Value, comment: String? = nil) -> String {
    let comments =
      comment.map { $0.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "#" : "# \($0)" } }
      ?? []
    let lines = BlockEmitter().lines(of: value, column: 0)
    return (comments + lines).joined(separator: "\n") + "\n"
  }
}
