import Foundation
import KojaModel
import KojaSchema
import KojaYAML

/// The folder of the official suite: the one that JSON_SCHEMA_TEST_SUITE names, else `shared/json-schema-test-suite`
/// beside the checkout.
struct Suite {
  let root: URL

  static let found: Suite? = {
    let suite = Suite(root: folder)
    return FileManager.default.fileExists(atPath: suite.root.appending(path: "tests/draft2020-12").path) ? suite : nil
  }()

  private static var folder: URL {
    let named = ProcessInfo.processInfo.environment["JSON_SCHEMA_TEST_SUITE"].map { URL(filePath: $0) }
    return named
      ?? URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../../shared/json-schema-test-suite").standardizedFileURL
  }

  static func sayMissing() {
    print("official suite: NOT RUN, no folder \(folder.path); set JSON_SCHEMA_TEST_SUITE")
  }

  /// Names of the JSON files below a folder, sorted.
  func files(_ path: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: path).path)
      .filter { $0.hasSuffix(".json") }.sorted()
  }

  /// A file as a document.
  func document(_ path: String) throws -> Document {
    let reading = JSONReader.read(Array(try Data(contentsOf: root.appending(path: path))), path: path)
    guard let document = reading.document else { throw CocoaError(.fileReadCorruptFile) }
    return document
  }

  /// The schemas that the suite expects at http://localhost:1234.
  func remotes() throws -> [SchemaSource] {
    try files("remotes").filter { $0.hasPrefix("draft2020-12/") || !$0.hasPrefix("draft") }.map { name in
      SchemaSource(uri: "http://localhost:1234/" + name, document: try document("remotes/\(name)"))
    }
  }

  /// A part of a file as a document of its own.
  static func cut(_ file: Document, _ node: NodeIndex) -> Document? {
    JSONReader.read(Array(file.source[file.range(node)]), path: "cut.json").document
  }
}

extension Document {
  func string(at node: NodeIndex, _ key: String) -> String {
    value(key, in: node).flatMap { string($0) } ?? ""
  }
}
