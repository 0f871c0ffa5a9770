internal import KojaCivic
internal import KojaModel

/// What `privacy` in `store.yaml` says about personal data in free text.
package struct PrivacySettings: Sendable {
  private let severities: [PrivateText.Kind: Severity]
  /// The search, with the domains of offices.
  let text: PrivateText

  /// Reads settings that have passed their meta-schema; what is not said is an error.
  init(_ document: Document) {
    let node = document.value("privacy")
    func text(_ key: String) -> String? {
      node.flatMap { document.value(key, in: $0) }.flatMap { document.text($0) }
    }
    severities = PrivateText.Kind.allCases.reduce(into: [:]) { severities, kind in
      guard let word = text(kind.rawValue) else { return severities[kind] = .error }
      severities[kind] = Severity(rawValue: word)
    }
    self.text = PrivateText(
      publicDomains: document.texts(node.flatMap { document.value("public_domains", in: $0) }))
  }

  /// How much a find matters; nil where it is tolerated everywhere.
  func severity(of kind: PrivateText.Kind) -> Severity? { severities[kind] }
}
