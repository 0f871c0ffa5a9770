internal import KojaCivic
internal import KojaModel
internal import KojaSchema
internal import KojaYAML

/// The place in a record that a person names: a field, or a part of an item of a list.
///
/// Items go by their position from 0 (`attachments.0.kind`) or by what one of their keys holds
/// (`attachments.name:foto.jpg.kind`; the beginning will do where it fits one item only). Every form is usable without
/// quoting in a shell.
struct FieldTarget {
  /// What the schema says about it.
  let field: Field
  /// Keys and positions from the root of the record.
  let path: [String]
  /// The field of the record that it belongs to: itself, or the list.
  let top: Field
  /// Whether it is one item of a list of values.
  let isItem: Bool
}

extension FieldTyping {
  /// The place that a person names in a record. Throws a usage failure that says which part is wrong.
  ///
  /// - Parameter lent: The parts that other records say this one has, see ``LentSchema``.
  func target(_ typed: String, in document: Document?, lent: () -> [Field] = { [] }) throws(Failure) -> FieldTarget {
    if let field = Self.find(typed, among: collection.fields) {
      return FieldTarget(field: field, path: field.path, top: field, isItem: false)
    }
    if let open = OpenPath(typed, among: collection.fields) {
      if let lent = try lentField(open, lent()) {
        return FieldTarget(field: lent, path: lent.path, top: open.mapping, isItem: false)
      }
      let path = try open.path(below: [], in: document)
      return FieldTarget(field: open.field, path: path, top: open.mapping, isItem: false)
    }
    guard let (list, rest) = Self.list(typed, among: collection.fields) else {
      let field = try field(typed)
      return FieldTarget(field: field, path: field.path, top: field, isItem: false)
    }
    return try inside(list, list.path, rest, top: list, typed, document)
  }

  /// The list that a typed path begins with, and what follows.
  private static func list(_ typed: String, among fields: [Field]) -> (list: Field, rest: Substring)? {
    for dot in typed.indices where typed[dot] == "." {
      let name = String(typed[..<dot])
      guard let field = find(name, among: fields), field.isList else { continue }
      return (field, typed[typed.index(after: dot)...])
    }
    return nil
  }

  /// One item of a list, and a part of it where more follows.
  private func inside(
    _ list: Field, _ path: [String], _ rest: Substring, top: Field, _ typed: String, _ document: Document?
  ) throws(Failure) -> FieldTarget {
    let name = String(typed[..<rest.startIndex].dropLast())
    let node = document.flatMap { $0.node(at: path) }
    let count = node.flatMap { node in document.map { $0.items(node).count } } ?? 0
    let (index, after) = try position(rest, in: list, name, document, node, count: count)
    let place = path + [String(index)]
    if let row = list.rows.first {
      guard !after.isEmpty else { return FieldTarget(field: row, path: place, top: top, isItem: false) }
      return try inside(row, place, after.dropFirst(), top: top, typed, document)
    }
    guard !after.isEmpty else { return FieldTarget(field: list, path: place, top: top, isItem: true) }
    guard list.items == nil else {
      throw Failure(
        .usage, Phrase(id: "butir `\(name)` tidak punya bagian", en: "the items of `\(name)` have no parts"),
        hint: Phrase(id: "tulis `\(name).\(index)=…`", en: "write `\(name).\(index)=…`"))
    }
    let part = String(after.dropFirst())
    if Self.find(part, among: list.members) == nil, let (inner, more) = Self.list(part, among: list.members) {
      let more = typed[typed.index(typed.endIndex, offsetBy: -more.count)...]
      return try inside(inner, place + inner.path, more, top: top, typed, document)
    }
    if let open = OpenPath(part, among: list.members, ofItemsOf: list) {
      return FieldTarget(field: open.field, path: try open.path(below: place, in: document), top: top, isItem: false)
    }
    let member = try Self.pick(part, among: list.members, of: "\(name).\(index)")
    return FieldTarget(field: member, path: place + member.path, top: top, isItem: false)
  }

  /// The position of the item that a path goes on with, and what follows it: nothing, or from the next dot.
  private func position(
    _ rest: Substring, in list: Field, _ name: String, _ document: Document?, _ node: NodeIndex?, count: Int
  ) throws(Failure) -> (index: Int, after: Substring) {
    let step = rest.prefix { $0 != "." }
    if !step.isEmpty, step.allSatisfy({ $0.isASCII && $0.isNumber }) {
      guard let index = Int(step), index < count else {
        throw Failure(
          .usage,
          count == 0
            ? Phrase(id: "`\(name)` masih kosong", en: "`\(name)` is empty")
            : Phrase(
              id: "`\(name)` hanya punya \(count) butir, dari 0 sampai \(count - 1)",
              en: "`\(name)` has \(count) \(count == 1 ? "item" : "items") only, from 0 to \(count - 1)"),
          hint: Phrase(id: "`\(name)+=…` menambah butir", en: "`\(name)+=…` adds an item"))
      }
      return (index, rest.dropFirst(step.count))
    }
    guard let colon = rest.firstIndex(of: ":"), list.items == nil else { throw noSelector(list, name) }
    let key = try Self.pick(String(rest[..<colon]), among: list.members, of: name)
    let values =
      node.flatMap { node in
        document.map { document in
          document.items(node).map { item in document.node(at: key.path, from: item).flatMap { document.text($0) } }
        }
      } ?? []
    return try match(rest[rest.index(after: colon)...], key, values, name)
  }

