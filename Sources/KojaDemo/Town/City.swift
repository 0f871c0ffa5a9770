internal import Glibc
internal import KojaCivic
internal import KojaGit
package import KojaModel
internal import KojaSchema
package import KojaStore
internal import KojaYAML

/// A made-up city: a store with any number of cases over several years, and their history.
///
/// A function of the template, the numbers given and nothing else: no clock, no environment, no chance but the seed. It
/// goes through time once, from event to event, and holds only what is not over yet.
package final class City {
  /// How much goes into one commit.
  package enum Commits: String, Sendable, CaseIterable {
    /// One action on one record.
    case action
    /// One record with all that happened to it, at the time of its last entry.
    case record
    /// All records of which the last entry falls on a day.
    case batch
  }

  /// What was made.
  package struct Made: Sendable {
    /// The newest commit.
    package let commit: String
    /// How many commits there are.
    package let commits: Int
    /// How many files.
    package let files: Int
    /// The last moment of the city.
    package let end: Timestamp
  }

  private let template: Store
  private let records: Int
  private let commits: Commits
  private let filler: Filler
  private let words: CommitWords
  private let span: ClosedRange<Int>
  private var kinds: [RecordKind] = []
  /// The cases that are over.
  private var done = 0
  /// Of a batch that is not committed yet: how many cases, on which day, and when the last one was.
  private var day = (count: 0, date: CalendarDate(dayNumber: 0), last: Timestamp(seconds: 0, offset: 0))

  /// Years that the cases are spread over.
  private static let years = 3

  /// A city with so many cases in the manner of a template store.
  package init(template: StoreLocation, records: Int, seed: UInt64, commits: Commits) throws(Failure) {
    let store = try Store.open(template)
    self.template = store
    self.records = records
    self.commits = commits
    words = CommitWords(settings: store.settings)
    filler = Filler(store.catalogue, dice: Dice(seed: seed))
    let offset = store.settings.offset
    // The middle of the year that the calendar covers: holidays are known on both sides, and it is past soon enough.
    let id = store.settings.calendars.first ?? ""
    let covered = store.catalogue.collection(EngineCollections.calendars)?.path(of: id)
      .flatMap { path in (try? store.read(path)).map { BusinessCalendar(id: id, $0.document) } }?.covers
    let year = (covered?.upperBound ?? CalendarDate(dayNumber: 20_600)).parts.year
    let end = Timestamp("\(year)-06-30T16:00", defaultOffset: offset)?.seconds ?? 0
    let start = Timestamp("\(year - Self.years)-07-01T07:30", defaultOffset: offset)?.seconds ?? 0
    span = start...max(start, end)
  }

  /// Makes the city in a folder, which must be empty or missing. `progress` is told how many cases are done.
  package func build(at folder: String, progress: (Int) -> Void) throws(Failure) -> Made {
    let root = try Self.emptyFolder(folder)
    let ledger: Ledger
    let repository: Repository
    do throws(GitError) {
      repository = try Repository.create(at: root)
      ledger = try Ledger(repository, root: root, founder: founder(at: span.lowerBound))
    } catch {
      throw error.failure
    }
    try found(ledger)
    try live(ledger, progress)
    let commit: ObjectID?
    do throws(GitError) { commit = try ledger.finish(branch: "main") } catch { throw error.failure }
    _ = try? StoreFounder.installHook(repository, of: try Store.open(try .exactly(root)))
    return Made(
      commit: commit?.hex ?? "", commits: ledger.commits, files: ledger.fileCount,
      end: Timestamp(seconds: span.upperBound, offset: template.settings.offset))
  }

  /// Who makes the first commit and those of whole days: nobody in particular.
  private func founder(at seconds: Int) -> Signature {
    Signature(name: "Koja Demo", email: "demo@koja.example", seconds: seconds, offset: template.settings.offset)
  }

  private static func emptyFolder(_ folder: String) throws(Failure) -> String {
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST, let root = StoreLocation.resolved(folder) else {
      throw Failure(
        .environment, Phrase(id: "folder `\(folder)` tidak dapat dibuat", en: "cannot make the folder `\(folder)`"))
    }
    guard rmdir(root) == 0, mkdir(root, 0o755) == 0 else {
      throw Failure(
        .usage, Phrase(id: "`\(folder)` tidak kosong", en: "`\(folder)` is not empty"),
        hint: Phrase(id: "sebutkan folder baru", en: "name a new folder"))
    }
    return root
  }

  // MARK: The beginning

  /// Schemas, reference records and editor settings: the first commit.
  private func found(_ ledger: Ledger) throws(Failure) {
    var files: [(path: String, bytes: [UInt8])] = []
    var documents: [String: Document] = [:]
    for entry in template.files.walk("schemas", stamps: false) where entry.kind == .file {
      let bytes = try read(entry.path)
      files.append((entry.path, bytes))
      documents[entry.path] = YAMLReader.read(bytes, path: entry.path).document
    }
    let catalogue = template.catalogue
    var registers: [Register] = []
    let end = Timestamp(seconds: span.upperBound, offset: template.settings.offset).date
    for entry in template.files.walk("records", stamps: false) where entry.kind == .file {
      guard let collection = catalogue.collection(ofPath: entry.path), collection.kind == .reference,
        collection.name != EngineCollections.numbers
      else { continue }
      let bytes = try read(entry.path)
      files.append((entry.path, bytes))
      guard let document = YAMLReader.read(bytes, path: entry.path).document else { continue }
      let id = Record.id(ofPath: entry.path)
      if collection.name == EngineCollections.registers { registers.append(Register(id: id, document)) }
      filler.references.add(id, of: collection, document.value(of: Document.root), until: end)
    }
    let shapes = ShapeReader(documents: documents)
    let cards = ScorecardDefinition.all(of: template)
    for collection in catalogue.collections {
      guard var shape = shapes.shape(of: collection.schemaPath) else { continue }
      // Nothing is withdrawn in a made-up city.
      shape.properties.removeAll { $0.name.sameBytes(as: Withdrawal.key) }
      let pools = documents["schemas/\(collection.name)/pools.yaml"].map { Pools($0) } ?? Pools()
      let kind = RecordKind(
        collection, shape, pools, registers: registers.filter { $0.collection.sameBytes(as: collection.name) },
        cards: cards, template.settings.language)
      if collection.kind == .case || pools.isGrowing {
        kinds.append(kind)
      } else {
        files += try neighbours(kind, until: end)
      }
    }
    watchReferences()
    files += EditorSettings(catalogue).files
    do throws(GitError) {
      for (path, bytes) in files { try ledger.put(path, bytes) }
      try ledger.commit(
        StoreFounder.message(template.settings, files: files.count), by: founder(at: span.lowerBound))
    } catch {
      throw error.failure
    }
  }

  /// Says which fields are looked back along by what some action needs.
  private func watchReferences() {
    for need in kinds.flatMap(\.moves).flatMap(\.action.needs) {
      guard let referring = need.referring,
        let kind = kinds.first(where: { $0.collection.name.sameBytes(as: referring.collection) }),
        !kind.watched.contains(referring.field)
      else { continue }
      kind.watched.append(referring.field)
    }
  }

  /// Reference records that the pools ask for beside those of the template.
  private func neighbours(_ kind: RecordKind, until end: CalendarDate) throws(Failure)
    -> [(path: String, bytes: [UInt8])]
  {
    guard kind.pools.count > 0, kind.collection.workflow == nil else { return [] }
    for candidate in filler.references.all(kind.collection.name) { kind.reserve(candidate.id) }
    let desk = CityDesk(
      filler, officers: Officers([]), hours: OfficeHours(calendar: nil), book: NumberBook(template.catalogue),
      end: span.upperBound)
    var files: [(path: String, bytes: [UInt8])] = []
    for _ in 0..<kind.pools.count {
      let record = try desk.begin(
        kind, at: Timestamp(seconds: span.lowerBound, offset: template.settings.offset))
      let value = record.draft.value
      filler.references.add(record.id, of: kind.collection, value, until: end)
      files.append((record.path, text(value, kind)))
    }
    return files
  }

  private func text(_ value: Value, _ kind: RecordKind) -> [UInt8] {
    Array(YAMLWriter.text(of: value, comment: kind.pools.comment).utf8)
  }

  private func read(_ path: String) throws(Failure) -> [UInt8] {
    do throws(FileError) { return try template.files.read(path, limit: Store.recordLimit) } catch {
      throw error.failure
    }
  }

  // MARK: Life

  /// From event to event: cases begin, things happen to them, and they are committed.
  private func live(_ ledger: Ledger, _ progress: (Int) -> Void) throws(Failure) {
    let calendar = template.settings.calendars.first.flatMap { id in
      template.catalogue.collection(EngineCollections.calendars)?.path(of: id).flatMap { path in
        (try? template.read(path)).map { BusinessCalendar(id: id, $0.document) }
      }
    }
    let desk = CityDesk(
      filler, officers: Officers(filler.references.all(EngineCollections.officers)),
      hours: OfficeHours(calendar: calendar), book: NumberBook(template.catalogue), end: span.upperBound)
    var queue = EventQueue<Event>()
    var left = volumes()
    // Where all that is left waits for something that is about to begin, it begins after that.
    var owed = 0
    for index in 0..<records {
      let length = span.upperBound - span.lowerBound
      let base = span.lowerBound + length / records * index + filler.dice.below(max(length / records, 1))
      try settle(&queue, until: base, desk, ledger, progress)
      owed += 1
      while owed > 0, let chosen = filler.dice.weighted(zip(left, kinds).map({ canBegin($1) ? $0 : 0 })) {
        owed -= 1
        left[chosen] -= 1
        let kind = kinds[chosen]
        var moment = Timestamp(seconds: base / 60 * 60, offset: template.settings.offset)
        if kind.initial.contains(where: { !$0.pool.isAnyHour }) {
          let office = desk.hours.next(moment, &filler.dice)
          if office.seconds <= span.upperBound { moment = office }
        }
        queue.add(.birth(kind, delays: 0), at: max(moment.seconds, base))
      }
    }
    try settle(&queue, until: .max, desk, ledger, progress)
    try closeDay(ledger)
    progress(done)
  }

  /// Whether there is what a new record must refer to: no disposition before the first letter.
  private func canBegin(_ kind: RecordKind) -> Bool {
    kind.prerequisites.allSatisfy { !filler.references.all($0).isEmpty }
  }

  /// For how many seconds a beginning is put off, and how often at most: the first disposition waits for the first incoming letter.
  private static let (delay, mostDelays) = (86_400, 20)

  private enum Event {
    /// A record that begins; how often that was put off because nothing was there yet that it can be about.
    case birth(RecordKind, delays: Int)
    case step(LiveCase)
  }

  /// Lets everything happen that is planned up to a moment.
  private func settle(
    _ queue: inout EventQueue<Event>, until moment: Int, _ desk: CityDesk, _ ledger: Ledger, _ progress: (Int) -> Void
  ) throws(Failure) {
    while let due = queue.next, due <= moment, let (at, event) = queue.pop() {
      let now = Timestamp(seconds: at, offset: template.settings.offset)
      let record: LiveCase
      var hasActed = true
      switch event {
      case .birth(let kind, let delays):
        do throws(Failure) { record = try desk.begin(kind, at: now) } catch {
          guard delays < Self.mostDelays else { throw error }
          queue.add(.birth(kind, delays: delays + 1), at: at + Self.delay)
          continue
        }
      case .step(let live):
        record = live
        hasActed = desk.step(record, at: now)
      }
      let next = hasActed ? desk.plan(record) : nil
      if commits == .batch, day.date != now.date { try closeDay(ledger) }
      do throws(GitError) { try commit(record, isOver: next == nil, hasActed, now, ledger) } catch {
        throw error.failure
      }
      if let next {
        queue.add(.step(record), at: next.seconds)
      } else {
        done += 1
        if done % 1000 == 0 { progress(done) }
      }
    }
  }

  /// Commits what happened, or keeps it for later, as ``commits`` says.
  private func commit(_ record: LiveCase, isOver: Bool, _ hasActed: Bool, _ now: Timestamp, _ ledger: Ledger)
    throws(GitError)
  {
    guard isOver || commits == .action else { return }
    let kind = record.kind
    try ledger.put(record.path, text(record.draft.value, kind), isFinal: isOver)
    for claim in record.claims { try ledger.put(claim.path, Array(YAMLWriter.text(of: claim.value).utf8)) }
    record.claims.removeAll()
    if !record.isCommitted {
      record.isCommitted = true
      let title = kind.titleSlot.flatMap { record.draft.text(of: $0) } ?? record.id
      filler.references.remember(record, title: title, &filler.dice)
    }
    guard commits != .batch else {
      day = (day.count + 1, now.date, now)
      return
    }
    guard hasActed || commits == .record else { return }
    let message =
      commits == .action ? words.action(record, filler.references) : words.record(record, filler.references)
    let author = record.officer.map {
      Signature(name: $0.name, email: $0.email, seconds: now.seconds, offset: now.offset)
    }
    try ledger.commit(message, by: author ?? founder(at: now.seconds))
  }

  /// Commits the day that is over.
  private func closeDay(_ ledger: Ledger) throws(Failure) {
    defer { day.count = 0 }
    guard day.count > 0 else { return }
    do throws(GitError) {
      try ledger.commit(words.day(day.date, records: day.count), by: founder(at: day.last.seconds))
    } catch {
      throw error.failure
    }
  }

  /// How many cases each collection has.
  private func volumes() -> [Int] {
    let shares = kinds.map(\.pools.share)
    let total = max(shares.reduce(0, +), 1)
    var counts = shares.map { records * $0 / total }
    let least = kinds.map { $0.pools.share > 0 ? $0.pools.least : 0 }
    if least.reduce(0, +) <= records / 2 { counts = zip(counts, least).map { max($0, $1) } }
    counts = zip(counts, kinds).map { min($0, $1.pools.most) }
    // The rest is the business of the largest.
    guard let largest = counts.indices.max(by: { (shares[$0], $1) < (shares[$1], $0) }) else { return [] }
    counts[largest] = max(0, counts[largest] + records - counts.reduce(0, +))
    return counts
  }
}
