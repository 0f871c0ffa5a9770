package import KojaModel
package import KojaSchema

/// A schema that a record lends to a mapping of those that refer to it (`x-schema: category.questions`): what is to be
/// answered of a broken lamp, the category of lamps says.
///
/// It is JSON Schema as any other, so what it asks, the labels and the findings are those of a field of the schema itself.
/// Records change, so it is asked when the mapping is written, and never of a record as it stands.
package struct LentSchema: Sendable {
  /// The mapping that it is lent to.
  let mapping: Field
  /// Where it stands: the file of the record that lends it, and the way to its field there.
  let lender: String
  private let schemas: SchemaSet
  /// What stands for a record among those: the way to the mapping, and there no more than a reference.
  private static let door = "lent"

  /// The schema that a record lends to one of its fields; nil where the field borrows none, or nothing is there.
  init?(for mapping: Field, in document: Document, of collection: Collection, _ way: FollowedPath) {
    guard let source = mapping.schemaField, let end = way.end(source, in: document, of: collection),
      let holder = end.holder, let path = holder.collection.path(of: holder.id),
      end.document.kind(end.node) == .mapping
    else { return nil }
    self.init(mapping, path, end.field.split(separator: ".").map(String.init), end.document)
  }

  private init(_ mapping: Field, _ path: String, _ keys: [String], _ document: Document) {
    self.mapping = mapping
    lender = path + "#/" + keys.joined(separator: "/")
    schemas = SchemaSet([
      SchemaSource(uri: Self.door, document: Document(Self.door(to: mapping.path[...], lender))),
      SchemaSource(uri: path, document: document),
    ])
  }

  /// The schema that a record lends in a field of its own; nil where nobody borrows that one.
  package init?(
    in field: Field, of record: (collection: Collection, path: String), _ document: Document, _ all: Catalogue
  ) {
    let borrowed = all.collections.lazy.flatMap { other in
      other.borrowingFields.filter { mapping in
        let keys = mapping.schemaField?.split(separator: ".").map(String.init) ?? []
        let link = keys.first.flatMap { other.field($0) }
        return field.isAt(Array(keys.dropFirst()))
          && link?.reference?.sameBytes(as: record.collection.name) ?? false
      }
    }.first
    guard let borrowed else { return nil }
    self.init(borrowed, record.path, field.path, document)
  }

  /// What it says of the parts of the mapping; their paths begin at the record.
  package var fields: [Field] {
    schemas.fields(of: lender).map { $0.placed(in: mapping) }
  }

  /// What is wrong with the schema itself, which stands in a stretch of the file. The rest of that record is none.
  func faults(in stretch: Range<Int>) -> [Finding] {
    schemas.findings.filter { finding in
      !finding.place.path.sameBytes(as: Self.door) && stretch.contains(finding.place.bytes.lowerBound)
    }
  }

  /// What is wrong with the mapping of a record; one that is not there is empty.
  func findings(_ document: Document, path: String) -> [Finding] {
    let isThere = document.node(at: mapping.path) != nil
    return schemas.file(Self.door).findings(isThere ? document : Document(empty(mapping.path[...])), path: path)
  }

  private static func door(to path: ArraySlice<String>, _ lender: String) -> Value {
    guard let key = path.first else { return .object([.init("$ref", .string(lender))]) }
    return .object([.init("properties", .object([.init(key, door(to: path.dropFirst(), lender))]))])
  }

  private func empty(_ path: ArraySlice<String>) -> Value {
    .object(path.first.map { [.init($0, empty(path.dropFirst()))] } ?? [])
  }
}

extension ReferenceData {
  /// The schema that is lent to a field of a record; nil for none.
  func lentSchema(for field: Field, in record: Record) -> LentSchema? {
    LentSchema(for: field, in: record.document, of: record.collection, way)
  }
}

extension Catalogue {
  /// Whether records of a collection may lend schemas to others.
  func lends(_ collection: Collection) -> Bool {
    collections.contains { other in
      other.borrowingFields.contains { mapping in
        let link = mapping.schemaField?.split(separator: ".").first.flatMap { other.field(String($0)) }
        return link?.reference?.sameBytes(as: collection.name) ?? false
      }
    }
  }

  /// The parts that any record of a source says a collection has, of all its fields; their paths begin at the record. Two
  /// records may ask different things under one name.
  func lentFields(of collection: Collection, in records: any RecordSource) -> [Field] {
    collection.borrowingFields.flatMap { mapping -> [Field] in
      let way = mapping.schemaField?.split(separator: ".").map(String.init) ?? []
      guard let lender = way.first.flatMap({ collection.field($0)?.reference }).flatMap({ self.collection($0) }),
        let field = lender.field(way.dropFirst().joined(separator: "."))
      else { return [] }
      return records.entries(under: "records/\(lender.name)").flatMap { entry -> [Field] in
        guard entry.kind == .file, let document = records.document(entry.path) else { return [] }
        return LentSchema(in: field, of: (lender, entry.path), document, self)?.fields ?? []
      }
    }
  }
}

extension Store {
  /// The same among the records of the store.
  func lentFields(of collection: Collection) -> [Field] { catalogue.lentFields(of: collection, in: records) }

  /// The parts that other records say a record has, of all its fields; their paths begin at the record.
  package func lentFields(in document: Document, of collection: Collection) -> [Field] {
    let way = FollowedPath(catalogue: catalogue) { id, target in
      target.path(of: id).flatMap { try? self.read($0).document }
    }
    return collection.borrowingFields.flatMap { field in
      LentSchema(for: field, in: document, of: collection, way)?.fields ?? []
    }
  }
}
