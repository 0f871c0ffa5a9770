package import KojaModel

/// What a change of many records did, for people: the words of its commit.
package struct BatchSummary: Sendable {
  /// The collection of the records.
  package let collection: Collection
  /// What happened: a participle.
  package let verb: Phrase
  /// The records, `collection/id`, in order.
  package let records: [String]
  /// What happened to them, a line each.
  package var lines: [String] = []
  /// What the person wrote about it.
  package var note: String?
  /// How many of the records the title counts; all of them where nil.
  package var counted: Int?
  /// The hash of the plan that was applied.
  package var plan: String?
  /// Further trailers.
  package var trailers: [(name: String, value: String)] = []

  /// Up to so many records are named in the commit.
  static let mostNamed = 20

  /// A summary. See the properties.
  package init(_ collection: Collection, _ verb: Phrase, records: [String]) {
    self.collection = collection
    self.verb = verb
    self.records = records
  }

  /// `Laporan: diubah, 412 catatan`.
  package func title(_ language: Language) -> String {
    let count = counted ?? records.count
    let records = Phrase(id: "\(count) catatan", en: count == 1 ? "1 record" : "\(count) records")
    return "\(collection.label[language]): \(verb[language]), \(records[language])"
  }

  /// What was done to how many records, the most frequent first: `priority: -> high (412)`. Values that may not be told
  /// or differ from record to record are counted only.
  package static func lines(of summaries: [ChangeSummary], _ language: Language) -> [String] {
    var counts: [Key: (line: String, count: Int)] = [:]
    var fields: [Key: Int] = [:]
    for summary in summaries {
      for change in summary.fields {
        let line = summary.told(change).map { "\(change.field): -> \($0.new)" }
        fields[Key(change.field), default: 0] += 1
        guard let line else { continue }
        counts[Key(line), default: (line, 0)].count += 1
      }
    }
    return fields.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.flatMap { field, count -> [String] in
      let lines = counts.values.filter { $0.line.hasPrefix(field.string + ": -> ") }
      guard !lines.isEmpty, lines.count <= 5, lines.reduce(0, { $0 + $1.count }) == count else {
        return ["\(field.string): " + Phrase(id: "(diubah, \(count))", en: "(changed, \(count))")[language]]
      }
      return lines.sorted { ($1.count, Key($0.line)) < ($0.count, Key($1.line)) }.map { "\($0.line) (\($0.count))" }
    }
  }
}
