package import KojaCivic
internal import KojaIndex
package import KojaModel

/// A scorecard applied to a period: who is graded, by which figures, with which grade. The same records and the same
/// card give the same evaluation.
package struct Evaluation {
  /// What was measured of a subject.
  package struct Measured: Sendable {
    /// The measure.
    package let measure: Grading.Measure
    /// How the value comes about.
    let formula: Phrase
    /// The value, as it is spelled; nil where there is none.
    package let value: String?
    /// What it is made from, by name.
    let inputs: [(name: String, value: Value)]
    /// The records behind it, `collection/id`.
    let records: [String]
  }

  /// Something that a reader should know about a subject's figures.
  package struct Marked: Sendable {
    /// The mark's name.
    package let name: String
    /// What it is, for people.
    package let label: Phrase
    /// The record that it is about, `collection/id`.
    package let record: String
    /// More about it.
    package let note: String?
  }

  /// One subject with its figures.
  package struct Result: Sendable {
    /// Who is graded: the columns of the card's question.
    package let subject: [(name: String, value: Value)]
    /// The figures, in the order of the card.
    package let measured: [Measured]
    /// What a reader should know.
    package let marked: [Marked]
    /// The score as it is spelled, and the grade; nil where there is none.
    package let outcome: (score: String, grade: String)?
    /// The required measures that have no value.
    package let missing: [Phrase]
  }

  let card: ScorecardDefinition
  let version: ScorecardDefinition.Version
  let period: AskedPeriod
  let days: (first: CalendarDate, last: CalendarDate)
  private let indexed: IndexedStore
  private let now: Timestamp

  /// An evaluation of a store that is up to date.
  ///
  /// - Parameter now: The moment of the records; clocks are read at it.
  ///
  /// Throws a usage failure where the period has no ends or no version of the card grades it.
  package init(
    _ card: ScorecardDefinition, _ period: AskedPeriod, of indexed: IndexedStore, now: Timestamp
  ) throws(Failure) {
    guard let days = period.days(offset: now.offset) else {
      throw Failure(
        .usage,
        Phrase(
          id: "`\(period.text)` tidak berawal atau tidak berakhir", en: "`\(period.text)` has no beginning or no end"),
        hint: Phrase(id: "misalnya `--period 2022-01..2022-02`", en: "such as `--period 2022-01..2022-02`"))
    }
    if let periods = card.periods, !periods.areWhole(from: days.first, to: days.last) {
      throw Failure(
        .usage,
        Phrase(
          id: "`\(card.name)` menilai \(periods.label.id) penuh, bukan `\(period.text)`",
          en: "`\(card.name)` grades whole \(periods.label.en), not `\(period.text)`"),
        hint: Phrase(
          id: periods == .months ? "misalnya `--period 2022-01..2022-02`" : "misalnya `--period 2022`",
          en: periods == .months ? "such as `--period 2022-01..2022-02`" : "such as `--period 2022`"))
    }
    guard let version = card.version(from: days.first, to: days.last) else {
      let known = card.versions.map { "\($0.from)..\($0.to.map(\.description) ?? "")" }.joined(separator: ", ")
      throw Failure(
        .usage,
        Phrase(
          id: "tidak ada versi `\(card.name)` yang berlaku sepanjang `\(period.text)`",
          en: "no version of `\(card.name)` holds for all of `\(period.text)`"),
        hint: Phrase(id: "berlaku: \(known)", en: "there are: \(known)"))
    }
    (self.card, self.version, self.period, self.days) = (card, version, period, days)
    (self.indexed, self.now) = (indexed, now)
  }

  // MARK: Asking

  /// All subjects with their figures, in the order of the card's question. Throws a failure at the place in the card
  /// where a question is not understood.
  package func results() throws(Failure) -> [Result] {
    let subjects = try ask(version.subjects)
    let columns = subjects.columns
    var measures: [(rows: [Key: Row], records: [Key: [String]])] = []
    for measure in version.measures {
      let rows = try rows(of: measure.value, columns)
      let records = try measure.records.map { question throws(Failure) in try self.rows(of: question, columns) } ?? []
      measures.append(
        (
          Dictionary(rows, uniquingKeysWith: { first, _ in first }),
          Dictionary(grouping: records) { $0.0 }.mapValues { $0.compactMap { $0.1.reference } }
        ))
    }
    var marks: [Key: [Marked]] = [:]
    for mark in version.marks {
      for (key, row) in try rows(of: mark.question, columns) {
        guard let record = row.reference else { continue }
        let note = row["note"].flatMap(\.plainText)
        marks[key, default: []].append(Marked(name: mark.name, label: mark.label, record: record, note: note))
      }
    }
    return subjects.rows.map { row in
      let subject = Row(zip(columns, row).map { (name: $0, value: $1) })
      let key = subject.key(columns)
      let measured = zip(zip(version.grading.measures, version.measures), measures).map { pair, found in
        Self.measured(pair.0, pair.1, found.rows[key], found.records[key] ?? [], subject: columns)
      }
      return result(subject, measured, marks[key] ?? [])
    }
  }

  private func result(_ subject: Row, _ measured: [Measured], _ marked: [Marked]) -> Result {
    var (outcome, missing) = (nil as (score: String, grade: String)?, [Phrase]())
    do throws(Grading.Missing) {
      let score = try version.grading.score { name in
        measured.first { $0.measure.name.sameBytes(as: name) }?.value.flatMap { Double($0) }
      }
      if let grade = version.grading.grade(of: score) {
        outcome = (Grading.spelled(score, version.grading.decimals), grade)
      }
    } catch {
      missing = version.grading.measures.filter { measure in
        error.measures.contains { $0.sameBytes(as: measure.name) }
      }.map(\.label)
    }
    return Result(
      subject: subject.cells, measured: measured, marked: marked, outcome: outcome, missing: missing)
  }

  private static func measured(
    _ measure: Grading.Measure, _ asked: ScorecardDefinition.Measure, _ row: Row?, _ records: [String],
    subject: [String]
  ) -> Measured {
    let inputs = row?.cells.filter { cell in
      cell.value != .null && !(subject + ["value"]).contains { $0.sameBytes(as: cell.name) }
    }
    return Measured(
      measure: measure, formula: asked.formula, value: row?["value"].flatMap(number),
      inputs: (inputs ?? []).map { ($0.name, spelled($0.value)) }, records: records)
  }

  private static func number(_ value: Value) -> String? {
    if case .number(let text) = spelled(value) { text } else { nil }
  }

  /// A number with at most four digits behind its point: what SQLite computes has many more.
  private static func spelled(_ value: Value) -> Value {
    guard case .number(let text) = value, Int(text) == nil, let number = Double(text), number.isFinite,
      abs(number) < 1e12
    else { return value }
    return .number(Grading.spelled(number, 4))
  }

  // MARK: Rows

  /// One row of an answer.
  private struct Row {
    let cells: [(name: String, value: Value)]

    init(_ cells: [(name: String, value: Value)]) { self.cells = cells }

    subscript(name: String) -> Value? { cells.first { $0.name.sameBytes(as: name) }?.value }

    /// What tells its subject from all others.
    func key(_ columns: [String]) -> Key { Key(Value.array(columns.map { self[$0] ?? .null }).json()) }

    /// The record that it names.
    var reference: String? {
      self["collection"].flatMap(\.string).flatMap { collection in
        self["id"].flatMap(\.string).map { "\(collection)/\($0)" }
      }
    }
  }

  private func rows(of question: ScorecardDefinition.Question, _ columns: [String]) throws(Failure) -> [(Key, Row)] {
    let answer = try ask(question)
    return answer.rows.map { cells in
      let row = Row(zip(answer.columns, cells).map { (name: $0, value: $1) })
      return (row.key(columns), row)
    }
  }

  /// What every question of a card may name.
  static func parameters(_ period: AskedPeriod?, _ days: (first: CalendarDate, last: CalendarDate)?, offset: Int)
    -> [String: Value]
  {
    (period?.values(named: "period") ?? AskedPeriod.none(named: "period")).merging([
      "first": .optional(days?.first.description), "last": .optional(days?.last.description),
      "offset": .integer(offset * 60),
    ]) { $1 }
  }

  private func ask(_ question: ScorecardDefinition.Question) throws(Failure) -> SQLAnswer {
    do throws(SQLFault) {
      let values = Self.parameters(period, days, offset: now.offset)
      return try indexed.ask(SQLQuestion(question.sql, parameters: values, now: now, patience: 60))
    } catch {
      if let failure = error.failure { throw failure.failure }
      throw Failure(
        .store,
        Phrase(id: "kartu nilai `\(card.name)` bermasalah", en: "the scorecard `\(card.name)` is broken"),
        hint: error.hint, findings: [card.definition.finding(error, in: question.node)])
    }
  }
}
