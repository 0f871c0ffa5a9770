internal import KojaModel

extension Program {
  /// A schema and those that it takes in at the same place through `$ref` and `allOf`, itself first.
  func facets(of schema: SchemaIndex) -> [SchemaIndex] {
    var found: [SchemaIndex] = []
    var known: Set<SchemaIndex> = []
    var waiting = [schema]
    while let index = waiting.popLast() {
      guard known.insert(index).inserted else { continue }
      found.append(index)
      let location = schemas[index].location
      let document = sources[location.source].document
      let all = document.value(AllOf.name, in: location.node).map { document.items($0) } ?? []
      waiting += all.compactMap { self.index(of: Location(source: location.source, node: $0)) }.reversed()
      if let target = references[index] { waiting.append(target) }
    }
    return found
  }

  /// The value of a keyword in the first facet that has it.
  func value(_ keyword: String, of schema: SchemaIndex) -> Location? {
    for facet in facets(of: schema) {
      let location = schemas[facet].location
      if let node = sources[location.source].document.value(keyword, in: location.node) {
        return Location(source: location.source, node: node)
      }
    }
    return nil
  }

  /// The schemas under `properties`, of all facets.
  func properties(of schema: SchemaIndex) -> [Key: SchemaIndex] {
    Dictionary(orderedProperties(of: schema).map { (Key($0.name), $0.schema) }, uniquingKeysWith: { first, _ in first })
  }

  /// The schemas under `properties`, of all facets, in their order; a name may come twice.
  func orderedProperties(of schema: SchemaIndex) -> [(name: String, schema: SchemaIndex)] {
    facets(of: schema).flatMap { facet -> [(name: String, schema: SchemaIndex)] in
      let location = schemas[facet].location
      let document = sources[location.source].document
      guard let properties = document.value(Properties.name, in: location.node) else { return [] }
      return document.pairs(properties).compactMap { key, value in
        index(of: Location(source: location.source, node: value)).map { (document.text(key) ?? "", $0) }
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
  func constants(of schema: SchemaIndex) -> [Constant] {
    let (source, nodes): (Int, [NodeIndex])
    if let value = value(ConstKeyword.name, of: schema) {
      (source, nodes) = (value.source, [value.node])
    } else if let value = value(EnumKeyword.name, of: schema) {
      (source, nodes) = (value.source, sources[value.source].document.items(value.node))
    } else {
      return []
    }
    let document = sources[source].document
    let scalars = nodes.compactMap { node in
      document.text(node).map { Constant(document: document, node: node, text: $0) }
    }
    return scalars.count == nodes.count ? scalars : []
  }

  /// The same where all are texts, else empty.
  func texts(of schema: SchemaIndex) -> [String] {
    let constants = constants(of: schema)
    return constants.allSatisfy { $0.document.kind($0.node) == .string } ? constants.map(\.text) : []
  }

  /// The title or the label that a schema gives itself.
  func ownTitle(_ schema: SchemaIndex) -> Phrase? {
    let location = schemas[schema].location
    let document = sources[location.source].document
    let title = document.value("title", in: location.node).flatMap { document.string($0) }
    return title.map { Phrase($0) } ?? schemas[schema].annotations.label
  }

  /// What a schema is called: its title, its label, the name it is referred to by, the kind of value, or its place.
  func title(_ schema: SchemaIndex) -> Phrase {
    let location = schemas[schema].location
    let document = sources[location.source].document
    func text(_ keyword: String) -> String? {
      document.value(keyword, in: location.node).flatMap { document.string($0) }
    }
    if let title = ownTitle(schema) { return title }
    if let reference = text(Reference.name), let last = reference.split(separator: "/").last {
      return Phrase("`\(last)`")
    }
    let constants = constants(of: schema).map { "`\($0.text)`" }
    if !constants.isEmpty {
      let list = constants.prefix(5).joined(separator: ", ") + (constants.count > 5 ? ", …" : "")
      return constants.count == 1 ? Phrase(list) : Phrase(id: "salah satu dari \(list)", en: "one of \(list)")
    }
    let form = text(PatternKeyword.name).flatMap { try? Pattern($0) }?.form()
    for rule in schemas[schema].rules {
      guard let type = rule.keyword as? TypeKeyword else { continue }
      let words = type.kinds.words
      return form.map { Phrase(id: "\(words.id): \($0.id)", en: "\(words.en): \($0.en)") } ?? words
    }
    let required =
      document.value(Required.name, in: location.node).map { document.items($0).compactMap { document.string($0) } }
      ?? []
    if !required.isEmpty {
      let list = required.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
      return Phrase(id: "isi yang memuat \(list)", en: "content that has \(list)")
    }
    return Phrase("`#\(document.pointer(to: location.node))`")
  }
}
