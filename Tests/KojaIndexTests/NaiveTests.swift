import KojaIndex
import KojaModel
import Testing

/// Random filters over random records: the index answers what a plain loop over the records answers.
@Suite struct NaiveTests {
  typealias Test = (IndexedRecord) -> Bool

  @Test func theIndexAnswersWhatAScanAnswers() throws {
    let records = City.complaints(150, seed: 7)
    let index = try City.index(City.references + records)
    var dice = Dice(11)
    var hits = 0
    for _ in 0..<1000 {
      let (arguments, test) = Self.group(&dice, depth: 2)
      let expected = records.filter(test).map(\.id).sorted { Key($0) < Key($1) }
      let query = RecordQuery("complaints", filter: try City.filter(arguments), now: City.now)
      #expect(try index.query(query).map(\.id) == expected, "\(arguments)")
      #expect(try index.count(query).map(\.count) == [expected.count])
      hits += expected.count
    }
    #expect(hits > 5000)
  }

  @Test func groupsAddUpToWhatAScanCounts() throws {
    let records = City.complaints(300, seed: 5)
    let index = try City.index(City.references + records)
    let fields = try ["status", "received_at.month", "category.unit", "tags", "received_at.week", "received_at.day"].map
    {
      try Field.named($0, layout: City.complaints, layouts: City.layouts)
    }
    func scan(_ keys: (Value) -> [Value]) -> [Value: Int] {
      records.reduce(into: [:]) { counts, record in for key in keys(record.value) { counts[key, default: 0] += 1 } }
    }
    func counted(_ field: Field) throws -> [Value: Int] {
      let rows = try index.count(RecordQuery("complaints", now: City.now), by: [field])
      return Dictionary(uniqueKeysWithValues: rows.map { ($0.values[0], $0.count) })
    }
    let local = { (record: Value) in
      record["received_at"]?.string.flatMap { Timestamp($0) }?.at(offset: City.now.offset).date
    }
    #expect(try counted(fields[0]) == scan { [$0["status"] ?? .null] })
    #expect(try counted(fields[1]) == scan { [.optional(local($0).map { String($0.description.prefix(7)) })] })
    #expect(try counted(fields[2]) == scan { [.optional(Self.unit[$0["category"]?.string ?? ""])] })
    #expect(
      try counted(fields[3])
        == scan { record in
          guard case .array(let tags)? = record["tags"], !tags.isEmpty else { return [.null] }
          return Array(Set(tags))
        })
    #expect(
      try counted(fields[4])
        == scan { record in
          guard let day = local(record) else { return [.null] }
          let thursday = day.advanced(by: 4 - day.weekday)
          let first = CalendarDate(year: thursday.parts.year, month: 1, day: 1)?.dayNumber ?? 0
          let week = (thursday.dayNumber - first) / 7 + 1
          return [.string("\(thursday.parts.year)-W\(week < 10 ? "0" : "")\(week)")]
        })
    #expect(try counted(fields[5]) == scan { [.optional(local($0)?.description)] })
    let two = try index.count(RecordQuery("complaints", now: City.now), by: [fields[0], fields[1]])
    #expect(two.reduce(0) { $0 + $1.count } == 300)
  }

  static let unit = ["lampu-jalan": "perkim", "drainase": "pupr"]

  /// Filters joined by `and` and `or`, in brackets, with and without `not`.
  static func group(_ dice: inout Dice, depth: Int) -> ([String], Test) {
    if depth == 0 || dice.roll(3) == 0 {
      let (argument, test) = atom(&dice)
      if dice.roll(4) == 0 { return (["-" + argument], { !test($0) }) }
      return ([argument], test)
    }
    let (left, first) = group(&dice, depth: depth - 1)
    let (right, second) = group(&dice, depth: depth - 1)
    switch dice.roll(4) {
    case 0: return (["("] + left + ["or"] + right + [")"], { first($0) || second($0) })
    case 1: return (["not", "("] + left + right + [")"], { !(first($0) && second($0)) })
    case 2: return (["("] + left + [")", "and", "("] + right + [")"], { first($0) && second($0) })
    default:
      return (["not", "("] + left + ["or"] + ["not"] + ["("] + right + [")", ")"], { !(first($0) || !second($0)) })
    }
  }

  private static func atom(_ dice: inout Dice) -> (String, Test) {
    switch dice.roll(14) {
    case 0:
      let states = dice.pick([["received"], ["assigned", "resolved"], ["waiting-reporter"]])
      return ("status:" + states.joined(separator: ","), { states.contains($0.value["status"]?.string ?? "") })
    case 1:
      return ("family:open", { ["received", "assigned"].contains($0.value["status"]?.string ?? "") })
    case 2:
      let unit = dice.pick(["perkim", "pupr", "setda"])
      return ("category.unit:\(unit)", { Self.unit[$0.value["category"]?.string ?? ""] == unit })
    case 3:
      let low = dice.roll(15) - 5
      let high = max(low, dice.roll(15))
      return (
        "votes:\(low)..\(high)",
        { number($0, "votes").map { (Double(low)...Double(high)).contains($0) } ?? false }
      )
    case 4:
      let limit = dice.pick(["1.5", "2", "1000", "0.1"])
      return ("cost>\(limit)", { (number($0, "cost") ?? -1) > (Double(limit) ?? 0) })
    case 5:
      let word = dice.pick(["lampu", "mati", "jalan", "CAFE", "elan", "50", "rusak", "x", "é"])
      return ("summary:\(word)", { words($0.value["summary"]?.string).contains { $0.hasPrefix(fold(word)) } })
    case 6:
      let word = dice.pick(["lampu", "drop", "élan"])
      return (word, { words($0.value["summary"]?.string).contains { $0.hasPrefix(fold(word)) } })
    case 7:
      let day = City.now.date.advanced(by: -dice.roll(60))
      return ("event_date<=\(day)", { date($0).map { $0 <= day } ?? false })
    case 8:
      let month = dice.pick(["2026-01", "2026-02", "2026-03", "2025-12"])
      return ("received_at:\(month)", { moment($0)?.at(offset: 420).description.hasPrefix(month) ?? false })
    case 9:
      let days = dice.roll(100)
      return ("age:\(days)d..", { moment($0).map { $0.seconds <= City.now.seconds - days * 86_400 } ?? false })
    case 10:
      let tag = dice.pick(["malam", "darurat", "tidak"])
      return ("tags:\(tag)", { $0.value["tags"].map { $0.json().contains("\"\(tag)\"") } ?? false })
    case 11:
      let name = dice.pick(["summary", "secret", "votes", "agenda_number"])
      return ("has:\(name)", { $0.value[name] != nil })
    case 12:
      return ("overdue:respond", { (Int($0.id.dropFirst()) ?? 1) % 10 == 0 })
    default:
      let word = dice.pick(["lampunya", "jalan"])
      return (
        "remarks:\(word)",
        { words($0.value["remarks"]?.json().replacing("\\n", with: " ")).contains { $0.hasPrefix(word) } }
      )
    }
  }

  private static func number(_ record: IndexedRecord, _ name: String) -> Double? {
    if case .number(let spelling)? = record.value[name] { Double(spelling) } else { nil }
  }

  private static func moment(_ record: IndexedRecord) -> Timestamp? {
    record.value["received_at"]?.string.flatMap { Timestamp($0) }
  }

  private static func date(_ record: IndexedRecord) -> CalendarDate? {
    record.value["event_date"]?.string.flatMap { CalendarDate($0) }
  }

  private static func fold(_ text: String) -> String { text.lowercased().replacing("é", with: "e") }

  private static func words(_ text: String?) -> [String] {
    fold(text ?? "").split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}
