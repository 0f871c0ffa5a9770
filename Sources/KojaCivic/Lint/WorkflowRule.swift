package import KojaModel

/// A rule over a workflow file that its meta-schema cannot express.
///
/// To add one: a file beside this one, and a line in ``WorkflowRules/all``.
protocol WorkflowRule: Sendable {
  /// What is wrong with a workflow.
  func findings(_ linted: LintedWorkflow) -> [Finding]
}

/// All rules over workflow files.
package enum WorkflowRules {
  static let all: [any WorkflowRule] = [
    UnknownStateRule(), UnreachableStateRule(), DeadEndRule(), NamedActionRule(), ClockRunRule(), ExtensionRule(),
    ReasonListRule(), DoubleLabelRule(), StandingActionRule(), DoubleActionRule(), EngineFieldRule(), TwinActionRule(),
    TargetMomentRule(),
  ]

  /// Everything that is wrong with a workflow.
  package static func findings(_ linted: LintedWorkflow) -> [Finding] { all.flatMap { $0.findings(linted) } }
}
