internal import KojaCivic
package import KojaModel

/// A question in SQL with a title, parameters and words for its columns; `schemas/reports/<name>.yaml`.
package struct ReportDefinition: Sendable {
  /// A name that the question uses as `:name`.
  package struct Parameter: Sendable {
    /// What a value is.
    package enum Kind: String, Sendable {
      case text, integer, date, month, year, period, record
      /// A collection, by its name.
      case collection
      /// A clock of a workflow: of the collection that another parameter says, or of any.
      case clock
      /// One of the codes of a field.
      case code
    }

    /// The name.
    package let name: String
    /// What it is, for people.
    package let label: Phrase
    /// What a value is.
    package let kind: Kind
    /// The collection of a `record`.
    let collection: String?
    /// The field, `collection.field`, of a `code`.
    let field: String?
    /// The least of an `integer`; nil where any will do.
    let minimum: Int?
    /// What counts where nothing is given; nil where something must be.
    let standard: String?
  }

  /// A column of the answer.
  package struct Column: Sendable {
    /// How its values are shown.
    package enum Kind: String, Sendable {
      case text, code, number, percent, money, degrees, date, moment, duration, collection, flag
    }

    /// The name, as the question gives it.
    package let name: String
    /// The heading.
    package let label: Phrase
    /// How its values are shown.
    package let kind: Kind
    /// The collection whose ids its values are.
    package let collection: String?
    /// The field, `collection.field`, whose codes its values are.
    package let field: String?
    /// What people read for codes of the question's own.
    package let labels: [String: Phrase]
    /// Whether people see it, too; what only maps and other programs need is left out where a person reads.
    package let isForPeople: Bool
    /// Where it is named in the file; nil where it is not.
    let node: NodeIndex?

    /// A column that the file does not name.
    package init(_ name: String, label: Phrase, kind: Kind) {
      self.init(
        name: name, label: label, kind: kind, collection: nil, field: nil, labels: [:], isForPeople: true, node: nil)
    }

    fileprivate init(
      name: String, label: Phrase, kind: Kind, collection: String?, field: String?, labels: [String: Phrase],
      isForPeople: Bool, node: NodeIndex?
    ) {
      (self.name, self.label, self.kind) = (name, label, kind)
      (self.collection, self.field, self.labels) = (collection, field, labels)
      (self.isForPeople, self.node) = (isForPeople, node)
    }
  }

  /// The file.
  package let definition: Definition
  /// The title.
  package let title: Phrase
  /// What the figures mean.
  package let note: Phrase?
  /// What to type for more, on a terminal.
  package let hint: Phrase?
  /// The parameters, in the order of the file.
  package let parameters: [Parameter]
  /// The columns of links: from where, to where, and what they are called.
  package struct Graph: Sendable {
    package let from: String, to: String
    package let label: String?
  }

  /// The columns, in the order of the answer.
  package let columns: [Column]
  /// Who may read it. What is for the public is asked of nothing but what the public may know.
  package let audience: Audience
  /// The column that says how large a group is, and the size from which on its figures are told.
  let withhold: (column: String, below: Int)?
  /// The column that is drawn as bars.
  package let bars: String?
  /// What is drawn where the rows are links; nil where they are none.
  package let graph: Graph?
  /// The question, and the one about the records behind it.
  let sql: String
  let records: String?

  /// The name.
  package var name: String { definition.name }

  /// Reads a definition that has passed its meta-schema.
  package init(_ definition: Definition) {
    self.definition = definition
    let document = definition.document
    title = document.phrase(document.value("title"), default: definition.name)
    note = document.value("note").map { document.phrase($0, default: "") }
    hint = document.value("hint").map { document.phrase($0, default: "") }
    func text(_ key: String, _ node: NodeIndex) -> String? {
      document.value(key, in: node).flatMap { document.text($0) }
    }
    parameters = (document.value("parameters").map { document.pairs($0) } ?? []).map { key, node in
      Parameter(
        name: document.text(key) ?? "",
        label: document.phrase(document.value("label", in: node), default: document.text(key) ?? ""),
        kind: text("type", node).flatMap(Parameter.Kind.init(rawValue:)) ?? .text, collection: text("collection", node),
        field: text("field", node), minimum: document.value("minimum", in: node).flatMap { document.integer($0) },
        standard: text("default", node))
    }
    columns = (document.value("columns").map { document.pairs($0) } ?? []).map { key, node in
      Column(
        name: document.text(key) ?? "",
        label: document.phrase(document.value("label", in: node), default: document.text(key) ?? ""),
        kind: text("as", node).flatMap(Column.Kind.init(rawValue:)) ?? .text, collection: text("collection", node),
        field: text("field", node), labels: Self.labels(document.value("labels", in: node), document),
        isForPeople: text("screen", node) != "false", node: key)
    }
    audience = document.string(at: "audience").flatMap(Audience.init(rawValue:)) ?? .internal
    withhold = document.string(at: "withhold", "column").flatMap { column in
      document.node(at: ["withhold", "below"]).flatMap { document.integer($0) }.map { (column, $0) }
    }
    bars = document.string(at: "bars")
    graph = document.string(at: "graph", "from").flatMap { from in
      document.string(at: "graph", "to").map { to in
        Graph(from: from, to: to, label: document.string(at: "graph", "label"))
      }
    }
    sql = document.string(at: "sql") ?? ""
    records = document.string(at: "records")
  }

  private static func labels(_ node: NodeIndex?, _ document: Document) -> [String: Phrase] {
    let pairs = (node.map { document.pairs($0) } ?? []).compactMap { key, value in
      document.text(key).map { ($0, document.phrase(value, default: $0)) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
