internal import KojaCivic
internal import KojaModel

/// The numbers that many new records of a collection take, one after the other, before any of them is written.
final class SerialClaims {
  private let desk: ChangeDesk
  private let collection: Collection
  private lazy var registers = ReferenceData(desk.store.catalogue, WorkTreeSource(desk.store.files))
  private var serials: [String: Int] = [:]

  /// Claims for records of a collection.
  init(_ desk: ChangeDesk, _ collection: Collection) { (self.desk, self.collection) = (desk, collection) }

  /// Gives back all numbers: nothing was written.
  func reset() { serials = [:] }

  /// The next number of the register that an action claims from; nil where the record carries one. Throws where no
  /// register fits.
  ///
  /// - Parameter moment: When the action happened, whose year gives the number; nil for now.
  func next(_ action: Workflow.Action, _ id: String, _ draft: Document, at moment: Timestamp? = nil) throws(Failure)
    -> (
      number: String, field: String, file: PlannedChange.FileEdit
    )?
  {
    guard let register = registers.register(among: action.claims, for: { draft.scalar($0) }) else {
      throw Failure(
        .findings,
        Phrase(id: "tidak ada buku nomor untuk `\(action.name)`", en: "there is no register for `\(action.name)`"),
        hint: Phrase(id: "lihat `koja list registers`", en: "see `koja list registers`"))
    }
    guard draft.scalar(register.field) == nil else { return nil }
    let year = register.year(of: register.date { draft.scalar($0) } ?? (moment ?? desk.now).date)
    let series = register.series { draft.scalar($0) }
    let key = "\(series ?? "") \(year)"
    // Where the record does not tell its series, the desk says what is missing.
    let serial: Int? =
      if let last = serials[key] { last + 1 } else if let series {
        try NumberSeries(series, year: year, in: desk).next.serial
      } else { nil }
    let taken = try desk.take(
      register, for: (collection, id), draft, NumberWish(at: moment ?? desk.now), serial: serial)
    serials[key] = serial
    return (taken.number, register.field, taken.file)
  }
}
