internal import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// A check of a set of records: every file by itself in parallel, then all of them together.
package struct CheckRun: Sendable {
  /// What a check found.
  package struct Report: Sendable {
    /// All findings, sorted.
    package let findings: [Finding]
    /// How many files were looked at.
    package let checked: Int

    /// Whether something forbids a commit.
    package var hasErrors: Bool { findings.contains { $0.severity == .error } }

    /// The report with further findings, each once.
    package func adding(_ more: [Finding]) -> Report { adding(Report(findings: more, checked: 0)) }

    /// The report together with one about other files.
    func adding(_ other: Report) -> Report {
      let known = Set(findings)
      let more = other.findings.filter { !known.contains($0) }
      return Report(findings: (findings + more).sorted(), checked: checked + other.checked)
    }
  }

  let catalogue: Catalogue
  let source: any RecordSource
  let now: Timestamp
  let others: OtherStores
  /// When waivers must be in force.
  private let waiving: Timestamp

  /// Prepares a check of the records of a source; references into other stores are looked up where those are given.
  package init(
    _ catalogue: Catalogue, _ source: some RecordSource, now: Timestamp, others: OtherStores = .none,
    waiving: Timestamp? = nil
  ) {
    self.waiving = waiving ?? now
    self.catalogue = catalogue
    self.source = source
    self.now = now
    self.others = others
  }

  /// Checks everything.
  package func all() -> Report {
    let names = ByteSet(catalogue.collections.map(\.name))
    let files = Parallel.map(source.entries(under: "records")) { PlacedFile($0, catalogue, names) }
    let context = self.context
    let work = Work(context, source, QuickData(context, PresentIDs(files, catalogue), names: names))
    let outcomes = work.outcomes(files, all: true)
    let unread = Set(zip(files, outcomes).filter { $1.facts == nil }.map { Key($0.0.entry.path) })
    let between = work.between(outcomes.compactMap(\.facts), unread: unread)
    let named = catalogue.recordReferences(in: source)
    let told = Self.onePerSlip(outcomes.flatMap(\.findings), between)
    let found = waivers().applied(to: told + named + others.findings) { _ in true }
    return Report(findings: found.sorted(), checked: files.count)
  }

  /// Checks files that are new: each by itself, and the numbers among them. `all` are the ids that there will be.
  func fresh(_ new: [PlacedFile], among all: PresentIDs, names: ByteSet) -> (
    findings: [Finding], facts: [JoinedFacts]
  ) {
    let context = self.context
    let work = Work(context, source, QuickData(context, all, names: names))
    let outcomes = work.outcomes(new, all: false)
    let facts = outcomes.compactMap(\.facts)
    // What came before is not among them: a gap is none, and a value may be taken all the same.
    let numbers = work.between(facts, unread: []).filter { $0.severity == .error }
    return ((outcomes.flatMap(\.findings) + numbers).sorted(), facts)
  }

  /// Checks the files at or below some paths, alone and against the others.
  ///
  /// - Parameter asksOfEntries: Whether new entries are made now, see ``NewEntryCheck``.
  /// - Parameter committed: The committed version of a file. Where it is given, only what changed since then is compared
  ///   with other records, so that a change looks at few files however many there are.
  package func only(
    _ paths: [String], asksOfEntries: Bool = false, committed: ((String) throws(Failure) -> Document?)? = nil
  ) throws(Failure) -> Report {
    let chosen = paths.flatMap { source.entries(under: $0) }
    let work = Work(context, source)
    let outcomes = Parallel.map(chosen) { work.thorough($0) }
    var compared: Set<Key> = []
    var found: [(all: JoinedFacts, new: JoinedFacts)] = []
    var (withdrawn, entries): ([Finding], [Finding]) = ([], [])
    var linking: [(record: Record, old: Document)] = []
    var leaving: [Record] = []
    for (entry, outcome) in zip(chosen, outcomes) {
      guard let all = outcome.facts else { continue }
      var known: JoinedFacts?
      if let committed {
        let old = try committed(entry.path)
        if asksOfEntries { entries += work.newEntries(entry, since: old) }
        known = old.flatMap { work.record(entry, $0) }.map { JoinedFacts($0, work.context) }
        withdrawn += work.withdrawnLinks(entry, since: old)
        if let old, let record = work.record(entry) {
          if Self.withdraws(record, since: old) { leaving.append(record) }
          if !all.links.isEmpty { linking.append((record, old)) }
        }
      }
      let new = all.new(since: known)
      found.append((all, new))
      compared.formUnion(new.rivals(lost: known?.new(since: all).numbers ?? [], catalogue).map { Key($0) })
    }
    // Where the claims of a register are looked at, what is known of it counts, too.
    let facts = found.map { $0.new.with($0.all, where: { compared.contains(Key(JoinedFacts.folder(of: $0))) }) }
    compared.formUnion(facts.flatMap(\.claims).flatMap { $0.carriers(catalogue) }.map { Key($0) })
    let chosenPaths = Set(chosen.map { Key($0.path) })
    let others = compared.sorted().flatMap { source.entries(under: $0.string) }.filter {
      !chosenPaths.contains(Key($0.path))
    }
    let background = Parallel.map(others) { work.facts($0) }
    let unread = Set(
      zip(chosen, outcomes).filter { $1.facts == nil }.map { Key($0.0.path) }
        + zip(others, background).filter { $1 == nil }.map { Key($0.0.path) })
    // The others come first: what is there already is the first of two, and the file that was asked about has the finding.
    let between = work.between(background.compactMap { $0 } + facts, unread: unread).filter { finding in
      chosenPaths.contains(Key(finding.place.path))
        || finding.related.contains { chosenPaths.contains(Key($0.place.path)) }
    }
    let followers = followers(of: linking, besides: chosenPaths) + referrers(of: leaving)
    let told = waivers().applied(
      to: Self.onePerSlip(outcomes.flatMap(\.findings), between) + withdrawn + followers + entries
    ) {
      chosenPaths.contains(Key($0))
    }
    return Report(findings: told.sorted(), checked: chosen.count)
  }

  /// The findings of single records and those between records: of a record whose `status` is wrong nobody knows whether it
  /// still counts.
  private static func onePerSlip(_ alone: [Finding], _ between: [Finding]) -> [Finding] {
    guard between.contains(where: { $0.code == "number/void" }) else { return alone + between }
    let doubtful = Set(
      alone.filter { ["workflow/status", "schema/enum"].contains($0.code) }.map { Key($0.place.path) })
    return alone + between.filter { $0.code != "number/void" || !doubtful.contains(Key($0.place.path)) }
  }

  private func waivers() -> Waivers {
    func read(_ source: some RecordSource) -> Waivers { Waivers(catalogue, source, now: waiving) }
    return read(source)
  }

  private var context: CheckContext {
    func read(_ source: some RecordSource) -> ReferenceData { ReferenceData(catalogue, source) }
    return CheckContext(catalogue: catalogue, reference: read(source), now: now, others: others)
  }
}

