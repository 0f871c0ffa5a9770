internal import KojaCivic
internal import KojaModel
internal import KojaSchema

/// What the checks of one collection's records look at, compiled: symbols instead of names, sets instead of lists.
///
/// For the pass that only decides whether there is anything to say, see ``QuickJudge``. The words, and every doubtful
/// case, are those of the checks themselves.
final class QuickRules: Sendable {
  /// A way to fields that refer to other records.
  struct Step: Sendable {
    /// The key.
    let symbol: UInt32
    /// Where values under it must be records; nil where only something below it refers.
    var target: Target?
    /// The key beside it that tells when the records have to be in force, where that is not the record's date.
    var inForce: UInt32?
    /// What is below it.
    var below: [Step] = []
  }

  /// Where a reference leads.
  enum Target: Sendable {
    /// A collection, by its place in ``QuickData/ids``; nil for one that does not exist.
    case collection(Int?)
    /// The value names its collection.
    case any
    /// A collection of another store, by its place in ``QuickData/elsewhere``; nil where that is not here.
    case elsewhere(Int?)
  }

  /// A condition on the record: the scalar at a path is one of some texts.
  struct Condition: Sendable {
    let path: [UInt32]
    let values: ByteSet
    let allowsMissing: Bool
  }

  /// What the records that a field refers to ask for.
  struct Demands: Sendable {
    /// The field.
    let path: [UInt32]
    /// The ids, each with its place among the kinds.
    let ids: ByteSet
    /// Kinds of attachments.
    let kinds: [[String]]
  }

  /// A field that only actions change.
  struct Owned: Sendable {
    let path: [UInt32]
    /// What the schema says of it; nil where it does not say so at that place.
    let schema: Schema?
    /// Where it refers to; nil where it does not.
    let target: Target?
  }

  /// An action of the workflow.
  struct Action: Sendable {
    /// The state it leads to, as text; nil leaves the state.
    let to: Int?
    /// The states it may start from, as bits; and whether a record may begin with it.
    let from: UInt64
    let isInitial: Bool
    /// Keys of an entry that it sets: the positions of owned fields.
    let sets: [UInt32: Int]
    /// Keys of an entry that it takes out.
    let clears: [UInt32: Int]
    let requires: [[UInt32]]
    let evidence: [String]
    /// The reference whose record says which evidence besides.
    let evidenceOf: Demands?
    /// Whether a list has to hold what another record demands: that is for the check itself.
    let hasChecklist: Bool
    let needsReason: Bool
    /// Which of the reasons may be given for it.
    let reasons: [Bool]
    let when: [Condition]
    /// How long after entering the state it is allowed.
    let within: TimeLimit?
    /// A bit of its own if it extends a limit, else 0: once is always allowed, a second time is for the check itself.
    let extends: UInt64
    /// Whether evidence that some action asks for counts only since it, and whether it asks for such.
    let renewsEvidence: Bool
    let asksForNew: Bool
  }

  /// References of the collection.
  let references: [Step]
  /// Links into other collections that form no chains, or no rings: where one is, the check itself has to follow it.
  /// Those within the collection are judged when all are known.
  let chained: [[UInt32]]
  /// Fields of what has happened already; of the items of a list the key. One that lies deeper is for the check itself.
  let past: [(path: [UInt32], part: UInt32?, isDeep: Bool)]
  /// Fields that come no earlier than others; where lists lead to them, the first of those.
  let ordered: [(path: [UInt32], other: [UInt32], isList: Bool)]
  /// The fields whose values are the id; none where it tells nothing of them.
  let idFields: [[UInt32]]
  /// Where records say which scorecard graded them, see ``QuickData/isGraded(_:_:)``.
  let graded: [[UInt32]]
  /// Where points have to lie.
  let places: QuickPlaces
  /// The field that dates a record.
  let date: [UInt32]?
  /// Whether there is a workflow, and what it says.
  let hasWorkflow: Bool
  let actions: [Action]
  let actionNames: ByteSet
  let stateNames: [[UInt8]]
  let reasons: ByteSet
  /// Fields that only actions change.
  let owned: [Owned]
  /// Whether the collection is that of claims.
  let isClaims: Bool
  /// Whether it is that of registers or calendars, or lends schemas: they are few, and their checks look at everything.
  let isRare: Bool

