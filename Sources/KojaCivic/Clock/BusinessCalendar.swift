package import KojaModel

/// Which days and hours an office works: a record of the collection `calendars`.
package struct BusinessCalendar: Sendable {
  /// A day off by decree.
  package struct Holiday: Sendable, Hashable {
    /// The day.
    package let date: CalendarDate
    /// `national`, `collective` (leave), `regional`.
    package let kind: String
    /// What people call it.
    package let name: String
    /// When it was published; nil counts as always known.
    package let publishedAt: CalendarDate?
    /// Whether it counts for clocks that had started before it was published.
    package let isRetroactive: Bool
  }

  /// The id of the record.
  package let id: String
  /// Weekdays without work, Monday is 1.
  package let weekend: Set<Int>
  /// Office times by weekday, in seconds of the day: in their order, apart from one another.
  package let hours: [Int: [Range<Int>]]
  /// The days for which the holidays are known, both ends included.
  package let covers: ClosedRange<CalendarDate>?
  private let holidays: [CalendarDate: [Holiday]]

  private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

  /// Reads a calendar record that has passed its schema.
  package init(id: String, _ document: Document) {
    self.id = id
    weekend = Set(document.texts(document.value("weekend")).compactMap { Self.weekday($0) })
    var hours: [Int: [Range<Int>]] = [:]
    for pair in document.value("hours").map({ document.pairs($0) }) ?? [] {
      guard let weekday = document.text(pair.key).flatMap({ Self.weekday($0) }) else { continue }
      hours[weekday] = Self.apart(document.texts(pair.value).compactMap { Self.range($0) })
    }
    self.hours = hours
    let covers = document.value("covers")
    let from = covers.flatMap { document.value("from", in: $0) }.flatMap { document.text($0) }.flatMap {
      CalendarDate($0)
    }
    let to = covers.flatMap { document.value("to", in: $0) }.flatMap { document.text($0) }.flatMap { CalendarDate($0) }
    if let from, let to, from <= to { self.covers = from...to } else { self.covers = nil }
    let kinds = document.texts(document.value("days_off")).map { Key($0) }
    let all = document.value("holidays").map { document.items($0) } ?? []
    let off = all.compactMap { Self.holiday($0, document) }.filter { kinds.contains(Key($0.kind)) }
    holidays = Dictionary(grouping: off, by: \.date)
  }

  /// Whether the calendar knows about a day.
  package func knows(_ date: CalendarDate) -> Bool { covers?.contains(date) ?? false }

  /// The holiday that makes a day free for a clock that started on a day; nil when there is none.
  package func holiday(on date: CalendarDate, startedOn start: CalendarDate) -> Holiday? {
    holidays[date]?.first { holiday in
      holiday.isRetroactive || holiday.publishedAt.map { $0 <= start } ?? true
    }
  }

  /// Whether a day is worked for a clock that started on a day.
  package func isWorkingDay(_ date: CalendarDate, startedOn start: CalendarDate) -> Bool {
    !weekend.contains(date.weekday) && holiday(on: date, startedOn: start) == nil
  }

  /// What a day is for a clock that started on a day.
  package enum Day: Sendable, Equatable {
    /// It is worked; a holiday there that was published after the start changes nothing.
    case working(publishedLater: Holiday?)
    /// It belongs to the weekend.
    case weekend
    /// It is off by decree.
    case holiday(Holiday)
    /// The calendar does not reach that far.
    case unknown
  }

  /// What a day is for a clock that started on a day.
  package func day(_ date: CalendarDate, startedOn start: CalendarDate) -> Day {
    guard knows(date) else { return .unknown }
    if weekend.contains(date.weekday) { return .weekend }
    if let holiday = holiday(on: date, startedOn: start) { return .holiday(holiday) }
    return .working(publishedLater: holidays[date]?.first)
  }

  private static func weekday(_ name: String) -> Int? { weekdays.firstIndex(of: name).map { $0 + 1 } }

  /// The two ends of `07:30-16:00` in seconds of the day, whichever comes first; 24:00 is allowed as the second. Nil for
  /// anything else.
  package static func ends(_ text: String) -> (from: Int, to: Int)? {
    let ends = text.split(separator: "-").map { end -> Int? in
      let parts = end.split(separator: ":").compactMap { Int($0) }
      guard parts.count == 2, (0...24).contains(parts[0]), (0...59).contains(parts[1]) else { return nil }
      return parts[0] * 3600 + parts[1] * 60
    }
    guard ends.count == 2, let from = ends[0], let to = ends[1], from < 86_400, to <= 86_400 else { return nil }
    return (from, to)
  }

  private static func range(_ text: String) -> Range<Int>? { ends(text).flatMap { $0 < $1 ? $0..<$1 : nil } }

  /// Times that overlap as one, so that no hour counts twice.
  private static func apart(_ ranges: [Range<Int>]) -> [Range<Int>] {
    ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { apart, range in
      guard let last = apart.last, range.lowerBound < last.upperBound else { return apart.append(range) }
      apart[apart.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
    }
  }

  private static func holiday(_ node: NodeIndex, _ document: Document) -> Holiday? {
    func text(_ key: String) -> String? { document.value(key, in: node).flatMap { document.text($0) } }
    guard let date = text("date").flatMap({ CalendarDate($0) }) else { return nil }
    return Holiday(
      date: date, kind: text("kind") ?? "", name: text("name") ?? "",
      publishedAt: text("published_at").flatMap { CalendarDate($0) },
      isRetroactive: document.value("retroactive", in: node).flatMap { document.boolean($0) } ?? false)
  }
}