/// What a check does with one file, and with all of them.
private struct Work: Sendable {
  let context: CheckContext
  private let source: any RecordSource
  private let quick: QuickData?

  struct Outcome: Sendable {
    var findings: [Finding] = []
    var facts: JoinedFacts?
    /// Whether nobody has looked where its links lead.
    var isQuick = false
  }

  init(_ context: CheckContext, _ source: any RecordSource, _ quick: QuickData? = nil) {
    self.context = context
    self.source = source
    self.quick = quick
  }

  func between(_ facts: [JoinedFacts], unread: Set<Key>) -> [Finding] {
    let numbers = NumberCheck(context: context, unread: unread, place: place)
    return UniqueCheck.findings(facts.map { $0.without(numbers.isDoubtful) }, place: place) + numbers.findings(facts)
  }

  /// Looks at files; `all` says whether there are no others. Links to what links further are followed thoroughly.
  func outcomes(_ files: [PlacedFile], all: Bool) -> [Outcome] {
    var outcomes = Parallel.map(files) { outcome($0) }
    let linking = Set(outcomes.flatMap { $0.facts?.links ?? [] }.map { Key("\($0.field)/\($0.from)") })
    let doubtful = outcomes.indices.filter { index in
      outcomes[index].isQuick
        && (outcomes[index].facts?.links ?? []).contains { !all || linking.contains(Key("\($0.field)/\($0.to)")) }
    }
    for (index, outcome) in zip(doubtful, Parallel.map(doubtful) { thorough(files[$0].entry) }) {
      outcomes[index] = outcome
    }
    return outcomes
  }

