internal import KojaModel

extension SchemaSet {
  /// The fields of a schema, those of mappings behind their mapping, in the order of the schema; through `$ref` and
  /// `allOf`; those of the items of a list are its members. Empty when there is no such schema.
  package func fields(of schemaURI: String) -> [Field] {
    guard let root = index(schemaURI) else { return [] }
    var fields: [Field] = []
    collect(root, path: [], audience: nil, open: [], into: &fields)
    return fields
  }

  /// Whether a record may hold something at a path of keys: a declared field, or anything below a mapping that is open.
  /// True when there is no such schema.
  package func allows(_ path: [String], in schemaURI: String) -> Bool {
    guard var schema = index(schemaURI) else { return true }
    for name in path {
      if let next = program.properties(of: schema)[Key(name)] {
        schema = next
      } else {
        return isOpen(schema)
      }
    }
    return true
  }

  /// Whether a value may be a mapping with keys that are not declared.
  private func isOpen(_ schema: SchemaIndex) -> Bool {
    let kinds = kinds(schema)
    guard kinds.isEmpty || kinds.contains(.object) else { return false }
    return program.facets(of: schema).allSatisfy { facet in
      let location = program.schemas[facet].location
      let document = program.sources[location.source].document
      guard let additional = document.value(AdditionalProperties.name, in: location.node) else { return true }
      return document.boolean(additional) != false
        || document.value(PatternProperties.name, in: location.node) != nil
    }
  }

  private func collect(
    _ schema: SchemaIndex, path: [String], audience: String?, open: Set<SchemaIndex>, into fields: inout [Field]
  ) {
    // A schema inside itself would go on for ever.
    let facets = Set(program.facets(of: schema))
    guard open.isDisjoint(with: facets) else { return }
    let required = requiredKeys(of: schema)
    var seen: Set<Key> = []
    for (name, property) in program.orderedProperties(of: schema) where seen.insert(Key(name)).inserted {
      let path = path + [name]
      let audience = strictest(audience, text("x-audience", property))
      fields.append(
        field(
          property, path: path, audience: audience, open: open.union(facets), isRequired: required.contains(Key(name))))
      collect(property, path: path, audience: audience, open: open.union(facets), into: &fields)
    }
  }

  private func field(
    _ schema: SchemaIndex, path: [String], audience: String?, open: Set<SchemaIndex>, isRequired: Bool
  ) -> Field {
    var members: [Field] = []
    if let items = program.value(Items.name, of: schema).flatMap({ program.index(of: $0) }) {
      collect(items, path: [], audience: audience, open: open.union(program.facets(of: schema)), into: &members)
    }
    return Field(
      path: path, facts: facts(schema), items: itemFacts(schema),
      members: members, label: value("x-label", schema).flatMap { $0.phrase($1) },
      isUnique: flag("x-unique", schema), isImmutable: flag("x-immutable", schema),
      chain: text("x-chain", schema).flatMap(Field.Chain.init(rawValue:)), audience: audience ?? "internal",
      isSearchable: flag("x-search", schema), contains: texts("x-contains", schema),
      column: text("x-column", schema) ?? path.joined(separator: "."),
      isRequired: isRequired, isOpen: kinds(schema) == [.object] && isOpen(schema))
  }

  /// The stricter of two audiences; a word that is none is the strictest.
  private func strictest(_ above: String?, _ own: String?) -> String? {
    func rank(_ audience: String) -> Int {
      Annotations.audiences.firstIndex(of: audience) ?? Annotations.audiences.count
    }
    guard let above, let own else { return own ?? above }
    return rank(own) > rank(above) ? own : above
  }

  private func facts(_ schema: SchemaIndex) -> Field.Facts {
    Field.Facts(
      kinds: kinds(schema), format: text("format", schema), pattern: text("pattern", schema),
      enumValues: enumValues(schema), reference: text("x-ref", schema))
  }

  private func itemFacts(_ schema: SchemaIndex) -> Field.Facts? {
    guard let items = program.value(Items.name, of: schema), let index = program.index(of: items) else { return nil }
    let facts = facts(index)
    return facts.kinds.isDisjoint(with: [.object, .array]) ? facts : nil
  }

  private func kinds(_ schema: SchemaIndex) -> Set<Field.Kind> {
    guard let (document, node) = value(TypeKeyword.name, schema) else { return [] }
    let nodes = document.kind(node) == .sequence ? document.items(node) : [node]
    return Set(nodes.compactMap { document.string($0).flatMap { Field.Kind(rawValue: $0) } })
  }

  private func enumValues(_ schema: SchemaIndex) -> [Field.EnumValue] {
    var labels: [Key: Phrase] = [:]
    for facet in program.facets(of: schema) {
      let location = program.schemas[facet].location
      let document = program.sources[location.source].document
      let own = document.value("x-enum-labels", in: location.node).map { document.phrases($0) } ?? []
      let given = (enumLabels[program.path(location)] ?? [:]).map { (value: $0.key, label: $0.value) }
      for (value, label) in own + given where labels[Key(value)] == nil { labels[Key(value)] = label }
    }
    if let (document, node) = value(EnumKeyword.name, schema) {
      return document.items(node).compactMap { document.text($0) }
        .map { Field.EnumValue(value: $0, label: labels[Key($0)]) }
    }
    guard let (document, node) = value(ConstKeyword.name, schema), let text = document.text(node) else { return [] }
    return [Field.EnumValue(value: text, label: labels[Key(text)])]
  }

  private func requiredKeys(of schema: SchemaIndex) -> Set<Key> {
    Set(
      program.facets(of: schema).flatMap { facet -> [Key] in
        let location = program.schemas[facet].location
        let document = program.sources[location.source].document
        guard let node = document.value(Required.name, in: location.node) else { return [] }
        return document.items(node).compactMap { document.string($0) }.map { Key($0) }
      })
  }

  private func value(_ keyword: String, _ schema: SchemaIndex) -> (document: Document, node: NodeIndex)? {
    program.value(keyword, of: schema).map { (program.sources[$0.source].document, $0.node) }
  }

  private func text(_ keyword: String, _ schema: SchemaIndex) -> String? {
    value(keyword, schema).flatMap { $0.string($1) }
  }

  private func texts(_ keyword: String, _ schema: SchemaIndex) -> [String] {
    value(keyword, schema).map { document, node in document.items(node).compactMap { document.string($0) } } ?? []
  }

  private func flag(_ keyword: String, _ schema: SchemaIndex) -> Bool {
    value(keyword, schema).flatMap { $0.boolean($1) } ?? false
  }
}
