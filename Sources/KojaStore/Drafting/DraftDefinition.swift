internal import KojaCivic
internal import KojaIndex
package import KojaModel
internal import KojaSchema

/// New records that follow from others, filled from them and linked both ways; `schemas/drafts/<name>.yaml`.
package struct DraftDefinition: Sendable {
  /// The file.
  package let definition: Definition
  /// What the drafts mean and what is assumed; nil where nothing is said.
  package let note: Phrase?
  /// The collection of the records from which it follows.
  let from: String
  /// A filter that says which of them.
  let filter: [String]
  /// The field by whose value they are taken together; nil where each stands alone.
  let per: String?
  /// The collection of the new records.
  package let into: String
  /// Their fields.
  let fields: FieldTemplates
  /// How a record from which it follows tells what was made.
  let link: (action: String?, field: String, fields: FieldTemplates)

  /// Names that stand for something beside the fields of the record.
  static let names = ["id", "collection", "today"]

  /// Reads a definition that has passed its meta-schema.
  package init(_ definition: Definition) {
    self.definition = definition
    let document = definition.document
    note = document.value("note").map { document.phrase($0, default: "") }
    from = document.string(at: "from") ?? ""
    filter = document.texts(document.value("filter"))
    per = document.string(at: "per")
    into = document.string(at: "into") ?? ""
    fields = FieldTemplates(document.value("fields"), in: document)
    link = (
      document.string(at: "link", "action"), document.string(at: "link", "field") ?? "",
      FieldTemplates(document.node(at: ["link", "fields"]), in: document)
    )
  }

  /// Names in the file that lead nowhere.
  ///
  /// Findings: `store/unknown-name`.
  func findings(in store: Store) -> [Finding] {
    let (document, catalogue) = (definition.document, store.catalogue)
    func lost(_ node: NodeIndex?, _ message: Phrase, _ name: String, among known: [String]) -> [Finding] {
      [
        Finding(
          "store/unknown-name", at: document.place(node ?? Document.root, in: definition.path), message,
          hint: Suggestion.hint(for: name, among: known))
      ]
    }
    var collections: [Collection] = []
    for (key, name) in [("from", from), ("into", into)] {
      guard let collection = catalogue.collection(name) else {
        return lost(
          document.value(key), Phrase(id: "tidak ada koleksi `\(name)`", en: "there is no collection `\(name)`"), name,
          among: catalogue.collections.map(\.name))
      }
      collections.append(collection)
    }
    let (source, target) = (collections[0], collections[1])
    func knows(_ name: String) -> Bool {
      Self.names.contains { $0.sameBytes(as: name) } || DayTemplate(name)?.fields.isEmpty ?? false
        || FollowedValues.isKnown(name, of: source, in: catalogue)
    }
    let known = Self.names + source.fields.map(\.name)
    var findings = fields.findings(definition, of: target, knows: knows, among: known)
    findings += link.fields.findings(
      definition, of: source, knows: { $0 == "new" || knows($0) }, among: known + ["new"])
    if let per, !FollowedValues.isKnown(per, of: source, in: catalogue) {
      findings += lost(
        document.value("per"), Phrase(id: "tidak ada kolom `\(per)`", en: "there is no field `\(per)`"), per,
        among: source.fields.map(\.name))
    }
    if !link.fields.fields.contains(where: { $0.name.sameBytes(as: link.field) }) {
      findings += lost(
        document.node(at: ["link", "field"]),
        Phrase(id: "`\(link.field)` tidak diisi oleh `link`", en: "`\(link.field)` is not filled in by `link`"),
        link.field, among: link.fields.fields.map(\.name))
    }
    if let action = link.action, source.workflow?.actions.contains(where: { $0.name.sameBytes(as: action) }) != true {
      findings += lost(
        document.node(at: ["link", "action"]),
        Phrase(id: "tidak ada tindakan `\(action)`", en: "there is no action `\(action)`"), action,
        among: source.workflow?.actions.map(\.name) ?? [])
    }
    do throws(FilterError) {
      _ = try QuestionNames(store, source, store.settings.language).filter(
        filter, now: Timestamp(seconds: 0, offset: 0))
    } catch {
      let items = document.value("filter").map { document.items($0) } ?? []
      let node = items.indices.contains(error.argument) ? items[error.argument] : Document.root
      findings.append(
        Finding(
          "store/unknown-name", at: document.place(node, in: definition.path), error.message, hint: error.hint))
    }
    return findings
  }
}
