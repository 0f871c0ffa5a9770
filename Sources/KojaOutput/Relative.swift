package import KojaModel

/// Moments seen from now, as people say them.
package struct Relative: Sendable {
  private let now: Timestamp
  private let language: Language

  /// Seen from the reader's now, in the reader's zone and language.
  package init(_ options: OutputOptions) {
    now = options.now.at(offset: options.zone)
    language = options.language
  }

  /// `hari ini 08:12`, `kemarin 08:12`, `Sab 14 Mar 08:12`; the year only where it is another one.
  package func moment(_ moment: Timestamp) -> String {
    let local = moment.at(offset: now.offset)
    return day(local.date) + " " + Moment.clock(local)
  }

  /// `hari ini 08:12`, `kemarin 08:12`, `besok 08:12`; nil for what is further away.
  package func near(_ moment: Timestamp) -> String? {
    let local = moment.at(offset: now.offset)
    return abs(local.date.dayNumber - now.date.dayNumber) <= 1 ? self.moment(moment) : nil
  }

  /// `Sab 14 Mar 2026 08:12`: now itself, for whoever reads it later, or asks about another time than the present.
  package var asked: String {
    "\(Moment.weekday(now.date, language)) \(Moment.day(now.date, language)) \(Moment.clock(now))"
  }

  /// `hari ini`, `besok`, `Sab 14 Mar`; the year only where it is another one.
  package func day(_ date: CalendarDate) -> String {
    switch date.dayNumber - now.date.dayNumber {
    case 0: Phrase(id: "hari ini", en: "today")[language]
    case 1: Phrase(id: "besok", en: "tomorrow")[language]
    case -1: Phrase(id: "kemarin", en: "yesterday")[language]
    default:
      Moment.weekday(date, language) + " "
        + Moment.day(date, language, withYear: date.parts.year != now.date.parts.year)
    }
  }

  /// How far a due time is: `3 hari lagi`, `terlambat 2 jam`.
  package func due(_ moment: Timestamp) -> String {
    let distance = distance(to: moment)
    return moment < now
      ? Phrase(id: "terlambat \(distance.id)", en: "\(distance.en) overdue")[language]
      : Phrase(id: "\(distance.id) lagi", en: "\(distance.en) left")[language]
  }

  /// How long ago something was: `2 jam lalu`; what is still to come as in `dalam 2 jam`.
  package func ago(_ moment: Timestamp) -> String {
    let distance = distance(to: moment)
    return moment > now
      ? Phrase(id: "dalam \(distance.id)", en: "in \(distance.en)")[language]
      : Phrase(id: "\(distance.id) lalu", en: "\(distance.en) ago")[language]
  }

  /// A length of time in its largest unit, rounded down: `3 hari`, `2 jam`, `15 menit`. Its sign does not count.
  package static func duration(seconds: Int) -> Phrase {
    switch seconds.magnitude {
    case 0..<60: Phrase(id: "kurang dari 1 menit", en: "less than a minute")
    case 60..<3600: Digits.counted(Int(seconds.magnitude / 60), id: "menit", one: "minute", many: "minutes")
    case 3600..<86_400: Digits.counted(Int(seconds.magnitude / 3600), id: "jam", one: "hour", many: "hours")
    default: days(Int(seconds.magnitude / 86_400))
    }
  }

  /// From a day on, people count the days of the calendar between, not spans of 24 hours.
  private func distance(to moment: Timestamp) -> Phrase {
    let seconds = moment.seconds - now.seconds
    guard seconds.magnitude >= 86_400 else { return Self.duration(seconds: seconds) }
    return Self.days(abs(moment.at(offset: now.offset).date.dayNumber - now.date.dayNumber))
  }

  private static func days(_ count: Int) -> Phrase {
    Digits.counted(count, id: "hari", one: "day", many: "days")
  }
}
