internal import KojaModel
internal import KojaOutput

extension Console {
  /// Warnings that came up on the way, on standard error.
  func warn(_ findings: [Finding]) {
    guard !findings.isEmpty else { return }
    complain(FindingFormat.text.render(findings.sorted(), options(now: Timestamp(seconds: 0, offset: 0))))
  }
}
