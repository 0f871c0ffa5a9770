internal import KojaModel

/// What is judged by what, in the exhaustive pass; it asks the operations of the fast one.
struct Run {
  /// The document that is judged.
  let document: Document
  /// The schemas.
  let program: Program
  /// The resources on the way to the schema at work, outermost first; kept only where a schema asks for it.
  var scope: [UInt32] = []
  /// Told when a value is too much to judge.
  let limits = RunLimits()

  /// The kind of a value.
  func kind(_ node: NodeIndex) -> NodeKind { document.nodes[node].kind }

  /// Whether a value satisfies a schema.
  func accepts(_ node: NodeIndex, _ schema: SchemaIndex) -> Bool { machine { $0.accepts(node, schema) } ?? false }

  /// Whether an operation holds for a value.
  func holds(_ operation: Operation, _ node: NodeIndex) -> Bool { machine { $0.holds(operation, node) } ?? false }

  /// How many items satisfy a schema.
  func matches(_ node: NodeIndex, _ schema: SchemaIndex) -> Int { machine { $0.matches(node, schema) } ?? 0 }

  /// The schema that a dynamic reference leads to from here.
  func target(_ operation: Operation) -> SchemaIndex { machine { $0.dynamicTarget(operation) } ?? Int(operation.a) }

  /// Which children a schema looks at, by position; alternatives that are not satisfied count too.
  func seen(_ node: NodeIndex, _ schema: SchemaIndex, by own: Operation.Code) -> [Bool] {
    var seen = Machine.Seen(
      children: [Bool](repeating: false, count: Int(document.nodes[node].count)), isLenient: true)
    return machine { machine in
      machine.look(node, schema, own: own, &seen)
      return seen.children
    } ?? []
  }

  private func machine<Result>(_ body: (inout Machine) -> Result) -> Result? {
    Machine.withMachine(document, program.flat, scope: scope) { machine in
      machine.budget = limits.budget
      machine.verdicts = limits.verdicts
      let result = body(&machine)
      limits.budget = machine.budget
      limits.verdicts = machine.verdicts
      if machine.trouble == .pattern { limits.costly += 1 }
      if limits.trouble == nil { limits.trouble = machine.trouble }
      return result
    }
  }
}

/// How much may still be done for one document, over all that is asked of it.
final class RunLimits {
  /// See ``Machine/budget``.
  var budget = Machine.mostSteps
  /// See ``Machine/verdicts``.
  var verdicts: Verdicts?
  /// What the exhaustive pass found in values on their own, by value and schema.
  var branches: [BranchKey: Report] = [:]
  /// How many times an expression took too much work.
  var costly = 0
  /// Hashes of values that were compared.
  var hashes = ValueHashes()
  /// Why the document could not be judged, if so.
  var trouble: Machine.Trouble?
  /// Schemas that the exhaustive pass has entered.
  var visits = 0
  /// Levels of the exhaustive pass.
  var depth = 0
}

/// A value and a schema.
struct BranchKey: Hashable {
  /// The value.
  let node: NodeIndex
  /// The schema.
  let schema: SchemaIndex
}
