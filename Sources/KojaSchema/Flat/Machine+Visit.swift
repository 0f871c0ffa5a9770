internal import KojaModel

extension Machine {
  /// Shows every value with every schema that is applied to it and that it satisfies, from a value and its schema on:
  /// where annotations come from (JSON Schema Core 2020-12, 7.7.1). Keys judged as values (`propertyNames`) and what
  /// `not` holds are left out.
  mutating func visit(_ node: Int, _ index: Int, _ body: (Int, Int) -> Void) {
    guard accepts(node, index) else { return }
    let schema = schemas[index]
    let isScoped = enter(schema)
    defer { if isScoped { scope.removeLast() } }
    guard deepen() else { return }
    defer { rise() }
    body(node, index)
    for position in Int(schema.start)..<Int(schema.end) { follow(operations[position], node, body) }
  }

  private mutating func follow(_ operation: Operation, _ node: Int, _ body: (Int, Int) -> Void) {
    let a = Int(operation.a)
    let isMapping = nodes[node].kind == .mapping
    let isSequence = nodes[node].kind == .sequence
    switch operation.code {
    case .members where isMapping:
      for (key, value) in Members(document, node) {
        for schema in schemasOfMember(key, a) { visit(value, schema, body) }
      }
    case .items where isSequence:
      let prefix = Int(words[a]) - 1
      for (position, item) in Elements(document, node).enumerated() {
        let schema = position < prefix ? words[a + 1 + position] + 1 : words[a + prefix + 1]
        if schema > 0 { visit(item, Int(schema) - 1, body) }
      }
    case .contains where isSequence: for item in Elements(document, node) { visit(item, a, body) }
    case .reference: visit(node, a, body)
    case .dynamic: visit(node, dynamicTarget(operation), body)
    case .all, .any, .exactlyOne: for branch in list(a) { visit(node, branch, body) }
    case .choose:
      visit(node, a, body)
      let next = accepts(node, a) ? operation.b : operation.c
      if next > 0 { visit(node, Int(next) - 1, body) }
    case .schemasOfKeys where isMapping:
      for offset in stride(from: a + 1, to: a + 1 + Int(words[a]), by: 2) where has(words[offset], node) {
        visit(node, Int(words[offset + 1]), body)
      }
    case .restOfMembers where isMapping, .restOfItems where isSequence:
      var seen = Seen(children: [Bool](repeating: false, count: Int(nodes[node].count)))
      look(node, Int(operation.b), own: operation.code, &seen)
      let children = isMapping ? document.pairs(node).map(\.value) : document.items(node)
      for (child, isSeen) in zip(children, seen.children) where !isSeen { visit(child, a, body) }
    default: break
    }
  }

  /// The schemas that a table of members has for a key.
  private mutating func schemasOfMember(_ key: Int, _ table: Int) -> [Int] {
    var found: [Int] = []
    if let slot = member(key, table), slot & ~FlatTables.requiredBit != 0 {
      found.append(Int(slot & ~FlatTables.requiredBit) - 1)
    }
    let first = table + FlatTables.slots + (Int(words[table + FlatTables.mask]) + 1) * 2
    for index in 0..<Int(words[table + FlatTables.patterns])
    where isFound(Int(words[first + 2 * index]), in: text(key)) {
      found.append(Int(words[first + 2 * index + 1]))
    }
    let others = words[table + FlatTables.others]
    if found.isEmpty, others != 0, others != FlatTables.refused { found.append(Int(others) - 1) }
    return found
  }
}
