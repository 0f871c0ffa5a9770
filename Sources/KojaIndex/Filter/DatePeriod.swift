internal import KojaModel

/// What a value means where it stands at the end of a range: its first moment and its last.
struct RangeEnd {
  /// The first key of it.
  let first: KeyRange.Bound
  /// The last key of it.
  let last: KeyRange.Bound

  /// A single value.
  init(_ value: Scalar) {
    first = KeyRange.Bound(value: value, isIncluded: true)
    last = first
  }

  /// All keys from one to before another.
  init(from: Int, before: Int) {
    first = KeyRange.Bound(value: .integer(from), isIncluded: true)
    last = KeyRange.Bound(value: .integer(before), isIncluded: false)
  }

  /// The end of what comes before it.
  var before: KeyRange.Bound { KeyRange.Bound(value: first.value, isIncluded: !first.isIncluded) }

  /// The beginning of what comes after it.
  var after: KeyRange.Bound { KeyRange.Bound(value: last.value, isIncluded: !last.isIncluded) }
}

/// A date as a person types it, with as much of it as they care for: a year, a month, a day, a minute, a second.
struct DatePeriod {
  /// Its days, the last one past it; for columns that hold days.
  let days: RangeEnd
  /// Its seconds, the last one past it; for columns that hold moments.
  let moments: RangeEnd

  /// Reads `2026`, `2026-03`, `2026-03-14`, a time with or without its zone, or a relative day; in the zone of `now`.
  init?(_ text: String, now: Timestamp) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.compactMap { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil }
    switch text.lowercased() {
    case "today", "hari-ini", "hari ini": self.init(now.date, now.date, now)
    case "yesterday", "kemarin": self.init(now.date.advanced(by: -1), now.date.advanced(by: -1), now)
    case "tomorrow", "besok": self.init(now.date.advanced(by: 1), now.date.advanced(by: 1), now)
    case "now", "sekarang": self.init(now, seconds: 1)
    case _ where parts.count == 1 && text.utf8.count == 4 && numbers.count == 1:
      self.init(
        CalendarDate(year: numbers[0], month: 1, day: 1), CalendarDate(year: numbers[0], month: 12, day: 31), now)
    case _ where parts.count == 2 && text.utf8.count == 7 && numbers.count == 2 && (1...12).contains(numbers[1]):
      let last = CalendarDate.days(in: numbers[1], of: numbers[0])
      self.init(
        CalendarDate(year: numbers[0], month: numbers[1], day: 1),
        CalendarDate(year: numbers[0], month: numbers[1], day: last), now)
    case _ where text.utf8.count == 10: self.init(CalendarDate(text), CalendarDate(text), now)
    default:
      guard let moment = Timestamp(text, defaultOffset: now.offset) else { return nil }
      let hasSeconds = text.dropFirst(11).prefix { $0 == ":" || $0.isNumber }.count > 5
      self.init(moment, seconds: hasSeconds ? 1 : 60)
    }
  }

  private init?(_ first: CalendarDate?, _ last: CalendarDate?, _ now: Timestamp) {
    guard let first, let next = last?.advanced(by: 1) else { return nil }
    days = RangeEnd(from: first.dayNumber, before: next.dayNumber)
    moments = RangeEnd(
      from: Timestamp(date: first, offset: now.offset).seconds,
      before: Timestamp(date: next, offset: now.offset).seconds)
  }

  private init(_ moment: Timestamp, seconds: Int) {
    days = RangeEnd(from: moment.date.dayNumber, before: moment.date.dayNumber + 1)
    moments = RangeEnd(from: moment.seconds, before: moment.seconds + seconds)
  }
}

/// An age: a number and a unit.
struct Age {
  /// How many, 0 to 999,999.
  var amount: Int
  /// `h`, `d`, `w`, `m` or `y`.
  let unit: Character

  /// Reads `7d`.
  init?(_ text: String) {
    guard let unit = text.last, "hdwmy".contains(unit), (2...7).contains(text.utf8.count),
      text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let amount = Int(text.dropLast())
    else { return nil }
    (self.amount, self.unit) = (amount, unit)
  }

  /// One unit more.
  var longer: Age {
    var age = self
    age.amount += 1
    return age
  }

  /// The moment so long before another; months and years by the calendar, on the month's last day at most.
  func moment(before now: Timestamp) -> Timestamp {
    switch unit {
    case "h": return Timestamp(seconds: now.seconds - amount * 3600, offset: now.offset)
    case "d": return Timestamp(seconds: now.seconds - amount * 86_400, offset: now.offset)
    case "w": return Timestamp(seconds: now.seconds - amount * 604_800, offset: now.offset)
    default:
      let (year, month, day) = now.date.parts
      let months = max(0, year * 12 + month - 1 - amount * (unit == "y" ? 12 : 1))
      let last = CalendarDate.days(in: months % 12 + 1, of: months / 12)
      let date = CalendarDate(year: months / 12, month: months % 12 + 1, day: min(day, last)) ?? now.date
      return Timestamp(date: date, second: now.secondOfDay, offset: now.offset)
    }
  }
}
