internal import KojaModel

/// One line a finding, as compilers print and editors read them.
struct ConciseFindings: FindingRenderer {
  let options: OutputOptions

  func render(_ findings: [Finding]) -> String {
    findings.map { finding in
      let severity = finding.severity.word[options.language]
      return "\(location(finding.place)): \(severity)[\(safe(finding.code))]: "
        + safe(finding.message[options.language]) + "\n"
    }.joined()
  }
}
