package import KojaModel

extension Workflow {
  /// The actions to choose from with their labels; that there are none, where a state is final.
  package static func choice(of actions: [Action]) -> Phrase {
    guard !actions.isEmpty else {
      return Phrase(id: "tidak ada tindakan lagi dari sini", en: "no action is left from here")
    }
    return allowed(actions.map { ($0.name, $0.label) })
  }

  /// The reasons to choose from with their labels.
  package var choiceOfReasons: Phrase { Self.allowed(reasons.map { ($0.code, $0.label) }) }

  /// The states with their labels.
  package var choiceOfStates: Phrase { Self.allowed(states.map { ($0.name, $0.label) }) }

  /// The reason's code that a person most likely meant.
  package func reason(nearestTo typed: String) -> String? {
    Suggestion.name(nearestTo: typed, among: reasons.map { ($0.code, [$0.label.id, $0.label.en]) })
  }

  private static func allowed(_ names: [(String, Phrase)]) -> Phrase {
    Phrase(
      id: "boleh: " + names.map { "\($0) (\($1.short.id))" }.joined(separator: ", "),
      en: "allowed: " + names.map { "\($0) (\($1.short.en))" }.joined(separator: ", "))
  }
}
