import KojaModel
import KojaYAML

/// JSON text as a document, for tests: nil where anything is wrong with it.
extension JSONReader {
  static func document(_ text: String) -> Document? { document(Array(text.utf8)) }

  static func document(_ source: [UInt8]) -> Document? {
    let reading = read(source, path: "test.json")
    return reading.hasErrors ? nil : reading.document
  }
}
