internal import KojaModel

/// Finds which of the records that came are some that went, under another name: by the same content, else by what is most
/// alike, as git does. Log, audit and undo ask the same.
///
/// Of two records that changed places both went and came.
enum RecordPairs {
  /// A version of a record that went or came.
  struct Side<Fault: Error> {
    /// Its collection: no record leaves that.
    let collection: String
    /// What is the same where the bytes are.
    let content: Key
    /// Reads it; nil where it cannot be read as a record.
    let document: () throws(Fault) -> Document?
  }

  /// So many hundredths of fields and entries are the same in two versions of one record.
  private static let enough = 60
  /// Beyond so many pairs only contents count; git's limit is of this size.
  private static let mostPairs = 10_000
  /// Beyond so many changed records it is not asked whether some changed places.
  static let mostChanged = 100

  /// The positions in `come` with those in `gone` of the same record.
  static func find<Fault>(gone: [Side<Fault>], come: [Side<Fault>]) throws(Fault) -> [Int: Int] {
    var pairs: [Int: Int] = [:]
    var free = Set(gone.indices)
    var places: [TextKey: [Int]] = [:]
    for index in gone.indices.reversed() {
      places[TextKey(gone[index].collection, gone[index].content.string), default: []].append(index)
    }
    for index in come.indices {
      guard let match = places[TextKey(come[index].collection, come[index].content.string)]?.popLast() else { continue }
      pairs[index] = match
      free.remove(match)
    }
    let rest = come.indices.filter { pairs[$0] == nil }
    guard !free.isEmpty, !rest.isEmpty, free.count * rest.count <= mostPairs else { return pairs }
    var olds: [(index: Int, document: Document)] = []
    for index in free.sorted() {
      if let document = try gone[index].document() { olds.append((index, document)) }
    }
    for index in rest {
      guard let document = try come[index].document() else { continue }
      let scored = olds.filter { gone[$0.index].collection.sameBytes(as: come[index].collection) }.map {
        (index: $0.index, score: alike($0.document, document))
      }
      guard let best = scored.max(by: { $0.score < $1.score }), best.score >= enough else { continue }
      pairs[index] = best.index
      olds.removeAll { $0.index == best.index }
    }
    return pairs
  }

  /// Whether two versions have so little in common that they may be of two records.
  static func areStrangers(_ old: Document, _ new: Document) -> Bool { alike(old, new) < enough }

  /// How many of a hundred fields and entries two versions have in common.
  private static func alike(_ old: Document, _ new: Document) -> Int {
    let comparison = RecordComparison(old, new)
    let entries = old.value("timeline").map { old.items($0).count } ?? 0
    let all = FieldChange.between(nil, new).count + comparison.fields.count(where: { $0.new == nil }) + entries
    guard all > 0 else { return 0 }
    let different = comparison.fields.count + comparison.lost.count + comparison.altered.count
    return 100 * max(0, all - different) / all
  }
}
