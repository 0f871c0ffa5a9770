internal import KojaModel

/// What a value is to be after an edit, computed without looking at the text.
struct Intention {
  /// The edit.
  let edit: YAMLEdit
  /// The key of the root before which new keys go.
  let lastKey: String?

  /// The value after the edit, or why there is none.
  func applied(to root: Value) throws(EditRefusal) -> Value {
    guard !edit.path.isEmpty else {
      throw EditRefusal(Phrase(id: "jalur ubahan kosong", en: "the path of the edit is empty"))
    }
    return try change(root, depth: 0)
  }

  private func change(_ value: Value, depth: Int) throws(EditRefusal) -> Value {
    if depth == edit.path.count { return try changeHere(value) }
    let step = edit.path[depth]
    switch value {
    case .object(var members):
      let place = members.firstIndex { $0.name.sameBytes(as: step) }
      if case .remove = edit, depth == edit.path.count - 1 {
        guard let place else { throw missing(depth) }
        members.remove(at: place)
      } else if case .rename(_, let name) = edit, depth == edit.path.count - 1 {
        guard let place else { throw missing(depth) }
        guard !members.contains(where: { $0.name.sameBytes(as: name) }) else { throw taken(name, depth) }
        members[place].name = name
      } else if let place {
        members[place].value = try change(members[place].value, depth: depth + 1)
      } else {
        let member = Value.Member(step, try made(depth + 1))
        let last = depth == 0 ? lastKey.flatMap { key in members.firstIndex { $0.name.sameBytes(as: key) } } : nil
        members.insert(member, at: last ?? members.count)
      }
      return .object(members)
    case .array(var items):
      guard let place = Int(step), place >= 0, place <= items.count else { throw missing(depth) }
      if case .remove = edit, depth == edit.path.count - 1 {
        guard place < items.count else { throw missing(depth) }
        items.remove(at: place)
      } else if place < items.count {
        items[place] = try change(items[place], depth: depth + 1)
      } else {
        items.append(try made(depth + 1))
      }
      return .array(items)
    case .null: return .object([Value.Member(step, try made(depth + 1))])
    default:
      throw EditRefusal(
        Phrase(
          id: "`\(name(depth))` bukan objek, jadi tidak punya `\(step)`",
          en: "`\(name(depth))` is no object, so it has no `\(step)`"))
    }
  }

  /// A value that was not there, with the parents that the path names.
  private func made(_ depth: Int) throws(EditRefusal) -> Value {
    switch edit {
    case .remove, .rename: throw missing(depth)
    case .set, .append: break
    }
    var value = try changeHere(.null)
    for step in edit.path[depth...].reversed() { value = .object([Value.Member(step, value)]) }
    return value
  }

  private func changeHere(_ value: Value) throws(EditRefusal) -> Value {
    switch (edit, value) {
    case (.set(_, let new), _): return new
    case (.append(_, let item), .null): return .array([item])
    case (.append(_, let item), .array(let items)): return .array(items + [item])
    case (.append, _):
      throw EditRefusal(
        Phrase(id: "`\(name(edit.path.count))` bukan daftar", en: "`\(name(edit.path.count))` is no list"))
    case (.remove, _), (.rename, _): throw missing(edit.path.count)
    }
  }

  private func taken(_ name: String, _ depth: Int) -> EditRefusal {
    let full = (edit.path.prefix(depth) + [name]).joined(separator: ".")
    return EditRefusal(Phrase(id: "`\(full)` sudah ada", en: "`\(full)` is there already"))
  }

  private func missing(_ depth: Int) -> EditRefusal {
    let name = name(min(depth + 1, edit.path.count))
    return EditRefusal(Phrase(id: "`\(name)` tidak ada", en: "there is no `\(name)`"))
  }

  private func name(_ depth: Int) -> String { edit.path.prefix(depth).joined(separator: ".") }
}
