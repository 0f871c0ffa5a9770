package import KojaModel

/// A compiled schema, ready to judge documents. Cheap to copy, shared freely between threads.
package struct Schema: Sendable {
  /// All schemas of the set.
  let program: Program
  /// This one.
  let index: SchemaIndex

  /// Whether a value is right. Stops at the first failure and makes no text.
  package func isValid(_ document: Document, at node: NodeIndex = Document.root) -> Bool {
    Machine.withMachine(document, program.flat) { $0.accepts(node, index) } ?? false
  }

  /// All that is wrong with a value, sorted. `path` is the file as it is shown; `lines` saves scanning it again.
  package func findings(
    _ document: Document, at node: NodeIndex = Document.root, path: String, lines: LineTable? = nil
  ) -> [Finding] {
    let run = Run(document: document, program: program)
    // They hold the run that holds them.
    defer { run.limits.branches = [:] }
    var report = Report(run)
    report.check(node, index)
    return report.findings(path: path, lines: lines ?? LineTable(document.source))
  }
}
