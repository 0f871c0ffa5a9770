import Foundation
import KojaModel
import KojaSchema
import KojaYAML
import Testing

/// Verdicts over pairs of schema and instance that `Tests/Harness/differential.py` made, for its comparison with other
/// validators. Runs only when `KOJA_PAIRS` names the file of pairs; the verdicts go beside it.
@Suite struct DifferentialTests {
  private static let pairs = ProcessInfo.processInfo.environment["KOJA_PAIRS"]

  /// Each line is `{"schema": ..., "instances": [...]}`; each line of the answer has one letter for each instance:
  /// `y` and `n` where both passes agree, `D` where they do not, `?` where the schema cannot be used.
  @Test(.enabled(if: Self.pairs != nil)) func bothPassesJudgeThePairs() throws {
    let path = try #require(Self.pairs)
    let lines = try Data(contentsOf: URL(filePath: path)).split(separator: 0x0A)
    var verdicts = ""
    var disagreements = 0
    for line in lines {
      let letters = try Self.judge(Array(line))
      disagreements += letters.count { $0 == "D" }
      verdicts += letters + "\n"
    }
    try Data(verdicts.utf8).write(to: URL(filePath: path + ".koja"))
    #expect(disagreements == 0, "the fast and the exhaustive pass disagree")
  }

  private static func judge(_ line: [UInt8]) throws -> String {
    let pair = try #require(JSONReader.read(line, path: "pair").document)
    let instances = try #require(pair.value("instances").map { pair.items($0) })
    let text = pair.range(try #require(pair.value("schema")))
    let document = try #require(JSONReader.read(Array(line[text]), path: "s").document)
    let set = SchemaSet([SchemaSource(uri: "https://koja.example/s", document: document)], assertFormats: false)
    guard let schema = set.schema("https://koja.example/s"), !set.findings.contains(where: { $0.severity == .error })
    else { return String(repeating: "?", count: instances.count) }
    return String(
      try instances.map { instance -> Character in
        let document = try #require(
          JSONReader.read(Array(line[pair.range(instance)]), path: "i", symbols: set.symbols).document)
        let isValid = schema.isValid(document)
        guard schema.findings(document, path: "i").isEmpty == isValid else { return "D" }
        return isValid ? "y" : "n"
      })
  }
}
