internal import KojaCivic
package import KojaModel
internal import KojaSchema

/// What is measured of whom, what it weighs and which grade follows; `schemas/scorecards/<name>.yaml`.
package struct ScorecardDefinition: Sendable {
  /// A question in the file.
  struct Question: Sendable {
    /// The text.
    let sql: String
    /// Where it stands.
    let node: NodeIndex
  }

  /// Something that is measured: how it counts, and the questions that measure it.
  struct Measure: Sendable {
    /// The name.
    let name: String
    /// How the value comes about, in words.
    let formula: Phrase
    /// One row for each subject.
    let value: Question
    /// The records behind it.
    let records: Question?
  }

  /// Something that a reader should know about the figures.
  struct Mark: Sendable {
    /// The name.
    let name: String
    /// What it is, for people.
    let label: Phrase
    /// One row for each record that it is about.
    let question: Question
  }

  /// Stretches of the calendar of which only whole ones are graded.
  enum Periods: String, Sendable {
    case months, years

    /// Whether the days from the first to the last are whole ones.
    func areWhole(from first: CalendarDate, to last: CalendarDate) -> Bool {
      [first, last.advanced(by: 1)].allSatisfy { day in
        day.parts.day == 1 && (self == .months || day.parts.month == 1)
      }
    }

    /// The word for people.
    var label: Phrase {
      switch self {
      case .months: Phrase(id: "bulan", en: "months")
      case .years: Phrase(id: "tahun", en: "years")
      }
    }
  }

  /// The card as it holds for a while.
  struct Version: Sendable {
    /// The first day of the periods that it grades.
    let from: CalendarDate
    /// The last day; nil while it holds.
    let to: CalendarDate?
    /// Where it stands.
    let node: NodeIndex
    /// Who is graded.
    let subjects: Question
    /// What is measured.
    let measures: [Measure]
    /// What a reader should know.
    let marks: [Mark]
    /// How the values become a grade.
    let grading: Grading

    /// Whether it grades a day.
    func holds(on day: CalendarDate) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }
  }

  /// The file.
  package let definition: Definition
  /// The title.
  package let title: Phrase
  /// Where it comes from, and what in it is an assumption.
  package let note: Phrase?
  /// The collection of the evaluations.
  let collection: String
  /// The fields that tell an evaluation from all others.
  let identity: [String]
  /// The action by which an evaluation takes other figures.
  let again: String?
  /// Of what the periods are whole; nil for any days.
  let periods: Periods?
  /// The fields of an evaluation.
  let fields: FieldTemplates
  /// The versions, in the order of the file.
  let versions: [Version]

  /// The name.
  package var name: String { definition.name }

  /// Reads a definition that has passed its meta-schema.
  package init(_ definition: Definition) {
    self.definition = definition
    let document = definition.document
    title = document.phrase(document.value("title"), default: definition.name)
    note = document.value("note").map { document.phrase($0, default: "") }
    collection = document.string(at: "collection") ?? ""
    identity = document.texts(document.value("identity"))
    again = document.string(at: "again")
    periods = document.string(at: "periods").flatMap(Periods.init(rawValue:))
    fields = FieldTemplates(document.value("fields"), in: document)
    versions = (document.value("versions").map { document.items($0) } ?? []).map { Self.version($0, document) }
  }

  /// The version that grades all of a period; nil where none does, or the card changed in between.
  func version(from first: CalendarDate, to last: CalendarDate) -> Version? {
    versions.first { $0.holds(on: first) && $0.holds(on: last) }
  }

  private static func version(_ node: NodeIndex, _ document: Document) -> Version {
    func day(_ key: String) -> CalendarDate? {
      document.value(key, in: node).flatMap { document.text($0) }.flatMap { CalendarDate($0) }
    }
    func question(_ key: String, in node: NodeIndex) -> Question? {
      document.value(key, in: node).map { Question(sql: document.text($0) ?? "", node: $0) }
    }
    let none = Question(sql: "", node: node)
    let named = { (key: String) in document.value(key, in: node).map { document.pairs($0) } ?? [] }
    let measures = named("measures").map { key, node in
      Measure(
        name: document.text(key) ?? "", formula: document.phrase(document.value("formula", in: node), default: ""),
        value: question("sql", in: node) ?? none, records: question("records", in: node))
    }
    let marks = named("marks").map { key, node in
      Mark(
        name: document.text(key) ?? "",
        label: document.phrase(document.value("label", in: node), default: document.text(key) ?? ""),
        question: question("sql", in: node) ?? none)
    }
    return Version(
      from: day("valid_from") ?? CalendarDate(dayNumber: 0), to: day("valid_to"), node: node,
      subjects: question("subjects", in: node) ?? none, measures: measures, marks: marks,
      grading: grading(node, named("measures"), document))
  }

  private static func grading(
    _ node: NodeIndex, _ measures: [(key: NodeIndex, value: NodeIndex)], _ document: Document
  ) -> Grading {
    func number(_ key: String, _ node: NodeIndex) -> Double? {
      document.value(key, in: node).flatMap { document.text($0) }.flatMap { Double($0) }
    }
    return Grading(
      measures: measures.map { key, node in
        let scale = document.value("scale", in: node).flatMap { scale in
          number("least", scale).flatMap { least in number("most", scale).map { (least, $0) } }
        }
        return Grading.Measure(
          name: document.text(key) ?? "",
          label: document.phrase(document.value("label", in: node), default: document.text(key) ?? ""),
          weight: number("weight", node) ?? 1, scale: scale,
          isRequired: document.value("required", in: node).flatMap { document.boolean($0) } ?? true)
      },
      bands: (document.value("bands", in: node).map { document.items($0) } ?? []).map { band in
        Grading.Band(
          grade: document.value("grade", in: band).flatMap { document.text($0) } ?? "", least: number("least", band))
      },
      decimals: document.value("decimals", in: node).flatMap { document.integer($0) } ?? 1)
  }
}

extension ScorecardDefinition {
  /// What people call a column of the card's subjects: the field of an evaluation that holds it.
  package func label(of column: String, in store: Store) -> Phrase? {
    let held = fields.fields.first { $0.template.value.string?.sameBytes(as: "{\(column)}") ?? false }
    return held.flatMap { store.catalogue.collection(collection)?.field($0.name)?.title }
  }

  /// What people call a grade.
  package func label(ofGrade grade: String, in store: Store) -> Phrase? {
    let held = fields.fields.first { $0.template.value.string?.sameBytes(as: "{grade}") ?? false }
    let known = held.flatMap { store.catalogue.collection(collection)?.field($0.name) }?.scalar.enumValues
    return known?.first { $0.value.sameBytes(as: grade) }?.label
  }
}
