internal import KojaCivic
internal import KojaModel
internal import KojaOutput
internal import KojaStore

/// The due times of a record's clocks, and how they came about.
struct DueSheet {
  let record: (collection: KojaStore.Collection, id: String, path: String)
  let status: String?
  let readings: [ClockReading]
  /// The calendar that each clock counts by.
  let calendar: (Clock) -> String?
  let explains: Bool
  let lines: ClockLines

  private var language: Language { lines.language }

  // MARK: For a person

  var sheet: Sheet {
    let state = status.map { record.collection.workflow?.state($0)?.label[language] ?? $0 }
    let head = Sheet.Group([Sheet.Line(record.collection.label, record.id, note: state)])
    guard explains else { return Sheet([head, Sheet.Group(readings.map(lines.line))]) }
    return Sheet([head] + readings.map { Sheet.Group(explanation($0), title: $0.clock.label) })
  }

  private func explanation(_ reading: ClockReading) -> [Sheet.Line] {
    [
      Sheet.Line(
        Phrase(id: "Mulai", en: "Start"), lines.moment(reading.startedAt), note: action(reading.actions.start))
    ] + target(reading) + reading.steps.map(line) + [due(reading)] + stop(reading)
  }

  private func target(_ reading: ClockReading) -> [Sheet.Line] {
    guard let limit = reading.limit else { return [] }
    var notes: [String] = []
    if case .field(let path)? = reading.clock.target { notes.append(path.joined(separator: ".")) }
    if countsByCalendar(reading), let calendar = calendar(reading.clock) {
      notes.append(Phrase(id: "kalender \(calendar)", en: "calendar \(calendar)")[language])
    }
    return [
      Sheet.Line(
        Phrase(id: "Standar waktu", en: "Target"), limit.phrase[language],
        note: notes.isEmpty ? nil : notes.joined(separator: ", "))
    ]
  }

  /// Whether working days or hours are counted.
  func countsByCalendar(_ reading: ClockReading) -> Bool {
    reading.limit.map { [.workingDays, .workingHours].contains($0.unit) } ?? false
  }

  private func due(_ reading: ClockReading) -> Sheet.Line {
    let label = Phrase(id: "Tenggat", en: "Due")
    switch reading.due {
    case .at(let due):
      let distance = if case .stopped = reading.state { nil as String? } else { lines.relative.due(due) }
      return Sheet.Line(label, lines.moment(due), note: distance)
    case .waiting:
      return Sheet.Line(
        label, Phrase(id: "belum tentu, selama menunggu", en: "open while the record waits")[language])
    case .unknown(let why):
      return Sheet.Line(label, Phrase(id: "tidak diketahui", en: "unknown")[language], note: why[language])
    }
  }

  private func stop(_ reading: ClockReading) -> [Sheet.Line] {
    guard case .stopped(let moment) = reading.state else { return [] }
    let verdict = reading.dueAt.map { lines.verdict(moment, $0)[language] }
    return [
      Sheet.Line(
        Phrase(id: "Berhenti", en: "Stop"), lines.moment(moment),
        note: [action(reading.actions.stop), verdict].compactMap { $0 }.joined(separator: ", "))
    ]
  }

  private func action(_ code: String?) -> String? {
    code.map { record.collection.workflow?.action($0)?.done[language] ?? $0 }
  }

  private func line(_ step: DueStep) -> Sheet.Line {
    let told = told(step)
    return Sheet.Line(told.label, told.value, note: told.note?[language])
  }

  private func told(_ step: DueStep) -> (label: Phrase, value: String, note: Phrase?) {
    switch step {
    case .counted(let from, let to, let total):
      let count = to.dayNumber - from.dayNumber + 1
      let label =
        count == 1
        ? Phrase(id: "Hari ke-\(total)", en: "Day \(total)")
        : Phrase(id: "Hari ke-\(total - count + 1) s.d. \(total)", en: "Days \(total - count + 1) to \(total)")
      return (label, days(from, to), nil)
    case .worked(let from, let to, let total):
      let length = length(total)
      return (
        Phrase(id: "Terhitung", en: "Counts"), span(from, to),
        Phrase(id: "jumlah \(length.id)", en: "\(length.en) in all")
      )
    case .weekend(let from, let to): return (Phrase(id: "Akhir pekan", en: "Weekend"), days(from, to), nil)
    case .holiday(let date, let holiday):
      return (Phrase(id: "Libur", en: "Holiday"), date.description, Phrase(holiday.name))
    case .publishedLater(let date, let holiday):
      let published = holiday.publishedAt?.description ?? "?"
      return (
        Phrase(id: "Tetap dihitung", en: "Counts all the same"), date.description,
        Phrase(
          id: "\(holiday.name) baru diumumkan \(published)", en: "\(holiday.name) was published later, on \(published)")
      )
    case .closed(let date):
      return (Phrase(id: "Tutup", en: "Closed"), date.description, Phrase(id: "tanpa jam kerja", en: "no office hours"))
    case .paused(let from, let to):
      let open = Phrase(id: "masih berlangsung", en: "still lasting")
      return (
        Phrase(id: "Jeda", en: "Paused"), to.map { span(from, $0) } ?? lines.moment(from), to == nil ? open : nil
      )
    case .extended(let amount, let at, let reason):
      let why = reason.map { self.reason($0) }
      return (
        Phrase(id: "Diperpanjang", en: "Extended"), "+ \(amount.phrase[language]) (\(lines.moment(at)))", why
      )
    case .notGranted(let at):
      return (
        Phrase(id: "Tidak diperpanjang", en: "Not extended"), lines.moment(at),
        Phrase(id: "lamanya tidak disebut", en: "nothing says by how much")
      )
    case .notExtended(let at, let isLate):
      return (
        Phrase(id: "Tidak diperpanjang", en: "Not extended"), lines.moment(at),
        isLate
          ? Phrase(id: "tenggat sudah lewat", en: "the limit had run out")
          : Phrase(id: "sudah sebanyak yang boleh", en: "extended as often as allowed")
      )
    }
  }

  private func reason(_ code: String) -> Phrase {
    record.collection.workflow?.reasons.first { $0.code.sameBytes(as: code) }?.label ?? Phrase(code)
  }

  /// Hours and minutes: `15 jam 48 menit`.
  private func length(_ seconds: Int) -> Phrase {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let whole = TimeLimit(amount: hours, unit: .hours).phrase
    guard minutes > 0 else { return whole }
    let rest = Relative.duration(seconds: minutes * 60)
    return hours == 0 ? rest : Phrase(id: "\(whole.id) \(rest.id)", en: "\(whole.en) \(rest.en)")
  }

  private func days(_ from: CalendarDate, _ to: CalendarDate) -> String {
    from == to ? from.description : "\(from) – \(to)"
  }

  private func span(_ from: Timestamp, _ to: Timestamp) -> String {
    let (start, end) = (lines.moment(from), lines.moment(to))
    return start.prefix(10) == end.prefix(10) ? "\(start) – \(end.suffix(5))" : "\(start) – \(end)"
  }
}
