package import KojaCivic
package import KojaModel
package import KojaSchema

/// A collection of records: what its schema and its workflow say.
package final class Collection: Sendable {
  /// What kind of records it holds.
  package enum Kind: String, Sendable {
    /// Things that other records refer to.
    case reference
    /// Things that happen and end.
    case `case`
  }

  /// The folder name below `records/` and `schemas/`.
  package let name: String
  /// What people call one of its records.
  package let label: Phrase
  /// What kind of records it holds.
  package let kind: Kind
  /// Its ids and folders.
  package let ids: IDRule
  /// The field shown as a record's title.
  package let titleField: String?
  /// The field that dates a record.
  package let dateField: String?
  /// The compiled schema.
  package let schema: Schema
  /// Its fields in the order of the schema.
  package let fields: [KojaSchema.Field]
  /// Its workflow, when it has one.
  package let workflow: Workflow?

  /// Shared by all records of the collection; see the properties.
  init(
    name: String, label: Phrase, kind: Kind, ids: IDRule, titleField: String?, dateField: String?, schema: Schema,
    fields: [KojaSchema.Field], workflow: Workflow?
  ) {
    self.name = name
    self.label = label
    self.kind = kind
    self.ids = ids
    self.titleField = titleField
    self.dateField = dateField
    self.schema = schema
    self.fields = fields
    self.workflow = workflow
  }

  /// The field with a dotted name.
  package func field(_ dotted: String) -> KojaSchema.Field? { fields.first { $0.name.sameBytes(as: dotted) } }

  /// Whether a person who typed this means the collection: by its label in any language.
  package func isCalled(_ typed: String) -> Bool { label.matches(typed) }

  /// The path of the record with an id, relative to the store; nil when the id is not one of this collection.
  package func path(of id: String) -> String? {
    guard case .good(let folder) = ids.judge(id) else { return nil }
    return (["records", name] + (folder.isEmpty ? [] : [folder]) + [id + ".yaml"]).joined(separator: "/")
  }

  /// Where schema and workflow stand.
  package var schemaPath: String { "schemas/\(name)/schema.yaml" }
  /// Where the workflow stands.
  package var workflowPath: String { "schemas/\(name)/workflow.yaml" }
}
