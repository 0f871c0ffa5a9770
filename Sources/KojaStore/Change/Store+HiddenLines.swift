internal import KojaModel
internal import KojaYAML

extension Store {
  /// The lines, from 1, of a record's text that hold what is above the audience `internal`; all of them where the text
  /// cannot be read.
  package func hiddenLines(of bytes: [UInt8], at path: String) -> Set<Int> {
    guard let collection = catalogue.collection(ofPath: path) else { return [] }
    guard let document = YAMLReader.read(bytes, path: path).document else {
      return Set(1...max(1, LineTable(bytes).position(of: bytes.count).line))
    }
    return HiddenLines(collection, bytes, document).all
  }
}
