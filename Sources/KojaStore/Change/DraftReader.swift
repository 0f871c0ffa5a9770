package import KojaModel
internal import KojaYAML

/// Reads the fields of a new record from a text outside the store.
package enum DraftReader {
  /// The text as a tree whose root is a mapping. Throws a failure with the findings of the text, which a record of the store
  /// would have, too; what may have been lost behind a `#` is lost for good here, and refused.
  package static func read(_ bytes: [UInt8], path: String) throws(Failure) -> Document {
    let reading = YAMLReader.read(bytes, path: path)
    guard let document = reading.document, document.kind(Document.root) == .mapping else {
      throw Failure(
        .findings, Phrase(id: "`\(path)` bukan catatan", en: "`\(path)` is not a record"),
        hint: Phrase(id: "tulis `kolom: isi` per baris", en: "write `field: value` on each line"),
        findings: reading.findings)
    }
    let faults = reading.findings.filter { $0.severity == .error || $0.code == "yaml/text-lost" }
    guard faults.isEmpty else {
      throw Failure(
        .findings, Phrase(id: "`\(path)` belum dapat dibaca dengan pasti", en: "`\(path)` cannot be read for certain"),
        hint: Phrase(id: "perbaiki yang disebut di atas", en: "mend what is told above"), findings: faults)
    }
    return document
  }
}