  /// Looks quickly; where there may be something to say, thoroughly.
  private func outcome(_ file: PlacedFile) -> Outcome {
    guard let quick, let place = file.collection, let id = file.id, let content = try? source.bytes(file.entry.path)
    else { return thorough(file.entry) }
    let reading = YAMLReader.read(content, path: file.entry.path, symbols: quick.symbols)
    let collection = context.catalogue.collections[place]
    guard let document = reading.document, reading.findings.isEmpty, content.last == 0x0A,
      collection.schema.isValid(document),
      QuickJudge.isClean(document, id: id, collection: place, quick)
    else { return thorough(file.entry) }
    let record = Record(collection: collection, id: String(id), path: file.entry.path, document: document)
    let scores = quick.isGraded(document, place) ? ScoreCheck().findings(record, context) : []
    return Outcome(
      findings: PrivacyCheck().findings(record, context) + scores, facts: JoinedFacts(record, context), isQuick: true)
  }

  /// Asks every check.
  func thorough(_ entry: StoreFiles.Entry) -> Outcome {
    let (collection, id, placement) = PlacementCheck.judge(entry, context.catalogue, isTaken: source.has)
    guard let collection else { return Outcome(findings: placement) }
    let content: [UInt8]?
    do throws(FileError) {
      content = try source.bytes(entry.path)
    } catch {
      return Outcome(findings: placement + [error.finding(at: entry.path)])
    }
    guard let content else { return Outcome(findings: placement) }
    let reading = YAMLReader.read(content, path: entry.path, symbols: context.catalogue.symbols)
    func veiled(_ findings: [Finding]) -> [Finding] {
      context.catalogue.veiled(findings, of: content, reading.document, at: entry.path)
    }
    guard let document = reading.document else {
      let all = PatchedReading.findings(content, reading, path: entry.path, symbols: context.catalogue.symbols) {
        document in
        RecordChecks.findings(
          Record(collection: collection, id: id, path: entry.path, document: document), context)
      }
      return Outcome(findings: placement + veiled(all ?? reading.findings))
    }
    let record = Record(collection: collection, id: id, path: entry.path, document: document)
    let findings = RecordChecks.findings(record, context)
    return Outcome(findings: placement + veiled(reading.findings(with: findings)), facts: JoinedFacts(record, context))
  }

  func facts(_ entry: StoreFiles.Entry) -> JoinedFacts? {
    guard entry.kind == .file, let content = try? source.bytes(entry.path),
      let document = YAMLReader.read(content, path: entry.path).document
    else { return nil }
    return record(entry, document).map { JoinedFacts($0, context) }
  }

  /// The record in a file; nil where it cannot be read.
  func record(_ entry: StoreFiles.Entry) -> Record? {
    guard let content = (try? source.bytes(entry.path)) ?? nil,
      let document = YAMLReader.read(content, path: entry.path).document
    else { return nil }
    return record(entry, document)
  }

  func withdrawnLinks(_ entry: StoreFiles.Entry, since old: Document?) -> [Finding] {
    guard let record = record(entry) else { return [] }
    return WithdrawnLinks.findings(record, since: old, in: source, context.catalogue)
  }

  /// What is to say of the entries that are new.
  func newEntries(_ entry: StoreFiles.Entry, since old: Document?) -> [Finding] {
    guard context.catalogue.collection(ofPath: entry.path).map({ NewEntryCheck.asks(of: $0) }) ?? false,
      let record = record(entry)
    else { return [] }
    return NewEntryCheck(context: context).findings(record, since: old)
  }

  func record(_ entry: StoreFiles.Entry, _ document: Document) -> Record? {
    context.catalogue.collection(ofPath: entry.path).map {
      Record(collection: $0, id: Record.id(ofPath: entry.path), path: entry.path, document: document)
    }
  }

  private func place(_ mark: JoinedFacts.Mark) -> Place {
    guard let content = try? source.bytes(mark.path) else { return Place(file: mark.path) }
    return LineTable(content).place(mark.bytes, in: mark.path)
  }
}
