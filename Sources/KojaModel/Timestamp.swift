/// A moment with the offset in which it was written, to the second.
///
/// Equality and order are those of the moment; the offset is how it is shown. Written as RFC 3339.
package struct Timestamp: Sendable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
  package let seconds: Int
  /// Minutes east of UTC, -1439 to 1439.
  package let offset: Int

  /// A moment and the offset to show it in.
  package init(seconds: Int, offset: Int) {
    self.seconds = seconds
    self.offset = offset
  }

  /// A time of a day at an offset. Hour 0 to 24, where 24:00:00 is the end of the day.
  package init(date: CalendarDate, hour: Int = 0, minute: Int = 0, second: Int = 0, offset: Int) {
    self.init(seconds: date.dayNumber * 86_400 + hour * 3600 + minute * 60 + second - offset * 60, offset: offset)
  }

  /// Reads RFC 3339 date-time with its zone. A fraction of a second is read and dropped; second 60 is read as 59.
  package init?(_ text: some StringProtocol) {
    self.init(text, defaultOffset: nil)
  }

  /// Reads what a person types: RFC 3339, the same without zone (then the given offset), `T` or a space, without
  /// seconds, or a day alone (its first moment).
  package init?(_ text: some StringProtocol, defaultOffset: Int?) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, let date = CalendarDate(String(decoding: bytes[..<10], as: UTF8.self)) else { return nil }
    var rest = bytes[10...]
    guard !rest.isEmpty else {
      guard let defaultOffset else { return nil }
      self.init(date: date, offset: defaultOffset)
      return
    }
    let separators: [UInt8] = defaultOffset == nil ? [0x54, 0x74] : [0x54, 0x74, 0x20]
    guard separators.contains(rest.removeFirst()), let hour = Self.two(&rest), hour <= 23, Self.skip(0x3A, &rest),
      let minute = Self.two(&rest), minute <= 59
    else { return nil }
    var second = 0
    if Self.skip(0x3A, &rest) {
      guard let value = Self.two(&rest), value <= 60 else { return nil }
      second = min(value, 59)
      if Self.skip(0x2E, &rest) {
        guard let first = rest.first, (0x30...0x39).contains(first) else { return nil }
        rest = rest.drop { (0x30...0x39).contains($0) }
      }
    } else if defaultOffset == nil {
      return nil
    }
    guard let offset = Self.offset(&rest) ?? (rest.isEmpty ? defaultOffset : nil), rest.isEmpty else { return nil }
    self.init(date: date, hour: hour, minute: minute, second: second, offset: offset)
  }

  /// Reads the same from bytes; the usual form without making a text.
  package init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard let seconds = Self.seconds(text) else {
      self.init(String(decoding: text, as: UTF8.self))
      return
    }
    func two(_ place: Int) -> Int { Int(text[place] - 0x30) * 10 + Int(text[place + 1] - 0x30) }
    self.init(seconds: seconds, offset: (text[19] == 0x2D ? -1 : 1) * (two(20) * 60 + two(23)))
  }

  /// The moment that a text of the usual form names, `2026-03-14T08:12:00+07:00`, in seconds; nil for every other form,
  /// which may be a moment all the same.
  package static func seconds(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard text.count == 25, text[4] == 0x2D, text[7] == 0x2D, text[10] == 0x54, text[13] == 0x3A, text[16] == 0x3A,
      text[22] == 0x3A, text[19] == 0x2B || text[19] == 0x2D
    else { return nil }
    var isRight = true
    func two(_ offset: Int) -> Int {
      let (tens, ones) = (Int(text[offset]) - 0x30, Int(text[offset + 1]) - 0x30)
      if !(0...9).contains(tens) || !(0...9).contains(ones) { isRight = false }
      return tens * 10 + ones
    }
    let (year, month, day) = (two(0) * 100 + two(2), two(5), two(8))
    let (hour, minute, second) = (two(11), two(14), two(17))
    let offset = (text[19] == 0x2D ? -1 : 1) * (two(20) * 60 + two(23))
    guard isRight, let date = CalendarDate(year: year, month: month, day: day), hour <= 23, minute <= 59, second <= 59,
      two(20) <= 23, two(23) <= 59
    else { return nil }
    return date.dayNumber * 86_400 + hour * 3600 + minute * 60 + second - offset * 60
  }

  /// The day at the moment's own offset.
  package var date: CalendarDate {
    let local = seconds + offset * 60
    return CalendarDate(dayNumber: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
  }

  /// Seconds since the start of ``date``.
  package var secondOfDay: Int { seconds + offset * 60 - date.dayNumber * 86_400 }

  /// The same moment seen from another offset.
  package func at(offset: Int) -> Timestamp { Timestamp(seconds: seconds, offset: offset) }

  /// `2026-03-14T08:12:00+07:00`.
  package var description: String {
    let time = secondOfDay
    let pad = CalendarDate.padded
    let zone = offset == 0 ? "Z" : (offset < 0 ? "-" : "+") + pad(abs(offset) / 60, 2) + ":" + pad(abs(offset) % 60, 2)
    return "\(date)T\(pad(time / 3600, 2)):\(pad(time / 60 % 60, 2)):\(pad(time % 60, 2))\(zone)"
  }

  /// Reads `Z`, `+07:00` or `-03:30` as minutes.
  package static func offset(_ text: String) -> Int? {
    var rest = ArraySlice(Array(text.utf8))
    guard let value = offset(&rest), rest.isEmpty else { return nil }
    return value
  }

  private static func offset(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard let sign = rest.first else { return nil }
    if sign == 0x5A || sign == 0x7A {
      rest.removeFirst()
      return 0
    }
    guard sign == 0x2B || sign == 0x2D else { return nil }
    rest.removeFirst()
    guard let hours = two(&rest), hours <= 23, skip(0x3A, &rest), let minutes = two(&rest), minutes <= 59 else {
      return nil
    }
    return (sign == 0x2D ? -1 : 1) * (hours * 60 + minutes)
  }

  private static func two(_ rest: inout ArraySlice<UInt8>) -> Int? {
    guard rest.count >= 2, let value = CalendarDate.number(rest.prefix(2)) else { return nil }
    rest = rest.dropFirst(2)
    return value
  }

  private static func skip(_ byte: UInt8, _ rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }
}

extension Timestamp: Hashable, Comparable {
  package static func == (left: Timestamp, right: Timestamp) -> Bool { left.seconds == right.seconds }
  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.seconds < right.seconds }
  package func hash(into hasher: inout Hasher) { hasher.combine(seconds) }
}
