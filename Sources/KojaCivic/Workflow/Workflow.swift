package import KojaModel

/// The states that a record of a collection can be in, the actions that lead from one to another, and its clocks.
///
/// Data: `schemas/<collection>/workflow.yaml`. The three families are all that clocks and reports know of states.
package final class Workflow: Sendable {
  /// What a state means to clocks and reports.
  package enum Family: String, Sendable, CaseIterable {
    /// Work is to be done by the office.
    case open
    /// The office waits for somebody else; clocks may pause.
    case waiting
    /// Nothing more is expected.
    case closed
  }

  /// A state of a record.
  package struct State: Sendable {
    /// The code that stands in `status`.
    package let name: String
    /// Its family.
    package let family: Family
    /// How it ended, for closed states.
    package let outcome: String?
    /// Whether nobody has opened the record as long as it is in this state.
    package let isUnread: Bool
    /// What people call it.
    package let label: Phrase

    /// Whether the record took its course and what came of it stands (`done`, `archived`): its number cannot be void.
    package var isFulfilled: Bool { outcome.map { ["done", "archived"].contains($0) } ?? false }
  }

  /// Whether an action needs a reason code.
  package enum ReasonRule: String, Sendable {
    case required, optional
  }

  /// Something that may happen to a record.
  package final class Action: Sendable {
    /// The code that stands in the timeline.
    package let name: String
    /// What a person types and reads: an imperative.
    package let label: Phrase
    /// What the log says: a participle.
    package let done: Phrase
    /// The states it may start from; empty for an initial action.
    package let from: [String]
    /// The state it leads to; nil leaves the state as it is.
    package let to: String?
    /// Dotted fields that only actions naming them may change.
    package let sets: [String]
    /// Dotted fields that it takes out: what no longer holds once it happened.
    package let clears: [String]
    /// Dotted fields that must be there afterwards.
    package let requires: [String]
    /// Advice on who does it.
    package let roles: [String]
    /// The field that refers to where those who do it belong: `unit`; nil for anywhere.
    package let of: String?
    /// Whether a reason code is needed or allowed.
    package let reason: ReasonRule?
    /// Kinds of attachments that must be there.
    package let evidence: [String]
    /// The field of the record, or of one that it refers to, that says which: `category.evidence`.
    package let evidenceField: String?
    /// Actions after which only what was attached since counts as evidence: `[reopen]`.
    package let evidenceSince: [String]
    /// What must stand in a list of the record, because another record demands it.
    package let checklist: Checklist?
    /// What must hold of the record.
    package let when: Guard
    /// How long after the entry that led to the present state it is allowed.
    package let within: TimeLimit?
    /// Registers of which the fitting one gives a number.
    package let claims: [String]
    /// Dotted fields that become immutable.
    package let freezes: [String]
    /// Dotted lists whose items become immutable; others may still come behind them.
    package let keeps: [String]
    /// Dotted fields that may change again: what was frozen or kept until then.
    package let thaws: [String]
    /// Dotted fields of secrecy that it alone may loosen: a choice that goes back in its order, a yes that becomes a no.
    package let loosens: [String]
    /// What must be so when it is entered.
    package let needs: [Need]
    /// What it fills in where nobody gave it, in the order of the file.
    package let fills: [Fill]

    /// Whether it may change a dotted field: it sets it, or takes it out.
    package func changes(_ field: String) -> Bool {
      sets.contains { $0.sameBytes(as: field) } || doesClear(field)
    }

    /// Whether it takes a dotted field out.
    package func doesClear(_ field: String) -> Bool { clears.contains { $0.sameBytes(as: field) } }

    init(
      name: String, label: Phrase, done: Phrase, from: [String], to: String?, sets: [String], clears: [String],
      requires: [String], roles: [String], of: String?, reason: ReasonRule?, evidence: [String], evidenceField: String?,
      evidenceSince: [String], checklist: Checklist?,
      when: Guard, within: TimeLimit?, claims: [String], freezes: [String],
      keeps: [String], thaws: [String], loosens: [String], needs: [Need], fills: [Fill]
    ) {
      self.name = name
      self.label = label
      self.done = done
      self.from = from
      self.to = to
      self.sets = sets
      self.clears = clears
      self.requires = requires
      self.roles = roles
      self.of = of
      self.reason = reason
      self.evidence = evidence
      self.evidenceField = evidenceField
      self.evidenceSince = evidenceSince
      self.checklist = checklist
      self.when = when
      self.within = within
      self.claims = claims
      self.freezes = freezes
      self.keeps = keeps
      self.thaws = thaws
      self.loosens = loosens
      self.needs = needs
      self.fills = fills
    }
  }

  /// Why something happened.
  package struct Reason: Sendable {
    /// The code that stands in the timeline.
    package let code: String
    /// What people call it.
    package let label: Phrase
    /// The actions that it may be given for; empty for all.
    package let actions: [String]

    /// Whether it may be given for an action.
    package func fits(_ action: Action) -> Bool {
      actions.isEmpty || actions.contains { $0.sameBytes(as: action.name) }
    }
  }

  /// The actions that begin a record; told apart by their guards.
  package let initial: [Action]
  /// All states in the order of the file.
  package let states: [State]
  /// All other actions in the order of the file.
  package let actions: [Action]
  /// Reasons in the order of the file.
  package let reasons: [Reason]
  /// Clocks in the order of the file.
  package let clocks: [Clock]
  /// The actions by code: of those with the same one, the first that is not initial.
  private let named: [Key: Action]

  init(initial: [Action], states: [State], actions: [Action], reasons: [Reason], clocks: [Clock]) {
    self.initial = initial
    self.states = states
    self.actions = actions
    self.reasons = reasons
    self.clocks = clocks
    asksOfEntries = (actions + initial).contains { !$0.needs.isEmpty || !$0.roles.isEmpty || $0.of != nil }
    named = Dictionary((actions + initial + Standing.all).map { (Key($0.name), $0) }) { first, _ in first }
  }

  /// The state with a code.
  package func state(_ name: String) -> State? { states.first { $0.name.sameBytes(as: name) } }

  /// The action with a code, initial and standing ones included.
  package func action(_ name: String) -> Action? { named[Key(name)] }

  /// The actions that may be taken from a state, guards aside.
  package func actions(from state: String) -> [Action] {
    actions.filter { $0.from.contains { $0.sameBytes(as: state) } }
  }

  /// The action that a person names by code or by label in any language.
  package func action(named typed: String) -> Action? {
    action(typed) ?? (actions + initial + Standing.all).first { $0.label.matches(typed) || $0.done.matches(typed) }
  }

  /// The state that a person names by code or by label in any language.
  package func state(named typed: String) -> State? { state(typed) ?? states.first { $0.label.matches(typed) } }

  /// Whether anything is asked of entries only when they are made.
  package let asksOfEntries: Bool

  /// Dotted fields that only actions may change.
  package var ownedFields: [String] {
    var seen: Set<Key> = []
    return (initial + actions).flatMap { $0.sets + $0.clears }.filter { seen.insert(Key($0)).inserted }
  }
}
