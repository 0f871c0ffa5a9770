internal import KojaModel
internal import KojaSchema
internal import KojaYAML

extension Store {
  /// The lines, from 1, of a record's text that hold what is above the audience `internal`; all of them where the text
  /// cannot be read.
  package func hiddenLines(of bytes: [UInt8], at path: String) -> Set<Int> {
    guard let collection = catalogue.collection(ofPath: path) else { return [] }
    let table = LineTable(bytes)
    guard let document = YAMLReader.read(bytes, path: path).document else {
      return Set(1...max(1, table.position(of: bytes.count).line))
    }
    var lines: Set<Int> = []
    func hide(_ fields: [Field], _ node: NodeIndex) {
      for field in fields {
        guard let value = document.node(at: field.path, from: node) else { continue }
        if !["public", "internal"].contains(field.audience) {
          let range = document.range(value)
          let last = table.position(of: max(range.lowerBound, range.upperBound - 1)).line
          lines.formUnion(table.position(of: range.lowerBound).line...last)
        }
        for item in document.items(value) { hide(field.members, item) }
      }
    }
    hide(collection.fields, Document.root)
    return lines
  }
}
