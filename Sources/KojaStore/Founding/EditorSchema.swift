internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// A plain schema of a collection for editors: keys, titles, choices with their labels. It helps while typing; what
/// counts is the schema in `schemas/` and `koja check`.
struct EditorSchema {
  private let collection: Collection
  private let language: Language

  init(_ collection: Collection, _ language: Language) {
    self.collection = collection
    self.language = language
  }

  var value: Value {
    .object(
      [
        .init("$schema", .string("http://json-schema.org/draft-07/schema#")),
        .init("title", .string(collection.label[language])),
      ] + mapping(at: []))
  }

  /// `type`, `required` and `properties` of the mapping at a path.
  private func mapping(at path: [String]) -> [Value.Member] {
    let children = collection.fields.filter {
      $0.path.count == path.count + 1 && $0.path.dropLast().elementsEqual(path)
    }
    let required = children.filter(\.isRequired).compactMap(\.path.last)
    return [
      .init("type", .string("object")),
      .init("required", .array(required.map { .string($0) })),
      .init("properties", .object(children.compactMap { field in field.path.last.map { .init($0, schema(field)) } })),
    ]
  }

  private func schema(_ field: KojaSchema.Field) -> Value {
    var members: [Value.Member] = [.init("title", .string(field.title[language]))]
    let isMapping = collection.fields.contains {
      $0.path.count == field.path.count + 1 && $0.path.starts(with: field.path)
    }
    if isMapping, !field.isList { return .object(members + mapping(at: field.path)) }
    let kinds = field.kinds.map(\.rawValue).sorted()
    if kinds.count == 1 { members.append(.init("type", .string(kinds[0]))) }
    if kinds.count > 1 { members.append(.init("type", .array(kinds.map { .string($0) }))) }
    if field.isList {
      if let items = field.items { members.append(.init("items", .object(choices(items, field)))) }
    } else {
      members += choices(field.facts, field)
    }
    return .object(members)
  }

  private func choices(_ facts: KojaSchema.Field.Facts, _ field: KojaSchema.Field) -> [Value.Member] {
    var members: [Value.Member] = []
    if !facts.enumValues.isEmpty {
      members.append(.init("enum", .array(facts.enumValues.map { .string($0.value) })))
      members.append(
        .init("enumDescriptions", .array(facts.enumValues.map { .string($0.label?[language] ?? $0.value) })))
    }
    if let pattern = facts.pattern { members.append(.init("pattern", .string(pattern))) }
    if let reference = facts.reference { members.append(.init("description", .string("→ \(reference)"))) }
    return members
  }
}
