internal import KojaModel

/// Members and items of a value.
extension Machine {
  /// One walk over a mapping for `properties`, `patternProperties`, `additionalProperties` and `required`.
  mutating func members(_ node: Int, _ table: Int) -> Bool {
    let others = words[table + FlatTables.others]
    var missing = words[table + FlatTables.required]
    let hasPatterns = words[table + FlatTables.patterns] > 0
    var key = node + 1
    let end = Int(nodes[node].next)
    while key < end {
      let value = key + 1
      var isKnown = false
      if let slot = member(key, table) {
        if slot & FlatTables.requiredBit != 0 { missing &-= 1 }
        let schema = slot & ~FlatTables.requiredBit
        if schema != 0 {
          isKnown = true
          if !accepts(value, Int(schema) - 1) { return false }
        }
      }
      if hasPatterns {
        let first = table + FlatTables.slots + (Int(words[table + FlatTables.mask]) + 1) * 2
        for index in 0..<Int(words[table + FlatTables.patterns])
        where isFound(Int(words[first + 2 * index]), in: text(key)) {
          isKnown = true
          if !accepts(value, Int(words[first + 2 * index + 1])) { return false }
        }
        if trouble != nil { return false }
      }
      if !isKnown, others != 0, others == FlatTables.refused || !accepts(value, Int(others) - 1) { return false }
      key = Int(nodes[value].next)
    }
    // Keys of a mapping are unique, so counting is enough.
    return missing == 0
  }

  /// The items of a sequence: `prefixItems`, then `items`.
  mutating func items(_ node: Int, _ list: Int) -> Bool {
    let prefix = Int(words[list]) - 1
    let others = words[list + prefix + 1]
    var item = node + 1
    var position = 0
    let end = Int(nodes[node].next)
    while item < end {
      if position < prefix {
        if !accepts(item, Int(words[list + 1 + position])) { return false }
      } else {
        guard others != 0 else { return true }
        if !accepts(item, Int(others) - 1) { return false }
      }
      position &+= 1
      item = Int(nodes[item].next)
    }
    return true
  }

  /// How many items satisfy a schema.
  mutating func matches(_ node: Int, _ schema: Int) -> Int {
    var count = 0
    var item = node + 1
    let end = Int(nodes[node].next)
    while item < end {
      if accepts(item, schema) { count &+= 1 }
      item = Int(nodes[item].next)
    }
    return count
  }

  /// Whether all keys satisfy a schema.
  mutating func names(_ node: Int, _ schema: Int) -> Bool {
    var key = node + 1
    let end = Int(nodes[node].next)
    while key < end {
      if !accepts(key, schema) { return false }
      key = Int(nodes[key + 1].next)
    }
    return true
  }

  /// Whether a mapping has a key.
  func has(_ symbol: UInt32, _ node: Int) -> Bool {
    var key = node + 1
    let end = Int(nodes[node].next)
    while key < end {
      if self.symbol(key) == symbol { return true }
      key = Int(nodes[key + 1].next)
    }
    return false
  }

  /// `dependentRequired`.
  func needs(_ node: Int, _ list: Int) -> Bool {
    var offset = list + 1
    let end = list + 1 + Int(words[list])
    while offset < end {
      let count = Int(words[offset + 1])
      if has(words[offset], node) {
        for index in 0..<count where !has(words[offset + 2 + index], node) { return false }
      }
      offset += 2 + count
    }
    return true
  }

  /// `dependentSchemas`.
  mutating func schemasOfKeys(_ node: Int, _ list: Int) -> Bool {
    var offset = list + 1
    let end = list + 1 + Int(words[list])
    while offset < end {
      if has(words[offset], node), !accepts(node, Int(words[offset + 1])) { return false }
      offset += 2
    }
    return true
  }
}
