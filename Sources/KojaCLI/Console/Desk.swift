internal import Foundation
internal import Glibc
internal import KojaModel
internal import KojaStore

/// What a command works with: the console, the clock, and the store once it is needed.
struct Desk {
  let globals: GlobalOptions
  let console: Console
  private let opened: Result<Store, Failure>?
  /// What counts as now when the store is read as of an earlier time.
  private var earlier: Timestamp?
  /// The store as it is now, where it is read as of an earlier time.
  private var today: Store?

  /// A desk for a command that needs no store.
  init(_ globals: GlobalOptions) {
    self.globals = globals
    console = Console(language: globals.lang ?? Speech.language, colour: globals.color)
    opened = nil
  }

  /// A desk with the store open; its language is spoken where nobody asked for another.
  init(opening globals: GlobalOptions) throws(Failure) {
    self.globals = globals
    let store = try Store.open(try Self.location(globals))
    console = Console(language: globals.lang ?? Speech.asked ?? store.settings.language, colour: globals.color)
    opened = .success(store)
    guard !store.settings.hasHistory else { return }
    Self.closeToOthers()
    Spoken.hideTexts()
    RecordEdit.forgetErased(in: store)
  }

  /// From now on nobody else on the machine may read what this process makes.
  static func closeToOthers() { umask(0o077) }

  /// The same desk over the store as it was at a moment.
  init(_ desk: Desk, over store: Store, at moment: Timestamp) {
    globals = desk.globals
    console = desk.console
    opened = .success(store)
    earlier = moment
    today = try? desk.store()
  }

  /// Where the store is: `--store`, or upwards from here.
  static func location(_ globals: GlobalOptions) throws(Failure) -> StoreLocation {
    if let folder = globals.storeFolder { return try .exactly(folder) }
    return try .find(from: FileManager.default.currentDirectoryPath)
  }

  /// The open store.
  func store() throws(Failure) -> Store {
    if let opened { return try opened.get() }
    return try Store.open(try Self.location(globals))
  }

  /// The present of the system, at the store's offset.
  func present(_ store: Store?) -> Timestamp {
    Timestamp(seconds: Int(time(nil)), offset: store?.settings.offset ?? Self.machineOffset)
  }

  /// The present for reading: `--now`, else the earlier time that was asked about, else the system's.
  func readingTime(_ store: Store?) throws(Failure) -> Timestamp {
    guard let typed = globals.now else { return earlier ?? present(store) }
    let offset = store?.settings.offset ?? Self.machineOffset
    guard let time = Timestamp(typed, defaultOffset: offset) else {
      throw Failure(
        .usage, Phrase(id: "`--now \(typed)` bukan waktu", en: "`--now \(typed)` is not a time"),
        hint: Phrase(id: "misalnya 2026-03-20 atau 2026-03-20T08:00", en: "such as 2026-03-20 or 2026-03-20T08:00"))
    }
    return time.at(offset: offset)
  }

  /// What a change takes from outside.
  func surroundings(_ store: Store?) -> Surroundings {
    Surroundings(
      now: present(store), environment: ProcessInfo.processInfo.environment,
      randomBits: { UInt32.random(in: 0..<(1 << 30)) }, pause: { usleep(UInt32($0) * 1000) })
  }

  /// Minutes east of UTC of the machine's clock, for where no store says its own.
  private static var machineOffset: Int {
    var moment = time(nil)
    var local = tm()
    return localtime_r(&moment, &local) == nil ? 0 : local.tm_gmtoff / 60
  }

  /// The system's time to the nanosecond, for telling racy files apart.
  static func fineClock() -> (seconds: Int, nanoseconds: Int) {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return (moment.tv_sec, moment.tv_nsec)
  }

  /// The store with its index brought up to date.
  func indexed(
    _ freshness: Freshness = .stamps, about collection: KojaStore.Collection? = nil
  ) throws(Failure) -> IndexedStore {
    try IndexedStore(try store(), freshness: freshness, about: collection, clock: Self.fineClock)
  }

  /// The same for an answer that a person reads: it says which records could not be read. What goes to the public is
  /// checked before: no record with errors is in it.
  func answering(
    _ freshness: Freshness = .stamps, about collection: KojaStore.Collection? = nil, for audience: Audience = .internal
  ) throws(Failure) -> IndexedStore {
    let indexed = try indexed(freshness, about: collection)
    console.warnAbout(unreadable: indexed.unreadable)
    guard audience == .public else { return indexed }
    let closed = today.map { indexed.withholdClosed(since: $0) } ?? 0
    if closed > 0 {
      console.note(
        Phrase(
          id: "\(closed) catatan yang waktu itu terbuka tidak ikut, karena sekarang tidak dipublikasikan",
          en: "\(closed == 1 ? "1 record" : "\(closed) records") open to the public then and not now: left out"))
    }
    let count = indexed.withholdFaulty(now: try readingTime(indexed.store))
    if count > 0 {
      console.note(
        Phrase(
          id: "\(count) catatan dengan kesalahan tidak dipublikasikan; lihat `koja check`",
          en:
            "\(count == 1 ? "1 record with errors is" : "\(count) records with errors are") not published; see `koja check`"
        ))
    }
    return indexed
  }

  /// Whether a record of an earlier time may be told to an audience today, too.
  func isOpenNow(
    _ record: (collection: KojaStore.Collection, id: String, path: String), to audience: Audience
  ) -> Bool {
    guard audience == .public, let today else { return true }
    return today.isOpenToPublic(record.path, record.collection)
  }

  /// The record that a person names by id or by a unique number.
  func record(_ typed: String) throws(Failure) -> (collection: KojaStore.Collection, id: String, path: String) {
    let store = try store()
    return try store.locate(typed) { number in (try? indexed())?.look(number) ?? [] }
  }

  /// A session for changing the store; says what a crash had left.
  func session() throws(Failure) -> WriteSession {
    let store = try store()
    let session = try WriteSession(store, surroundings(store))
    if let recovered = session.recovered { console.note(recovered.phrase) }
    return session
  }
}