  /// The one item whose key holds what follows the colon: as it is, else its beginning.
  private func match(_ rest: Substring, _ key: Field, _ values: [String?], _ name: String) throws(Failure) -> (
    index: Int, after: Substring
  ) {
    func fits(_ value: String?) -> Bool {
      guard let value, !value.isEmpty, rest.utf8.starts(with: value.utf8) else { return false }
      let after = rest.utf8.dropFirst(value.utf8.count)
      return after.isEmpty || after.first == UInt8(ascii: ".")
    }
    let label = { (text: Substring) in
      key.scalar.enumValues.first { $0.label?.matches(String(text)) ?? false }?.value
    }
    let step = rest.prefix { $0 != "." }
    var length = 0
    var found = values.indices.filter { fits(values[$0]) }
    if let first = found.max(by: { (values[$0] ?? "").utf8.count < (values[$1] ?? "").utf8.count }) {
      length = (values[first] ?? "").count
      found = found.filter { (values[$0] ?? "").sameBytes(as: values[first] ?? "") }
    } else {
      let wanted = label(step) ?? String(step)
      found = wanted.isEmpty ? [] : values.indices.filter { values[$0]?.utf8.starts(with: wanted.utf8) ?? false }
      length = step.count
    }
    if found.count == 1 { return (found[0], rest.dropFirst(length)) }
    let isOpen = !key.isClosed
    let there = isOpen ? values.compactMap { $0 }.prefix(8).joined(separator: ", ") : ""
    throw Failure(
      .usage,
      found.isEmpty
        ? Phrase(
          id: "tidak ada butir `\(name)` dengan `\(key.name)` \(step)",
          en: "no item of `\(name)` has the `\(key.name)` \(step)")
        : Phrase(
          id: "\(found.count) butir `\(name)` cocok dengan `\(key.name):\(step)`",
          en: "\(found.count) items of `\(name)` fit `\(key.name):\(step)`"),
      hint: found.isEmpty
        ? there.isEmpty ? nil : Phrase(id: "yang ada: \(there)", en: "there are: \(there)")
        : Phrase(
          id: "sebutkan urutannya: \(found.map { "`\(name).\($0)`" }.joined(separator: ", "))",
          en: "name its position: \(found.map { "`\(name).\($0)`" }.joined(separator: ", "))"))
  }

  private func noSelector(_ list: Field, _ name: String) -> Failure {
    let key = list.members.first?.name
    let selected = key.map { ", `\(name).\($0):…`" } ?? ""
    return Failure(
      .usage,
      Phrase(id: "`\(name)` adalah daftar: butir mana?", en: "`\(name)` is a list: which item?"),
      hint: Phrase(
        id: "tulis `\(name).0`\(selected); `\(name)+=…` menambah butir",
        en: "write `\(name).0`\(selected); `\(name)+=…` adds an item"))
  }
}

extension FieldTyping {
  /// The edits that an assignment asks for at its place in a record; none where there is nothing to do.
  func edits(_ assignment: Assignment, at target: FieldTarget, in document: Document?) throws(Failure) -> [YAMLEdit] {
    let (field, name) = (target.field, assignment.field)
    switch assignment.kind {
    case .set(let text):
      let value = target.isItem ? try item(text, for: field, as: name) : try value(text, for: field, as: name)
      return [.set(path: target.path, value: value)]
    case .remove:
      let isThere = document.map { $0.node(at: target.path) != nil } ?? true
      return isThere ? [.remove(path: document?.emptied(by: target.path) ?? target.path)] : []
    case .append(let text):
      try requireList(target, name)
      return [.append(path: target.path, value: try item(text, for: field, as: name))]
    case .drop(let text):
      try requireList(target, name)
      return try drop(text, target, name, document)
    }
  }

  private func requireList(_ target: FieldTarget, _ name: String) throws(Failure) {
    // What the schema says nothing of may be a list.
    guard !target.field.isList && !target.field.kinds.isEmpty || target.isItem else { return }
    throw Failure(
      .usage, Phrase(id: "`\(name)` bukan daftar", en: "`\(name)` is not a list"),
      hint: Phrase(id: "pakai `\(name)=…`", en: "use `\(name)=…`"))
  }

  /// Takes the items of a list out that have a value; the list goes with its last item.
  private func drop(_ text: String, _ target: FieldTarget, _ name: String, _ document: Document?) throws(Failure)
    -> [YAMLEdit]
  {
    guard let document, let list = document.node(at: target.path) else { return [] }
    let wanted = Document(try item(text, for: target.field, as: name))
    let items = document.items(list)
    let found = items.indices.filter { document.isSame(items[$0], as: Document.root, in: wanted) }
    guard !found.isEmpty else {
      throw Failure(
        .usage,
        Phrase(id: "`\(name)` tidak memuat `\(text)`", en: "`\(name)` does not hold `\(text)`"),
        hint: Suggestion.nearest(to: text, among: items.compactMap { document.text($0) }).map {
          Suggestion.question($0)
        })
    }
    if found.count == items.count { return [.remove(path: target.path)] }
    return found.reversed().map { .remove(path: target.path + [String($0)]) }
  }
}

extension Document {
  /// What goes where a field is taken out: with its last part a mapping goes, too.
  func emptied(by path: [String]) -> [String] {
    var path = path
    while path.count > 1, let parent = node(at: path.dropLast()), kind(parent) == .mapping, pairs(parent).count == 1 {
      path.removeLast()
    }
    return path
  }
}
