internal import KojaModel

/// Moments and days as people write them.
enum Moment {
  /// `2026-03-14 08:12` in the reader's zone: short, sortable, and what filters and `--at` read back.
  static func typed(_ moment: Timestamp, _ options: OutputOptions) -> String {
    let local = moment.at(offset: options.zone)
    return "\(local.date) \(clock(local))"
  }

  /// `14 Mar 2026`.
  static func day(_ date: CalendarDate, _ language: Language, withYear: Bool = true) -> String {
    let (year, month, day) = date.parts
    return "\(day) \(months[language == .id ? 0 : 1][month - 1])" + (withYear ? " \(year)" : "")
  }

  /// `Sab`, English `Sat`.
  static func weekday(_ date: CalendarDate, _ language: Language) -> String {
    weekdays[language == .id ? 0 : 1][date.weekday - 1]
  }

  /// `08:12` at the moment's own offset.
  static func clock(_ moment: Timestamp) -> String {
    let minutes = moment.secondOfDay / 60
    return pad(minutes / 60) + ":" + pad(minutes % 60)
  }

  private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let months = [
    ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"],
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  ]

  private static let weekdays = [
    ["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
  ]
}
