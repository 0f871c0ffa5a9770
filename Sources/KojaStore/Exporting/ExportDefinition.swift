internal import KojaCivic
internal import KojaModel

/// How records go out: which, to whom, in which form and under which names; `schemas/exports/<name>.yaml`.
package struct ExportDefinition: Sendable {
  /// The form of the whole.
  package enum Form: String, Sendable {
    case csv, json, jsonl, geojson, yaml
  }

  /// One member of the result.
  struct Part: Sendable {
    /// Where a member comes from.
    enum Source: Sendable {
      /// The value of a field.
      case field(String)
      /// The name behind the code or the reference in a field.
      case label(String, Language?)
      /// The same for all.
      case constant(Value)
    }

    /// The keys that lead to it in the result.
    let path: [String]
    /// Where it comes from.
    let source: Source
    /// Other words for codes; nil for the codes themselves.
    let values: [(code: String, value: Value)]?
    /// What stands for a code that is not among them.
    let otherwise: Value?
    /// The one member of the objects that the items of a list become; nil leaves the items as they are.
    var member: String?
    /// Where the field is named in the file.
    let node: NodeIndex

    /// The field that is asked for; nil for a constant.
    var field: String? {
      switch source {
      case .field(let name), .label(let name, _): name
      case .constant: nil
      }
    }
  }

  /// The file.
  package let definition: Definition
  /// The collection whose records go out.
  package let collection: String
  /// Who will read them.
  package let audience: Audience
  /// The form of the whole.
  package let form: Form
  /// A filter.
  let filter: [String]
  /// The members of the result.
  let parts: [Part]
  /// The fields that hold a record's point on the map, and where they are named.
  let point: (latitude: (name: String, node: NodeIndex), longitude: (name: String, node: NodeIndex))?

  /// Reads a definition that has passed its meta-schema.
  package init(_ definition: Definition) {
    self.definition = definition
    let document = definition.document
    collection = document.string(at: "collection") ?? ""
    audience = document.string(at: "audience").flatMap(Audience.init(rawValue:)) ?? .public
    form = document.string(at: "form").flatMap(Form.init(rawValue:)) ?? .json
    filter = document.texts(document.value("where"))
    parts =
      document.value("fields").map { document.pairs($0) }.map { pairs in
        pairs.map { Self.part(document, key: $0.key, value: $0.value) }
      } ?? []
    func place(_ key: String) -> (name: String, node: NodeIndex)? {
      document.node(at: ["point", key]).flatMap { node in document.text(node).map { ($0, node) } }
    }
    point = place("latitude").flatMap { latitude in place("longitude").map { (latitude, $0) } }
  }

  private static func part(_ document: Document, key: NodeIndex, value: NodeIndex) -> Part {
    let path = (document.text(key) ?? "").split(separator: ".").map(String.init)
    if let name = document.text(value) {
      return Part(path: path, source: .field(name), values: nil, otherwise: nil, node: value)
    }
    func node(_ key: String) -> NodeIndex? { document.value(key, in: value) }
    func text(_ key: String) -> String? { node(key).flatMap { document.text($0) } }
    let source: Part.Source =
      if let name = text("field") {
        .field(name)
      } else if let name = text("label") {
        .label(name, text("language").flatMap(Language.init(rawValue:)))
      } else {
        .constant(node("value").map { document.value(of: $0) } ?? .null)
      }
    return Part(
      path: path, source: source,
      values: node("values").map { values in
        document.pairs(values).map { (document.text($0.key) ?? "", document.value(of: $0.value)) }
      },
      otherwise: node("else").map { document.value(of: $0) }, member: text("each"),
      node: node("field") ?? node("label") ?? value)
  }

  /// The fields that are asked for, with the places of their names, each once.
  var asked: [(name: String, node: NodeIndex)] {
    var seen: Set<Key> = []
    let named = parts.compactMap { part in part.field.map { ($0, part.node) } }
    let places = point.map { [($0.latitude.name, $0.latitude.node), ($0.longitude.name, $0.longitude.node)] } ?? []
    return (named + places).filter { seen.insert(Key($0.0)).inserted }
  }
}
