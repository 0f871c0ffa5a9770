internal import KojaModel

/// Takes the replacement of a whole object or list apart, so that comments beside what stays the same survive.
enum EditPieces {
  /// Edits that together do what a `set` over a collection means; the edit itself where there is nothing to take apart.
  static func of(_ edit: YAMLEdit, in document: Document) -> [YAMLEdit] {
    guard case .set(let path, let new) = edit, let node = document.node(at: path), !path.isEmpty else { return [edit] }
    let old = document.value(of: node)
    var pieces: [YAMLEdit] = []
    collect(from: old, to: new, at: path, into: &pieces)
    return isSame(pieces, as: new, on: old, dropping: path.count) ? pieces : [edit]
  }

  private static func collect(from old: Value, to new: Value, at path: [String], into pieces: inout [YAMLEdit]) {
    guard !old.isSame(as: new) else { return }
    switch (old, new) {
    case (.object(let before), .object(let after)) where !before.isEmpty && !after.isEmpty:
      for member in before where new[member.name] == nil { pieces.append(.remove(path: path + [member.name])) }
      for member in after {
        if let value = old[member.name] {
          collect(from: value, to: member.value, at: path + [member.name], into: &pieces)
        } else {
          pieces.append(.set(path: path + [member.name], value: member.value))
        }
      }
    case (.array(let before), .array(let after)) where !before.isEmpty && !after.isEmpty:
      let common = min(before.count, after.count)
      for index in (common..<before.count).reversed() { pieces.append(.remove(path: path + [String(index)])) }
      for index in 0..<common {
        collect(from: before[index], to: after[index], at: path + [String(index)], into: &pieces)
      }
      for item in after[common...] { pieces.append(.append(path: path, value: item)) }
    default: pieces.append(.set(path: path, value: new))
    }
  }

  /// Whether the pieces, applied to the old value alone, give the new one with its order.
  private static func isSame(_ pieces: [YAMLEdit], as new: Value, on old: Value, dropping depth: Int) -> Bool {
    guard pieces.count > 1 || pieces.first.map({ $0.path.count > depth }) ?? false else { return false }
    var value = Value.object([.init("", old)])
    for piece in pieces {
      let path = [""] + piece.path.dropFirst(depth)
      let edit: YAMLEdit =
        switch piece {
        case .set(_, let value): .set(path: path, value: value)
        case .append(_, let value): .append(path: path, value: value)
        case .remove: .remove(path: path)
        case .rename(_, let name): .rename(path: path, to: name)
        }
      guard let next = try? Intention(edit: edit, lastKey: nil).applied(to: value) else { return false }
      value = next
    }
    return value[""]?.isSame(as: new) ?? false
  }
}
