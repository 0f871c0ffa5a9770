internal import KojaCivic
internal import KojaGit
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// Makes many records from a file, a batch at a time: each batch is checked as a whole and is in the history whole, or
/// not at all. A run that was cut off goes on where it was when it is run again.
package final class Intake {
  /// How much goes into one commit.
  package enum Commits: String, Sendable, CaseIterable {
    /// One record.
    case record
    /// One batch.
    case batch
  }

  /// What a run did, or has done so far.
  package struct Outcome: Sendable {
    /// How many records were made.
    package var made = 0
    /// How many had been made by an earlier run.
    package var earlier = 0
    /// The newest commit.
    package var commit: String?
  }

  private let desk: ChangeDesk
  private let collection: Collection
  private let source: IntakeSource
  private let commits: Commits
  private let note: String?
  private let batchSize: Int
  private let composer: RecordComposer
  private let typing: FieldTyping
  private let judge: ArrivalJudge
  /// Those that are in.
  private var mark = IntakeMark()
  private let claims: SerialClaims
  private var titles: [Key: String?] = [:]

  private var store: Store { desk.store }

  /// An intake of a file into a collection.
  package init(
    _ session: WriteSession, _ collection: Collection, from source: IntakeSource, commits: Commits, note: String?,
    batchSize: Int = 10_000
  ) throws(Failure) {
    desk = ChangeDesk(session)
    self.collection = collection
    self.source = source
    self.commits = commits
    self.note = note
    self.batchSize = max(1, batchSize)
    composer = try desk.composer(for: collection)
    typing = FieldTyping(collection, offset: session.store.settings.offset)
    claims = SerialClaims(desk, collection)
    judge = ArrivalJudge(session.store, collection, now: session.surroundings.now)
  }

  /// Makes the records. `progress` is told the ids of every batch that is in, and what has been done so far. Throws the
  /// findings of the first batch that has some; the batches before it stay.
  package func run(progress: (_ ids: [String], _ outcome: Outcome) -> Void) throws(Failure) -> Outcome {
    var state = try IntakeState(store, source, into: collection.name)
    mark = state.mark
    var outcome = Outcome(earlier: mark.count)
    var lines = try source.next(batchSize)
    if !lines.isEmpty { state.write(mark, head: try head()) }
    while !lines.isEmpty {
      let made = try batch(lines)
      let next = mark.extended(to: lines)
      let commit = try desk.session.make(steps(made, next))
      mark = next
      state.write(mark, head: commit?.hex)
      outcome.made += made.count
      outcome.commit = commit?.hex ?? outcome.commit
      progress(made.map(\.id), outcome)
      lines = try source.next(batchSize)
    }
    return outcome
  }

  private func head() throws(Failure) -> String? {
    do throws(GitError) { return try desk.session.repository?.head().commit?.hex } catch { throw error.failure }
  }

  // MARK: One batch

  /// A record of the batch.
  private struct Made: Sendable {
    let line: IntakeLine
    let id: String
    let path: String
    let begun: RecordComposer.Begun
    var text: [UInt8]
    var claim: PlannedChange.FileEdit?
  }

  private func batch(_ lines: [IntakeLine]) throws(Failure) -> [Made] {
    let (composer, typing, collection) = (composer, typing, collection)
    let read = Parallel.map(lines) { line -> Result<(id: String?, begun: RecordComposer.Begun), Flaws> in
      let (document, findings) = line.record
      guard let document else { return .failure(Flaws(findings: findings)) }
      var members = Members(
        Members.typed(document.value(of: Document.root), nil, items: collection.fields, typing))
      var id: String?
      if collection.field("id") == nil, let given = members.value(["id"])?.string {
        id = given
        members.remove(["id"])
      }
      do throws(Failure) {
        return .success((id, try composer.begin(members)))
      } catch {
        return .failure(Flaws(findings: [line.finding(error)]))
      }
    }
    var flaws: [Finding] = []
    var made: [Made] = []
    var taken: Set<Key> = []
    for (line, result) in zip(lines, read) {
      switch result {
      case .failure(let found): flaws += found.findings
      case .success(let (given, begun)):
        do throws(Failure) {
          made.append(try place(line, given, begun, &taken))
        } catch {
          guard [.findings, .usage].contains(error.kind) else { throw error }
          flaws.append(line.finding(error))
        }
      }
    }
    try refuse(flaws)
    let texts = Parallel.map(made) { $0.claim == nil ? composer.text($0.begun, claimed: nil) : $0.text }
    for index in made.indices { made[index].text = texts[index] }
    try check(made)
    return made
  }

  /// What is wrong with a line.
  private struct Flaws: Error, Sendable { let findings: [Finding] }

  /// Gives a record its id and, where it begins with one, its number.
  private func place(_ line: IntakeLine, _ given: String?, _ begun: RecordComposer.Begun, _ taken: inout Set<Key>)
    throws(Failure) -> Made
  {
    let id = try desk.identifier(collection, given, taken: taken)
    guard let path = collection.path(of: id) else { throw ChangeDesk.wrongID(id, collection) }
    var isFree = !taken.contains(Key(id))
    if given != nil, isFree { isFree = store.files.stamp(path) == nil }
    if given != nil, isFree { isFree = try desk.committed(path) == nil }
    guard isFree else {
      throw Failure(
        .findings, Phrase(id: "`\(id)` sudah ada", en: "`\(id)` exists already"),
        hint: Phrase(id: "apakah berkas ini sudah pernah dimasukkan?", en: "has this file been taken in before?"))
    }
    taken.insert(Key(id))
    var made = Made(line: line, id: id, path: path, begun: begun, text: [])
    if let action = begun.action, !action.claims.isEmpty, let claim = try claims.next(action, id, begun.draft) {
      made.claim = claim.file
      made.text = composer.text(begun, claimed: (claim.field, .string(claim.number)))
    }
    return made
  }

  /// Judges the batch as it will lie in the store. Throws what is wrong, at its places in the source.
  private func check(_ made: [Made]) throws(Failure) {
    let arrivals = made.enumerated().map { index, record in
      Arrival(index: index, path: record.path, text: record.text, claims: record.claim.map { [$0] } ?? [])
    }
    let verdict = judge.judge(arrivals)
    try refuse(
      verdict.flaws.prefix(Self.mostFlaws).map { flaw in
        guard let text = flaw.text, made.indices.contains(flaw.index) else { return flaw.finding }
        return made[flaw.index].line.finding(
          flaw.finding, in: YAMLReader.read(text, path: flaw.finding.place.path).document)
      })
    judge.accept(verdict)
  }

  /// Nobody mends more than this in one sitting.
  private static let mostFlaws = 20

  private func refuse(_ flaws: [Finding]) throws(Failure) {
    guard !flaws.isEmpty else { return }
    throw Failure(
      .findings,
      Phrase(
        id: "ada baris dari `\(source.name)` yang belum dapat dicatat",
        en: "lines of `\(source.name)` cannot be committed yet"),
      hint: wayOut,
      findings: Array(flaws.sorted { $0.place.start.line < $1.place.start.line }.prefix(Self.mostFlaws)))
  }

  /// Which lines are in, and that the same command goes on behind them.
  private var wayOut: Phrase {
    guard mark.count > 0 else {
      return Phrase(
        id: "belum ada yang dicatat; perbaiki barisnya lalu ulangi perintah ini",
        en: "nothing was committed; mend the lines and repeat this command")
    }
    let last = mark.line
    return Phrase(
      id:
        "\(mark.count) catatan sampai baris \(last) sudah dicatat, sesudahnya belum; perbaiki baris di atas tanpa mengubah yang sudah dicatat, lalu ulangi perintah ini: ia melanjutkan setelah baris \(last)",
      en:
        "\(mark.count == 1 ? "1 record" : "\(mark.count) records") up to line \(last) committed, nothing after them; mend the lines above, leave those that are in, and repeat this command: it goes on after line \(last)"
    )
  }

  // MARK: Commits

  private func steps(_ made: [Made], _ mark: IntakeMark) -> [BatchTransaction.Step] {
    func edits(_ record: Made) -> [PlannedChange.FileEdit] {
      [PlannedChange.FileEdit(path: record.path, before: nil, after: record.text)] + (record.claim.map { [$0] } ?? [])
    }
    let language = store.settings.language
    let trailer = (name: IntakeState.trailer, value: "\(mark.hash) \(mark.count)")
    guard commits == .record else {
      let actions = Set(made.map { Key($0.begun.action?.name ?? "") })
      let verb = actions.count == 1 ? made.first?.begun.action?.done : nil
      var batch = BatchSummary(
        collection, verb ?? ChangeSummary.Plain.created, records: made.map { "\(collection.name)/\($0.id)" })
      batch.note = note
      batch.trailers = [trailer]
      return [(made.flatMap(edits), CommitMessage.text(batch, language: language))]
    }
    return made.map { record in
      var summary = composer.summary(record.id, record.begun, record.begun.draft, note: note)
      if record.line.number == mark.line { summary.trailers = [trailer] }
      return (edits(record), CommitMessage.text(summary, language: language) { self.title($1, in: $0, language) })
    }
  }

  private func title(_ id: String, in collection: String, _ language: Language) -> String? {
    let key = Key("\(collection)/\(id)")
    if let known = titles[key] { return known }
    let title = store.title(of: id, in: collection)?[language]
    titles[key] = title
    return title
  }
}
