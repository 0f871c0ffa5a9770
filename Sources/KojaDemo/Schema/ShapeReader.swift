internal import KojaModel

/// Reads shapes from schema files that have passed their meta-schema.
struct ShapeReader {
  /// The files by path.
  let documents: [String: Document]

  private static let understood: Set<String> = [
    "$schema", "$id", "$ref", "$defs", "$comment", "title", "description", "default", "examples", "type", "enum",
    "const",
    "format", "pattern", "minimum", "maximum", "minLength", "maxLength", "items", "minItems", "maxItems", "uniqueItems",
    "properties", "required", "additionalProperties", "minProperties", "maxProperties", "dependentRequired", "if",
    "then",
    "else", "oneOf", "anyOf", "allOf", "deprecated", "readOnly", "writeOnly",
  ]
  /// A schema inside itself ends here.
  private static let depth = 8

  /// The shape of a file's whole schema.
  func shape(of path: String) -> Shape? { documents[path].map { shape(Document.root, in: $0, path, 0) } }

  /// The shape of a schema that stands in a record.
  static func shape(of schema: Value) -> Shape {
    let document = Document(schema)
    return ShapeReader(documents: ["": document]).shape(Document.root, in: document, "", 0)
  }

  private func shape(_ schema: NodeIndex, in document: Document, _ path: String, _ depth: Int) -> Shape {
    var shape = Shape()
    if let flag = document.boolean(schema) {
      shape.isNever = !flag
      return shape
    }
    guard depth < Self.depth else { return shape }
    func below(_ node: NodeIndex) -> Shape { self.shape(node, in: document, path, depth + 1) }
    func list(_ node: NodeIndex) -> [String] {
      document.kind(node) == .sequence
        ? document.items(node).compactMap { document.text($0) } : [document.text(node) ?? ""]
    }
    for (key, node) in document.pairs(schema) {
      let text = document.text(node)
      switch document.text(key) ?? "" {
      case "$ref":
        if let target = target(text ?? "", from: path) {
          shape.narrow(by: self.shape(target.node, in: target.document, target.path, depth + 1))
        }
      case "allOf": for part in document.items(node) { shape.narrow(by: below(part)) }
      case "oneOf", "anyOf": shape.alternatives.append(document.items(node).map(below))
      case "if":
        let mapping = document.value("properties", in: node)
        shape.conditions.append(
          Shape.Condition(
            test: document.value(of: node),
            then: document.value("then", in: schema).map { [below($0)] } ?? [],
            otherwise: document.value("else", in: schema).map { [below($0)] } ?? [],
            names: (mapping.map { document.pairs($0).compactMap { document.text($0.key) } } ?? [])
              + (document.value("required", in: node).map(list) ?? [])))
      case "type": shape.kinds = list(node).compactMap(Shape.Kind.init(rawValue:))
      case "enum": shape.choices = document.items(node).map { document.value(of: $0) }
      case "const": shape.choices = [document.value(of: node)]
      case "format": shape.format = text
      case "pattern": shape.pattern = text
      // What lies in another store is not of this city's making: its mark is any text of the pattern.
      case "x-ref": shape.reference = text.flatMap { $0.contains("/") ? nil : $0 }
      case "x-schema": shape.lender = text
      case "x-chain": shape.isChained = true
      case "x-label":
        let id = document.value("id", in: node).flatMap { document.text($0) } ?? text ?? ""
        shape.label = Phrase(id: id, en: document.value("en", in: node).flatMap { document.text($0) } ?? id)
      case "minimum": shape.minimum = text.flatMap { Double($0) }
      case "maximum": shape.maximum = text.flatMap { Double($0) }
      case "minLength": shape.minLength = text.flatMap { Int($0) } ?? 0
      case "maxLength": shape.maxLength = text.flatMap { Int($0) }
      case "items": shape.items = [below(node)]
      case "minItems": shape.minItems = text.flatMap { Int($0) } ?? 0
      case "maxItems": shape.maxItems = text.flatMap { Int($0) }
      case "uniqueItems": shape.hasUniqueItems = document.boolean(node) == true
      case "properties":
        var mapping = Shape()
        mapping.properties = document.pairs(node).map {
          Shape.Property(name: document.text($0.key) ?? "", shape: below($0.value))
        }
        shape.narrow(by: mapping)
      case "required": shape.required += list(node)
      case "minProperties": shape.minProperties = text.flatMap { Int($0) } ?? 0
      case "maxProperties": shape.maxProperties = text.flatMap { Int($0) }
      case "dependentRequired":
        shape.companions += document.pairs(node).map { (document.text($0.key) ?? "", list($0.value)) }
      case let name:
        if !Self.understood.contains(name), !name.hasPrefix("x-") { shape.needsProof = true }
      }
    }
    return shape
  }

  /// Where a `$ref` leads: a pointer in this file or in another of the store.
  private func target(_ reference: String, from path: String) -> (document: Document, node: NodeIndex, path: String)? {
    let parts = reference.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    var file = path.split(separator: "/").map(String.init)
    if let resource = parts.first, !resource.isEmpty {
      file.removeLast()
      for step in resource.split(separator: "/") where step != "." {
        if step == ".." { _ = file.popLast() } else { file.append(String(step)) }
      }
    }
    let name = file.joined(separator: "/")
    let pointer = parts.count > 1 ? parts[1].split(separator: "/").map(String.init) : []
    guard let document = documents[name], let node = document.node(at: pointer) else { return nil }
    return (document, node, name)
  }
}
