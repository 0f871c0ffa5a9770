internal import KojaModel

/// One JSON object a line.
struct JSONLinesFindings: FindingRenderer {
  let options: OutputOptions

  func render(_ findings: [Finding]) -> String {
    findings.map { $0.value(options.language).json() + "\n" }.joined()
  }
}
