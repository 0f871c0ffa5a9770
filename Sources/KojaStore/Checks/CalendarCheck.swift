internal import KojaCivic
internal import KojaModel

/// A calendar has days on which work is done, and office times that run forward and lie apart.
///
/// Finding: `workflow/calendar`, at the office time, at `hours` or at `weekend`.
struct CalendarCheck: RecordCheck {
  func findings(_ record: Record, _ context: CheckContext) -> [Finding] {
    guard record.collection.name.sameBytes(as: EngineCollections.calendars) else { return [] }
    let times = (record.document.value("hours").map { record.document.pairs($0) } ?? []).flatMap {
      spans($0.value, record)
    }
    return times + (times.isEmpty ? idle(record) : [])
  }

  /// The office times of one day.
  private func spans(_ day: NodeIndex, _ record: Record) -> [Finding] {
    var seen: [(node: NodeIndex, span: Range<Int>)] = []
    return record.document.items(day).compactMap { node in
      // What is no time at all is for the schema to tell.
      guard let ends = record.document.text(node).flatMap({ BusinessCalendar.ends($0) }) else { return nil }
      guard ends.from < ends.to else {
        return finding(
          node, record,
          Phrase(
            id: "jam kerja ini tidak berakhir sesudah mulainya", en: "this office time does not end after its start"),
          hint: Phrase(
            id: "tulis mulai, lalu akhirnya: \"13:00-16:00\"", en: "write its start, then its end: \"13:00-16:00\""))
      }
      let span = ends.from..<ends.to
      defer { seen.append((node, span)) }
      guard let other = seen.first(where: { $0.span.overlaps(span) }) else { return nil }
      var finding = finding(
        node, record,
        Phrase(
          id: "jam kerja ini bertumpang tindih dengan yang lain pada hari itu",
          en: "this office time overlaps with another one of that day"),
        hint: Phrase(id: "satukan keduanya", en: "make them one"))
      finding.related.append(
        Finding.Related(
          Phrase(id: "yang lain", en: "the other"), at: record.document.place(other.node, in: record.path)))
      return finding
    }
  }

  /// That no hour of the week is ever worked.
  private func idle(_ record: Record) -> [Finding] {
    let calendar = BusinessCalendar(id: record.id, record.document)
    let days = Set(1...7).subtracting(calendar.weekend)
    if days.isEmpty, let node = record.document.value("weekend") {
      return [
        finding(
          node, record,
          Phrase(id: "akhir pekan ini meliputi ketujuh hari", en: "this weekend is all seven days"),
          hint: Phrase(id: "hapus hari kerjanya", en: "take out the days that are worked"))
      ]
    }
    guard let node = record.document.value("hours"), !days.contains(where: { calendar.hours[$0]?.isEmpty == false })
    else { return [] }
    return [
      finding(
        node, record,
        Phrase(id: "tidak satu pun hari kerja mempunyai jam kerja", en: "no working day has an office time"),
        hint: Phrase(id: "tulis misalnya `monday: [\"07:30-16:00\"]`", en: "write such as `monday: [\"07:30-16:00\"]`"))
    ]
  }

  private func finding(_ node: NodeIndex, _ record: Record, _ message: Phrase, hint: Phrase) -> Finding {
    Finding("workflow/calendar", at: record.document.place(node, in: record.path), message, hint: hint)
  }
}
