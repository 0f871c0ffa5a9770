internal import KojaModel

/// A day, with or without a time, as people and other systems write it: `14/03/2026`, `14-3-26 08.12`, `14 Maret 2026`,
/// `2026-03-14 08:12:00`.
struct WrittenDate {
  /// Which number of `3/4/2026` is the day.
  enum Order: String {
    case dayFirst = "day-first"
    case monthFirst = "month-first"
  }

  /// The day.
  let day: CalendarDate
  /// Seconds since midnight; nil where no time is written.
  let second: Int?
  /// A moment with its own zone, where one is written.
  private let exact: Timestamp?

  /// Reads a text. Nil where it is no date; two digits of a year are of this century.
  init?(_ text: String, order: Order = .dayFirst) {
    if let moment = Timestamp(text) {
      (day, second, exact) = (moment.date, moment.secondOfDay, moment)
      return
    }
    exact = nil
    let words = text.split { $0 == " " || $0 == "T" || $0 == "," }.map(String.init)
    guard let (day, used) = Self.day(words, order) else { return nil }
    let rest = words[used...].filter { !["wib", "pukul", "jam"].contains($0.lowercased()) }
    guard rest.count <= 1 else { return nil }
    self.day = day
    if let time = rest.first {
      guard let second = Self.time(time) else { return nil }
      self.second = second
    } else {
      second = nil
    }
  }

  /// Reads a text that must be a date. Throws what a person would be told who typed it.
  static func required(_ text: String, order: Order, format: String) throws(Failure) -> WrittenDate {
    if let date = WrittenDate(text, order: order) { return date }
    let example = (order == .dayFirst ? "14/03/2026" : "03/14/2026") + (format == "date" ? "" : " 08:12")
    throw Failure(
      .findings, Phrase(id: "`\(text)` bukan tanggal yang ada", en: "`\(text)` is no date that there is"),
      hint: Phrase(id: "misalnya \(example)", en: "such as \(example)"))
  }

  /// The moment, at the office's offset where none is written; midnight where no time is.
  func moment(offset: Int) -> Timestamp {
    exact ?? Timestamp(seconds: day.dayNumber * 86_400 + (second ?? 0) - offset * 60, offset: offset)
  }

  private static func day(_ words: [String], _ order: Order) -> (CalendarDate, used: Int)? {
    guard let first = words.first else { return nil }
    let parts = first.split { "/-.".contains($0) }.map(String.init)
    if parts.count == 3 {
      let isYearFirst = parts[0].count == 4
      let numbers = isYearFirst ? [parts[0], parts[1], parts[2]] : [parts[2], parts[1], parts[0]]
      guard let year = number(numbers[0]), let day = number(numbers[2]) else { return nil }
      let month = number(numbers[1]) ?? self.month(numbers[1])
      guard let month else { return nil }
      let isSwapped = !isYearFirst && order == .monthFirst
      return date(year, isSwapped ? day : month, isSwapped ? month : day).map { ($0, 1) }
    }
    guard words.count >= 3, let day = number(first), let month = month(words[1]), let year = number(words[2]) else {
      return nil
    }
    return date(year, month, day).map { ($0, 3) }
  }

  private static func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate? {
    CalendarDate(year: year < 100 ? 2000 + year : year, month: month, day: day)
  }

  private static func time(_ text: String) -> Int? {
    let parts = text.split { $0 == ":" || $0 == "." }.map { number(String($0)) }
    guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
      let second = parts.count == 3 ? parts[2] : 0, hour < 24, minute < 60, second < 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  private static func number(_ text: String) -> Int? {
    text.utf8.count <= 4 && !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  /// The month of a name or the beginning of one, in either language; at least three letters.
  private static func month(_ text: String) -> Int? {
    let typed = text.lowercased()
    guard typed.count >= 3 else { return nil }
    let names = [
      ["januari", "january"], ["februari", "february", "pebruari"], ["maret", "march"], ["april"], ["mei", "may"],
      ["juni", "june"], ["juli", "july"], ["agustus", "august"], ["september"], ["oktober", "october"],
      ["november", "nopember"], ["desember", "december"],
    ]
    return names.firstIndex { $0.contains { $0.hasPrefix(typed) } }.map { $0 + 1 }
  }
}
