package import KojaModel

extension Workflow {
  /// The actions to choose from with their labels; that there are none, where a state is final.
  package static func choice(of actions: [Action]) -> Phrase {
    guard !actions.isEmpty else {
      return Phrase(id: "tidak ada tindakan lagi dari sini", en: "no action is left from here")
    }
    return allowed(actions.map { ($0.name, $0.label) })
  }

  /// The reasons that may be given for an action.
  package func reasons(for action: Action) -> [Reason] { reasons.filter { $0.fits(action) } }

  /// The reasons to choose from for an action, with their labels.
  package func choiceOfReasons(for action: Action) -> Phrase {
    let fitting = reasons(for: action)
    guard !fitting.isEmpty else { return Phrase(id: "tindakan ini tidak beralasan", en: "this action takes no reason") }
    return Self.allowed(fitting.map { ($0.code, $0.label) })
  }

  /// The states with their labels.
  package var choiceOfStates: Phrase { Self.allowed(states.map { ($0.name, $0.label) }) }

  /// The code of the reason for an action that a person most likely meant.
  package func reason(nearestTo typed: String, for action: Action) -> String? {
    Suggestion.name(nearestTo: typed, among: reasons(for: action).map { ($0.code, [$0.label.id, $0.label.en]) })
  }

  private static func allowed(_ names: [(String, Phrase)]) -> Phrase {
    Phrase(
      id: "boleh: " + names.map { "\($0) (\($1.short.id))" }.joined(separator: ", "),
      en: "allowed: " + names.map { "\($0) (\($1.short.en))" }.joined(separator: ", "))
  }
}
