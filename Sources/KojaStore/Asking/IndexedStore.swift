internal import KojaGit
package import KojaIndex
package import KojaModel

/// How sure an answer must be of the files.
package enum Freshness: Sendable, Equatable {
  /// The index answers as it was left.
  case none
  /// These files are taken in, the others as the index was left: for a look at what was just written.
  case only([String])
  /// Files with another stamp are read; see ``WorkTreeScan``.
  case stamps
  /// All files are read and compared by their contents.
  case contents
  /// The index is made from nothing.
  case rebuilt
}

/// A store with its index brought up to date: what queries are asked of.
///
/// The index is `work.db` in the own folder of the store, with a flat file of stamps beside it; of the past `past-*.db`.
/// Where those cannot be written it is a temporary one. Deleting them loses nothing.
package final class IndexedStore {
  /// The store.
  package let store: Store
  private var index: RecordIndex
  private let opener: IndexOpener
  private let collection: Collection?
  /// Files below `records/` that could not be read as records, sorted.
  package private(set) var unreadable: [String] = []

  /// Records, `collection/id`, that do not go to the public, whatever they say.
  package var withheld: Set<Key> = []
  /// What reports for the public are asked of, made when it is first asked for; at which moment, and for whom.
  private var extract: (now: Timestamp, audience: Audience, extract: IndexExtract)?

  /// Opens the index and takes in what changed since the last time.
  ///
  /// - Parameters:
  ///   - freshness: How the files are compared.
  ///   - clock: The system's time in seconds and nanoseconds, for telling racy files apart.
  ///   - collection: What will be asked about; a temporary index of the past takes in no more than that needs. Nil is
  ///     everything.
  package init(
    _ store: Store, freshness: Freshness = .stamps, about collection: Collection? = nil,
    clock: @escaping () -> (seconds: Int, nanoseconds: Int)
  ) throws(Failure) {
    self.store = store
    self.collection = collection
    opener = IndexOpener(store, freshness, clock)
    let strange: [String]
    do throws(IndexError) { (index, strange) = try opener.open(about: collection) } catch { throw error.failure }
    unreadable = (try ask { index throws(IndexError) in try index.unreadablePaths() } + strange).sorted {
      Key($0) < Key($1)
    }
  }

  /// Asks the index; one that turns out to be damaged is made anew, and asked again.
  package func ask<Answer>(_ question: (RecordIndex) throws(IndexError) -> Answer) throws(Failure) -> Answer {
    do throws(IndexError) {
      do throws(IndexError) { return try question(index) } catch {
        guard error.kind == .damaged else { throw error }
      }
      try makeAnew()
      return try question(index)
    } catch {
      throw error.failure
    }
  }

  /// Asks the index in SQL, in the same way.
  package func ask(_ question: SQLQuestion) throws(SQLFault) -> SQLAnswer {
    do throws(SQLFault) { return try index.ask(question) } catch {
      guard error.failure?.kind == .damaged, (try? makeAnew()) != nil else { throw error }
    }
    return try index.ask(question)
  }

  private func makeAnew() throws(IndexError) {
    index.close()
    (index, _) = try opener.madeAnew.open(about: collection)
  }

  /// Where the index of a store lies; nil when its folder cannot be made, or when git refuses the repository: then
  /// nothing is left in the work tree. A store without history keeps none: what is erased there is gone.
  package static func location(of store: Store) -> String? { folder(of: store).map { $0 + "/work.db" } }

  /// Where koja keeps what it derives.
  static func folder(of store: Store) -> String? {
    store.settings.hasHistory && store.repositoryFailure == nil ? store.own.made() : nil
  }

  /// The fields that the public may know at a moment: for the public of the records that it may know of, for the offices of
  /// all that count. See ``DatabaseExport``.
  func extract(for audience: Audience, _ now: Timestamp) throws(Failure) -> IndexExtract {
    if let extract, extract.now == now, extract.audience == audience { return extract.extract }
    let tables = try DatabaseExport.tables(of: store, for: .public, records: audience, now)
    do throws(IndexError) {
      let made = try index.extract(tables, without: audience == .public ? withheld : [], now: now)
      extract = (now, audience, made)
      return made
    } catch {
      throw error.failure
    }
  }

  /// Which records have a number, as `collection/id`: one that is unique by itself, or one that a register gave.
  package func look(_ number: String) -> [String] {
    let unique = ((try? index.find(anyNumber: number)) ?? []).map { "\($0.collection)/\($0.id)" }
    guard unique.isEmpty, let numbers = opener.layouts[EngineCollections.numbers] else { return unique }
    let now = Timestamp(seconds: 0, offset: 0)
    guard let filter = try? Filter.parse(["number:=\(number)"], layout: numbers, layouts: opener.layouts, now: now),
      let field = try? KojaIndex.Field.named("record", layout: numbers, layouts: opener.layouts)
    else { return [] }
    let query = RecordQuery(EngineCollections.numbers, filter: filter, columns: [field], now: now)
    return ((try? index.query(query)) ?? []).compactMap { $0.values.first?.string }
  }
}

extension IndexError {
  /// The error as one that a person can act upon.
  package var failure: Failure {
    Failure(kind == .bug ? .bug : kind == .busy ? .conflict : .environment, message, hint: hint)
  }
}
