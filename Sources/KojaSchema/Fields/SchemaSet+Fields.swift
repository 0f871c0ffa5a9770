internal import KojaModel

extension SchemaSet {
  /// The fields of a schema, those of mappings behind their mapping, in the order of the schema; through `$ref` and
  /// `allOf`; those of the items of a list are its members. Empty when there is no such schema.
  package func fields(of schemaURI: String) -> [Field] {
    guard let root = texts.location(schemaURI) else { return [] }
    var fields: [Field] = []
    collect(Facets(root, texts), path: [], audience: nil, open: [], into: &fields)
    return fields
  }

  /// Whether a record may hold something at a path of keys: a declared field, or anything below a mapping that is open.
  /// True when there is no such schema.
  package func allows(_ path: [String], in schemaURI: String) -> Bool {
    guard let root = texts.location(schemaURI) else { return true }
    var facets = Facets(root, texts)
    for name in path {
      guard let next = facets.properties.first(where: { $0.name.sameBytes(as: name) }) else { return isOpen(facets) }
      facets = Facets(next.schema, texts)
    }
    return true
  }

  /// Whether a value may be a mapping with keys that are not declared.
  private func isOpen(_ facets: Facets) -> Bool {
    let kinds = kinds(facets)
    guard kinds.isEmpty || kinds.contains(.object) else { return false }
    return facets.locations.allSatisfy { location in
      let document = facets.document(location)
      guard let additional = document.value(AdditionalProperties.name, in: location.node) else { return true }
      return document.boolean(additional) != false
        || document.value(PatternProperties.name, in: location.node) != nil
    }
  }

  private func collect(
    _ facets: Facets, path: [String], audience: String?, open: Set<Location>, into fields: inout [Field]
  ) {
    // A schema inside itself would go on for ever.
    guard open.isDisjoint(with: facets.locations) else { return }
    let open = open.union(facets.locations)
    let required = requiredKeys(facets)
    var seen: Set<Key> = []
    for (name, property) in facets.properties where seen.insert(Key(name)).inserted {
      let (path, property) = (path + [name], Facets(property, texts))
      let audience = strictest(audience, property.text("x-audience"))
      fields.append(
        field(property, path: path, audience: audience, open: open, isRequired: required.contains(Key(name))))
      collect(property, path: path, audience: audience, open: open, into: &fields)
    }
  }

  private func field(
    _ facets: Facets, path: [String], audience: String, open: Set<Location>, isRequired: Bool
  ) -> Field {
    let items = facets.value(Items.name).map { Facets($0, texts) }
    var members: [Field] = []
    if let items {
      collect(items, path: [], audience: audience, open: open.union(facets.locations), into: &members)
    }
    return Field(
      path: path, facts: facts(facets), items: items.flatMap(itemFacts),
      members: members, rows: rows(items, audience: audience, open: open.union(facets.locations)),
      label: facets.value("x-label").flatMap { facets.document($0).phrase($0.node) },
      isUnique: facets.flag("x-unique"), isImmutable: facets.flag("x-immutable"), isPast: facets.flag("x-past"),
      notBefore: facets.text("x-not-before"), inForce: facets.text("x-in-force"),
      schemaField: facets.text("x-schema"), preset: preset(facets),
      chain: facets.text("x-chain").flatMap(Field.Chain.init(rawValue:)), audience: audience,
      isSearchable: facets.flag("x-search"), contains: facets.texts("x-contains"),
      names: facets.texts("x-names"), inside: inside(facets),
      column: facets.text("x-column") ?? path.joined(separator: "."),
      isRequired: isRequired, isOpen: kinds(facets) == [.object] && isOpen(facets),
      hasOpenItems: items.map { kinds($0) == [.object] && isOpen($0) } ?? false,
      openFacts: openFacts((kinds(facets).contains(.array) ? items : nil) ?? facets))
  }

  /// The items of a list that are lists themselves.
  private func rows(_ items: Facets?, audience: String, open: Set<Location>) -> [Field] {
    guard let items, kinds(items) == [.array], open.isDisjoint(with: items.locations) else { return [] }
    return [
      field(items, path: [], audience: strictest(audience, items.text("x-audience")), open: open, isRequired: false)
    ]
  }

