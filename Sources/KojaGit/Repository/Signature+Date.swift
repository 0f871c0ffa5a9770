internal import KojaModel

extension Signature {
  /// Reads a date of `GIT_AUTHOR_DATE` or `GIT_COMMITTER_DATE`: `@1773450720 +0700`, `1773450720 +0700`,
  /// `2026-03-14T08:12:00+07:00` and the like, `Sat, 14 Mar 2026 08:12:00 +0700`. nil for anything else.
  static func date(_ text: String, offset defaultOffset: Int) -> (seconds: Int, offset: Int)? {
    let words = text.split { $0 == " " || $0 == "\t" }
    guard let first = words.first else { return nil }
    let digits = first.first == "@" ? first.dropFirst() : first
    if words.count <= 2, first.first == "@" || digits.count >= 9, let seconds = Int(digits), seconds >= 0 {
      guard words.count == 2 else { return (seconds, 0) }
      return zone(words[1]).map { (seconds, $0) }
    }
    return international(words, defaultOffset) ?? mail(words, defaultOffset)
  }

  /// `2026-03-14T08:12:00+07:00`, `2026-03-14 08:12:00 +0700`.
  private static func international(_ words: [Substring], _ defaultOffset: Int) -> (seconds: Int, offset: Int)? {
    var words = words
    var offset = defaultOffset
    if words.count > 1, let last = words.last, let zone = zone(last) {
      offset = zone
      words.removeLast()
    }
    var joined = words.joined(separator: " ")
    if words.count == 1 || words.count == 2, let sign = joined.lastIndex(where: { $0 == "+" || $0 == "-" }),
      joined[..<sign].contains(":"), let zone = zone(joined[sign...])
    {
      offset = zone
      joined = String(joined[..<sign])
    }
    return Timestamp(joined, defaultOffset: offset).map { ($0.seconds, $0.offset) }
  }

  /// `Sat, 14 Mar 2026 08:12:00 +0700`, with or without the weekday.
  private static func mail(_ words: [Substring], _ defaultOffset: Int) -> (seconds: Int, offset: Int)? {
    let words = words.first?.last == "," ? words.dropFirst() : words[...]
    guard (4...5).contains(words.count) else { return nil }
    let parts = Array(words)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard let month = months.firstIndex(of: String(parts[1].prefix(3))), let day = Int(parts[0]),
      let year = Int(parts[2]),
      let offset = parts.count == 5 ? zone(parts[4]) : defaultOffset
    else { return nil }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return Timestamp("\(year)-\(two(month + 1))-\(two(day))T\(parts[3])", defaultOffset: offset)
      .map { ($0.seconds, $0.offset) }
  }

  /// `+0700`, `-03:30`, `Z` as minutes east of UTC.
  private static func zone(_ text: Substring) -> Int? {
    if text == "Z" || text == "GMT" || text == "UTC" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.utf8.count == 4, let value = Int(digits), value % 100 < 60, value / 100 < 24 else { return nil }
    return (sign == "-" ? -1 : 1) * (value / 100 * 60 + value % 100)
  }
}
