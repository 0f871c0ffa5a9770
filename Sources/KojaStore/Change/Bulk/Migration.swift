package import KojaModel
internal import KojaCivic
internal import KojaYAML

/// How records get from an older schema to the present one: data, `schemas/<collection>/migrations/<name>.yaml`.
package struct Migration: Sendable {
  /// One step over a record.
  enum Step: Sendable {
    case rename(from: [String], to: [String])
    case values(field: [String], map: [(old: String, new: Value)])
    case `default`(field: [String], value: Value)
    case remove(field: [String])
  }

  /// The file's name without `.yaml`.
  package let name: String
  /// What it is for.
  package let label: Phrase
  let steps: [Step]

  /// Reads a file that has passed its meta-schema.
  init(name: String, _ document: Document) {
    self.name = name
    label = document.phrase(document.value("label"), default: name)
    let items = document.value("steps").map { document.items($0) } ?? []
    steps = items.compactMap { item in
      guard let (key, node) = document.pairs(item).first else { return nil }
      func path(_ key: String) -> [String] {
        let text = document.value(key, in: node).flatMap { document.text($0) } ?? ""
        return text.split(separator: ".").map(String.init)
      }
      switch document.text(key) {
      case "rename": return .rename(from: path("from"), to: path("to"))
      case "values":
        let map = document.value("map", in: node).map { document.pairs($0) } ?? []
        return .values(
          field: path("field"), map: map.map { (document.text($0.key) ?? "", document.value(of: $0.value)) })
      case "default":
        return document.value("value", in: node).map { .default(field: path("field"), value: document.value(of: $0)) }
      case "remove": return .remove(field: path("field"))
      default: return nil
      }
    }
  }

  /// The migrations of a collection in the order of their names.
  package static func all(of collection: Collection, in store: Store) throws(Failure) -> [Migration] {
    let folder = "schemas/\(collection.name)/migrations"
    guard store.files.isFolder(folder) else { return [] }
    var found: [Migration] = []
    for entry in store.files.walk(folder, stamps: false) where entry.kind == .file && entry.path.hasSuffix(".yaml") {
      found.append(Migration(name: Record.id(ofPath: entry.path), try store.read(entry.path).document))
    }
    return found
  }

  /// The edits that a step asks for in a record; none where it does not need it.
  func edits(_ step: Step, _ document: Document) -> [YAMLEdit] {
    switch step {
    case .rename(let from, let to):
      guard let node = document.node(at: from) else { return [] }
      let isBeside = from.count == to.count && zip(from, to).dropLast().allSatisfy { $0.sameBytes(as: $1) }
      if isBeside { return [.rename(path: from, to: to.last ?? "")] }
      return [.set(path: to, value: document.value(of: node)), .remove(path: from)]
    case .values(let field, let map):
      guard let node = document.node(at: field) else { return [] }
      let items = document.kind(node) == .sequence ? document.items(node) : [node]
      return items.enumerated().compactMap { index, item in
        guard let text = document.text(item), let new = map.first(where: { $0.old.sameBytes(as: text) })?.new,
          !new.isSame(as: document.value(of: item))
        else { return nil }
        return .set(path: document.kind(node) == .sequence ? field + [String(index)] : field, value: new)
      }
    case .default(let field, let value):
      return document.node(at: field) == nil ? [.set(path: field, value: value)] : []
    case .remove(let field): return document.node(at: field) == nil ? [] : [.remove(path: field)]
    }
  }
}

extension ChangeDesk {
  /// Plans migrations, one after the other, for all records of a collection; nil where none needs them.
  package func migrate(_ migrations: [Migration], _ collection: Collection, note: String?) throws(Failure) -> MadePlan?
  {
    let entries = store.files.walk("records/\(collection.name)", stamps: false)
    var needing: [(id: String, path: String)] = []
    for entry in entries where entry.kind == .file && entry.path.hasSuffix(".yaml") {
      let document = try store.read(entry.path).document
      if migrations.contains(where: { migration in migration.steps.contains { !migration.edits($0, document).isEmpty } }
      ) {
        needing.append((Record.id(ofPath: entry.path), entry.path))
      }
    }
    let labels = migrations.map { "\($0.label[store.settings.language]) (\($0.name))" }
    return try plan(
      .migrate, collection, needing, asked: migrations.map(\.name),
      note: (labels + [note].compactMap { $0 }).joined(separator: "\n")
    ) { record, bytes throws(Failure) in
      var (text, edits) = (bytes, [ChangePlan.Edit]())
      for migration in migrations {
        for step in migration.steps {
          for edit in migration.edits(step, try tree(text, path: record.path)) {
            text = try made(edit, text, record.path, &edits)
          }
        }
      }
      return edits
    }
  }
}