  /// Compiles what is known of a collection. Nil where a workflow has more states than fit.
  init?(
    _ collection: Collection, _ catalogue: Catalogue, collections: [Key: Int], elsewhere: [Key: Int],
    _ reference: ReferenceData
  ) {
    let symbols = catalogue.symbols
    func path(_ dotted: String) -> [UInt32] { dotted.split(separator: ".").map { symbols.symbol(of: String($0)) } }
    var steps: [Step] = []
    func collect(_ fields: [Field], below prefix: [UInt32]) {
      for field in fields {
        let path = prefix + field.path.map { symbols.symbol(of: $0) }
        if let declared = field.scalar.reference {
          let end = (Self.target(declared, collections, elsewhere), field.inForce.map { symbols.symbol(of: $0) })
          Self.add(path[...], end, to: &steps)
        }
        collect(field.members, below: path)
      }
    }
    // Who acted is the workflow's to judge.
    collect(collection.fields.filter { collection.workflow == nil || $0.path.first != TimelineEntry.key }, below: [])
    references = steps
    chained = collection.fields.filter { field in
      field.chain != nil && !collection.chainedFields.contains { $0.name.sameBytes(as: field.name) }
    }.map { $0.path.map { symbols.symbol(of: $0) } }
    past = collection.pastFields.compactMap { way in
      way.first.map { list in
        let part = way.count == 2 && way[1].path.count == 1 ? symbols.symbol(of: way[1].path[0]) : nil
        return (path: list.path.map { symbols.symbol(of: $0) }, part: part, isDeep: way.count > 1 && part == nil)
      }
    }
    ordered = collection.orderedFields.compactMap { way in
      way.first.map { field in
        let path = field.path.map { symbols.symbol(of: $0) }
        return (path, path.dropLast() + (field.notBefore.map { [symbols.symbol(of: $0)] } ?? []), way.count > 1)
      }
    }
    idFields = collection.idFields.map(path)
    graded = reference.scorecards(of: collection.name).compactMap { $0.field(of: "scorecard").map(path) }
    places = QuickPlaces(collection, symbols, reference)
    date = collection.dateField.map(path)
    isClaims = collection.name.sameBytes(as: EngineCollections.numbers)
    isRare =
      [EngineCollections.registers, EngineCollections.calendars].contains { collection.name.sameBytes(as: $0) }
      || catalogue.lends(collection)
    guard let workflow = collection.workflow else {
      hasWorkflow = false
      (actions, actionNames, stateNames, reasons, owned) = ([], ByteSet(), [], ByteSet(), [])
      return
    }
    guard workflow.states.count <= 64 else { return nil }
    hasWorkflow = true
    let states = Dictionary(
      workflow.states.enumerated().map { (Key($1.name), $0) }, uniquingKeysWith: { first, _ in first })
    let owned = workflow.ownedFields
    self.owned = owned.map { name in
      let declared = collection.field(name)?.scalar.reference
      return Owned(
        path: path(name), schema: catalogue.schema(of: name, in: collection),
        target: declared.map { Self.target($0, collections, elsewhere) })
    }
    // The action of a name is the one that is not initial, as everywhere.
    var seen: Set<Key> = []
    let all = (workflow.actions + workflow.initial).filter { seen.insert(Key($0.name)).inserted }
    func keys(_ names: [String]) -> [UInt32: Int] {
      let found = names.compactMap { name in
        owned.firstIndex { $0.sameBytes(as: name) }.map { (symbols.symbol(of: name), $0) }
      }
      return Dictionary(found, uniquingKeysWith: { first, _ in first })
    }
    let extensions = workflow.clocks.compactMap { $0.extension?.action }
    actions = all.map { action in
      Action(
        to: action.to.flatMap { states[Key($0)] },
        from: action.from.reduce(0) { bits, name in states[Key(name)].map { bits | 1 << UInt64($0) } ?? bits },
        isInitial: workflow.initial.contains { $0.name.sameBytes(as: action.name) },
        sets: keys(action.sets), clears: keys(action.clears),
        requires: action.requires.map(path), evidence: action.evidence,
        evidenceOf: action.evidenceField.map { dotted in
          Self.demands(of: dotted, Array(path(dotted).prefix(1)), collection, reference)
        },
        hasChecklist: action.checklist != nil, needsReason: action.reason == .required,
        reasons: workflow.reasons.map { $0.fits(action) },
        when: action.when.conditions.map { condition in
          Condition(
            path: path(condition.field), values: ByteSet(condition.values), allowsMissing: condition.allowsMissing)
        },
        within: action.within,
        extends: extensions.firstIndex { $0.sameBytes(as: action.name) }.map { 1 << UInt64($0 & 63) } ?? 0,
        renewsEvidence: all.contains { $0.evidenceSince.contains { $0.sameBytes(as: action.name) } },
        asksForNew: !action.evidenceSince.isEmpty)
    }
    actionNames = ByteSet(all.map(\.name))
    stateNames = workflow.states.map { Array($0.name.utf8) }
    reasons = ByteSet(workflow.reasons.map(\.code))
  }

