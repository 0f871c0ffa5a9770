internal import KojaModel

/// The exhaustive pass over one document: collects what is wrong, words it when everything is known.
struct Report {
  /// What is judged against what.
  private(set) var run: Run
  /// What is wrong, in the order it was found.
  private(set) var issues: [Issue] = []
  /// Names of places for people.
  private var labels: [NodeIndex: Phrase] = [:]
  /// Places whose values must not be shown.
  private var hidden: Set<NodeIndex> = []
  /// Keys that are there, misspelt.
  private var misspelt: Set<MissingKey> = []
  /// What was judged already; empty where schemas ask for the way that led to them.
  private var judged: Set<BranchKey> = []
  /// Whether there are too many issues to look for more.
  private var isFull: Bool { issues.count >= Self.mostIssues }
  private var rule = Location(source: 0, node: 0)
  private var code = ""
  /// How the keyword at work is decided.
  private(set) var operation: Operation?

  /// Nothing found yet.
  init(_ run: Run) { self.run = run }

  /// Judges a value by a schema. A value of the wrong kind is that one finding and no other.
  mutating func check(_ node: NodeIndex, _ schema: SchemaIndex) {
    let (outerRule, outerCode, outerOperation, scope) = (rule, code, operation, run.scope)
    run.limits.depth += 1
    defer {
      (rule, code, operation, run.scope) = (outerRule, outerCode, outerOperation, scope)
      run.limits.depth -= 1
    }
    guard isWithinLimits(), run.program.flat.isDynamic || isFirst(node, schema) else { return }
    let subschema = run.program.schemas[schema]
    if run.program.flat.isDynamic { run.scope.append(run.program.flat.schemas[schema].resource) }
    if let label = subschema.annotations.label, labels[node] == nil { labels[node] = label }
    if subschema.annotations.isHidden { hidden.insert(node) }
    for each in subschema.rules {
      rule = Location(source: subschema.location.source, node: each.key)
      code = type(of: each.keyword).name
      operation = each.operation
      let before = issues.count
      each.keyword.report(node, &self)
      if each.keyword is TypeKeyword, issues.count > before { return }
    }
  }

  /// Whether a value was not judged by a schema before. Scalars are judged at once and need no note of it, unless schemas
  /// lead into one another for them, too.
  private mutating func isFirst(_ node: NodeIndex, _ schema: SchemaIndex) -> Bool {
    let isScalar = run.kind(node) != .mapping && run.kind(node) != .sequence
    return (isScalar && run.limits.depth <= 10) || judged.insert(BranchKey(node: node, schema: schema)).inserted
  }

  /// Counts a step; false when the value is too much to judge.
  private func isWithinLimits() -> Bool {
    if isFull { return false }
    run.limits.budget -= 1
    run.limits.visits += 1
    if run.limits.visits > Self.mostVisits + 20 * run.document.nodes.count { run.limits.budget = 0 }
    if run.limits.budget <= 0, run.limits.trouble == nil { run.limits.trouble = .steps }
    if run.limits.depth > Self.mostDepth, run.limits.trouble == nil { run.limits.trouble = .depth }
    return run.limits.budget > 0 && run.limits.depth <= Self.mostDepth && run.limits.costly < Self.mostCostly
  }

  /// Visits of the exhaustive pass beyond those that a large document needs: each costs far more than a step.
  private static let mostVisits = 5_000

  /// Expressions that take too much work are tried so often in one document: each costs some milliseconds.
  private static let mostCostly = 10

  /// So many issues are looked for: a hundred of them are told.
  private static let mostIssues = 20_000

  /// Levels of schemas that fit a thread's stack here.
  private static let mostDepth = 400

  /// Whether something in a value has an issue.
  func hasIssue(in node: NodeIndex) -> Bool {
    let end = Int(run.document.nodes[node].next)
    return issues.contains { $0.node >= node && $0.node < end }
  }

  /// Adds an issue of the keyword at work; under another keyword's name where it is about the same.
  mutating func add(
    _ node: NodeIndex, at spot: Spot = .value, as name: String? = nil, _ wording: @escaping (Scene) -> Wording
  ) {
    keep(Issue(node: node, spot: spot, rule: rule, code: name ?? code, wording: wording))
  }

  /// Adds that a mapping lacks a key. Not told when the key turns out to be there, misspelt: that is one mistake.
  mutating func add(_ node: NodeIndex, missing key: String, _ wording: @escaping (Scene) -> Wording) {
    keep(Issue(node: node, spot: .parent, rule: rule, code: code, missing: MissingKey(node, key), wording: wording))
  }

  private mutating func keep(_ issue: Issue) {
    if !isFull { issues.append(issue) }
  }

  /// Notes that a key that is not known to a mapping, and has its own issue, is this one misspelt.
  mutating func excuse(_ key: String, in node: NodeIndex) { misspelt.insert(MissingKey(node, key)) }

  /// What a schema finds in a value, on its own.
  func branch(_ node: NodeIndex, _ schema: SchemaIndex) -> Report {
    let key = BranchKey(node: node, schema: schema)
    // Alternatives that lead into one another would be judged again and again.
    if !run.program.flat.isDynamic, let known = run.limits.branches[key] { return known }
    var report = Report(run)
    report.check(node, schema)
    // Scalars are judged at once, unless schemas lead into one another for them, too.
    let isScalar = run.kind(node) != .mapping && run.kind(node) != .sequence
    if run.limits.trouble == nil, !isScalar || run.limits.depth > 10 {
      run.limits.branches[key] = report
    }
    return report
  }

