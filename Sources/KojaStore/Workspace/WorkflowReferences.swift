internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// Names in a workflow file that lead into the schema of its collection, or into records.
///
/// Findings: `workflow/unknown-field`, `workflow/unknown-value`, `workflow/no-target`, `workflow/fill`.
struct WorkflowReferences: Sendable {
  /// The workflow file.
  let path: String
  /// Its text.
  let document: Document
  /// The schema of its collection.
  let schema: String
  private let lateFields: Late<[KojaSchema.Field]>
  private let lateSchemas: Late<SchemaSet>

  /// What the workflow of a collection names; nil where it has none.
  ///
  /// - Parameters:
  ///   - collection: Its name.
  ///   - shelf: All files.
  ///   - fields: The fields of the collection.
  ///   - schemas: All schemas.
  init?(
    of collection: String, in shelf: SchemaShelf, fields: Late<[KojaSchema.Field]>, schemas: Late<SchemaSet>
  ) {
    path = "schemas/\(collection)/workflow.yaml"
    guard let document = shelf[path] else { return nil }
    self.document = document
    schema = "schemas/\(collection)/schema.yaml"
    (lateFields, lateSchemas) = (fields, schemas)
  }

  /// The fields of its collection.
  private var fields: [KojaSchema.Field] { lateFields.value }
  /// All schema files.
  private var compiled: SchemaSet { lateSchemas.value }

  /// Everything that leads nowhere.
  var findings: [Finding] {
    (initial + actions + clocks).flatMap(unknownFields) + clocks.flatMap(targetFindings)
      + (initial + actions).flatMap(evidenceFindings) + actions.flatMap(sinceFindings)
      + actions.flatMap(checklistFindings)
      + (initial + actions).flatMap(needs.findings) + actions.flatMap(fills.findings)
      + (initial + actions + clocks).flatMap(values.findings)
  }

  /// Records that must exist: registers, and calendars of clocks.
  var links: [RecordLink] {
    (initial + actions).flatMap { nodes("claims", in: $0) }.map { link(.register, $0) }
      + clocks.flatMap { nodes("calendar", in: $0) }.map { link(.calendar, $0) }
  }

  private var needs: NeedNames { NeedNames(names: names) }
  private var fills: FillNames { FillNames(names: names) }
  private var values: ValueNames { ValueNames(names: names) }

  private var names: FollowedNames {
    let name = String(schema.split(separator: "/")[1])
    return FollowedNames(path: path, document: document, collection: name) {
      compiled.fields(of: "schemas/\($0)/schema.yaml")
    }
  }

  private var initial: [NodeIndex] { nodes("initial", in: Document.root) }
  private var actions: [NodeIndex] { document.value("actions").map { document.pairs($0).map(\.value) } ?? [] }
  private var clocks: [NodeIndex] { document.value("clocks").map { document.pairs($0).map(\.value) } ?? [] }

  private func nodes(_ key: String, in node: NodeIndex) -> [NodeIndex] {
    guard let value = document.value(key, in: node) else { return [] }
    return document.kind(value) == .sequence ? document.items(value) : [value]
  }

  private func link(_ kind: RecordLink.Kind, _ node: NodeIndex) -> RecordLink {
    RecordLink(kind: kind, path: path, document: document, node: node)
  }

  private func unknownFields(_ part: NodeIndex) -> [Finding] {
    let named = ["sets", "clears", "requires", "freezes", "keeps", "thaws", "loosens", "of"].flatMap {
      nodes($0, in: part)
    }
    let conditions = document.value("when", in: part).map { document.pairs($0).map(\.key) } ?? []
    return (named + conditions).compactMap { node in
      guard let name = document.text(node), !compiled.allows(keys(name), in: schema) else { return nil }
      return Finding(
        "workflow/unknown-field", at: document.place(node, in: path),
        Phrase(id: "koleksi ini tidak punya kolom `\(name)`", en: "this collection has no field `\(name)`"),
        hint: Suggestion.hint(for: name, among: fields.map(\.name)))
    }
  }

  /// Evidence in a field is a list there, or in the record that the field's first key refers to.
  private func evidenceFindings(_ action: NodeIndex) -> [Finding] {
    guard let node = document.value("evidence", in: action), let name = document.string(node) else { return [] }
    let path = keys(name)
    let reference = fields.first { field in path.first.map { field.name.sameBytes(as: $0) } ?? false }?.reference
    let target = reference.map { "schemas/\($0)/schema.yaml" } ?? schema
    let rest = reference == nil ? path : Array(path.dropFirst())
    let there = compiled.fields(of: target)
    // A schema that is not there is told of where it is missing.
    guard !there.isEmpty, rest.isEmpty || !there.contains(where: { $0.isAt(rest) && $0.isList }) else { return [] }
    let lists = there.filter(\.isList).map { (reference == nil ? "" : path[0] + ".") + $0.name }
    return [unknown(node, among: lists)]
  }