  /// What the records ask for that a dotted field leads through.
  private static func demands(
    of dotted: String, _ path: [UInt32], _ collection: Collection, _ reference: ReferenceData
  ) -> Demands {
    let names = dotted.split(separator: ".").map(String.init)
    let target = names.first.flatMap { collection.field($0)?.reference }
    let asked = (target.map { reference.names.ids(of: $0) } ?? []).compactMap { id in
      target.flatMap { reference.document(id, in: $0) }.map { record in
        (id: id, kinds: record.texts(record.node(at: Array(names.dropFirst()))))
      }
    }
    return Demands(path: path, ids: ByteSet(asked.map(\.id)), kinds: asked.map(\.kinds))
  }

  /// The names whose symbols are needed besides those of the schemas.
  static func names(_ workflows: [Workflow]) -> [String] {
    var dotted: [String] = []
    for workflow in workflows {
      dotted += workflow.ownedFields
      for action in workflow.actions + workflow.initial {
        dotted += action.requires + action.sets + action.clears + action.when.conditions.map(\.field)
        dotted += action.evidenceField.map { [$0] } ?? []
      }
    }
    let parts = dotted.flatMap { $0.split(separator: ".").map(String.init) }
    return [TimelineEntry.key, "status", "attachments", "kind", "register", "year", "serial", "suffix", "claimed_at"]
      + ["latitude", "longitude", AttachmentField.moment]
      + TimelineEntry.ownKeys
      + dotted + parts
  }

  private static func target(_ declared: String, _ collections: [Key: Int], _ elsewhere: [Key: Int]) -> Target {
    if declared == "*" { return .any }
    return declared.contains("/") ? .elsewhere(elsewhere[Key(declared)]) : .collection(collections[Key(declared)])
  }

  private static func add(
    _ path: ArraySlice<UInt32>, _ end: (target: Target, inForce: UInt32?), to steps: inout [Step]
  ) {
    guard let symbol = path.first else { return }
    let index = steps.firstIndex { $0.symbol == symbol } ?? steps.count
    if index == steps.count { steps.append(Step(symbol: symbol)) }
    guard path.count == 1 else { return add(path.dropFirst(), end, to: &steps[index].below) }
    (steps[index].target, steps[index].inForce) = end
  }
}
