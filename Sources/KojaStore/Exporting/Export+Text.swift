package import KojaModel
internal import KojaYAML

extension ExportDefinition {
  /// Items as one text in the definition's form; nil for `csv`, which is a table.
  ///
  /// GeoJSON is RFC 7946: longitude before latitude, a record without a place has a null geometry.
  package func text(_ items: [Export.Item]) -> String? {
    switch form {
    case .csv: nil
    case .json: Value.array(items.map(\.value)).json(indented: true) + "\n"
    case .jsonl: items.map { $0.value.json() + "\n" }.joined()
    case .geojson:
      Value.object([
        .init("type", .string("FeatureCollection")), .init("features", .array(items.map(Self.feature))),
      ]).json(indented: true) + "\n"
    case .yaml: items.map(Self.document).joined(separator: "---\n")
    }
  }

  /// One item as a YAML document of its own.
  package static func document(_ item: Export.Item) -> String { YAMLWriter.text(of: item.value) }

  private static func feature(_ item: Export.Item) -> Value {
    let geometry = item.point.map { point in
      Value.object([
        .init("type", .string("Point")), .init("coordinates", .array([point.longitude, point.latitude])),
      ])
    }
    return .object([
      .init("type", .string("Feature")), .init("id", .string(item.id)), .init("geometry", geometry ?? .null),
      .init("properties", item.value),
    ])
  }

  /// The names of the members in the result, dotted, in order: the columns of a table.
  package var columns: [String] { parts.map { $0.path.joined(separator: ".") } }
}

extension Export.Item {
  /// The value of a dotted member; null where there is none.
  package func member(_ dotted: String) -> Value {
    dotted.split(separator: ".").reduce(value as Value?) { $0?[String($1)] } ?? .null
  }
}

extension ExportDefinition {
  /// The name of a file that holds the result.
  package var fileName: String { "\(definition.name).\(form.rawValue)" }
}