  /// Takes over what a branch found.
  mutating func take(_ branch: Report) {
    issues += branch.issues
    misspelt.formUnion(branch.misspelt)
    labels.merge(branch.labels) { mine, _ in mine }
  }

  /// Takes over what a branch must not show, whether the branch was meant or not.
  mutating func hide(_ branch: Report) { hidden.formUnion(branch.hidden) }

  /// The findings, sorted, each once; the first ``limit`` and then a note that says how many more there are.
  ///
  /// Words are made for those alone, so that a file full of faults costs no more than reading it.
  func findings(path: String, lines: LineTable) -> [Finding] {
    let scene = Scene(run: run, labels: labels, hidden: hidden, lines: lines)
    let mistyped = Set(issues.filter { $0.code == TypeKeyword.name }.map(\.node))
    let told =
      issues
      .filter { $0.missing.map { !misspelt.contains($0) } ?? true }
      .filter { $0.code == TypeKeyword.name || $0.spot != .value || !mistyped.contains($0.node) }
    // By nodes, which is the order of the text, when there are too many to word them all.
    let ordered = told.count > Self.limit ? told.sorted { $0.node < $1.node } : told
    var seen: Set<Finding> = []
    var findings: [Finding] = []
    for (position, issue) in ordered.enumerated() {
      if findings.count == Self.limit {
        return findings.sorted() + [rest(ordered.count - position, from: issue.node, scene, path: path)]
      }
      let finding = issue.finding(scene, path: path)
      var bare = finding
      bare.schemaPath = nil
      bare.related = []
      if seen.insert(bare).inserted { findings.append(finding) }
    }
    // A text that is too much for its own pattern has been told of.
    if let trouble = run.limits.trouble,
      trouble != .pattern || findings.isEmpty || run.limits.costly >= Self.mostCostly
    {
      findings.append(tooMuch(trouble, scene, path: path))
    }
    return findings.sorted()
  }

  /// Says that a value was not judged to its end.
  private func tooMuch(_ trouble: Machine.Trouble, _ scene: Scene, path: String) -> Finding {
    let reason =
      switch trouble {
      case .depth: Phrase(id: "isi atau skemanya bertingkat terlalu dalam", en: "it or its schema is nested too deeply")
      case .pattern:
        Phrase(id: "sebuah pola skema terlalu berat untuk teksnya", en: "a pattern of its schema takes too much work")
      case .steps: Phrase(id: "skemanya terlalu rumit", en: "its schema is too intricate")
      }
    return Finding(
      "schema/too-complex", at: scene.place(Document.root, .value, path: path, hidden: true),
      Phrase(
        id: "berkas ini tidak dapat diperiksa sampai selesai: \(reason.id)",
        en: "this file cannot be checked to its end: \(reason.en)"),
      hint: Phrase(id: "sederhanakan skemanya atau isinya", en: "simplify the schema or the content"))
  }

  /// How many findings about one file are told; with the note a hundred.
  static let limit = 99

  private func rest(_ count: Int, from node: NodeIndex, _ scene: Scene, path: String) -> Finding {
    var place = scene.place(node, .value, path: path, hidden: true)
    place.excerpt = nil
    let least = isFull ? Phrase(id: "paling sedikit ", en: "at least ") : Phrase("")
    return Finding(
      "schema/more", .note, at: place,
      Phrase(
        id: "masih ada \(least.id)\(count) kesalahan lagi dalam berkas ini mulai dari sini",
        en: least.en + (count == 1 ? "1 more error" : "\(count) more errors") + " in this file from here on"),
      hint: Phrase(id: "perbaiki yang di atas dulu", en: "mend those above first"))
  }
}

/// Where at a node a finding points.
enum Spot: Sendable {
  /// The value, or the key when the node is one.
  case value
  /// The key above a mapping that lacks something.
  case parent
}

/// Something wrong, not yet worded.
struct Issue {
  /// The value or the key.
  let node: NodeIndex
  /// Where the finding points.
  let spot: Spot
  /// The keyword's key in its schema file.
  let rule: Location
  /// The keyword's name.
  let code: String
  /// The key that is missing, where it is about one.
  var missing: MissingKey?
  /// Words it.
  let wording: (Scene) -> Wording

  /// The finding.
  func finding(_ scene: Scene, path: String) -> Finding {
    let words = wording(scene)
    let program = scene.run.program
    return Finding(
      "schema/" + code, at: scene.place(node, spot, path: path, hidden: words.isHidden), words.message,
      hint: words.hint, details: words.details, instancePath: scene.document.pointer(to: node),
      schemaPath: program.texts.path(rule),
      related: [Finding.Related(Phrase(id: "aturan", en: "rule"), at: program.texts.place(rule))],
      fix: words.isHidden ? nil : words.fix)
  }
}

/// A key that a mapping lacks.
struct MissingKey: Hashable {
  /// The mapping.
  let node: NodeIndex
  /// The key.
  let key: Key

  /// A key that a mapping lacks.
  init(_ node: NodeIndex, _ key: String) { (self.node, self.key) = (node, Key(key)) }
}

/// The texts of a finding.
struct Wording {
  /// What is wrong.
  var message: Phrase
  /// The way out.
  var hint: Phrase?
  /// What is allowed.
  var details: [Phrase] = []
  /// Whether the source line must not be shown.
  var isHidden = false
  /// The safe way out.
  var fix: Fix?

  /// Texts of a finding. See the properties.
  init(_ message: Phrase, hint: Phrase? = nil, details: [Phrase] = [], isHidden: Bool = false, fix: Fix? = nil) {
    self.message = message
    self.hint = hint
    self.details = details
    self.isHidden = isHidden
    self.fix = fix
  }
}
