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

  /// The texts that `const` or `enum` allow; empty when there is neither, or another kind of value among them.
  func texts(of schema: SchemaIndex) -> [String] {
    if let value = value(ConstKeyword.name, of: schema) {
      return sources[value.source].document.string(value.node).map { [$0] } ?? []
    }
    guard let value = value(EnumKeyword.name, of: schema) else { return [] }
    let document = sources[value.source].document
    let items = document.items(value.node)
    let texts = items.compactMap { document.string($0) }
    return texts.count == items.count ? texts : []
  }

  /// What a schema is called: its title, its label, the name it is referred to by, the kind of value, or its place.
  func title(_ schema: SchemaIndex) -> Phrase {
    let location = schemas[schema].location
    let document = sources[location.source].document
    func text(_ keyword: String) -> String? {
      document.value(keyword, in: location.node).flatMap { document.string($0) }
    }
    if let title = text("title") { return Phrase(title) }
    if let label = schemas[schema].annotations.label { return label }
    if let reference = text(Reference.name), let last = reference.split(separator: "/").last {
      return Phrase("`\(last)`")
    }
    for rule in schemas[schema].rules {
      if let type = rule.keyword as? TypeKeyword { return type.kinds.words }
    }
    return Phrase("`#\(document.pointer(to: location.node))`")
  }
}
