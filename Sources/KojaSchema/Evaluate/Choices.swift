internal import KojaModel

/// Names or values to choose from, with their labels: finds the one that was meant and lists them.
struct Choices {
  /// One of them.
  struct Choice {
    /// As it is spelt, without quotes.
    let value: String
    /// What people call it.
    let label: Phrase?
    /// Whether it is a text, whatever it looks like.
    var isText = true
  }

  /// All of them.
  let all: [Choice]

  /// Among more than these nobody can say which was meant.
  private static let most = 2_000

  /// The value that was most likely meant: its label in either language, then spelling, then a near label.
  func meant(by typed: String) -> String? {
    let folded = typed.lowercased()
    let exact = all.first { choice in
      Language.allCases.contains { choice.label?[$0].lowercased().sameBytes(as: folded) ?? false }
    }
    if let exact { return exact.value }
    guard all.count <= Self.most else { return nil }
    if let near = Suggestion.nearest(to: typed, among: all.map(\.value)) { return near }
    let labels = all.flatMap { choice in
      Language.allCases.compactMap { language in choice.label.map { (label: $0[language], value: choice.value) } }
    }
    let near = Suggestion.nearest(to: typed, among: labels.map(\.label))
    return near.flatMap { near in labels.first { $0.label.sameBytes(as: near) }?.value }
  }

  /// The value that can be taken without asking: the only one with this label, or the only one that is near by spelling.
  func only(for typed: String) -> String? {
    let folded = typed.lowercased()
    let labelled = all.filter { choice in
      Language.allCases.contains { choice.label?[$0].lowercased().sameBytes(as: folded) ?? false }
    }
    guard all.count <= Self.most || !labelled.isEmpty else { return nil }
    return labelled.isEmpty
      ? Suggestion.only(near: typed, among: all.map(\.value)) : labelled.count == 1 ? labelled[0].value : nil
  }

  /// The hint that names it.
  func hint(for typed: String) -> Phrase? {
    meant(by: typed).map { Suggestion.question($0, insteadOf: typed) }
  }

  /// `draft (Konsep), submitted (Diajukan)`, at most 24 of them.
  ///
  /// - Parameter quotes: Whether texts are in quotes, where something else than a text was given.
  func listed(quotes: Bool = false) -> Phrase {
    func list(_ language: Language) -> String {
      let texts = all.prefix(24).map { choice in
        let value = quotes && choice.isText ? Scene.quoted(choice.value) : choice.value
        guard let label = choice.label?[language], !label.sameBytes(as: choice.value) else { return value }
        return "\(value) (\(label))"
      }
      return texts.joined(separator: ", ") + (all.count > 24 ? ", …" : "")
    }
    return Phrase(id: list(.id), en: list(.en))
  }
}
