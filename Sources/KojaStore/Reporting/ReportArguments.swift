internal import KojaCivic
package import KojaModel
internal import KojaSchema

/// What was given for the parameters of a report, typed and ready to be bound.
///
/// A day, a month, a year or a period is bound three times: `:month` as its text, `:month_from` and `:month_until` as
/// seconds, the second one past its end; an open end is null. `:now`, `:today`, `:offset` (seconds east of UTC) are always there.
package struct ReportArguments: Sendable {
  /// The values by name, as the question gets them.
  let values: [String: Value]
  /// What people read below the title: each parameter with its value.
  package let told: [(label: Phrase, value: Phrase)]
  /// What was given that is no parameter, by name: a row of the report to look behind.
  package let row: [(name: String, value: String)]

  /// Types what was given as `NAME=VALUE`. Throws a usage failure for an unknown name, a value that does not fit, and a
  /// missing one.
  ///
  /// - Parameter narrows: Whether other names than parameters are columns of a row.
  package init(
    _ given: [String], for report: ReportDefinition, in store: Store, now: Timestamp, narrows: Bool = false
  ) throws(Failure) {
    var texts: [Key: String] = [:]
    var row: [(name: String, value: String)] = []
    for argument in given {
      guard let equals = argument.firstIndex(of: "=") else {
        throw Failure(
          .usage, Phrase(id: "`\(argument)` bukan isian", en: "`\(argument)` gives no value"),
          hint: Phrase(id: "tulis NAMA=NILAI", en: "write NAME=VALUE"))
      }
      let (name, text) = (String(argument[..<equals]), String(argument[argument.index(after: equals)...]))
      if let parameter = Self.find(name, report) {
        guard texts.updateValue(text, forKey: Key(parameter.name)) == nil else {
          throw Failure(
            .usage,
            Phrase(id: "`\(parameter.name)` diberikan dua kali", en: "`\(parameter.name)` is given twice"),
            hint: Phrase(id: "sebutkan satu kali saja", en: "give it once only"))
        }
      } else if narrows {
        row.append((name, text))
      } else {
        throw Self.unknown(name, report)
      }
    }
    self.row = try row.map { given throws(Failure) in (given.name, try Self.named(given, in: report, store)) }
    var values: [String: Value] = [
      "now": .integer(now.seconds), "today": .string(now.date.description), "offset": .integer(now.offset * 60),
    ]
    var told: [(label: Phrase, value: Phrase)] = []
    for parameter in report.parameters {
      guard let text = texts[Key(parameter.name)] ?? parameter.standard else {
        throw Failure(
          .usage,
          Phrase(
            id: "laporan ini memerlukan `\(parameter.name)` (\(parameter.label.id))",
            en: "this report needs `\(parameter.name)` (\(parameter.label.en))"),
          hint: Phrase(
            id: "misalnya `\(parameter.name)=\(Self.example(parameter))`",
            en: "such as `\(parameter.name)=\(Self.example(parameter))`"))
      }
      let collection = report.parameters.first { $0.kind == .collection }.flatMap { values[$0.name]?.string }
      values.merge(try Self.bound(parameter, Self.spelled(text, now), collection, store, now)) { $1 }
      if !text.isEmpty {
        let name = values[parameter.name]?.string.flatMap { Self.label(of: $0, parameter, collection, store) }
        told.append((parameter.label, name ?? Phrase(Self.spelled(text, now))))
      }
    }
    (self.values, self.told) = (values, told)
  }

  /// The value by which a row is looked behind: of a column of records their id, also where a person gives the name that the
  /// report shows.
  private static func named(
    _ given: (name: String, value: String), in report: ReportDefinition, _ store: Store
  ) throws(Failure) -> String {
    let column = report.columns.first { $0.name.sameBytes(as: given.name) }
    guard let target = column?.collection, !target.contains("/"), !given.value.isEmpty else { return given.value }
    return try id(of: given.value, in: target, for: given.name, store)
  }

  /// What people call a code, a clock, a collection or a record; nil for everything else.
  private static func label(
    of value: String, _ parameter: ReportDefinition.Parameter, _ collection: String?, _ store: Store
  ) -> Phrase? {
    switch parameter.kind {
    case .collection: store.catalogue.collection(value)?.label
    case .clock:
      (collection.flatMap { store.catalogue.collection($0) }.map { [$0] } ?? store.catalogue.collections)
        .flatMap { $0.workflow?.clocks ?? [] }.first { $0.name.sameBytes(as: value) }?.label
    case .code: codes(of: parameter, store).first { $0.name.sameBytes(as: value) }?.label
    case .record:
      parameter.collection.flatMap { store.title(of: value, in: $0) }.map { title in
        Phrase(id: "\(value) (\(title.short.id))", en: "\(value) (\(title.short.en))")
      }
    case .text, .integer, .date, .month, .year, .period: nil
    }
  }

  private static func codes(of parameter: ReportDefinition.Parameter, _ store: Store) -> [(name: String, label: Phrase)]
  {
    let parts = (parameter.field ?? "").split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2, let field = store.catalogue.collection(parts[0])?.field(parts[1]) else { return [] }
    return field.scalar.enumValues.map { (name: $0.value, label: $0.label ?? Phrase($0.value)) }
  }

  /// The id of a record by what a person calls it.
  private static func id(
    of typed: String, in target: String, for name: String, _ store: Store
  ) throws(Failure) -> String {
    let reference = store.referenceData
    if let id = reference.id(of: typed, in: target) { return id }
    throw Failure(
      .usage, unfit(typed, for: name),
      hint: reference.names.meant(by: typed, in: target).map { Suggestion.question($0.id) }
        ?? Phrase(id: "lihat `koja list \(target)`", en: "see `koja list \(target)`"))
  }

  private static func unfit(_ text: String, for name: String) -> Phrase {
    Phrase(id: "`\(name)` tidak dapat diisi dengan `\(text)`", en: "`\(name)` cannot be `\(text)`")
  }

  /// One of some things by its name or its label.
  private static func name(
    _ typed: String, for parameter: String, among choices: [(name: String, label: Phrase)]
  ) throws(Failure) -> String {
    let choice = choices.first { $0.name.sameBytes(as: typed) } ?? choices.first { $0.label.matches(typed) }
    if let choice { return choice.name }
    let names = Set(choices.map { Key($0.name) }).sorted().map(\.string)
    let near = Suggestion.names(nearestTo: typed, among: choices.map { ($0.name, [$0.label.id, $0.label.en]) })
    throw Failure(
      .usage, unfit(typed, for: parameter),
      hint: Suggestion.question(among: near)
        ?? Phrase(
          id: "yang ada: \(names.joined(separator: ", "))", en: "there are: \(names.joined(separator: ", "))"))
  }

  /// A clock that the report takes by itself is none of the collection asked about.
  private static func unsaid(
    _ parameter: ReportDefinition.Parameter, _ home: Collection, _ clocks: [Clock]
  ) -> Failure {
    let names = clocks.map(\.name).joined(separator: ", ")
    guard !clocks.isEmpty else {
      return Failure(
        .usage, Phrase(id: "\(home.label.id) tidak punya batas waktu", en: "\(home.label.en) has no clocks"))
    }
    return Failure(
      .usage,
      Phrase(
        id: "sebutkan `\(parameter.name)` untuk \(home.label.id)",
        en: "say which `\(parameter.name)` of \(home.label.en)"),
      hint: Phrase(id: "yang ada: \(names)", en: "there are: \(names)"))
  }

  private static func find(_ name: String, _ report: ReportDefinition) -> ReportDefinition.Parameter? {
    report.parameters.first { $0.name.sameBytes(as: name) } ?? report.parameters.first { $0.label.matches(name) }
  }

  private static func unknown(_ name: String, _ report: ReportDefinition) -> Failure {
    let names = report.parameters.map(\.name)
    return Failure(
      .usage,
      Phrase(id: "laporan ini tidak punya `\(name)`", en: "this report has no `\(name)`"),
      hint: Suggestion.hint(for: name, among: names)
        ?? Phrase(
          id: names.isEmpty ? "laporan ini tanpa isian" : "yang ada: \(names.joined(separator: ", "))",
          en: names.isEmpty ? "it takes none" : "there are: \(names.joined(separator: ", "))"))
  }

  /// Words for stretches of time that are counted from now.
  private static func spelled(_ text: String, _ now: Timestamp) -> String {
    let (year, month, _) = now.date.parts
    func pair(_ year: Int, _ month: Int) -> String {
      String(CalendarDate(year: year, month: month, day: 1)?.description.prefix(7) ?? "")
    }
    return switch text {
    case "today": now.date.description
    case "this-month": pair(year, month)
    case "last-month": month == 1 ? pair(year - 1, 12) : pair(year, month - 1)
    case "this-year": "\(year)"
    case "last-year": "\(year - 1)"
    default: text
    }
  }

  private static func example(_ parameter: ReportDefinition.Parameter) -> String {
    switch parameter.kind {
    case .text: "…"
    case .integer: "10"
    case .date: "2026-03-20"
    case .month: "2026-03"
    case .year: "2026"
    case .period: "2026-01..2026-03"
    case .record, .collection, .clock, .code: "…"
    }
  }

  private static func bound(
    _ parameter: ReportDefinition.Parameter, _ text: String, _ collection: String?, _ store: Store, _ now: Timestamp
  ) throws(Failure) -> [String: Value] {
    let name = parameter.name
    let isSpan = [.date, .month, .year, .period].contains(parameter.kind)
    guard !text.isEmpty else {
      return isSpan ? AskedPeriod.none(named: name) : [name: .null]
    }
    let unfit = Failure(
      .usage, unfit(text, for: name),
      hint: Phrase(id: "misalnya `\(name)=\(example(parameter))`", en: "such as `\(name)=\(example(parameter))`"))
    switch parameter.kind {
    case .text: return [name: .string(text)]
    case .integer:
      guard let number = Int(text) else { throw unfit }
      guard number >= parameter.minimum ?? .min else {
        let least = parameter.minimum ?? 0
        throw Failure(
          .usage, Self.unfit(text, for: name), hint: Phrase(id: "paling sedikit \(least)", en: "at least \(least)"))
      }
      return [name: .integer(number)]
    case .record:
      guard let target = parameter.collection else { throw unfit }
      return [name: .string(try id(of: text, in: target, for: name, store))]
    case .collection:
      let choices = store.catalogue.collections.map { (name: $0.name, label: $0.label) }
      return [name: .string(try self.name(text, for: name, among: choices))]
    case .code:
      return [name: .string(try self.name(text, for: name, among: codes(of: parameter, store)))]
    case .clock:
      let homes = collection.flatMap { store.catalogue.collection($0) }.map { [$0] } ?? store.catalogue.collections
      let clocks = homes.flatMap { $0.workflow?.clocks ?? [] }
      if text == parameter.standard, let home = homes.first, !clocks.contains(where: { $0.name.sameBytes(as: text) }) {
        throw unsaid(parameter, home, clocks)
      }
      return [name: .string(try self.name(text, for: name, among: clocks.map { ($0.name, $0.label) }))]
    case .date, .month, .year, .period:
      let lengths: [ReportDefinition.Parameter.Kind: Int] = [.date: 10, .month: 7, .year: 4]
      if let length = lengths[parameter.kind], text.utf8.count != length { throw unfit }
      guard let period = AskedPeriod(text, now: now) else { throw unfit }
      try period.refuseTurned(name)
      return period.values(named: name)
    }
  }
}

extension Document {
  /// The members of a mapping, as a person would give them: `name=value`.
  func assignments(_ key: String, in node: NodeIndex) -> [String] {
    (value(key, in: node).map { pairs($0) } ?? []).map { "\(text($0.key) ?? "")=\(text($0.value) ?? "")" }
  }
}