  /// What counts since an action is told by the moment at which it was attached.
  private func sinceFindings(_ action: NodeIndex) -> [Finding] {
    guard let node = document.value("evidence_since", in: action), !fields.isEmpty else { return [] }
    let list = fields.first { $0.isAt([AttachmentField.key]) }
    guard let list, !list.members.contains(where: { $0.isAt([AttachmentField.moment]) }) else { return [] }
    return [
      Finding(
        "workflow/unknown-field", at: document.place(node, in: path),
        Phrase(
          id: "lampiran koleksi ini tidak punya `\(AttachmentField.moment)`",
          en: "attachments of this collection have no `\(AttachmentField.moment)`"))
    ]
  }

  /// A checklist compares a list of the record with one that is demanded, whatever the fields say that its name depends on.
  private func checklistFindings(_ action: NodeIndex) -> [Finding] {
    guard let node = document.value("checklist", in: action), let list = document.value("list", in: node),
      let item = document.value("item", in: node), let demanded = document.value("demanded", in: node)
    else { return [] }
    let own = fields.first { $0.isAt(keys(document.text(list) ?? "")) && $0.isList }
    guard let own else { return [unknown(list, among: fields.filter { !$0.members.isEmpty }.map(\.name))] }
    guard own.members.contains(where: { $0.name.sameBytes(as: document.text(item) ?? "") }) else {
      return [unknown(item, among: own.members.map(\.name))]
    }
    let name = document.text(demanded) ?? ""
    let target = fields.first { field in keys(name).first.map { field.name.sameBytes(as: $0) } ?? false }?.reference
    let there = compiled.fields(of: target.map { "schemas/\($0)/schema.yaml" } ?? schema)
    let names = Checklist.variables(in: name).reduce([name]) { names, variable in
      let values = fields.first { $0.name.sameBytes(as: variable) }?.enumValues.map(\.value) ?? []
      return names.flatMap { name in values.map { name.replacing("{\(variable)}", with: $0) } }
    }
    // A schema that is not there is told of where it is missing.
    guard !there.isEmpty, names.isEmpty || !names.allSatisfy({ leads($0, past: target, there) }) else { return [] }
    return [
      unknown(demanded, among: there.filter(\.isList).map { (target == nil ? "" : keys(name)[0] + ".") + $0.name })
    ]
  }

  private func leads(_ name: String, past target: String?, _ there: [KojaSchema.Field]) -> Bool {
    let path = target == nil ? keys(name) : Array(keys(name).dropFirst())
    return there.contains { $0.isAt(path) && $0.isList }
  }

  private func unknown(_ node: NodeIndex, among lists: [String]) -> Finding {
    let name = document.text(node) ?? ""
    return Finding(
      "workflow/unknown-field", at: document.place(node, in: path),
      Phrase(id: "`\(name)` tidak sampai pada sebuah daftar", en: "`\(name)` does not lead to a list"),
      hint: Suggestion.hint(for: name, among: lists))
  }

  /// A target in a field is a time limit or a day there, or in the record that the field's first key refers to; so is what
  /// an extension adds.
  private func targetFindings(_ clock: NodeIndex) -> [Finding] {
    let added = document.value("extension", in: clock).flatMap { document.value("by", in: $0) }
    return [document.value("target", in: clock), added].compactMap { $0 }.flatMap(limitFindings)
  }

  private func limitFindings(_ node: NodeIndex) -> [Finding] {
    guard let name = document.string(node) else { return [] }
    let path = keys(name)
    guard let head = path.first else { return [] }
    let reference = fields.first { $0.name.sameBytes(as: head) }?.reference
    // What lies in another store, or in a collection that the value names itself, is seen only there.
    if let reference, reference == "*" || reference.contains("/") { return [] }
    let target = reference.map { "schemas/\($0)/schema.yaml" } ?? schema
    let rest = reference == nil ? path : Array(path.dropFirst())
    guard !isLimit(rest, in: target) else { return [] }
    let limits = compiled.fields(of: target).filter { field in
      field.format == "date" || field.kinds.contains(.object) && isLimit(field.path, in: target)
    }
    .map { (reference == nil ? "" : head + ".") + $0.name }
    return [
      Finding(
        "workflow/no-target", at: document.place(node, in: self.path),
        Phrase(
          id: "`\(name)` tidak sampai pada jangka waktu (`amount` dan `unit`) atau tanggal",
          en: "`\(name)` does not lead to a time limit (`amount` and `unit`) or a date"),
        hint: Suggestion.hint(for: name, among: limits + fields.map(\.name)))
    ]
  }

  private func isLimit(_ path: [String], in schema: String) -> Bool {
    guard !path.isEmpty else { return false }
    if compiled.fields(of: schema).contains(where: { $0.isAt(path) && $0.format == "date" }) { return true }
    return compiled.allows(path + ["amount"], in: schema) && compiled.allows(path + ["unit"], in: schema)
  }

  private func keys(_ dotted: String) -> [String] { dotted.split(separator: ".").map(String.init) }
}
