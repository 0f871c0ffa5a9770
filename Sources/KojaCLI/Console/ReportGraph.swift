internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// A report whose rows are links, as a drawing for Graphviz: what an app depends on, by `dot -Tsvg`.
///
/// Source: the DOT language, https://graphviz.org/doc/info/lang.html: ids in double quotes.
struct ReportGraph {
  let graph: ReportDefinition.Graph
  let title: Phrase
  /// The rows, with names behind ids.
  let table: Table
  let language: Language

  /// The whole file.
  var text: String {
    var known: Set<Key> = []
    var (nodes, edges): ([String], [String]) = ([], [])
    for row in table.rows {
      guard let from = end(graph.from, row), let to = end(graph.to, row) else { continue }
      for node in [from, to] where known.insert(Key(node.id)).inserted {
        nodes.append("  \(Self.quoted(node.id)) [label=\(Self.quoted(node.name))];\n")
      }
      let label = graph.label.flatMap { end($0, row) }.map { " [label=\(Self.quoted($0.name))]" } ?? ""
      edges.append("  \(Self.quoted(from.id)) -> \(Self.quoted(to.id))\(label);\n")
    }
    return "digraph \(Self.quoted(title[language])) {\n" + (nodes + edges).joined() + "}\n"
  }

  /// The id and the name in a column; nil where the row has none.
  private func end(_ column: String, _ row: Table.Row) -> (id: String, name: String)? {
    guard let position = table.position(of: column), row.cells.indices.contains(position),
      let id = row.cells[position].value.string
    else { return nil }
    return (id, row.cells[position].display.map { $0.short[language] } ?? id)
  }

  /// A text between double quotes, on one line and without anything that a terminal would obey.
  private static func quoted(_ text: String) -> String {
    let marked = safe(text).map { character in
      character.isNewline ? " " : "\\\"".contains(character) ? "\\\(character)" : String(character)
    }
    return "\"" + marked.joined() + "\""
  }
}
