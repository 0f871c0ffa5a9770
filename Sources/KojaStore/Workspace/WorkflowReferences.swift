internal import KojaModel
internal import KojaSchema

/// Names in a workflow file that lead into the schema of its collection, or into records.
///
/// Findings: `workflow/unknown-field`, `workflow/no-target`.
struct WorkflowReferences {
  /// The workflow file.
  let path: String
  /// Its text.
  let document: Document
  /// The schema of its collection.
  let schema: String
  /// The fields of its collection.
  let fields: [KojaSchema.Field]
  /// All schema files, compiled.
  let compiled: SchemaSet

  /// Everything that leads nowhere.
  var findings: [Finding] { (initial + actions).flatMap(unknownFields) + clocks.flatMap(targetFindings) }

  /// Records that must exist: registers, and calendars of clocks.
  var links: [RecordLink] {
    (initial + actions).flatMap { nodes("claims", in: $0) }.map { link(.register, $0) }
      + clocks.flatMap { nodes("calendar", in: $0) }.map { link(.calendar, $0) }
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

  private func unknownFields(_ action: NodeIndex) -> [Finding] {
    let named = ["sets", "requires", "freezes"].flatMap { nodes($0, in: action) }
    let conditions = document.value("when", in: action).map { document.pairs($0).map(\.key) } ?? []
    return (named + conditions).compactMap { node in
      guard let name = document.text(node), !compiled.allows(keys(name), in: schema) else { return nil }
      return Finding(
        "workflow/unknown-field", at: document.place(node, in: path),
        Phrase(id: "koleksi ini tidak punya kolom `\(name)`", en: "this collection has no field `\(name)`"),
        hint: Suggestion.hint(for: name, among: fields.map(\.name)))
    }
  }

  /// A target in a field is a time limit there, or in the record that the field's first key refers to.
  private func targetFindings(_ clock: NodeIndex) -> [Finding] {
    guard let node = document.value("target", in: clock), let name = document.string(node) else { return [] }
    let path = keys(name)
    guard let head = path.first else { return [] }
    let reference = fields.first { $0.name.sameBytes(as: head) }?.reference
    // What lies in another store, or in a collection that the value names itself, is seen only there.
    if let reference, reference == "*" || reference.contains("/") { return [] }
    let target = reference.map { "schemas/\($0)/schema.yaml" } ?? schema
    let rest = reference == nil ? path : Array(path.dropFirst())
    guard !isLimit(rest, in: target) else { return [] }
    let limits = compiled.fields(of: target).filter { isLimit($0.path, in: target) && $0.kinds.contains(.object) }
      .map { (reference == nil ? "" : head + ".") + $0.name }
    return [
      Finding(
        "workflow/no-target", at: document.place(node, in: self.path),
        Phrase(
          id: "`\(name)` tidak sampai pada jangka waktu (`amount` dan `unit`)",
          en: "`\(name)` does not lead to a time limit (`amount` and `unit`)"),
        hint: Suggestion.hint(for: name, among: limits + fields.map(\.name)))
    ]
  }

  private func isLimit(_ path: [String], in schema: String) -> Bool {
    !path.isEmpty && compiled.allows(path + ["amount"], in: schema) && compiled.allows(path + ["unit"], in: schema)
  }

  private func keys(_ dotted: String) -> [String] { dotted.split(separator: ".").map(String.init) }
}
