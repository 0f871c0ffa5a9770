internal import KojaCivic
internal import KojaModel

/// Which number of a series is taken: the next one, one put in, or one of an earlier day.
extension ChangeDesk {
  /// The id of the claim, and whether it has to say why.
  func claimID(in series: NumberSeries, of register: Register, _ wish: NumberWish) throws(Failure) -> (
    id: ClaimID, needsReason: Bool
  ) {
    if let typed = wish.after { return (try inserted(behind: typed, in: series, of: register, wish), true) }
    guard let day = latestDay(of: series), wish.at.at(offset: offset).date < day else { return (series.next, false) }
    let insertion =
      register.inserted == .refused
      ? Phrase(id: "periksa `--at`", en: "look at `--at`")
      : Phrase(
        id: "sisipkan dengan `--insert-after NOMOR --note ALASAN`",
        en: "put it in with `--insert-after NUMBER --note WHY`"
      )
    guard register.backdated == .withReason else {
      throw Failure(
        .findings,
        Phrase(
          id: "buku `\(register.id)` tidak memberi nomor bertanggal sebelum \(day), tanggal nomor terbarunya",
          en: "`\(register.id)` gives no number of a day before \(day), that of its newest number"), hint: insertion)
    }
    guard wish.reason != nil else {
      throw Failure(
        .usage,
        Phrase(
          id: "nomor bertanggal sebelum \(day), tanggal nomor terbaru `\(register.id)`, memerlukan keterangan",
          en: "a number of a day before \(day), that of the newest one of `\(register.id)`, needs an explanation"),
        hint: Phrase(id: "tambahkan `--note`, atau \(insertion.id)", en: "add `--note`, or \(insertion.en)"))
    }
    return (series.next, true)
  }

  private func inserted(
    behind typed: String, in series: NumberSeries, of register: Register, _ wish: NumberWish
  ) throws(Failure) -> ClaimID {
    guard register.inserted == .withReason else {
      throw Failure(
        .findings,
        Phrase(id: "buku `\(register.id)` tidak memberi nomor sisipan", en: "`\(register.id)` inserts no numbers"),
        hint: Phrase(
          id: "tanpa `--insert-after` diambil nomor berikutnya", en: "without `--insert-after` the next one is taken"))
    }
    guard wish.reason != nil else {
      throw Failure(
        .usage, Phrase(id: "nomor sisipan memerlukan keterangan", en: "an inserted number needs an explanation"),
        hint: Phrase(id: "tambahkan `--note`", en: "add `--note`"))
    }
    guard let claim = claim(called: typed, in: series) else {
      let year = series.year == 0 ? "" : " \(series.year)"
      throw Failure(
        .findings,
        Phrase(
          id: "tidak ada nomor `\(typed)` di buku `\(series.name)`\(year)",
          en: "there is no number `\(typed)` in the register `\(series.name)`\(year)"),
        hint: series.last.map {
          Phrase(id: "yang terakhir nomor urut \($0.id.serial)", en: "the last serial is \($0.id.serial)")
        })
    }
    guard let id = series.inserted(after: claim.serial) else {
      throw Failure(
        .findings,
        Phrase(
          id: "sisipan sesudah nomor \(claim.serial) sudah habis (a sampai z)",
          en: "all letters behind number \(claim.serial) are taken (a to z)"),
        hint: Phrase(id: "sisipkan sesudah nomor lain", en: "put it in behind another number"))
    }
    return id
  }

  /// The number that is called so: its serial with its letter, the number itself, or the id of its claim.
  private func claim(called typed: String, in series: NumberSeries) -> ClaimID? {
    series.claims.first { claim in
      claim.id.text.sameBytes(as: typed) || claim.id.written.sameBytes(as: typed)
        || (try? store.read(claim.path).document)?.scalar("number")?.sameBytes(as: typed) ?? false
    }?.id
  }

  /// That a number was put in further behind the one that was named, because the letters between are taken. Finding:
  /// `number/inserted`, a note, at the new claim.
  func furtherBehind(_ typed: String?, _ files: [PlannedChange.FileEdit]) throws(Failure) -> [Finding] {
    let claims = files.filter { $0.before == nil }.compactMap { file in
      ClaimID(Record.id(ofPath: file.path)).map { (id: $0, path: file.path) }
    }
    guard let typed, let new = claims.first(where: { $0.id.suffix != nil }),
      let named = claim(called: typed, in: try NumberSeries(new.id.series, year: new.id.year, in: self)),
      let next = named.next, !next.written.sameBytes(as: new.id.written)
    else { return [] }
    return [
      Finding(
        "number/inserted", .note, at: Place(file: new.path),
        Phrase(
          id: "nomor ini menjadi \(new.id.written), karena \(next.written) sudah dipakai",
          en: "this number is \(new.id.written), for \(next.written) is taken"))
    ]
  }

  /// That an action gives no number to put in.
  static func takesNone(_ action: Workflow.Action) -> Failure {
    Failure(
      .usage,
      Phrase(
        id: "`\(action.name)` tidak mengambil nomor di sini, jadi tidak ada yang disisipkan",
        en: "`\(action.name)` takes no number here, so there is none to put in"),
      hint: Phrase(id: "hapus `--insert-after`", en: "leave out `--insert-after`"))
  }

  /// The latest day, at the office, on which a series gave a number; nil where no claim of it can be read.
  ///
  /// A number of an earlier day than one before it says why, so none is later than the last one that says nothing.
  private func latestDay(of series: NumberSeries) -> CalendarDate? {
    var latest: CalendarDate?
    for claim in series.claims.filter({ $0.id.suffix == nil }).sorted(by: { $0.id.serial > $1.id.serial }) {
      guard let document = try? store.read(claim.path).document,
        let day = document.scalar("claimed_at").flatMap({ Timestamp($0) })?.at(offset: offset).date
      else { continue }
      latest = max(latest ?? day, day)
      if document.value("reason") == nil { break }
    }
    return latest
  }

  private var offset: Int { store.settings.offset }
}