  /// What holds for values of keys that are not declared, one mapping below the other; nothing more where the schema says
  /// different things of different keys.
  private func openFacts(_ facets: Facets) -> [Field.Facts] {
    var (levels, facets, seen): ([Field.Facts], Facets, Set<Location>) = ([], facets, [])
    while levels.count < 8, seen.isDisjoint(with: facets.locations) {
      seen.formUnion(facets.locations)
      let schemas = undeclared(facets).map { Facets($0, texts) }
      guard let first = schemas.first, schemas.allSatisfy({ facts($0).isSame(as: facts(first)) }) else { break }
      levels.append(facts(first))
      facets = first
    }
    return levels
  }

  /// The schemas of keys that are not declared.
  private func undeclared(_ facets: Facets) -> [Location] {
    var schemas = [facets.value(AdditionalProperties.name)].compactMap { $0 }
    if let patterns = facets.value(PatternProperties.name) {
      schemas += facets.document(patterns).pairs(patterns.node).map {
        Location(source: patterns.source, node: $0.value)
      }
    }
    return schemas.filter { facets.document($0).kind($0.node) == .mapping }
  }

  private func preset(_ facets: Facets) -> Value? {
    facets.value("default").map { facets.document($0).value(of: $0.node) }
  }

  private func inside(_ facets: Facets) -> Field.Inside? {
    guard let value = facets.value("x-inside") else { return nil }
    let document = facets.document(value)
    func text(_ key: String) -> String? { document.value(key, in: value.node).flatMap { document.text($0) } }
    return text("collection").map { Field.Inside(collection: $0, margin: text("margin").flatMap { Double($0) } ?? 0) }
  }

  /// The stricter of two audiences; a word that is none is the strictest. What says nothing is for the offices, so that
  /// nothing becomes public by what stands around it.
  private func strictest(_ above: String?, _ own: String?) -> String {
    func rank(_ audience: String) -> Int {
      Annotations.audiences.firstIndex(of: audience) ?? Annotations.audiences.count
    }
    let own = own ?? "internal"
    return above.map { rank($0) > rank(own) ? $0 : own } ?? own
  }

  private func facts(_ facets: Facets) -> Field.Facts {
    Field.Facts(
      kinds: kinds(facets), format: facets.text("format"), pattern: facets.text("pattern"),
      enumValues: enumValues(facets), reference: facets.text("x-ref"))
  }

  private func itemFacts(_ items: Facets) -> Field.Facts? {
    let facts = facts(items)
    return facts.kinds.isDisjoint(with: [.object, .array]) ? facts : nil
  }

  private func kinds(_ facets: Facets) -> Set<Field.Kind> {
    guard let value = facets.value(TypeKeyword.name) else { return [] }
    let document = facets.document(value)
    let nodes = document.kind(value.node) == .sequence ? document.items(value.node) : [value.node]
    return Set(nodes.compactMap { document.string($0).flatMap { Field.Kind(rawValue: $0) } })
  }

  private func enumValues(_ facets: Facets) -> [Field.EnumValue] {
    let list = facets.value(EnumKeyword.name)
    guard let value = list ?? facets.value(ConstKeyword.name) else { return [] }
    let document = facets.document(value)
    let labels = labels(facets)
    return (list == nil ? [value.node] : document.items(value.node)).compactMap { document.text($0) }
      .map { Field.EnumValue(value: $0, label: labels[Key($0)]) }
  }

  private func labels(_ facets: Facets) -> [Key: Phrase] {
    var labels: [Key: Phrase] = [:]
    for location in facets.locations {
      let document = facets.document(location)
      let own = document.value("x-enum-labels", in: location.node).map { document.phrases($0) } ?? []
      let given = enumLabels(texts.path(location)).map { (value: $0.key, label: $0.value) }
      for (value, label) in own + given where labels[Key(value)] == nil { labels[Key(value)] = label }
    }
    return labels
  }

  private func requiredKeys(_ facets: Facets) -> Set<Key> {
    Set(
      facets.locations.flatMap { location -> [Key] in
        let document = facets.document(location)
        guard let node = document.value(Required.name, in: location.node) else { return [] }
        return document.items(node).compactMap { document.string($0) }.map { Key($0) }
      })
  }
}
