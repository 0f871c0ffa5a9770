internal import KojaModel

/// `unevaluatedProperties` and `unevaluatedItems`: what no other keyword has looked at.
extension Machine {
  /// Which members or items of a value, by position, are looked at by a schema that the value satisfies (JSON Schema Core
  /// 2020-12, 11). Followed only where an operation asks, so that others pay nothing for it.
  ///
  /// - Parameter isLenient: Where no alternative is satisfied all of them count: that has a finding of its own.
  struct Seen {
    var children: [Bool]
    var isLenient = false
  }

  /// Whether all that nothing else has looked at satisfies the schema of an operation.
  mutating func rest(_ node: Int, _ operation: Operation) -> Bool {
    var seen = Seen(children: [Bool](repeating: false, count: Int(nodes[node].count)))
    look(node, Int(operation.b), own: operation.code, &seen)
    var position = 0
    var child = node + 1
    let end = Int(nodes[node].next)
    while child < end {
      let value = nodes[node].kind == .mapping ? child + 1 : child
      if !seen.children[position], !accepts(value, Int(operation.a)) { return false }
      position += 1
      child = Int(nodes[value].next)
    }
    return true
  }

  /// Notes what a schema looks at. `own` is the operation that asks: it does not see for itself.
  mutating func look(_ node: Int, _ index: Int, own: Operation.Code? = nil, _ seen: inout Seen) {
    let schema = schemas[index]
    let isScoped = enter(schema)
    defer { if isScoped { scope.removeLast() } }
    guard deepen() else { return }
    defer { rise() }
    for position in Int(schema.start)..<Int(schema.end) {
      let operation = operations[position]
      let a = Int(operation.a)
      switch operation.code {
      case .members: lookAtMembers(node, a, &seen)
      case .items: lookAtItems(node, a, &seen)
      case .contains: if nodes[node].kind == .sequence { lookAtMatches(node, a, &seen) }
      case .restOfMembers, .restOfItems:
        let isAsked = nodes[node].kind == (operation.code == .restOfMembers ? .mapping : .sequence)
        if operation.code != own, isAsked { seen.children = seen.children.map { _ in true } }
      case .reference: look(node, a, &seen)
      case .dynamic: look(node, dynamicTarget(operation), &seen)
      case .all: for branch in list(a) { look(node, branch, &seen) }
      case .any, .exactlyOne:
        let branches = list(a)
        let right = branches.filter { accepts(node, $0) }
        for branch in right.isEmpty && seen.isLenient ? branches : right { look(node, branch, &seen) }
      case .choose:
        if accepts(node, a) {
          look(node, a, &seen)
          if operation.b > 0 { look(node, Int(operation.b) - 1, &seen) }
        } else if operation.c > 0 {
          look(node, Int(operation.c) - 1, &seen)
        }
      case .schemasOfKeys:
        guard nodes[node].kind == .mapping else { continue }
        for offset in stride(from: a + 1, to: a + 1 + Int(words[a]), by: 2) where has(words[offset], node) {
          look(node, Int(words[offset + 1]), &seen)
        }
      default: break
      }
    }
  }

  /// A list of numbers.
  func list(_ start: Int) -> [Int] { (0..<Int(words[start])).map { Int(words[start + 1 + $0]) } }

  private mutating func lookAtMembers(_ node: Int, _ table: Int, _ seen: inout Seen) {
    guard nodes[node].kind == .mapping else { return }
    let first = table + FlatTables.slots + (Int(words[table + FlatTables.mask]) + 1) * 2
    var key = node + 1
    for position in seen.children.indices {
      let isDeclared = member(key, table).map { $0 & ~FlatTables.requiredBit != 0 } ?? false
      let isSeen =
        isDeclared || words[table + FlatTables.others] != 0
        || (0..<Int(words[table + FlatTables.patterns])).contains {
          isFound(Int(words[first + 2 * $0]), in: text(key))
        }
      if isSeen { seen.children[position] = true }
      key = Int(nodes[key + 1].next)
    }
  }

  private func lookAtItems(_ node: Int, _ list: Int, _ seen: inout Seen) {
    guard nodes[node].kind == .sequence else { return }
    let prefix = Int(words[list]) - 1
    let hasOthers = words[list + prefix + 1] != 0
    for position in seen.children.indices where hasOthers || position < prefix { seen.children[position] = true }
  }

  private mutating func lookAtMatches(_ node: Int, _ schema: Int, _ seen: inout Seen) {
    var item = node + 1
    for position in seen.children.indices {
      if accepts(item, schema) { seen.children[position] = true }
      item = Int(nodes[item].next)
    }
  }
}
