import Foundation
import KojaModel
import KojaSchema
import Testing

/// The tests of json-schema-org/JSON-Schema-Test-Suite for 2020-12: the folder that JSON_SCHEMA_TEST_SUITE names, else
/// `shared/json-schema-test-suite` beside the checkout.
struct OfficialSuiteTests {
  /// Files that are not run, and why.
  static let skippedFiles = [
    "dynamicRef.json": "`$dynamicRef` is not supported",
    "unevaluatedItems.json": "`unevaluatedItems` is not supported",
    "unevaluatedProperties.json": "`unevaluatedProperties` is not supported",
    "vocabulary.json": "own meta-schemas are not supported",
  ]

  /// Cases that are not run, and why.
  static let skippedCases = [
    "remote ref, containing refs itself": "refers to the meta-schema of 2020-12",
    "validate definition against metaschema": "refers to the meta-schema of 2020-12",
    "collect annotations inside a 'not', even if collection is disabled": "`unevaluatedProperties` is not supported",
    "ref creates new scope when adjacent to keywords": "`unevaluatedProperties` is not supported",
  ]

  private static var tests: URL {
    let named = ProcessInfo.processInfo.environment["JSON_SCHEMA_TEST_SUITE"].map { URL(filePath: $0) }
    let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../shared/json-schema-test-suite")
    return (named ?? beside).standardizedFileURL.appending(path: "tests/draft2020-12")
  }

  @Test func everyRequiredTestPasses() throws {
    guard let all = try? FileManager.default.contentsOfDirectory(atPath: Self.tests.path) else {
      print("official suite: NOT RUN, no folder \(Self.tests.path); set JSON_SCHEMA_TEST_SUITE")
      return
    }
    var count = Count()
    for name in all.sorted() where name.hasSuffix(".json") && Self.skippedFiles[name] == nil {
      // `format` is an annotation in the required part.
      try run(name, assertFormats: name != "format.json", &count)
    }
    print(
      "official suite: \(count.passed) of \(count.all), skipped \(Self.skippedFiles.count) files, \(count.skipped) cases"
    )
  }

  @Test(arguments: [
    "anchor", "bignum", "ecmascript-regex", "float-overflow", "id", "no-schema", "non-bmp-regex", "refOfUnknownKeyword",
    "unknownKeyword", "format/date", "format/date-time", "format/time", "format/email", "format/uri", "format/uuid",
  ])
  func optionalPartPasses(name: String) throws {
    guard FileManager.default.fileExists(atPath: Self.tests.path) else { return }
    var count = Count()
    try run("optional/\(name).json", assertFormats: true, &count)
    #expect(count.all > 0)
  }

  /// The schemas that `refRemote.json` expects at http://localhost:1234.
  private func remotes() throws -> [SchemaSource] {
    let folder = Self.tests.appending(path: "../../remotes").standardizedFileURL
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    return try names.filter { $0.hasPrefix("draft2020-12/") && $0.hasSuffix(".json") }.map { name in
      let data = try Data(contentsOf: folder.appending(path: name))
      let document = try #require(JSONReader.document(Array(data)))
      return SchemaSource(uri: "http://localhost:1234/" + name, document: document)
    }
  }

  private struct Count {
    var (passed, all, skipped) = (0, 0, 0)
  }

  private func run(_ name: String, assertFormats: Bool, _ count: inout Count) throws {
    let data = try Data(contentsOf: Self.tests.appending(path: name))
    let file = try #require(JSONReader.document(Array(data)), "\(name) cannot be read")
    for test in file.items(Document.root) {
      let title = file.string(at: test, "description")
      guard Self.skippedCases[title] == nil else {
        count.skipped += 1
        continue
      }
      let schema = try #require(file.value("schema", in: test).flatMap { file.cut($0) })
      let set = SchemaSet(
        [SchemaSource(uri: "test.json", document: schema)] + (name == "refRemote.json" ? try remotes() : []),
        assertFormats: assertFormats)
      let compiled = try #require(set.schema("test.json"))
      for each in file.items(file.value("tests", in: test) ?? test) {
        let instance = try #require(file.value("data", in: each).flatMap { file.cut($0) })
        let expected = file.value("valid", in: each).flatMap { file.boolean($0) }
        let isValid = compiled.isValid(instance)
        let agree = compiled.findings(instance, path: name).isEmpty == isValid
        count.all += 1
        if isValid == expected, agree { count.passed += 1 }
        let what = "\(name): \(title): \(file.string(at: each, "description"))"
        #expect(isValid == expected, "\(what)")
        #expect(agree, "\(what): the passes differ")
      }
    }
  }
}

extension Document {
  /// A subtree as a document of its own.
  fileprivate func cut(_ node: NodeIndex) -> Document? { JSONReader.document(Array(source[range(node)])) }

  fileprivate func string(at node: NodeIndex, _ key: String) -> String {
    value(key, in: node).flatMap { string($0) } ?? ""
  }
}
