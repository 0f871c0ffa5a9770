internal import KojaCivic
package import KojaModel
internal import KojaSchema
internal import KojaYAML

/// The people of another store whose matters have been over for as long as that store keeps them (`keep_months` in its
/// `store.yaml`): law 27/2022, article 43, wants personal data erased when it is no longer needed.
///
/// A matter is over when its record is closed or withdrawn; then the day of its newest entry counts, or the last day on which
/// it is valid where that is later. Whom nobody refers to is counted only, for he may have just been entered.
package struct Sweep {
  /// Somebody who may go.
  package struct Person: Sendable {
    /// The mark by which records mean the person.
    package let id: String
    /// The file in the other store.
    let path: String
    /// The collection there, as references name it: `private/people`.
    package let reference: String
    /// How many records refer to the person.
    package let records: Int
    /// When the last of them was over.
    package let last: CalendarDate
  }

  /// What there is to do.
  package struct Result: Sendable {
    /// Those whose time is over, the longest first.
    package var due: [Person] = []
    /// How many are still needed, or not long enough ago.
    package var kept = 0
    /// How many nobody refers to.
    package var unnamed = 0
  }

  /// What is known of a mark.
  private struct Use {
    var records = 0
    /// Nil while one of the records is not over.
    var last: CalendarDate?
    var isOpen = false
  }

  private let store: Store
  private let others: OtherStores

  /// A sweep through what a store refers to.
  package init(_ store: Store) { (self.store, others) = (store, store.others) }

  /// The people whose time is over at a moment. Throws where no other store is on this machine, none says how long it keeps
  /// people, or a record of this one cannot be read: it might refer to somebody.
  package func result(now: Timestamp) throws(Failure) -> Result {
    let references = Set(
      store.catalogue.collections.flatMap(\.fields).flatMap { [$0] + $0.members }.compactMap(\.foreignReference))
    let targets = references.sorted().compactMap { name in others.target(of: name).map { (name, $0) } }
    guard !targets.isEmpty else { throw Self.absent }
    let uses = try uses()
    let today = now.at(offset: store.settings.offset).date
    var result = Result()
    for (reference, target) in targets {
      guard let months = target.store.keptMonths else { throw Self.endless(target.store.name) }
      for person in target.store.people(in: target.collection) {
        guard let use = uses[Key("\(reference)/\(person.id)")] else {
          result.unnamed += 1
          continue
        }
        guard !use.isOpen, let last = use.last, last.advanced(months: months).map({ $0 <= today }) ?? false else {
          result.kept += 1
          continue
        }
        result.due.append(
          Person(id: person.id, path: person.path, reference: reference, records: use.records, last: last))
      }
    }
    result.due.sort { ($0.last, $0.id) < ($1.last, $1.id) }
    return result
  }

  /// Erases people: first it is noted which marks lead to nobody from now on, then their files go. Returns how many went.
  package func erase(_ people: [Person], now: Timestamp) throws(Failure) -> Int {
    var erased = 0
    for (reference, group) in Dictionary(grouping: people, by: \.reference).sorted(by: { $0.key < $1.key }) {
      guard let target = others.target(of: reference) else { continue }
      do throws(FileError) {
        try target.store.noteErased(
          group.map(\.id), of: target.collection, on: now.at(offset: store.settings.offset).date)
        for person in group {
          try target.store.files.remove(person.path)
          erased += 1
        }
      } catch {
        throw error.failure
      }
    }
    return erased
  }

  // MARK: Who is needed

  private func uses() throws(Failure) -> [Key: Use] {
    let (catalogue, records) = (store.catalogue, store.records)
    let entries = records.entries(under: "records").filter { $0.kind == .file }
    let found = Parallel.map(entries) { entry -> [(Key, CalendarDate?)]? in
      guard let collection = catalogue.collection(ofPath: entry.path) else { return [] }
      guard let document = records.document(entry.path) else { return nil }
      let record = Record(
        collection: collection, id: Record.id(ofPath: entry.path), path: entry.path, document: document)
      let marks = ReferenceCheck.links(of: record).compactMap { field, node -> Key? in
        guard let reference = field.scalar.reference, reference.contains("/") else { return nil }
        return document.string(node).map { Key("\(reference)/\($0)") }
      }
      return marks.isEmpty ? [] : marks.map { ($0, Self.end(of: record)) }
    }
    if let unreadable = zip(entries, found).first(where: { $1 == nil })?.0 {
      throw Failure(
        .findings,
        Phrase(
          id: "`\(unreadable.path)` tidak terbaca; bisa jadi ia menyebut seseorang",
          en: "`\(unreadable.path)` cannot be read; it might refer to somebody"),
        hint: Phrase(
          id: "perbaiki dulu: `koja check \(unreadable.path)`", en: "mend it first: `koja check \(unreadable.path)`"))
    }
    var uses: [Key: Use] = [:]
    for (mark, end) in found.compactMap({ $0 }).joined() {
      var use = uses[mark] ?? Use()
      use.records += 1
      if let end { use.last = max(use.last ?? end, end) } else { use.isOpen = true }
      uses[mark] = use
    }
    return uses
  }

  /// The day on which a matter was over; nil for one that is not.
  private static func end(of record: Record) -> CalendarDate? {
    let document = record.document
    let state = document.string(at: "status").flatMap { record.collection.workflow?.state($0) }
    guard state?.family == .closed || Withdrawal.isPresent(in: document) else { return nil }
    let moments = TimelineEntry.all(in: document).compactMap { $0.at?.date }
    let withdrawn = document.string(at: Withdrawal.key, "at").flatMap { CalendarDate($0.prefix(10)) }
    let valid = state?.family == .closed ? document.scalar("valid_to").flatMap { CalendarDate($0.prefix(10)) } : nil
    return (moments + [withdrawn, valid].compactMap { $0 }).max()
  }

  private static let absent = Failure(
    .usage,
    Phrase(
      id: "penyimpanan data pribadi tidak ada di mesin ini", en: "no store of personal data is on this machine"),
    hint: Phrase(
      id: "sebutkan foldernya: `git config koja.stores.private DIR`",
      en: "say where it lies: `git config koja.stores.private DIR`"))

  private static func endless(_ name: String) -> Failure {
    Failure(
      .usage,
      Phrase(
        id: "penyimpanan `\(name)` tidak menyebut berapa lama orang disimpan",
        en: "the store `\(name)` does not say how long it keeps people"),
      hint: Phrase(
        id: "tulis `keep_months: 24` (misalnya) di `schemas/store.yaml` penyimpanan itu",
        en: "write `keep_months: 24` (for instance) in the `schemas/store.yaml` of that store"))
  }
}
