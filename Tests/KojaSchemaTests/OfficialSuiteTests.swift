import Foundation
import KojaModel
import KojaSchema
import KojaYAML
import Testing

/// The tests of json-schema-org/JSON-Schema-Test-Suite for 2020-12.
///
/// Everything is run; what does not pass stands in `SuiteExceptions.tsv` with its reason, and what passes may not stand
/// there.
struct OfficialSuiteTests {
  @Test func requiredPartPasses() throws {
    try run("required", expected: 1299) { !$0.hasPrefix("optional/") }
  }

  @Test func optionalPartPasses() throws {
    try run("optional", expected: 162) { $0.hasPrefix("optional/") && !$0.hasPrefix("optional/format/") }
  }

  @Test func optionalFormatsPass() throws {
    try run("formats", expected: 764, assertFormats: true) { $0.hasPrefix("optional/format/") }
  }

  @Test func annotationsAreCollected() throws {
    guard let suite = Suite.found else { return Suite.sayMissing() }
    var count = 0
    for name in try suite.files("annotations/tests") {
      let file = try suite.document("annotations/tests/\(name)")
      for test in file.items(try #require(file.value("suite"))) {
        guard Self.isFor2020(file.string(at: test, "compatibility")) else { continue }
        let schema = try #require(file.value("schema", in: test).flatMap { Suite.cut(file, $0) })
        let set = SchemaSet([SchemaSource(uri: "", document: schema)], assertFormats: false)
        let compiled = try #require(set.schema(""))
        for each in file.items(try #require(file.value("tests", in: test))) {
          let instance = try #require(file.value("instance", in: each).flatMap { Suite.cut(file, $0) })
          let annotations = compiled.annotations(instance)
          for assertion in file.items(try #require(file.value("assertions", in: each))) {
            let (place, keyword) = (file.string(at: assertion, "location"), file.string(at: assertion, "keyword"))
            let found = annotations.filter { $0.instance == place && $0.keyword == keyword }
            let values = Set(found.map { "\($0.schema) \($0.value.json())" })
            let expected = file.pairs(try #require(file.value("expected", in: assertion)))
              .map { "\(file.text($0.key) ?? "") \(file.value(of: $0.value).json())" }
            #expect(values == Set(expected), "\(name): \(file.string(at: test, "description")) \(place) \(keyword)")
            count += 1
          }
        }
      }
    }
    print("official suite, annotations: \(count) assertions for 2020-12")
    #expect(count > 80)
  }

  /// `3`, `6,<=2019`, `=2020`: whether a range of drafts holds 2020-12.
  private static func isFor2020(_ compatibility: String) -> Bool {
    compatibility.split(separator: ",").allSatisfy { part in
      if part.hasPrefix("<=") { return Int(part.dropFirst(2)).map { $0 >= 2020 } ?? false }
      if part.hasPrefix("=") { return part == "=2020" }
      return Int(part).map { $0 <= 2020 } ?? false
    }
  }

  /// Runs files and compares what fails with the list of exceptions.
  private func run(_ part: String, expected: Int, assertFormats: Bool = false, _ belongs: (String) -> Bool) throws {
    guard let suite = Suite.found else { return Suite.sayMissing() }
    let exceptions = try SuiteExceptions()
    let remotes = try suite.remotes()
    var (passed, all) = (0, 0)
    var used: Set<SuiteExceptions.Line> = []
    for name in try suite.files("tests/draft2020-12") where belongs(name) {
      let file = try suite.document("tests/draft2020-12/\(name)")
      for test in file.items(Document.root) {
        let schema = try #require(file.value("schema", in: test).flatMap { Suite.cut(file, $0) })
        let set = SchemaSet(
          [SchemaSource(uri: "test.json", document: schema)] + remotes, assertFormats: assertFormats)
        let compiled = try #require(set.schema("test.json"))
        for each in file.items(try #require(file.value("tests", in: test))) {
          let instance = try #require(file.value("data", in: each).flatMap { Suite.cut(file, $0) })
          let valid = file.value("valid", in: each).flatMap { file.boolean($0) }
          let isValid = compiled.isValid(instance)
          let agree = compiled.findings(instance, path: name).isEmpty == isValid
          let (title, what) = (file.string(at: test, "description"), file.string(at: each, "description"))
          #expect(agree, "\(name): \(title): \(what): the passes differ")
          all += 1
          if isValid == valid { passed += 1 }
          let exception = exceptions.line(name, title, what)
          if isValid == valid {
            #expect(exception?.test != what, "\(name): \(title): \(what): passes and must leave the exceptions")
          } else if let exception {
            used.insert(exception)
          } else {
            Issue.record("\(name): \(title): \(what): \(isValid ? "accepted" : "refused")")
          }
        }
      }
    }
    let idle = exceptions.lines.filter { belongs($0.file) && !used.contains($0) }
    #expect(idle.isEmpty, "exceptions that are none: \(idle)")
    print("official suite, \(part): \(passed) of \(all) (\(used.count) kinds of exceptions)")
    #expect(all == expected, "another edition of the suite: its figures belong into this test")
  }
}

/// What does not pass, and why: file, case, test and reason between tabs; `*` for every case or test.
struct SuiteExceptions {
  struct Line: Hashable {
    let file, title, test, reason: String
  }

  let lines: [Line]

  init() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "SuiteExceptions.tsv")
    lines = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
      let fields = $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(fields.count == 4 && !fields[3].isEmpty, "a line without file, case, test and reason: \($0)")
      return Line(file: fields[0], title: fields[1], test: fields[2], reason: fields[3])
    }
  }

  func line(_ file: String, _ title: String, _ test: String) -> Line? {
    lines.first { $0.file == file && ($0.title == title || $0.title == "*") && ($0.test == test || $0.test == "*") }
  }
}
