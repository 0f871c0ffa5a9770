internal import KojaModel

/// A schema together with those that it takes in at the same place through `$ref` and `allOf`, as they are written.
struct Facets {
  /// Where they stand, the schema itself first.
  let locations: [Location]
  /// The files.
  let texts: SchemaTexts

  /// The facets of the schema at a place.
  init(_ schema: Location, _ texts: SchemaTexts) {
    var found: [Location] = []
    var waiting = [schema]
    while let location = waiting.popLast() {
      guard !found.contains(location) else { continue }
      found.append(location)
      let document = texts.sources[location.source].document
      if let all = document.value(AllOf.name, in: location.node) {
        waiting += document.items(all).reversed().map { Location(source: location.source, node: $0) }
      }
      if let target = texts.target(of: location) { waiting.append(target) }
    }
    (locations, self.texts) = (found, texts)
  }

  /// The file that a place lies in.
  func document(_ location: Location) -> Document { texts.sources[location.source].document }

  /// The value of a keyword in the first facet that has it.
  func value(_ keyword: String) -> Location? {
    for location in locations {
      if let node = document(location).value(keyword, in: location.node) {
        return Location(source: location.source, node: node)
      }
    }
    return nil
  }

  /// The text of a keyword.
  func text(_ keyword: String) -> String? { value(keyword).flatMap { document($0).string($0.node) } }

  /// The texts in the list of a keyword.
  func texts(_ keyword: String) -> [String] {
    value(keyword).map { list in document(list).items(list.node).compactMap { document(list).string($0) } } ?? []
  }

  /// Whether a keyword is there and true.
  func flag(_ keyword: String) -> Bool { value(keyword).flatMap { document($0).boolean($0.node) } ?? false }

  /// The schemas under `properties`, of all facets, in their order; a name may come twice.
  var properties: [(name: String, schema: Location)] {
    locations.flatMap { location -> [(name: String, schema: Location)] in
      let document = document(location)
      guard let properties = document.value(Properties.name, in: location.node) else { return [] }
      return document.pairs(properties).map { key, value in
        (document.text(key) ?? "", Location(source: location.source, node: value))
      }
    }
  }

  /// A value in a schema.
  struct Constant {
    /// The schema file.
    let document: Document
    /// The scalar in it.
    let node: NodeIndex
    /// The scalar as it is written.
    let text: String
  }

  /// The scalars that `const` or `enum` allow; empty when there is neither, or a collection among them.
  var constants: [Constant] {
    let (document, nodes): (Document, [NodeIndex])
    if let value = value(ConstKeyword.name) {
      (document, nodes) = (self.document(value), [value.node])
    } else if let value = value(EnumKeyword.name) {
      (document, nodes) = (self.document(value), self.document(value).items(value.node))
    } else {
      return []
    }
    let scalars = nodes.compactMap { node in
      document.text(node).map { Constant(document: document, node: node, text: $0) }
    }
    return scalars.count == nodes.count ? scalars : []
  }

  /// The same where all are texts, else empty.
  var choices: [String] {
    let constants = constants
    return constants.allSatisfy { $0.document.kind($0.node) == .string } ? constants.map(\.text) : []
  }
}
